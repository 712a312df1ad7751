"""Subscribers in memory, mailings to them, and a receiver that keeps what it is handed, for the tests here."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

from plainstatus.model.subscriber import AddressKind, Subscriber, SubscriberState, Wishes
from plainstatus.notify.channels.channel import Answer, Letter, Parcel
from plainstatus.notify.ledger.directory import LedgerInDirectory
from plainstatus.notify.ledger.ledger import Ledger
from plainstatus.notify.mail_form import MailForm
from plainstatus.notify.mailing.crew import Crew
from plainstatus.notify.mailing.interest import Interest
from plainstatus.notify.mailing.journal import Journal
from plainstatus.notify.mailing.mailing import Mailing, nobody_leaves
from plainstatus.notify.mailing.sending import MailingOutcome, send_mailings
from plainstatus.notify.mailing.shard import Post, journal_of
from plainstatus.notify.pace import Pace
from plainstatus.notify.recipients import Recipient
from plainstatus.subscribers.store import SHARDS, shard_of

from ...timeline.building import at

NOW = "2026-11-24 14:30"
SAID = at("2026-11-24 14:25")
#: One mail for all: who it is to, and nothing else.
FORM = MailForm((b"To: ", b"to", b"\r\n\r\nWords.\r\n"))

_RUNS = count(1)


def person(number: int, **fields: Any) -> Subscriber:
    return Subscriber(f"{number:04}", "mail", f"reader{number}@list.example", **fields)


def people(number: int, *shards: int) -> list[Subscriber]:
    """So many, all of them of the given shards; of any without."""
    found = (person(each) for each in count(1))
    wanted = (each for each in found if not shards or shard_of(each.id) in shards)
    return [next(wanted) for _ in range(number)]


class Store:
    """A store that is a list."""

    def __init__(self, subscribers: Iterable[Subscriber]) -> None:
        self.all = {each.id: each for each in sorted(subscribers, key=lambda each: each.id)}
        self.asked: list[tuple[int, str]] = []

    def shard(self, number: int, kind: AddressKind, audience: str, after: str = "") -> Iterator[Subscriber]:
        self.asked.append((number, after))
        for each in list(self.all.values()):
            known = self.all.get(each.id)
            if known is None or known.state != "active" or (known.kind, known.audience) != (kind, audience):
                continue
            if shard_of(each.id) == number and each.id > after:
                yield known

    def by_id(self, id: str) -> Subscriber | None:
        return self.all.get(id)

    def set_state(self, id: str, state: SubscriberState, why: str = "") -> None:
        self.all[id] = replace(self.all[id], state=state, why=why)


@dataclass
class Receiver:
    """A channel that hears of mails by the ids of their readers. `answers` maps an id to what it gets, try by try."""

    holds_unclear: bool = True
    heard: list[tuple[str, str]] = field(default_factory=list)
    answers: dict[str, list[Answer]] = field(default_factory=dict)
    repeated: list[str] = field(default_factory=list)
    opened: int = 0
    closed: int = 0

    def letter(self, *_: Any) -> Letter:
        raise NotImplementedError

    def send(self, letter: Letter, recipient: Recipient, key: str) -> str:
        raise NotImplementedError

    def send_each(self, parcels: Iterable[Parcel]) -> Iterator[Answer]:
        for parcel in parcels:
            waiting = self.answers.get(parcel.id)
            answer = waiting.pop(0) if waiting else "taken"
            if isinstance(answer, str):
                self.heard.append((parcel.key, parcel.id))
            if parcel.is_repeated:
                self.repeated.append(parcel.id)
            yield answer

    def open(self) -> "Receiver":
        self.opened += 1
        return self

    def close(self) -> None:
        self.closed += 1

    def ids(self) -> list[str]:
        return [id for _, id in self.heard]


def mailing(update: str = "late/1", **fields: Any) -> Mailing:
    interest = Interest(SAID, "incident", frozenset({"late"}), frozenset({"api", "sending"}))
    known: dict[str, Any] = {"write": lambda _: FORM, "leave_link": nobody_leaves, **fields}
    return Mailing(update, "late", "mail", "public", "Mail is late", interest=interest, **known)


@dataclass
class Office:
    """Sends mailings. `now` moves on when a test says so."""

    store: Store
    ledger: Ledger
    receiver: Receiver = field(default_factory=Receiver)
    parallel: int = 1
    now: datetime = field(default_factory=lambda: at(NOW))
    slept: list[float] = field(default_factory=list)

    def post(self, **fields: Any) -> Post:
        known: dict[str, Any] = {"pace": Pace(None, lambda: 0.0, self.slept.append), **fields}
        return Post(self.ledger, self.store, f"run {next(_RUNS)}", lambda: self.now, **known)

    def send(self, *mailings: Mailing, **fields: Any) -> list[MailingOutcome]:
        """One whole run."""
        crew = Crew(self.receiver.open, self.parallel, self.slept.append)
        return list(send_mailings(mailings or (mailing(),), crew, self.post(**fields)))

    def wait(self, minutes: int) -> None:
        self.now += timedelta(minutes=minutes)

    def journals(self, of: Mailing | None = None) -> dict[int, Journal]:
        """The journal of every shard that the ledger knows."""
        entries = {shard: self.ledger.get((of or mailing()).key_of(shard)) for shard in range(SHARDS)}
        return {shard: journal_of(entry) for shard, entry in entries.items() if entry is not None}


def office(folder: Path, subscribers: Iterable[Subscriber], **fields: Any) -> Office:
    return Office(Store(subscribers), LedgerInDirectory(folder / "ledger"), **fields)


def wishing(*components: str, **fields: Any) -> Wishes:
    return Wishes(components, **fields)
