"""The sites of one tree: every `mkdocs.yml` and `mkdocs.NAME.yml` that stand beside each other."""

from pathlib import Path

from plainstatus.reading.settings import Configuration, read_configuration


def family_of(root: Path) -> tuple[Configuration, ...]:
    """The configuration of each site whose settings stand in the folder `root`, that of `mkdocs.yml` first."""
    further = sorted(path for path in root.glob("mkdocs.*.yml") if path.is_file())
    first = root / "mkdocs.yml"
    return tuple(read_configuration(path) for path in (*([first] if first.is_file() else ()), *further))
