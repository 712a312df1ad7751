"""The ledger: one entry for each update, channel and recipient, and the rules by which an entry changes.

Where entries are kept is the matter of the other modules here. Each gives four things: an entry
by its key, a listing, and one conditional write, which of several runs at once exactly one gets done.
"""

import json
from abc import ABC, abstractmethod
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Literal, NamedTuple
from urllib.parse import quote

#: `claimed`: somebody is sending it. `unknown`: nobody can tell whether it arrived.
#: `refused`: whoever should have it wants nothing any more. `known`: it was there before the recipient was, and is
#: not sent.
State = Literal["claimed", "sent", "failed", "unknown", "refused", "known"]
STATES: tuple[State, ...] = ("claimed", "sent", "failed", "unknown", "refused", "known")

#: The states in which it is certain that nothing arrived.
AGAIN: tuple[State, ...] = ("failed",)

#: A part of a key that is longer stands there with its end as a hash: file names have 255 bytes.
_LONGEST_PART = 150


class LedgerFault(Exception):
    """The ledger cannot be read or written: why, and what to do."""


class OvertakenError(Exception):
    """An entry was changed by another run since it was read."""


class Key(NamedTuple):
    """What an entry is about. `recipient` is a hash, never an address."""

    update: str
    channel: str
    recipient: str

    @property
    def path(self) -> str:
        """The key as three parts of a path."""
        return "/".join((path_part(self.update), self.channel, self.recipient))


def path_part(text: str) -> str:
    """`text` as one part of a path, the same for the same text, readable as far as it can be."""
    part = quote(text, safe="")
    if len(part) <= _LONGEST_PART:
        return part
    return f"{part[:100].rstrip('%')}~{sha256(text.encode()).hexdigest()[:32]}"


@dataclass(frozen=True, slots=True)
class Entry:
    """How it stands with one message, since `since`.

    `owner` is the run that claimed it last, in its try number `attempt`; a claim counts until `until`.
    `version` is what a conditional write compares; it is no part of what is written.
    """

    key: Key
    state: State
    owner: str
    attempt: int
    since: datetime
    until: datetime | None = None
    detail: str = ""
    version: str = ""

    def is_under_way(self, now: datetime) -> bool:
        """Whether a run is sending it, as far as one can know."""
        return self.state == "claimed" and self.until is not None and now < self.until

    def was_left(self, now: datetime) -> bool:
        """Whether the run that claimed it ended without a word: it may have sent it, or not."""
        return self.state == "claimed" and not self.is_under_way(now)

    def says_the_same(self, other: "Entry") -> bool:
        """Whether both are the same write: then one whose answer was lost did get through."""
        return replace(self, version="") == replace(other, version="")


class Claim(NamedTuple):
    """The entry after a claim; `won` tells whether it is ours."""

    won: bool
    entry: Entry


class Ledger(ABC):
    """Entries by key. Every method raises LedgerFault where the ledger cannot be reached."""

    @abstractmethod
    def get(self, key: Key) -> Entry | None:
        """The entry of `key` as it is now."""

    @abstractmethod
    def list(self) -> Iterator[Entry]:
        """Every entry, in the order of keys."""

    @abstractmethod
    def _write(self, entry: Entry, before: Entry | None) -> Entry | None:
        """Write `entry` over `before`, or where nothing is when that is None; None where something else is there.

        A write of ours whose answer was lost is found out, and counts as done.
        """

    def claim(
        self,
        key: Key,
        owner: str,
        now: datetime,
        lease: timedelta,
        *,
        over: Collection[State] = AGAIN,
        detail: str | None = "",
    ) -> Claim:
        """Take `key` for the run `owner`, for as long as `lease`; only one run at a time can have it.

        It can be taken where there is no entry, and where the state of the entry is one of `over`; of those,
        `claimed` means a claim whose lease has ended. With None for `detail`, the one of the entry is kept.
        """
        present = self.get(key)
        if present is not None and (present.state not in over or present.is_under_way(now)):
            return Claim(False, present)
        attempt = present.attempt + 1 if present else 1
        if detail is None:
            detail = present.detail if present else ""
        wanted = Entry(key, "claimed", owner, attempt, now, now + lease, detail)
        written = self._write(wanted, present)
        if written is not None:
            return Claim(True, written)
        winner = self.get(key)
        if winner is None:
            raise LedgerFault(f"the entry {key.path} vanished while it was claimed")
        return Claim(False, winner)

    def renew(self, entry: Entry, now: datetime, lease: timedelta, detail: str) -> Entry:
        """Hold a claim for as long as `lease` from now on, with another `detail`. Raises OvertakenError."""
        written = self._write(replace(entry, until=now + lease, detail=detail), entry)
        if written is None:
            raise OvertakenError(entry.key.path)
        return written

    def advance(self, entry: Entry, state: State, now: datetime, detail: str = "") -> Entry:
        """Give `entry` another state. Raises OvertakenError where it is no longer as it was read."""
        written = self._write(replace(entry, state=state, since=now, until=None, detail=detail), entry)
        if written is None:
            raise OvertakenError(entry.key.path)
        return written


def as_text(entry: Entry) -> str:
    """An entry as it is kept: JSON on one line."""
    kept = {
        **entry.key._asdict(),
        "state": entry.state,
        "owner": entry.owner,
        "attempt": entry.attempt,
        "since": _written(entry.since),
        "until": _written(entry.until) if entry.until else None,
        "detail": entry.detail,
    }
    return json.dumps(kept, ensure_ascii=False) + "\n"


def from_text(text: str, where: str, version: str) -> Entry:
    """The entry that was kept at `where`. Raises LedgerFault where it is none."""
    try:
        kept = json.loads(text)
        state: State = STATES[STATES.index(kept["state"])]
        return Entry(
            Key(str(kept["update"]), str(kept["channel"]), str(kept["recipient"])),
            state,
            str(kept["owner"]),
            int(kept["attempt"]),
            _read(kept["since"]),
            _read(kept["until"]) if kept["until"] else None,
            str(kept["detail"]),
            version,
        )
    except (ValueError, KeyError, TypeError, OverflowError, RecursionError):
        raise LedgerFault(f"{where} is no entry of a ledger: look at it, and move it out of the way") from None


def _written(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def _read(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError(text)
    return moment
