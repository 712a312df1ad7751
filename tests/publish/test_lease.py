"""A lease of a bucket while its time goes by; no time does here."""

import queue
import threading
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest

from plainstatus.publish.targets import lease as leases
from plainstatus.publish.targets.interface import Busy, Lease
from plainstatus.publish.targets.lease import LEASE, LOCK

from ..aws.sent import reset, timeout
from ..aws.server import Aws
from . import places
from .stores import Peek, at_hand

OTHERS = b'{"owner":"process 7 on desk","token":"x","count":1,"over":false}'


class Ticks:
    """In the place of the event that ends a lease: a quarter of its time has passed whenever the test says so."""

    def __init__(self) -> None:
        self._said: queue.Queue[bool] = queue.Queue()
        self._waiting = threading.Semaphore(0)
        self.now = 0.0

    def wait(self, timeout: float) -> bool:
        self._waiting.release()
        return self._said.get()

    def set(self) -> None:
        self._said.put(True)

    def tick(self) -> None:
        """Let a quarter pass, and what is to be done then be done."""
        self._waiting.acquire()
        self.now += LEASE / 4
        self._said.put(False)
        self._waiting.acquire()
        self._waiting.release()


@pytest.fixture
def ticks(monkeypatch: pytest.MonkeyPatch) -> Ticks:
    ticks = Ticks()
    monkeypatch.setattr(leases, "threading", SimpleNamespace(Event=lambda: ticks, Thread=threading.Thread))
    monkeypatch.setattr(leases, "time", SimpleNamespace(monotonic=lambda: ticks.now, time=lambda: ticks.now))
    return ticks


def lost(lease: Lease) -> str:
    with pytest.raises(Busy) as busy:
        lease.check()
    return str(busy.value)


@pytest.mark.proves("moto")
def test_a_lease_is_kept_for_as_long_as_the_work_takes(aws: Aws, ticks: Ticks) -> None:
    place = places.amazons(aws)

    with place.target().hold("a test") as lease:
        for _ in range(12):
            ticks.tick()
            lease.check()

    assert place.contents() == {}


@pytest.mark.proves("fake")
@pytest.mark.parametrize("kind", [places.amazons, places.compatible, places.ignoring, places.refusing])
def test_a_lease_that_somebody_has_taken_over_is_lost(
    aws: Aws, ticks: Ticks, kind: Callable[[Aws], places.Place]
) -> None:
    place = kind(aws)
    with place.target().hold("a test") as lease:
        Peek(places.BUCKET).put(LOCK, OTHERS)
        ticks.tick()

        assert lost(lease) == (
            "the right to publish was lost (somebody else has taken it over), and nothing more was done: publish again"
        )

    assert place.contents() == {LOCK: OTHERS}


@pytest.mark.proves("moto")
def test_a_lock_that_says_nothing_is_over_after_its_time_too(aws: Aws) -> None:
    place = places.amazons(aws)
    Peek(places.BUCKET).put(LOCK, b"[" * 100_000)

    with pytest.raises(Busy, match="somebody is publishing"), place.target().hold("a test"):
        pass
    place.lapse()
    with place.target().hold("a test") as lease:
        assert lease.was_broken_off


@pytest.mark.proves("fake")
def test_a_lease_is_lost_where_the_store_does_not_answer_for_too_long(aws: Aws, ticks: Ticks) -> None:
    place = places.amazons(aws)
    with place.target().hold("a test") as lease:
        aws.wire.trouble = lambda operation, number, request: timeout(request)
        for _ in range(3):
            ticks.tick()
            lease.check()
        ticks.tick()

        assert "the store did not answer for a while" in lost(lease)


@pytest.mark.proves("fake")
def test_a_lease_goes_on_where_an_answer_was_lost(aws: Aws, ticks: Ticks) -> None:
    """The store has a newer lock of ours, whose tag never arrived."""
    place = places.amazons(aws)

    def lose(operation: str, number: int, request: Any) -> Any:
        at_hand(request)
        return reset(request)

    with place.target().hold("a test") as lease:
        aws.wire.trouble = lose
        ticks.tick()
        aws.wire.trouble = lambda operation, number, request: None
        for _ in range(8):
            ticks.tick()
            lease.check()
        aws.wire.trouble = lose
        ticks.tick()
        aws.wire.trouble = lambda operation, number, request: None

    assert place.contents() == {}, "it is given back all the same"
