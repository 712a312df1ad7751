"""How far a shard of a mailing has come: enough to go on after a kill, and never more than a few ids.

Before a batch leaves, its ids are written down as in flight; that write also settles the batch before it. So
whoever finds ids in flight that nobody is sending cannot tell of these, and only of these, whether they heard.
"""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from typing import Any


@dataclass(frozen=True, slots=True)
class Journal:
    """All subscribers up to the id `after` are dealt with; `is_whole` once the last one is.

    Apart from that order are those in `flight`, those to whom it is to be sent `again` as it certainly did not
    arrive, and those of whom it is `unclear`. `sent` and `refused` (for good) are counts, `reason` the last fault.
    """

    after: str = ""
    is_whole: bool = False
    flight: tuple[str, ...] = ()
    again: tuple[str, ...] = ()
    unclear: tuple[str, ...] = ()
    sent: int = 0
    refused: int = 0
    reason: str = ""

    @property
    def is_done(self) -> bool:
        """Whether nothing is left but what is unclear."""
        return self.is_whole and not self.again

    def landed(self, *, resend: bool) -> "Journal":
        """As whoever takes over finds it: nothing is in flight. With `resend`, what is unclear is sent again."""
        unclear = (*self.unclear, *self.flight)
        if resend:
            return replace(self, flight=(), again=_each_once((*self.again, *unclear)), unclear=())
        return replace(self, flight=(), unclear=_each_once(unclear))

    def as_text(self) -> str:
        """As it is kept in an entry of the ledger."""
        return json.dumps({name: value for name, value in asdict(self).items() if value}, separators=(",", ":"))


def journal_from(text: str) -> Journal:
    """What `as_text` made; one that has begun nothing for "". Raises ValueError where it is neither."""
    if not text:
        return Journal()
    try:
        kept: dict[str, Any] = json.loads(text)
        kept |= {name: tuple(value) for name, value in kept.items() if isinstance(value, list)}
        return Journal(**kept)
    except (TypeError, AttributeError) as error:
        raise ValueError(text) from error


def _each_once(ids: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(ids))
