"""Every call to a ledger in a bucket fails in turn, in every way.

Nobody hears anything twice, and what a run could not end, a later one does.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from plainstatus.aws.clients import client
from plainstatus.notify.ledger.bucket import LedgerInBucket
from plainstatus.notify.ledger.ledger import LedgerFault

from ..aws.sent import answer, lost_response, reset, timeout
from ..aws.server import Aws
from ..timeline.building import incident, said
from .desk import SETTINGS, Desk, Listener, channel

ONE = incident(said("2026-11-24 14:25", "identified"))
#: Two looks into the past; the claim, with a look of its own; and what became of the message.
CALLS = ["GetObject", "GetObject", "GetObject", "PutObject", "PutObject"]
TROUBLES: dict[str, Callable[[Any], Any]] = {
    "503": answer(503, "SlowDown"),
    "timeout": timeout,
    "reset": reset,
    "lost": lost_response,
    "409": answer(409, "ConditionalRequestConflict"),
    "412": answer(412, "PreconditionFailed"),
    "expired": answer(400, "ExpiredToken"),
}


@pytest.fixture
def here(aws: Aws, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """A desk with one recipient, whom its ledger in a bucket knows."""
    monkeypatch.setattr("botocore.retries.standard.ExponentialBackoff.delay_amount", lambda *_: 0)
    ledger = LedgerInBucket(client("s3", "ledger"), aws.bucket("otter-ledger"), "ledger/")
    desk = Desk(ledger, {"mail": Listener(channel())}, replace(SETTINGS, channels=(channel(),)))
    desk.notify()
    aws.wire.requests.clear()
    return desk


def heard(desk: Desk) -> int:
    listener = desk.channels["mail"]
    assert isinstance(listener, Listener)
    return len(listener.heard)


def run(desk: Desk) -> list[str]:
    """What became of each message; a ledger out of reach is an end of its own."""
    try:
        return desk.notify(ONE)
    except LedgerFault:
        return ["out of reach"]


@pytest.mark.proves("moto")
def test_a_run_makes_the_calls_that_are_made_to_fail_here(aws: Aws, here: Desk) -> None:
    assert run(here) == ["sent"]
    assert aws.wire.operations() == CALLS


@pytest.mark.proves("moto", "fake")
@pytest.mark.parametrize("number", range(len(CALLS)))
@pytest.mark.parametrize("kind", TROUBLES)
def test_one_call_that_fails_is_made_good_by_this_run_or_the_next(aws: Aws, here: Desk, kind: str, number: int) -> None:
    aws.wire.trouble = lambda operation, nth, request: TROUBLES[kind](request) if nth == number else None

    first = run(here)
    here.wait(10)
    second = run(here)

    assert heard(here) <= 1, (first, second)
    assert heard(here) == 1 or second == ["held"], (first, second)
    assert run(here) in ([], ["held"])


@pytest.mark.proves("moto", "fake")
@pytest.mark.parametrize("number", range(len(CALLS)))
@pytest.mark.parametrize("kind", TROUBLES)
def test_a_ledger_that_is_gone_from_some_call_on_stops_the_run_and_the_next_one_ends_it(
    aws: Aws, here: Desk, kind: str, number: int
) -> None:
    aws.wire.trouble = lambda operation, nth, request: TROUBLES[kind](request) if nth >= number else None
    first = run(here)
    aws.wire.trouble = lambda *_: None
    here.wait(10)
    second = run(here)

    # Whatever was sent was claimed before, and whatever was claimed is never sent by somebody else.
    assert heard(here) <= 1, (first, second)
    assert heard(here) == 1 or second == ["held"], (first, second)
    assert first in (["sent"], ["unknown"], ["out of reach"], ["elsewhere"])
    assert run(here) in ([], ["held"])
