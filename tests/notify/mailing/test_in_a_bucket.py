"""A mailing whose ledger is in a bucket: what it asks of the bucket, and every call of it failing in every way."""

import contextlib
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest

from plainstatus.aws.clients import client
from plainstatus.notify.ledger.bucket import LedgerInBucket
from plainstatus.notify.ledger.ledger import LedgerFault
from plainstatus.notify.mailing.shard import BATCH
from plainstatus.subscribers.store import SHARDS

from ...aws.sent import answer, lost_response, reset, timeout
from ...aws.server import Aws
from .people import Office, Store, people

TROUBLES: dict[str, Callable[[Any], Any]] = {
    "503": answer(503, "SlowDown"),
    "timeout": timeout,
    "reset": reset,
    "lost": lost_response,
    "409": answer(409, "ConditionalRequestConflict"),
    "412": answer(412, "PreconditionFailed"),
    "expired": answer(400, "ExpiredToken"),
}
READERS = people(2 * BATCH + 10, 0)


@pytest.fixture
def here(aws: Aws, monkeypatch: pytest.MonkeyPatch) -> Office:
    monkeypatch.setattr("botocore.retries.standard.ExponentialBackoff.delay_amount", lambda *_: 0)
    return Office(Store(READERS), LedgerInBucket(client("s3", "ledger"), aws.bucket("otter-ledger"), "ledger/"))


@pytest.mark.proves("moto")
def test_each_batch_costs_one_write(aws: Aws, here: Office) -> None:
    (outcome,) = here.send()

    assert (outcome.result, outcome.sent) == ("done", len(READERS))
    asked = Counter(aws.wire.operations())
    # The claim, three batches and the end of the one shard with subscribers; then the mailing, claimed and done.
    assert asked["PutObject"] == 5 + 2
    # Each shard is looked at once, and what is claimed once more.
    assert asked["GetObject"] == SHARDS + 2
    assert set(asked) == {"PutObject", "GetObject"}


@pytest.mark.proves("moto", "fake")
# The claim, a batch in the middle, the end of the shard, and the end of the mailing.
@pytest.mark.parametrize("number", [0, 2, 4, 6])
@pytest.mark.parametrize("kind", TROUBLES)
def test_a_write_that_fails_makes_nobody_hear_twice_and_is_made_good(
    aws: Aws, here: Office, kind: str, number: int
) -> None:
    writes = [0]

    def meet(operation: str, _: int, request: Any) -> Any:
        if operation != "PutObject":
            return None
        writes[0] += 1
        return TROUBLES[kind](request) if writes[0] == number + 1 else None

    aws.wire.trouble = meet
    outcomes = []
    for _ in range(3):
        with contextlib.suppress(LedgerFault):
            outcomes += here.send()
        here.wait(11)

    assert set(Counter(here.receiver.ids()).values()) == {1}
    held = outcomes[-1].unclear
    assert outcomes[-1].result == ("unclear" if held else "done")
    # What was in flight when the ledger failed is all that can be in doubt.
    assert held <= BATCH
    assert len(here.receiver.heard) + held >= len(READERS)
    assert not (held and kind in ("503", "timeout", "reset", "lost", "409"))
