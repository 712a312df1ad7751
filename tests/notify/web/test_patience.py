"""How often is tried, and how long is waited: `plainstatus.notify.web.patience`."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plainstatus.notify.web.hosts import Hosts
from plainstatus.notify.web.patience import TRIES, TooLongError, Waiting, asked_pause, tried
from plainstatus.notify.web.request import Answer, UnansweredError, UnsentError

from ...timeline.building import at

NOW = at("2026-11-24 14:30")


@dataclass
class Trying:
    """Requests that end as `ends` says, one after the other, and the pauses in between."""

    ends: Sequence[Answer | Exception]
    chance: float = 0.0
    hosts: Hosts = field(default_factory=Hosts)
    pauses: list[float] = field(default_factory=list)
    made: int = 0

    def answer(self) -> int:
        return tried(
            self.request, "h", self.hosts, Waiting(self.pauses.append, lambda: NOW, lambda: self.chance)
        ).status

    def request(self) -> Answer:
        end = self.ends[min(self.made, len(self.ends) - 1)]
        self.made += 1
        if isinstance(end, Exception):
            raise end
        return end


def says(status: int, retry_after: str = "", body: bytes = b"") -> Answer:
    return Answer(status, {"retry-after": retry_after} if retry_after else {}, body)


@pytest.mark.parametrize("status", [200, 204, 302, 400, 401, 404, 410, 501])
def test_what_another_try_does_not_better_is_tried_once(status: int) -> None:
    trying = Trying([says(status)])

    assert (trying.answer(), trying.made, trying.pauses) == (status, 1, [])


@pytest.mark.parametrize("end", [says(429), says(500), says(503), UnsentError("x"), UnansweredError("x")])
def test_trouble_is_tried_again_after_pauses_that_grow(end: Answer | Exception) -> None:
    trying = Trying([end, end, end, says(200)])

    assert (trying.answer(), trying.pauses) == (200, [1, 2, 4])


def test_the_number_of_tries_has_a_bound() -> None:
    failing, refusing = Trying([UnansweredError("silent")]), Trying([says(503)])

    with pytest.raises(UnansweredError):
        failing.answer()
    assert refusing.answer() == 503
    assert (failing.made, refusing.made) == (TRIES, TRIES)


def test_what_will_not_change_is_not_tried_again() -> None:
    trying = Trying([UnsentError("no address", lasting=True)])

    with pytest.raises(UnsentError):
        trying.answer()
    assert trying.made == 1


@pytest.mark.parametrize("wish", ["7", "Tue, 24 Nov 2026 14:30:07 GMT", "Tuesday, 24-Nov-26 14:30:07 GMT"])
def test_a_receiver_is_left_alone_for_as_long_as_it_asks(wish: str) -> None:
    trying = Trying([says(429, wish), says(200)])

    assert (trying.answer(), trying.pauses) == (200, [7])


def test_discord_asks_in_the_body() -> None:
    assert asked_pause(says(429, body=b'{"retry_after": 0.65, "global": false}'), NOW) == 0.65


def test_pauses_differ_by_chance_and_are_never_shorter_than_asked() -> None:
    asked, own = Trying([says(503, "7"), says(200)], chance=0.5), Trying([says(503), says(200)], chance=0.5)
    asked.answer()
    own.answer()

    assert (asked.pauses, own.pauses) == ([7.5], [0.75])


@pytest.mark.parametrize("wish", ["31", "86400", "9" * 400, "Wed, 25 Nov 2026 14:30:00 GMT"])
def test_nobody_waits_longer_than_a_run_can(wish: str) -> None:
    trying = Trying([says(429, wish)])

    with pytest.raises(TooLongError):
        trying.answer()
    assert (trying.made, trying.pauses) == (1, [])


@pytest.mark.parametrize("wish", ["-5", "soon", "1.5", "\u0661", "Tue, 99 Nov 2026 14:30:07 GMT"])
def test_a_wish_that_nobody_understands_is_none(wish: str) -> None:
    trying = Trying([says(503, wish), says(200)])

    assert (trying.answer(), trying.pauses) == (200, [1])


def test_a_moment_that_has_passed_asks_for_no_pause() -> None:
    trying = Trying([says(503, "Tue, 24 Nov 2026 14:00:00 GMT"), says(200)])

    assert (trying.answer(), trying.pauses) == (200, [0])


@settings(deadline=None)
@given(st.text(max_size=40), st.binary(max_size=40))
def test_no_wish_whatever_breaks_a_run(wish: str, body: bytes) -> None:
    asked = asked_pause(says(429, wish, body), NOW)

    assert asked is None or abs(asked) < float("inf")


@pytest.mark.parametrize(
    "body", [b'{"retry_after": NaN}', b'{"retry_after": 1e999}', b"[" * 20_000, b'{"retry_after": "x"}']
)
def test_a_rude_body_asks_for_nothing(body: bytes) -> None:
    assert asked_pause(says(429, body=body), NOW) is None


def test_a_host_that_fails_again_and_again_is_left_alone_by_all() -> None:
    first = Trying([UnansweredError("silent")])
    for _ in range(2):
        with pytest.raises(UnansweredError):
            first.answer()
    another = Trying([says(200)], hosts=first.hosts)

    with pytest.raises(UnsentError, match="it failed too often in this run, and is left alone"):
        another.answer()
    assert another.made == 0


def test_one_good_answer_makes_up_for_failures_before_it() -> None:
    trying = Trying([UnansweredError("silent"), UnansweredError("silent"), UnansweredError("silent"), says(204)])

    for _ in range(5):
        trying.made = 0
        assert trying.answer() == 204


def test_a_host_that_is_busy_is_not_given_up() -> None:
    trying = Trying([says(429)])

    assert [trying.answer() for _ in range(5)] == [429] * 5
    assert trying.made == 5 * TRIES
