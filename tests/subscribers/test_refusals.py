"""What others tell of addresses that refuse us: `plainstatus.subscribers.refusals` and its readers."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plainstatus.subscribers.refusal import Harmless, NoRefusalError, Refusal
from plainstatus.subscribers.refusals import heed, refusals_in
from plainstatus.subscribers.sqlite import SubscribersInSqlite

from .people import anna

UNKNOWN_USER = "smtp; 550 5.1.1 <anna@example.com>: Recipient address rejected: User unknown"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SubscribersInSqlite]:
    made = SubscribersInSqlite(tmp_path / "subscribers.db")
    yield made
    made.close()


def bounce(type: str = "Permanent", address: str = "anna@example.com", **more: Any) -> dict[str, Any]:
    recipient = {"emailAddress": address, "action": "failed", "status": "5.1.1", **more}
    return {
        "notificationType": "Bounce",
        "bounce": {"bounceType": type, "bounceSubType": "General", "bouncedRecipients": [recipient]},
        "mail": {"messageId": "0000014644fe5ef6", "destination": [address]},
    }


def complaint(feedback: str | None = "abuse", address: str = "anna@example.com") -> dict[str, Any]:
    body: dict[str, Any] = {"complainedRecipients": [{"emailAddress": address}]}
    if feedback is not None:
        body["complaintFeedbackType"] = feedback
    return {"notificationType": "Complaint", "complaint": body}


def told(*values: Any) -> list[Refusal | Harmless]:
    return list(refusals_in("\n".join(json.dumps(value, indent=2) for value in values).encode()))


def report(group: str, *, head: str = "To: anna@example.com", of: str = "delivery-status") -> bytes:
    """A mail that a server sends back."""
    return (
        "From: MAILER-DAEMON@mx.example\nTo: status@otter.example\nSubject: Undelivered Mail\nMIME-Version: 1.0\n"
        f'Content-Type: multipart/report; report-type={of}; boundary="B"\n\n'
        "--B\nContent-Type: text/plain\n\nYour mail could not be delivered to anna@example.com.\n"
        f"--B\nContent-Type: message/{of}\n\n{group}\n"
        f"--B\nContent-Type: text/rfc822-headers\n\nFrom: status@otter.example\n{head}\nSubject: Resolved\n\n--B--\n"
    ).encode()


def status(*groups: str, **more: str) -> bytes:
    return report("\n\n".join(("Reporting-MTA: dns; mx.example", *groups)), **more)


FAILED = f"Final-Recipient: rfc822; anna@example.com\nAction: failed\nStatus: 5.1.1\nDiagnostic-Code: {UNKNOWN_USER}"


def test_a_hard_bounce_that_ses_tells_counts() -> None:
    assert told(bounce(diagnosticCode=UNKNOWN_USER)) == [Refusal(("anna@example.com",), "bounced", UNKNOWN_USER)]
    assert told(bounce()) == [Refusal(("anna@example.com",), "bounced", "SES: General")]


@pytest.mark.parametrize("type", ["Transient", "Undetermined"])
def test_a_soft_bounce_does_not(type: str) -> None:
    assert told(bounce(type)) == [Harmless(f"a bounce of the type {type}")]


@pytest.mark.parametrize("feedback", ["abuse", "fraud", None])
def test_a_complaint_counts(feedback: str | None) -> None:
    (only,) = told(complaint(feedback))

    assert isinstance(only, Refusal)
    assert (only.addresses, only.state) == (("anna@example.com",), "complained")


@pytest.mark.parametrize("feedback", ["not-spam", "auth-failure"])
def test_feedback_in_which_nobody_complains_does_not(feedback: str) -> None:
    assert told(complaint(feedback)) == [Harmless(f"feedback of the type {feedback}")]


def test_other_events_say_nothing_against_an_address() -> None:
    assert told({"eventType": "Delivery"}) == [Harmless("a notification of the kind Delivery")]


@pytest.mark.parametrize(
    "wrap",
    [
        lambda text: json.loads(text),
        lambda text: {"Type": "Notification", "Message": text},
        lambda text: {"Records": [{"EventSource": "aws:sns", "Sns": {"Type": "Notification", "Message": text}}]},
        lambda text: {"Records": [{"body": json.dumps({"Type": "Notification", "Message": text})}]},
        lambda text: {"Messages": [{"MessageId": "1", "Body": json.dumps({"Message": text})}]},
        lambda text: {"detail-type": "Email Bounced", "detail": json.loads(text)},
        lambda text: [json.loads(text)],
    ],
    ids=["bare", "sns", "lambda", "sqs to lambda", "sqs", "eventbridge", "list"],
)
def test_a_notification_is_found_in_every_wrapping(wrap: Any) -> None:
    (only,) = told(wrap(json.dumps(bounce())))

    assert isinstance(only, Refusal)


def test_several_stand_one_after_the_other() -> None:
    kinds = [type(each) for each in told(bounce(), complaint(), bounce("Transient"))]

    assert kinds == [Refusal, Refusal, Harmless]


def test_an_address_may_come_with_a_name() -> None:
    (only,) = told(bounce(address="Anna <anna@example.com>"))

    assert isinstance(only, Refusal)
    assert only.addresses == ("anna@example.com",)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b'{"a": 1}', "there is no notification of SES in it"),
        (b'{"notificationType": "Bounce"}\n{"a"', "what stands on line 2 is no JSON"),
        (b'{"Message": "You have chosen to subscribe"}', "the message in it is no notification"),
        (b'{"notificationType": "Bounce", "bounce": {}}', "names no recipients"),
        (b'{"notificationType": "Complaint", "complaint": {"complainedRecipients": [7]}}', "has no address"),
        (b"{\xff}", "no text in UTF-8"),
        (b"[" * 99_000, "no JSON|wrapped"),
        (b"[[[[[[[[1]]]]]]]]", "wrapped too often"),
        (b"Subject: Hello\n\nanna@example.com bounced", "it is neither JSON, nor a mail that tells"),
        (b"", "it is neither JSON, nor a mail that tells"),
        (b"Content-Type: message/rfc822\n\n" * 3_000, "too deep within each other"),
    ],
)
def test_what_is_no_notification_is_told(data: bytes, words: str) -> None:
    if b"\n{" in data:
        words = "names no recipients|" + words
    with pytest.raises(NoRefusalError, match=words):
        list(refusals_in(data))


def test_a_mail_that_came_back_for_good_counts() -> None:
    said = UNKNOWN_USER.removeprefix("smtp; ")

    assert list(refusals_in(status(FAILED))) == [Refusal(("anna@example.com",), "bounced", said)]


@pytest.mark.parametrize(
    ("code", "diagnosis", "counts"),
    [
        ("5.1.1", "", True),
        ("5.2.1", "", True),
        ("5.4.4", "", True),
        ("5.0.0", "smtp; 550 5.1.1 no such user", True),
        ("5.0.0", "smtp; 550 spam", False),
        ("5.2.2", "smtp; 552 5.2.2 mailbox full", False),
        ("5.7.1", "smtp; 554 5.7.1 blocked", False),
        ("5.1.8", "smtp; 553 5.1.8 sender unknown", False),
        ("4.4.1", "", False),
        ("", "", False),
    ],
)
def test_only_what_is_said_of_the_address_itself_counts(code: str, diagnosis: str, counts: bool) -> None:
    group = f"Final-Recipient: rfc822; anna@example.com\nAction: failed\nStatus: {code}\nDiagnostic-Code: {diagnosis}"
    (only,) = refusals_in(status(group))

    assert isinstance(only, Refusal) == counts


@pytest.mark.parametrize("action", ["delayed", "delivered", "relayed", "expanded"])
def test_a_mail_that_is_under_way_still_does_not_count(action: str) -> None:
    (only,) = refusals_in(status(FAILED.replace("failed", action)))

    assert isinstance(only, Harmless)


def test_each_recipient_of_a_report_is_told_by_itself() -> None:
    other = FAILED.replace("anna", "ben").replace("failed", "delayed")

    first, second = refusals_in(status(FAILED, other, head="To: somebody@else.example"))

    assert isinstance(first, Refusal)
    assert first.addresses == ("anna@example.com",)
    assert isinstance(second, Harmless)


def test_an_address_that_forwards_is_found_by_what_we_wrote(store: SubscribersInSqlite) -> None:
    kept = store.save(anna())
    group = FAILED.replace("rfc822; anna@example.com", "rfc822; a.rossi@elsewhere.example", 1)

    (by_head,) = refusals_in(status(group, head="To: Anna <anna@example.com>"))
    (by_name,) = refusals_in(status(f"Original-Recipient: rfc822; anna@example.com\n{group}", head="To: x@y.example"))

    for refusal in (by_head, by_name):
        assert isinstance(refusal, Refusal)
        store.set_state(kept.id, "active")
        assert heed(refusal, store)[0] == "bounced"


def test_an_original_recipient_may_be_written_as_xtext() -> None:
    (only,) = refusals_in(status(f"Original-Recipient: rfc822;anna+2Btest@example.com\n{FAILED}"))

    assert isinstance(only, Refusal)
    assert only.addresses[0] == "anna+test@example.com"


def test_a_complaint_by_mail_counts_and_its_counterpart_does_not() -> None:
    fields = "Feedback-Type: {}\nUser-Agent: Filter/1\nVersion: 1\nOriginal-Rcpt-To: <anna@example.com>"

    (abuse,) = refusals_in(report(fields.format("abuse"), of="feedback-report"))
    (other,) = refusals_in(report(fields.format("not-spam"), of="feedback-report"))

    assert abuse == Refusal(("anna@example.com",), "complained", "complaint (abuse)")
    assert isinstance(other, Harmless)


@settings(deadline=None)
@given(st.binary(max_size=200))
def test_whatever_is_handed_in_is_read_or_refused(data: bytes) -> None:
    for each in (data, b"{" + data, status(data.decode("latin-1"))):
        try:
            list(refusals_in(each))
        except NoRefusalError as error:
            assert str(error)


def test_who_refuses_us_hears_no_more(store: SubscribersInSqlite) -> None:
    kept = store.save(anna())
    refusal = Refusal(("anna@example.com",), "bounced", "550 5.1.1 no such user")

    assert heed(refusal, store) == ("bounced", kept)

    found = store.by_id(kept.id)
    assert found is not None
    assert (found.state, found.why) == ("bounced", "550 5.1.1 no such user")
    assert heed(refusal, store)[0] == "already"


def test_a_complaint_outweighs_a_bounce_and_never_the_other_way(store: SubscribersInSqlite) -> None:
    kept = store.save(anna(state="bounced"))

    assert heed(Refusal(("anna@example.com",), "complained", ""), store)[0] == "complained"
    assert heed(Refusal(("anna@example.com",), "bounced", ""), store)[0] == "already"
    found = store.by_id(kept.id)
    assert found is not None
    assert found.state == "complained"


def test_who_left_and_bounces_has_left(store: SubscribersInSqlite) -> None:
    kept = store.save(anna(state="left"))

    assert heed(Refusal(("anna@example.com",), "bounced", ""), store) == ("already", kept)
    assert store.by_id(kept.id) == kept


def test_one_reader_of_a_list_does_not_speak_for_all(store: SubscribersInSqlite) -> None:
    store.save(anna(is_list=True))

    assert heed(Refusal(("anna@example.com",), "complained", ""), store)[0] == "list"
    assert store.count("mail", "public") == 1
    assert heed(Refusal(("anna@example.com",), "bounced", ""), store)[0] == "bounced"


def test_of_somebody_unknown_nothing_is_kept(store: SubscribersInSqlite) -> None:
    assert heed(Refusal(("nobody@example.com",), "bounced", ""), store) == ("unknown", None)
    assert list(store.every()) == []
