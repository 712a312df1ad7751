"""Words that `check` calls an error, told to whoever has just written them. Does not know what is written."""

from datetime import datetime
from pathlib import Path

import click


def tell_of_stopped_words(config_file: Path, file: Path, now: datetime) -> bool:
    """Show what the rules call an error in the incident file `file` at `now`; whether there was anything.

    The words stay: only a person can say them otherwise.
    """
    from plainstatus.check.rules import findings
    from plainstatus.check.scene import scene_of
    from plainstatus.commands.findings import as_text, seen_from_here
    from plainstatus.commands.fixing import Files
    from plainstatus.reading.chosen import read_chosen

    checked = read_chosen(config_file, (file,))
    scene = scene_of(checked.catalog, checked.incidents, checked.settings, now)
    errors = [each for each in findings(scene, Files(checked.root).text) if each.severity == "error"]
    if errors:
        click.echo(f"\n{as_text(seen_from_here(errors, checked.root))}Say that otherwise before you commit it.")
    return bool(errors)
