"""What is kept of a drill: `2026-11-25-third-party.json` and `.md`, for people and programs of years to come.

A record is committed, so it has no secret, no path of a machine, and no address of a person.
"""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

from plainstatus.drill.step import BAD, Step
from plainstatus.writing.atomic import write_text

VERSION = 1
#: Where each part of a drill was played.
Where = Literal["this machine", "rehearsal"]

_MAILBOX = re.compile(r"[A-Za-z0-9._%+'-]+@[A-Za-z0-9.-]+")
_NUMBER = re.compile(r"\+\d(?:[ ()./-]{0,2}\d){6,14}\b")
_PATH = re.compile(
    r"(?:\.\./)+[^\s\"',;:)]*"
    r"|(?<![\w/:.])/(?:home|Users|root|tmp|private|var|usr|opt|srv|mnt|etc)/[^\s\"',;:)]*|[A-Z]:\\[^\s\"',;)]*"
)


@dataclass(frozen=True, slots=True)
class Record:
    """One drill, which began at `began` (UTC). `objectives` are those that counted, in seconds, by name."""

    scenario: str
    began: datetime
    seconds: float
    steps: tuple[Step, ...]
    objectives: Mapping[str, int]
    languages: tuple[str, ...]
    places: Mapping[str, Where]

    @property
    def is_good(self) -> bool:
        """Whether nothing failed, was late, or could not be tried."""
        return bool(self.steps) and not self.bad

    @property
    def bad(self) -> list[Step]:
        return [step for step in self.steps if step.verdict in BAD]

    def count(self, *verdicts: str) -> int:
        return sum(step.verdict in verdicts for step in self.steps)


def cleaned(text: str, private: Sequence[str]) -> str:
    """`text` without `private` words, paths of this machine, mailboxes and telephone numbers."""
    for word in sorted(filter(None, private), key=len, reverse=True):
        text = text.replace(word, "…")
    return _NUMBER.sub("+…", _MAILBOX.sub("…@…", _PATH.sub("…", text)))


def as_data(record: Record) -> dict[str, Any]:
    """What the JSON file holds."""
    return {
        "version": VERSION,
        "scenario": record.scenario,
        "began": f"{record.began.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}",
        "seconds": round(record.seconds, 1),
        "good": record.is_good,
        "languages": list(record.languages),
        "places": dict(record.places),
        "objectives": dict(record.objectives),
        "steps": [{**asdict(step), "seconds": round(step.seconds, 2)} for step in record.steps],
    }


def as_json(record: Record) -> str:
    return json.dumps(as_data(record), indent=2, ensure_ascii=False) + "\n"


def keep(record: Record, markdown: str, folder: Path) -> Path:
    """Write both files into `folder`, and give the one for people. What is there already stays. Raises OSError."""
    folder.mkdir(parents=True, exist_ok=True)
    stem = f"{record.began:%Y-%m-%d}-{record.scenario}"
    taken = {path.stem for path in folder.glob(f"{stem}*.json")}
    number = 2
    name = stem
    while name in taken:
        name, number = f"{stem}-{number}", number + 1
    path = folder / f"{name}.md"
    write_text(path, markdown)
    # It counts from here on, so it comes last.
    write_text(folder / f"{name}.json", as_json(record))
    return path
