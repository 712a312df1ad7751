"""How far mailings have come, as the ledger has it: their shards, put together."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from plainstatus.notify.ledger.ledger import Entry
from plainstatus.notify.mailing.journal import Journal
from plainstatus.notify.mailing.mailing import ALL, is_shard
from plainstatus.notify.mailing.shard import journal_of
from plainstatus.notify.plan import BEGUN


@dataclass
class Reached:
    """How far the mailing of `update` on `channel` has come. `is_whole` once nothing of it is left to do."""

    update: str
    channel: str
    is_whole: bool = False
    journals: list[Journal] = field(default_factory=list)

    @property
    def counts(self) -> dict[str, int]:
        """How many are in which state; those in flight are on their way, or were at the end of a run."""
        return {
            "sent": sum(each.sent for each in self.journals),
            "refused": sum(each.refused for each in self.journals),
            "unclear": sum(len(each.unclear) for each in self.journals),
            "to be sent again": sum(len(each.again) for each in self.journals),
            "in flight": sum(len(each.flight) for each in self.journals),
        }

    @property
    def reason(self) -> str:
        """The last fault, where something is not well."""
        return next((each.reason for each in self.journals if each.reason), "")

    def as_text(self) -> str:
        """`to subscribers: 9,980 sent, 20 unclear`."""
        told = ", ".join(f"{number:,} {state}" for state, number in self.counts.items() if number)
        return f"to subscribers: {told or 'none sent'}{'' if self.is_whole else ', not at its end'}"

    def as_data(self) -> dict[str, Any]:
        """For programs."""
        counts = {state.replace(" ", "_"): number for state, number in self.counts.items()}
        return {"update": self.update, "channel": self.channel, "recipient": ALL, "whole": self.is_whole, **counts}


def is_of_mailing(entry: Entry) -> bool:
    """Whether an entry of the ledger is about what goes to subscribers."""
    return entry.key.update != BEGUN and (entry.key.recipient == ALL or is_shard(entry.key.recipient))


def reached_in(entries: Iterable[Entry]) -> Sequence[Reached]:
    """Every mailing that `entries` know of. Raises LedgerFault where a shard has no journal."""
    found: dict[tuple[str, str], Reached] = {}
    for entry in filter(is_of_mailing, entries):
        update, channel, recipient = entry.key
        reached = found.setdefault((update, channel), Reached(update, channel))
        if recipient == ALL:
            reached.is_whole = entry.state in ("sent", "known")
        else:
            reached.journals.append(journal_of(entry))
    return list(found.values())
