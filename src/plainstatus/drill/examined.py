"""What the doctor says of the drills of a site."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from plainstatus.doctor.diagnosis import Diagnosis, ok, warning
from plainstatus.drill.due import COMMAND, standing
from plainstatus.model.rehearsal import Rehearsal


def look_at_drills(rehearsal: Rehearsal, root: Path, now: datetime) -> Iterator[Diagnosis]:
    """Whether a drill is due at `now`, by the records below `root`, the folder of `mkdocs.yml`."""
    found = standing(root / rehearsal.records, rehearsal.every, now)
    for name in found.damaged:
        words = f"{rehearsal.records}/{name} is no record of a drill, and counts for none"
        yield warning(words, "Delete it, or get it back from git.")
    words = str(found).rstrip(".")
    words = words[0].lower() + words[1:]
    yield warning(words, f"Run `{COMMAND}`.") if found.is_due else ok(words)
