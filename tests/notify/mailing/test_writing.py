"""How a message is written for many: `plainstatus.notify.mailing.writing`."""

from email import message_from_bytes
from email.message import Message as Mail

import pytest

from plainstatus.model.aws_channel import SesChannel, SmsChannel
from plainstatus.model.channel import SubscriberChannel
from plainstatus.model.subscriber import Subscriber
from plainstatus.notify.mailing.mailing import Mailing
from plainstatus.notify.mailing.writing import mailing_of
from plainstatus.notify.messages import message_of
from plainstatus.notify.voice import Voices

from ...timeline.building import at, incident, said
from ..desk import SETTINGS, news_of, voice_of

OUTAGE = incident(said("2026-11-24 14:05", "investigating"), components={"api": "major_outage"})
READER = Subscriber("s1", "mail", "anna@list.example")
PHONE = Subscriber("s2", "sms", "+390511234567")
MAIL = SesChannel("mail", ("eu-south-1",), "status@otter.example", (), subscribers=True)
LISTED = SesChannel("mail", ("eu-south-1",), "status@otter.example", (), contact_list="readers", subscribers=True)
TEXTS = SmsChannel("texts", ("eu-south-1",), (), subscribers=True)


def mailing(channel: SubscriberChannel) -> Mailing:
    news = news_of(OUTAGE)
    voice = voice_of(SETTINGS, news)
    (occasion,) = news.to_tell.values()
    message = message_of(occasion, news.timeline, voice)
    voices = Voices(voice, {})
    return mailing_of(
        channel,
        occasion,
        news.timeline,
        message,
        voices,
        lambda reader: f"https://leave.example/{reader.id}",
        at("2026-11-24 14:06"),
    )


def mail_by(channel: SubscriberChannel) -> Mail:
    return message_from_bytes(mailing(channel).mail_to(READER, at("2026-11-24 14:06")))


@pytest.mark.parametrize(("channel", "link"), [(MAIL, "<https://leave.example/s1>"), (LISTED, None)])
def test_where_ses_offers_to_leave_mail_has_no_second_way(channel: SesChannel, link: str | None) -> None:
    assert mail_by(channel)["List-Unsubscribe"] == link


def test_a_text_is_short_and_for_those_who_gave_a_number() -> None:
    made = mailing(TEXTS)

    assert made.kind == "sms"
    assert made.mail_to(PHONE, at("2026-11-24 14:06")).startswith(b"Investigating: Mail API - Major outage")
    assert (made.reaches(PHONE), made.reaches(READER)) == (True, False)
    assert (mailing(MAIL).reaches(PHONE), mailing(MAIL).reaches(READER)) == (False, True)
