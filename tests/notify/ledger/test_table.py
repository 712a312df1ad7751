"""What can go wrong on the way to a table: `plainstatus.notify.ledger.table`."""

from collections.abc import Callable
from typing import Any

import pytest

from plainstatus.aws.clients import client
from plainstatus.aws.operations import OPERATIONS
from plainstatus.notify.ledger.ledger import LedgerFault
from plainstatus.notify.ledger.table import LedgerInTable

from ...aws.sent import json_answer, lost_response, reset, timeout
from ...aws.server import Aws
from .test_bucket import on
from .test_contract import KEY, LEASE, NOW


@pytest.fixture
def ledger(aws: Aws, monkeypatch: pytest.MonkeyPatch) -> LedgerInTable:
    monkeypatch.setattr("botocore.retries.standard.ExponentialBackoff.delay_amount", lambda *_: 0)
    return LedgerInTable([client("dynamodb", "ledger in a table")], aws.table("otter-ledger"))


@pytest.mark.proves("moto", "fake")
def test_a_claim_that_the_client_sends_twice_by_itself_is_ours_and_no_rivals(aws: Aws, ledger: LedgerInTable) -> None:
    """The first write gets through, its answer is lost, and the second is refused by the first."""
    aws.wire.trouble = on("PutItem", lost_response)

    claim = ledger.claim(KEY, "one", NOW, LEASE)

    assert aws.wire.operations() == ["GetItem", "PutItem", "PutItem", "GetItem"]
    assert claim.won
    assert ledger.advance(claim.entry, "sent", NOW).state == "sent"


@pytest.mark.proves("moto", "fake")
def test_a_claim_of_which_every_answer_was_lost_is_ours(aws: Aws, ledger: LedgerInTable) -> None:
    aws.wire.trouble = on("PutItem", lost_response, 99)

    assert ledger.claim(KEY, "one", NOW, LEASE).won
    assert not ledger.claim(KEY, "two", NOW, LEASE).won


@pytest.mark.proves("moto", "fake")
def test_a_change_whose_answer_was_lost_got_through(aws: Aws, ledger: LedgerInTable) -> None:
    entry = ledger.claim(KEY, "one", NOW, LEASE).entry
    aws.wire.trouble = on("PutItem", lost_response)

    assert ledger.advance(entry, "sent", NOW, "250 OK").state == "sent"
    assert not ledger.claim(KEY, "two", NOW, LEASE).won


@pytest.mark.proves("moto", "fake")
def test_writes_that_meet_are_tried_again(aws: Aws, ledger: LedgerInTable) -> None:
    aws.wire.trouble = on("PutItem", json_answer(400, "TransactionConflictException"), 3)

    assert ledger.claim(KEY, "one", NOW, LEASE).won


@pytest.mark.proves("fake")
@pytest.mark.parametrize(
    ("trouble", "words"),
    [
        (
            json_answer(400, "ProvisionedThroughputExceededException"),
            "otter-ledger: the store asks to be slower",
        ),
        (json_answer(400, "AccessDeniedException"), "the table otter-ledger: the credentials may not do this"),
        (json_answer(400, "TransactionConflictException"), "the table otter-ledger: PutItem was refused"),
        (reset, "broke off the connection"),
    ],
)
def test_what_cannot_be_written_is_told_and_nothing_counts_as_claimed(
    aws: Aws, ledger: LedgerInTable, trouble: Any, words: str
) -> None:
    aws.wire.trouble = on("PutItem", trouble, 99)

    with pytest.raises(LedgerFault, match=words):
        ledger.claim(KEY, "one", NOW, LEASE)

    assert ledger.get(KEY) is None


@pytest.mark.proves("moto")
def test_a_table_that_is_not_there_is_no_empty_ledger(aws: Aws) -> None:
    ledger = LedgerInTable([client("dynamodb", "ledger in a table")], "nowhere")

    with pytest.raises(LedgerFault, match="there is no such table"):
        ledger.get(KEY)
    with pytest.raises(LedgerFault, match="there is no such table"):
        list(ledger.list())


@pytest.mark.proves("moto")
def test_what_is_no_entry_is_told_with_its_place(aws: Aws, ledger: LedgerInTable) -> None:
    item = {"message": {"S": "x/mail"}, "recipient": {"S": KEY.recipient}}
    aws.client("dynamodb").put_item(TableName="otter-ledger", Item=item)

    with pytest.raises(LedgerFault, match=r"otter-ledger: x/mail/5f5f.* is no entry of a ledger"):
        list(ledger.list())


@pytest.mark.proves("moto")
def test_what_was_just_written_is_what_is_read(aws: Aws, ledger: LedgerInTable) -> None:
    ledger.claim(KEY, "one", NOW, LEASE)
    list(ledger.list())

    reads = [request.body for name, request in aws.wire.requests if name in ("GetItem", "Scan")]
    assert reads
    assert all(b'"ConsistentRead": true' in body for body in reads)


@pytest.mark.proves("moto")
def test_nothing_is_called_but_what_the_role_allows(aws: Aws, ledger: LedgerInTable) -> None:
    ledger.advance(ledger.claim(KEY, "one", NOW, LEASE).entry, "sent", NOW)
    list(ledger.list())

    assert set(aws.wire.operations()) == {operation.name for operation in OPERATIONS["ledger in a table"]}


def with_trouble(trouble: Callable[[Any], Any]) -> Any:
    """A client of one region of a table, which meets the same trouble at each call; `asked` counts these."""
    made = client("dynamodb", "ledger in a table", once=True)
    made.asked = 0

    def meet(request: Any, **_: Any) -> Any:
        made.asked += 1
        return trouble(request)

    made.meta.events.register_first("before-send.dynamodb.*", meet)
    return made


@pytest.mark.proves("moto", "fake")
@pytest.mark.parametrize("trouble", [reset, timeout, json_answer(500, "InternalServerError")])
def test_where_a_region_does_not_answer_the_next_one_does_and_is_asked_first_from_then_on(
    aws: Aws, trouble: Callable[[Any], Any]
) -> None:
    first, second = with_trouble(trouble), client("dynamodb", "ledger in a table", once=True)
    ledger = LedgerInTable((first, second), aws.table("otter-ledger"))

    entry = ledger.advance(ledger.claim(KEY, "one", NOW, LEASE).entry, "sent", NOW)

    assert list(ledger.list()) == [entry]
    assert first.asked == 1


@pytest.mark.proves("moto", "fake")
def test_a_claim_that_got_through_where_the_answer_was_lost_is_ours_in_the_next_region_too(aws: Aws) -> None:
    """Both regions have the same table: the second refuses what the first has done, and tells whose it is."""
    first, second = with_trouble(lambda request: None), client("dynamodb", "ledger in a table", once=True)
    ledger = LedgerInTable((first, second), aws.table("otter-ledger"))
    first.meta.events.register_first(
        "before-send.dynamodb.PutItem", lambda request, **_: lost_response(request), unique_id="lost"
    )

    claim = ledger.claim(KEY, "one", NOW, LEASE)

    assert claim.won
    assert not LedgerInTable((second,), "otter-ledger").claim(KEY, "two", NOW, LEASE).won


@pytest.mark.proves("moto", "fake")
def test_a_refusal_is_an_answer_and_no_other_region_is_asked(aws: Aws) -> None:
    name = aws.table("otter-ledger")
    LedgerInTable([client("dynamodb", "ledger in a table")], name).claim(KEY, "one", NOW, LEASE)
    first, second = with_trouble(lambda request: None), with_trouble(lambda request: None)

    assert not LedgerInTable((first, second), name).claim(KEY, "two", NOW, LEASE).won
    assert (first.asked > 0, second.asked) == (True, 0)


@pytest.mark.proves("fake")
def test_where_no_region_answers_nothing_counts_as_claimed(aws: Aws) -> None:
    ledger = LedgerInTable((with_trouble(reset), with_trouble(timeout)), aws.table("otter-ledger"))

    with pytest.raises(LedgerFault, match="the table otter-ledger: "):
        ledger.claim(KEY, "one", NOW, LEASE)
