"""An address that refuses us, as others tell of it."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Refusal:
    """`addresses` are those under which we may have sent to it, the likeliest first; `why` is in the sender's words."""

    addresses: tuple[str, ...]
    state: Literal["bounced", "complained"]
    why: str


@dataclass(frozen=True, slots=True)
class Harmless:
    """A notification that says nothing against an address, such as a mailbox that is full for now."""

    what: str


class NoRefusalError(ValueError):
    """What was given is no notification that is known here: why not."""
