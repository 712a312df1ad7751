"""Channels through services of AWS in `mkdocs.yml`: `plainstatus.reading.aws_channels`."""

from pathlib import Path

import pytest

from plainstatus.model.aws_channel import SesChannel, SmsChannel, TopicChannel

from .test_channels import channel, fault

MAIL = "from: status@example.com, to: [list@example.com]"
TOPIC = "arn:aws:sns:eu-south-1:111122223333:status"


def test_mail_by_ses_names_its_regions_in_order(tmp_path: Path) -> None:
    made = channel(tmp_path, f"ses: [eu-south-1, eu-west-1], {MAIL}, contact_list: readers, topic: status")

    assert made == SesChannel(
        "mail",
        ("eu-south-1", "eu-west-1"),
        "status@example.com",
        ("list@example.com",),
        contact_list="readers",
        topic="status",
    )
    assert made.place == "SES in eu-south-1"


def test_topics_are_named_by_their_arns(tmp_path: Path) -> None:
    made = channel(tmp_path, f"sns: ['{TOPIC}'], audience: internal")

    assert made == TopicChannel("mail", (TOPIC,), audience="internal")
    assert (made.place, made.to) == ("the topic status", ())


@pytest.mark.parametrize("number", ["'+39 051 123 4567'", "'+39 (051) 123-4567'", "'+390511234567'"])
def test_every_way_to_write_a_number_is_the_same_number(tmp_path: Path, number: str) -> None:
    made = channel(tmp_path, f"sms: [eu-south-1], to: [{number}], from: PARCELS, max_price: 0.10, every_update: true")

    assert made == SmsChannel(
        "mail", ("eu-south-1",), ("+390511234567",), origin="PARCELS", max_price="0.10", every_update=True
    )


@pytest.mark.parametrize(
    ("to", "numbers"),
    [("subscribers", ()), ("[subscribers, '+390511234567']", ("+390511234567",)), ("[subscribers]", ())],
)
def test_text_messages_go_to_subscribers_where_that_is_said(tmp_path: Path, to: str, numbers: tuple[str, ...]) -> None:
    made = channel(tmp_path, f"sms: [eu-south-1], to: {to}, rate: 1/s, parallel: 2")

    assert isinstance(made, SmsChannel)
    assert (made.subscribers, made.to, made.rate, made.parallel) == (True, numbers, 1.0, 2)


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        (f"ses: eu-south-1, {MAIL}", "a list is expected here"),
        (f"ses: [], {MAIL}", "the list is empty"),
        (f"ses: [eu-south-1, eu-south-1], {MAIL}", "this stands twice in the list"),
        (f"ses: [eu-south-1], {MAIL}, topic: status", "`topic` is nothing without `contact_list`"),
        ("sns: [status]", "“status” is not the ARN of a topic"),
        ("sns: ['arn:aws:sns:eu-south-1:111122223333:status:0a1b']", "is not the ARN of a topic"),
        (f"sns: ['{TOPIC}', '{TOPIC}-2']", "two topics are in one region"),
        (f"sns: ['{TOPIC}', '{TOPIC.replace('south', 'west')}.fifo']", "some of the topics keep messages in order"),
        ("sms: [eu-south-1], to: ['051 123']", "“051 123” is not a telephone number"),
        ("sms: [eu-south-1], to: ['+390511234567'], max_price: cheap", "“cheap” is not a price in US dollars"),
        ("sms: [eu-south-1], to: ['+390511234567'], max_price: 0", "“0” is not a price in US dollars"),
    ],
)
def test_what_aws_would_not_take_is_a_fault(tmp_path: Path, fields: str, words: str) -> None:
    assert words in fault(tmp_path, fields)
