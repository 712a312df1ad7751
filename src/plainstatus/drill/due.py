"""Whether it is time for a drill, by the records of those that went well. Makes none."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

#: What a person does about it.
COMMAND = "plainstatus drill"


class Standing(NamedTuple):
    """When the last good drill began, None where there was none, and when the next one is due."""

    last: datetime | None
    until: datetime | None
    now: datetime
    damaged: tuple[str, ...] = ()

    @property
    def is_due(self) -> bool:
        return self.until is None or self.now >= self.until

    def __str__(self) -> str:
        if self.last is None or self.until is None:
            return "There is no record of a drill that went well."
        days = (self.now - self.last).days
        ago = "today" if days == 0 else "yesterday" if days == 1 else f"{days} days ago"
        following = f"the next one {'was' if self.is_due else 'is'} due on {self.until:%Y-%m-%d}"
        return f"The last drill that went well was on {self.last:%Y-%m-%d}, {ago}; {following}."


def standing(folder: Path, every: timedelta, now: datetime) -> Standing:
    """How it stands at `now` with the records in `folder`, one of which has to be younger than `every`."""
    good: list[datetime] = []
    damaged: list[str] = []
    for path in sorted(folder.glob("*.json")) if folder.is_dir() else ():
        try:
            good += _good(path)
        except (OSError, ValueError, LookupError, TypeError):
            damaged.append(path.name)
    # A record of tomorrow says nothing of today.
    last = max((each for each in good if each <= now), default=None)
    return Standing(last, last + every if last else None, now, tuple(damaged))


def _good(path: Path) -> Iterator[datetime]:
    record = json.loads(path.read_bytes())
    began = datetime.strptime(record["began"], "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
    if record["good"] is True:
        yield began
