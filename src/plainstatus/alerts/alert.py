"""An alert in one form, whoever sent it, and what is wrong with one that cannot be read."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from plainstatus.model.status import ComponentStatus

#: Whether it goes on, is over, or the sender cannot tell.
State = Literal["firing", "resolved", "unknown"]


class AlertFault(Exception):
    """An alert that cannot be read: where, as a JSON pointer (RFC 6901), what is wrong, and what is expected."""

    def __init__(self, pointer: str, problem: str, expected: str) -> None:
        # A name in somebody's document may hold anything; what is told of it stays one line.
        shown = "".join(each if each.isprintable() else repr(each)[1:-1] for each in pointer)
        super().__init__(f"{shown or 'the whole document'}: {problem}. {expected}")


@dataclass(frozen=True, slots=True)
class Trouble:
    """One thing that fails. `names` may name its component, the best first; `regions` are where it is."""

    names: tuple[str, ...]
    status: ComponentStatus
    regions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Alert:
    """What was told at once.

    `keys` are the same whenever the same is told again, and others when it happens anew. `title`, `message`
    and `template` are there only where a person wrote them for customers. `facts` are the machine's own
    words, by name: nothing of them may become public.
    """

    source: str
    state: State
    keys: tuple[str, ...]
    troubles: tuple[Trouble, ...] = ()
    started: datetime | None = None
    title: str | None = None
    message: str | None = None
    template: str | None = None
    facts: tuple[tuple[str, str], ...] = ()
