"""What has to have come to a receiver, and what must not."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest

from plainstatus.drill.cast import Role
from plainstatus.drill.receipts import News, Receipts, not_sent
from plainstatus.drill.receivers import Received, WebAddress
from plainstatus.drill.stand_ins import Handed, StandIns
from plainstatus.drill.step import FailedError, UnverifiedError
from plainstatus.model.aws_channel import SesChannel, SmsChannel
from plainstatus.model.channel import Channel, OutboxChannel, SmtpChannel
from plainstatus.model.incident import Incident, Update
from plainstatus.model.settings import Settings
from plainstatus.notify.web.signature import signed_headers

AT = datetime(2026, 11, 25, 12, tzinfo=UTC)
FIRST = Update(AT, "investigating", "Mail is late today.", translations={"it": "Oggi la posta arriva tardi."})
NOTE = Update(AT + timedelta(minutes=1), "update", "The password of the night is otter.", audience="internal")
INCIDENT = Incident("2026-11-25-drill", "x.md", "DRILL: Mail", titles={"it": "DRILL: Posta"}, updates=(FIRST, NOTE))
GOOD = "DRILL: Mail - Mail is <b>late</b> today. 2026-11-25-drill"


@dataclass
class Ears:
    """A receiver that has heard what stands here."""

    heard: list[Received] = field(default_factory=list)

    def received(self) -> list[Received]:
        return self.heard


def look(channel: Channel, *heard: Received, regions: tuple[str, ...] = (), failed: bool = False) -> str:
    receipts = Receipts(Settings(channels=(channel,), languages=("en", "it")))
    role = Role(channel.name, {}, Ears(list(heard)), regions)
    return receipts.look(role, channel, News(INCIDENT, INCIDENT.updates), region_failed=failed)


def test_one_message_with_title_and_words_is_right() -> None:
    assert look(OutboxChannel("a", "a"), Received(GOOD)) == "1 message"


def test_a_channel_in_another_language_has_its_words() -> None:
    channel = OutboxChannel("a", "a", language="it")

    assert look(channel, Received("DRILL: Posta - Oggi la posta arriva tardi.")) == "1 message"
    with pytest.raises(FailedError, match="does not have the title"):
        look(channel, Received(GOOD))


@pytest.mark.parametrize(
    ("heard", "told"),
    [
        ([], "0 messages came, and it should be 1"),
        ([GOOD, GOOD], "2 messages came, and it should be 1"),
        (["Mail is late today."], "does not have the title"),
        (["DRILL: Mail"], "does not say “Mail is late today.”"),
        ([f"{GOOD} The password of the night is otter."], "says what its readers may not know"),
    ],
)
def test_what_is_not_right_is_found(heard: list[str], told: str) -> None:
    with pytest.raises(FailedError, match=told):
        look(OutboxChannel("a", "a"), *map(Received, heard))


def test_readers_of_the_house_have_the_note_too() -> None:
    note = "DRILL: Mail - The password of the night is otter."

    assert look(OutboxChannel("a", "a", audience="internal"), Received(GOOD), Received(note)) == "2 messages"


def test_a_text_message_needs_its_link_and_comes_at_turns_only() -> None:
    channel = SmsChannel("a", ("eu-south-1",), ())

    assert look(channel, Received("Late: https://x.example/2026-11-25-drill/")) == "1 message"
    with pytest.raises(FailedError, match="link"):
        look(channel, Received("Late"))


def test_a_region_that_was_to_fail_must_not_have_sent_it() -> None:
    channel = SesChannel("a", ("eu-south-1", "eu-west-1"), "a@b.example", ())
    there = Received(GOOD, "by eu-west-1")

    assert (
        look(channel, there, regions=channel.regions, failed=True)
        == "1 message, by eu-west-1, after eu-south-1 refused"
    )
    with pytest.raises(FailedError, match="It came by eu-south-1, and eu-south-1 was to fail"):
        look(channel, Received(GOOD, "by eu-south-1"), regions=channel.regions, failed=True)


def test_where_only_people_can_see_it_counts_as_taken_and_no_more() -> None:
    channel = SmtpChannel("a", "mail.example", "a@b.example", ("d@b.example",))
    receipts = Receipts(Settings(channels=(channel,)))
    news = News(INCIDENT, INCIDENT.updates)

    receipts.note({"messages": [{"channel": "a", "result": "sent", "detail": ""}]})
    with pytest.raises(UnverifiedError, match="1 message taken; whether it arrived"):
        receipts.look(Role("a", {}), channel, news, region_failed=False)

    receipts.note({"messages": [{"channel": "a", "result": "failed", "detail": "it says 550"}]})
    with pytest.raises(FailedError, match=r"0 messages of 1 were taken\. it says 550"):
        receipts.look(Role("a", {}), channel, news, region_failed=False)


def test_what_was_not_sent_is_told_once_for_each_channel_and_reason() -> None:
    failed = {"channel": "press", "result": "failed", "detail": "mail.example:587: it cannot be reached"}
    waits = {"channel": "press", "result": "waits", "detail": ""}
    sent = {"channel": "readers", "result": "sent", "detail": "new/a.eml"}

    told = {"messages": [failed, failed, waits, waits, sent], "subscribers": {"fault": None}, "ledger_fault": "no room"}

    assert not_sent(told) == [
        "press: mail.example:587: it cannot be reached",
        "press: a message waits for the one before it",
        "no room",
    ]


SECRET = "whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIz"


def handed(body: bytes, moment: int) -> Handed:
    return Handed("hook", body, signed_headers("msg_1", moment, body, [b"012345678901234567890123"]))


def test_a_signature_of_now_is_believed_and_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("time.time", lambda: 1_000_000.0)
    stand_ins = StandIns()
    receiver = WebAddress(stand_ins, "hook", SECRET)
    stand_ins.takes(handed(b'{"text": "Mail"}', 1_000_000))
    assert receiver.received() == [Received("Mail", "signed")]

    for wrong in (
        handed(b"{}", 1_000_000)._replace(body=b'{"text": "forged"}'),
        handed(b"{}", 999_000),
        handed(b"{}", 1_000_000)._replace(headers={}),
    ):
        stand_ins.handed = [wrong]
        with pytest.raises(FailedError, match="signature"):
            receiver.received()
