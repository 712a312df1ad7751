"""Two publishers of different builds at one place."""

import threading
from collections.abc import Callable
from functools import partial
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from plainstatus.publish.build_folder import Build
from plainstatus.publish.delivery import Delivery, deliver
from plainstatus.publish.everywhere import Outcome, deliver_everywhere
from plainstatus.publish.targets import lease as leases
from plainstatus.publish.targets.interface import Busy, Target
from plainstatus.publish.targets.lease import LEASE, LOCK

from ..aws.server import Aws
from . import places
from .consistent import exactly, faults
from .folders import URL, made, order, site, text_of
from .places import Place
from .stepped import Stepped
from .stores import at_hand

#: Of a second publisher. It leaves alone what the first one changes in `a`, and the other way round.
RIVAL = {**site("red", {"a": "We look into it.", "b": "A mistake, as we now know."})}


@pytest.fixture
def rival(tmp_path: Path) -> Build:
    return made(tmp_path / "rival", RIVAL, minute=3)


def publish(target: Target | Stepped, build: Build) -> Delivery:
    return deliver(target, order(build, allowed=["older"], at_once=True))  # type: ignore[arg-type]


def test_whoever_comes_while_another_is_at_work_changes_nothing(
    place: Place, old: Build, new: Build, rival: Build
) -> None:
    publish(place.target(), old)
    held: list[bool] = []

    def come_too(step: str) -> None:
        if step == "held":
            held.append(True)
        if held and step != "given back":
            before = place.contents()
            with pytest.raises(Busy, match="a test is publishing there at this moment"):
                publish(place.target(), rival)
            assert place.contents() == before, step

    publish(Stepped(alone(place), come_too), new)

    assert held
    assert exactly(place.contents(), text_of(new)) == []
    publish(place.target(), rival)
    assert exactly(place.contents(), text_of(rival)) == []


class Clock:
    """The clocks that a lease looks at, which may be put forward."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        real = leases.time
        self.steady = self.wall = 0.0
        stand_in = SimpleNamespace(
            monotonic=lambda: real.monotonic() + self.steady, time=lambda: real.time() + self.wall
        )
        monkeypatch.setattr(leases, "time", stand_in)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    return Clock(monkeypatch)


@pytest.mark.proves("moto")
def test_who_stood_still_for_longer_than_the_lease_does_nothing_more(
    aws: Aws, old: Build, new: Build, rival: Build, clock: Clock
) -> None:
    """At every step: the other one takes over, and its site is what stays."""
    place = places.amazons(aws)
    through_the_socket = aws.wire.trouble

    def quickly(build: Build) -> None:
        aws.wire.trouble = lambda operation, number, request: at_hand(request)
        publish(place.target(), build)
        aws.wire.trouble = through_the_socket

    quickly(old)
    steps: list[str] = []
    publish(Stepped(alone(place), steps.append), new)
    first, last = steps.index("held"), steps.index("about to be given back")

    for at in range(first, last):
        quickly(old)
        seen: list[str] = []

        def stand_still(step: str, at: int = at, seen: list[str] = seen) -> None:
            seen.append(step)
            if len(seen) == at + 1:
                # A machine that slept knows it by the clock on the wall alone.
                clock.steady += LEASE if at % 2 else 0
                clock.wall += LEASE
                place.lapse()
                quickly(rival)

        try:
            publish(Stepped(alone(place), stand_still), new)
        except Busy as busy:
            assert "the right to publish was lost" in str(busy)
        else:
            assert steps[at:].count("before put") <= 1, "its manifest was there before it stood still"
        there = place.contents()
        there.pop(LOCK, None)
        assert exactly(there, text_of(rival)) == [], f"after {steps[at]}, the step {at}"
        assert faults(place.contents(), URL) == []


@pytest.mark.proves("fake")
def test_what_arrives_too_late_is_put_right_by_the_next_publish(
    aws: Aws, old: Build, new: Build, rival: Build, clock: Clock
) -> None:
    """A request that is under way for longer than the lease lasts cannot be called back."""
    place = places.amazons(aws)
    publish(place.target(), old)
    late: list[str] = []

    def hold_up(operation: str, number: int, request: Any) -> Any:
        if operation == "PutObject" and request.url.endswith("/incidents/a/index.html") and not late:
            late.append(request.url)
            clock.steady += LEASE
            clock.wall += LEASE
            place.lapse()
            publish(place.target(), rival)
        return at_hand(request)

    aws.wire.trouble = hold_up
    with pytest.raises(Busy, match="the right to publish was lost"):
        publish(alone(place), new)
    assert late
    assert place.contents()["incidents/a/index.html"] == new.read("incidents/a/index.html")

    publish(place.target(), rival)

    assert exactly(place.contents(), text_of(rival)) == []


def alone(place: Place) -> Target:
    """One that puts one file after the other, so that its steps are the same each time."""
    target = place.target()
    target.parallel = 1  # type: ignore[misc]
    return target


@pytest.mark.parametrize("kind", ["directory", pytest.param("amazons", marks=pytest.mark.proves("moto"))])
def test_of_two_who_begin_at_once_one_is_first_and_the_other_waits_or_gives_way(
    request: pytest.FixtureRequest, tmp_path: Path, kind: str, old: Build, new: Build, rival: Build
) -> None:
    place = places.directory(tmp_path) if kind == "directory" else places.amazons(request.getfixturevalue("aws"))
    for wait in (0, 0, 0, 3600):
        publish(place.target(), old)
        came = at_once(*(partial(publish_or_wait, place, build, wait) for build in (new, rival)))

        won = [build for build, outcome in zip((new, rival), came, strict=True) if isinstance(outcome, Delivery)]
        assert all(isinstance(outcome, Delivery | Busy) for outcome in came)
        assert len(won) == 2 if wait else won
        assert any(exactly(place.contents(), text_of(build)) == [] for build in won)


def publish_or_wait(place: Place, build: Build, wait: int) -> Outcome:
    """What comes of it with so many seconds to wait for another, none of which passes."""
    todo = {"there": (place.target(), order(build, allowed=["older"], at_once=True))}
    return deliver_everywhere(todo, wait=wait, pause=places.no_pause)["there"]


def at_once(*doing: Callable[[], Any]) -> list[Any]:
    """What comes of each, begun by threads of their own in the same moment."""
    barrier = threading.Barrier(len(doing))
    came: dict[int, Any] = {}

    def do(number: int) -> None:
        barrier.wait()
        came[number] = doing[number]()

    threads = [threading.Thread(target=do, args=(number,)) for number in range(len(doing))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return [came[number] for number in range(len(doing))]
