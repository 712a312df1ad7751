"""Nobody waits for the receivers of others: `plainstatus.notify.side_by_side`, and how `sending` makes use of it."""

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from plainstatus.notify.channels.channel import Letter, NoMoreError
from plainstatus.notify.ledger.ledger import Key, LedgerFault
from plainstatus.notify.recipients import Recipient, hash_of
from plainstatus.notify.side_by_side import side_by_side

from ..timeline.building import incident, said
from .desk import UNCLEAR, Desk, Listener, channel, desk

FIRST, SECOND = said("2026-11-24 14:05", "investigating"), said("2026-11-24 14:25", "identified")
ONE, BOTH = incident(FIRST), incident(FIRST, SECOND)
LIST = "list@otter.example"
#: Seconds. Nothing takes so long where all is well.
PATIENCE = 20


def work(*gives: str) -> Callable[[Callable[[], bool]], Iterator[str]]:
    return lambda is_over: iter(gives)


def test_works_are_told_in_their_order() -> None:
    assert list(side_by_side([work("a", "b"), work(), work("c")])) == ["a", "b", "c"]
    assert list(side_by_side([work("a")])) == ["a"]
    assert list(side_by_side([])) == []


def test_a_work_that_fails_is_told_after_all_others_have_ended() -> None:
    def failing(is_over: Callable[[], bool]) -> Iterator[str]:
        yield "a"
        raise LedgerFault("out of reach")

    told = []
    with pytest.raises(LedgerFault, match="out of reach"):
        for each in side_by_side([failing, work("b", "c")]):
            told.append(each)

    assert told == ["a", "b", "c"]


def test_where_nobody_wants_to_know_more_every_work_ends_after_what_it_is_at() -> None:
    def long(is_over: Callable[[], bool]) -> Iterator[str]:
        while not is_over():
            yield "a"

    before = threading.enumerate()
    works = side_by_side([work("first"), long])
    assert next(works) == "first"
    works.close()  # type: ignore[attr-defined]

    assert threading.enumerate() == before


class Waiting(Listener):
    """A channel that takes nothing before another one did."""

    def send(self, letter: Letter, recipient: Recipient, key: str) -> str:
        assert self.other.wait(PATIENCE), "the other channel has to wait for this one"
        return super().send(letter, recipient, key)

    other: threading.Event


class Telling(Listener):
    def send(self, letter: Letter, recipient: Recipient, key: str) -> str:
        answer = super().send(letter, recipient, key)
        self.done.set()
        return answer

    done: threading.Event


def test_no_channel_waits_for_the_receiver_of_another(tmp_path: Path) -> None:
    here = desk(tmp_path, channel("slow"), channel("quick"))
    slow, quick = Waiting(channel("slow")), Telling(channel("quick"))
    slow.other = quick.done = threading.Event()
    here.channels.update(slow=slow, quick=quick)

    outcomes = here.carry_out(here.plan(ONE))

    assert [(outcome.delivery.channel.name, outcome.result) for outcome in outcomes] == [
        ("slow", "sent"),
        ("quick", "sent"),
    ]


def heard(here: Desk, name: str = "mail") -> list[str]:
    listener = here.channels[name]
    assert isinstance(listener, Listener)
    return [key.rpartition("/")[2] for _, key in listener.heard]


def with_troubles(here: Desk, *troubles: Exception | None, holds_unclear: bool) -> None:
    listener = here.channels["mail"]
    assert isinstance(listener, Listener)
    listener.holds_unclear, listener.troubles[LIST] = holds_unclear, list(troubles)


def test_what_is_sent_again_because_it_was_unclear_comes_before_what_follows_it(tmp_path: Path) -> None:
    here = desk(tmp_path, channel())
    with_troubles(here, UNCLEAR, holds_unclear=False)

    (first, second) = here.carry_out(here.plan(BOTH))

    assert (first.result, first.again, second.result) == ("unknown", True, "waits")
    assert here.notify(BOTH) == ["sent", "sent"]
    assert heard(here) == ["2026-11-24T14:05:00Z", "2026-11-24T14:05:00Z", "2026-11-24T14:25:00Z"]


def test_what_is_held_because_it_was_unclear_keeps_back_nothing(tmp_path: Path) -> None:
    here = desk(tmp_path, channel())
    with_troubles(here, UNCLEAR, holds_unclear=True)

    assert here.notify(BOTH) == ["unknown", "sent"]


def test_who_wants_no_more_is_asked_again_by_no_run_but_for_what_is_new(tmp_path: Path) -> None:
    here = desk(tmp_path, channel())
    with_troubles(here, NoMoreError("410"), holds_unclear=False)

    assert here.notify(ONE) == ["refused"]
    entry = here.ledger.get(Key("outage/2026-11-24T14:05:00Z", "mail", hash_of(LIST, "")))
    assert entry is not None
    assert (entry.state, entry.detail) == ("refused", "410")
    assert here.notify(ONE) == []
    assert here.notify(BOTH) == ["sent"]
    assert here.notify(BOTH, retry=True) == ["sent"]
    assert heard(here) == ["2026-11-24T14:25:00Z", "2026-11-24T14:05:00Z"]
