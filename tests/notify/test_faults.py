"""Every call to a ledger at AWS, in a bucket or a table, fails in turn, in every way.

Nobody hears anything twice, and what a run could not end, a later one does.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from plainstatus.aws.clients import client
from plainstatus.notify.ledger.bucket import LedgerInBucket
from plainstatus.notify.ledger.ledger import Ledger, LedgerFault
from plainstatus.notify.ledger.table import LedgerInTable

from ..aws.sent import answer, json_answer, lost_response, reset, timeout
from ..aws.server import Aws
from ..timeline.building import incident, said
from .desk import SETTINGS, Desk, Listener, channel

ONE = incident(said("2026-11-24 14:25", "identified"))
#: Two looks into the past; the claim, with a look of its own; and what became of the message.
CALLS = {
    "bucket": ["GetObject", "GetObject", "GetObject", "PutObject", "PutObject"],
    "table": ["GetItem", "GetItem", "GetItem", "PutItem", "PutItem"],
}
EACH_CALL = range(5)
Trouble = Callable[[Any], Any]
#: Kind of trouble → what it is with a bucket, and with a table.
TROUBLES: dict[str, tuple[Trouble, Trouble]] = {
    "busy": (answer(503, "SlowDown"), json_answer(400, "ThrottlingException")),
    "failed": (answer(500, "InternalError"), json_answer(500, "InternalServerError")),
    "timeout": (timeout, timeout),
    "reset": (reset, reset),
    "lost": (lost_response, lost_response),
    "met": (answer(409, "ConditionalRequestConflict"), json_answer(400, "TransactionConflictException")),
    "refused": (answer(412, "PreconditionFailed"), json_answer(400, "ConditionalCheckFailedException")),
    "expired": (answer(400, "ExpiredToken"), json_answer(400, "ExpiredTokenException")),
}


@pytest.fixture(params=CALLS)
def place(request: pytest.FixtureRequest) -> str:
    """Where the ledger is kept."""
    return str(request.param)


@pytest.fixture
def here(aws: Aws, place: str, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """A desk with one recipient, whom its ledger knows."""
    monkeypatch.setattr("botocore.retries.standard.ExponentialBackoff.delay_amount", lambda *_: 0)
    ledger: Ledger
    if place == "bucket":
        ledger = LedgerInBucket(client("s3", "ledger"), aws.bucket("otter-ledger"), "ledger/")
    else:
        ledger = LedgerInTable([client("dynamodb", "ledger in a table")], aws.table("otter-ledger"))
    desk = Desk(ledger, {"mail": Listener(channel())}, replace(SETTINGS, channels=(channel(),)))
    desk.notify()
    aws.wire.requests.clear()
    return desk


def trouble(kind: str, place: str, request: Any) -> Any:
    return TROUBLES[kind][list(CALLS).index(place)](request)


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
def test_a_run_makes_the_calls_that_are_made_to_fail_here(aws: Aws, here: Desk, place: str) -> None:
    assert run(here) == ["sent"]
    assert aws.wire.operations() == CALLS[place]
    assert len(CALLS[place]) == len(EACH_CALL)


@pytest.mark.proves("moto", "fake")
@pytest.mark.parametrize("number", EACH_CALL)
@pytest.mark.parametrize("kind", TROUBLES)
def test_one_call_that_fails_is_made_good_by_this_run_or_the_next(
    aws: Aws, here: Desk, place: str, kind: str, number: int
) -> None:
    aws.wire.trouble = lambda operation, nth, request: trouble(kind, place, request) if nth == number else None

    first = run(here)
    here.wait(10)
    second = run(here)

    assert heard(here) <= 1, (first, second)
    assert heard(here) == 1 or second == ["held"], (first, second)
    assert run(here) in ([], ["held"])


@pytest.mark.proves("moto", "fake")
@pytest.mark.parametrize("number", EACH_CALL)
@pytest.mark.parametrize("kind", TROUBLES)
def test_a_ledger_that_is_gone_from_some_call_on_stops_the_run_and_the_next_one_ends_it(
    aws: Aws, here: Desk, place: str, kind: str, number: int
) -> None:
    aws.wire.trouble = lambda operation, nth, request: trouble(kind, place, request) if nth >= number else None
    first = run(here)
    aws.wire.trouble = lambda *_: None
    here.wait(10)
    second = run(here)

    # Whatever was sent was claimed before, and whatever was claimed is never sent by somebody else.
    assert heard(here) <= 1, (first, second)
    assert heard(here) == 1 or second == ["held"], (first, second)
    assert first in (["sent"], ["unknown"], ["out of reach"], ["elsewhere"])
    assert run(here) in ([], ["held"])
