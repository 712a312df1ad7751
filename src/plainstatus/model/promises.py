"""What a channel hears, and when a team is told of promises that it made: `hears` and `promises` in `mkdocs.yml`."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

#: `updates` are what readers are told; `promises` is for those who have to write them.
Hearing = Literal["updates", "promises"]


@dataclass(frozen=True, slots=True)
class Promises:
    """The team is told so long before the next words are due as `near` says, when they are due, and so long after a
    promise that nobody kept as each of `missed` says. `form` is where words are written without a checkout.
    """

    near: timedelta = timedelta(minutes=10)
    missed: tuple[timedelta, ...] = (timedelta(minutes=15), timedelta(hours=1), timedelta(hours=4), timedelta(days=1))
    form: str | None = None
