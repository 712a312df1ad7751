"""What can go wrong on the way to a bucket: `plainstatus.notify.ledger.bucket`."""

from typing import Any

import pytest

from plainstatus.aws.clients import client
from plainstatus.aws.operations import OPERATIONS
from plainstatus.notify.ledger.bucket import LedgerInBucket
from plainstatus.notify.ledger.ledger import LedgerFault

from ...aws.sent import answer, lost_response, reset
from ...aws.server import Aws
from .test_contract import KEY, LEASE, NOW


@pytest.fixture
def ledger(aws: Aws, monkeypatch: pytest.MonkeyPatch) -> LedgerInBucket:
    monkeypatch.setattr("botocore.retries.standard.StandardRetryConditions.is_retryable", lambda *_: False)
    return LedgerInBucket(client("s3", "ledger"), aws.bucket("ledger-of-otter"), "ledger/")


def on(operation: str, trouble: Any, times: int = 1) -> Any:
    """`trouble` for the first calls of an operation, and none from then on."""
    left = [times]

    def meet(name: str, number: int, request: Any) -> Any:
        if name == operation and left[0]:
            left[0] -= 1
            return trouble(request)
        return None

    return meet


@pytest.mark.proves("moto", "fake")
def test_a_claim_whose_answer_was_lost_is_ours_and_no_rivals(aws: Aws, ledger: LedgerInBucket) -> None:
    aws.wire.trouble = on("PutObject", lost_response)

    claim = ledger.claim(KEY, "one", NOW, LEASE)

    assert claim.won
    assert claim.entry == ledger.get(KEY)
    assert ledger.advance(claim.entry, "sent", NOW).state == "sent"


@pytest.mark.proves("moto", "fake")
def test_a_claim_that_the_client_sends_twice_by_itself_is_ours(aws: Aws, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first write gets through, its answer is lost, and the second is refused by the first."""
    monkeypatch.setattr("botocore.retries.standard.ExponentialBackoff.delay_amount", lambda *_: 0)
    ledger = LedgerInBucket(client("s3", "ledger"), aws.bucket("ledger-of-otter"), "ledger/")
    aws.wire.trouble = on("PutObject", lost_response)

    claim = ledger.claim(KEY, "one", NOW, LEASE)

    assert aws.wire.operations() == ["GetObject", "PutObject", "PutObject", "GetObject"]
    assert claim.won


@pytest.mark.proves("moto", "fake")
def test_a_change_whose_answer_was_lost_got_through(aws: Aws, ledger: LedgerInBucket) -> None:
    entry = ledger.claim(KEY, "one", NOW, LEASE).entry
    aws.wire.trouble = on("PutObject", lost_response)

    assert ledger.advance(entry, "sent", NOW, "250 OK").state == "sent"
    assert not ledger.claim(KEY, "two", NOW, LEASE).won


@pytest.mark.proves("fake")
def test_writes_that_meet_are_tried_again(aws: Aws, ledger: LedgerInBucket) -> None:
    aws.wire.trouble = on("PutObject", answer(409, "ConditionalRequestConflict"), 3)

    assert ledger.claim(KEY, "one", NOW, LEASE).won


@pytest.mark.proves("fake")
@pytest.mark.parametrize(
    ("trouble", "words"),
    [
        (answer(503, "SlowDown"), "s3://ledger-of-otter: the store asks to be slower"),
        (answer(403, "AccessDenied"), "s3://ledger-of-otter: the credentials may not do this"),
        (answer(409, "ConditionalRequestConflict"), "s3://ledger-of-otter: PutObject was refused"),
        (reset, "broke off the connection"),
    ],
)
def test_what_cannot_be_written_is_told_and_nothing_counts_as_claimed(
    aws: Aws, ledger: LedgerInBucket, trouble: Any, words: str
) -> None:
    aws.wire.trouble = on("PutObject", trouble, 9)

    with pytest.raises(LedgerFault, match=words):
        ledger.claim(KEY, "one", NOW, LEASE)

    assert ledger.get(KEY) is None


@pytest.mark.proves("moto")
def test_a_bucket_that_is_not_there_is_no_empty_ledger(aws: Aws) -> None:
    ledger = LedgerInBucket(client("s3", "ledger"), "nowhere-at-all", "ledger/")

    with pytest.raises(LedgerFault, match="there is no such bucket"):
        ledger.get(KEY)
    with pytest.raises(LedgerFault, match="there is no such bucket"):
        list(ledger.list())


@pytest.mark.proves("moto")
@pytest.mark.parametrize("body", [b"{}", b"[" * 100_000, b"\xff"])
def test_what_is_no_entry_is_told_with_its_place(aws: Aws, ledger: LedgerInBucket, body: bytes) -> None:
    aws.client("s3").put_object(Bucket="ledger-of-otter", Key=f"ledger/{KEY.path}.json", Body=body)

    with pytest.raises(LedgerFault, match=r"s3://ledger-of-otter/ledger/.* is no entry of a ledger"):
        ledger.get(KEY)


@pytest.mark.proves("moto")
def test_nothing_is_called_but_what_the_role_allows(aws: Aws, ledger: LedgerInBucket) -> None:
    ledger.advance(ledger.claim(KEY, "one", NOW, LEASE).entry, "sent", NOW)
    list(ledger.list())

    assert set(aws.wire.operations()) == {operation.name for operation in OPERATIONS["ledger"]}
