"""The channels in `mkdocs.yml` that lead through AWS, with regions in the order in which they are tried."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

import yaml

from plainstatus.model.address import is_number
from plainstatus.model.aws_channel import AwsChannel, SesChannel, SmsChannel, TopicChannel
from plainstatus.reading.buckets import REGIONS
from plainstatus.reading.channel_fields import (
    AUDIENCE,
    FROM,
    HEARS,
    IN,
    PARALLEL,
    RATE,
    TO,
    Recipients,
    without_subscribers,
)
from plainstatus.reading.faults import quoted
from plainstatus.reading.fields import Entries, Field, Record
from plainstatus.reading.scope import Scope
from plainstatus.reading.values import Flag, ListOf, Pattern, Schema, scalar

_TOPIC = Pattern(
    r"arn:aws[a-z-]*:sns:[a-z0-9-]+:\d{12}:[A-Za-z0-9_-]{1,256}(?:\.fifo)?",
    "the ARN of a topic",
    "arn:aws:sns:eu-south-1:111122223333:status",
    "topic",
)
_NAME = Pattern(r"[A-Za-z0-9_-]{1,64}", "a name at AWS", "status", "name-at-aws")
_ID = Pattern(r"[A-Za-z0-9_:/-]{1,256}", "an id or an ARN", "status", "name-at-aws")
_ORIGIN = Pattern(r"[A-Za-z0-9_:/+-]{1,256}", "a sender id, a number, a pool or an ARN", "OTTER", "origin")


@dataclass(frozen=True)
class Telephone:
    """A telephone number with its country, in any way to write it."""

    def read(self, node: yaml.Node, scope: Scope) -> str | None:
        text = scalar(node, scope, "a telephone number")
        if text is None:
            return None
        if is_number(text):
            return "+" + re.sub(r"\D", "", text)
        message = f"{quoted(text)} is not a telephone number"
        scope.fault(node, "telephone", message, "Write it with its country, in quotes: `'+39 051 123 4567'`.")
        return None

    def schema(self) -> Schema:
        return {"type": "string", "pattern": r"^\+[0-9 ()./-]{7,30}$"}


@dataclass(frozen=True)
class Price:
    """US dollars, as AWS writes them."""

    def read(self, node: yaml.Node, scope: Scope) -> str | None:
        text = scalar(node, scope, "a price in US dollars")
        if text is None:
            return None
        if re.fullmatch(r"\d{1,2}(?:\.\d{1,5})?", text, re.ASCII) and float(text):
            return text if "." in text else f"{text}.0"
        message = f"{quoted(text)} is not a price in US dollars"
        scope.fault(node, "price", message, "Write for example `0.10`.")
        return None

    def schema(self) -> Schema:
        return {"type": "number", "exclusiveMinimum": 0, "maximum": 99.99999}


_NUMBERS = Recipients(Telephone(), "['+39 051 123 4567']")

#: What each of these channels may say, by the field that makes it one.
AWS_KINDS: Mapping[str, Record] = {
    "ses": Record(
        Field("ses", REGIONS, "The regions of SES, in the order in which they are tried.", required=True),
        FROM,
        TO,
        Field("contact_list", _NAME, "The contact list, which SES lets each contact leave by itself."),
        Field("topic", _NAME, "The topic of that list; all of it where none is said."),
        Field("configuration_set", _NAME, "The configuration set, which hears of bounces and complaints."),
        AUDIENCE,
        HEARS,
        IN,
        PARALLEL,
        RATE,
        what="a channel with SES",
    ),
    "sns": Record(
        Field(
            "sns",
            ListOf(_TOPIC, f"[{_TOPIC.example}]", least=1),
            "Topics with the same subscribers, in the order in which they are tried.",
            required=True,
        ),
        AUDIENCE,
        HEARS,
        IN,
        what="a channel with topics",
    ),
    "sms": Record(
        Field("sms", REGIONS, "The regions that send them, in the order in which they are tried.", required=True),
        replace(TO, value=_NUMBERS, help="Telephone numbers, and `subscribers` for whoever asked for text messages."),
        Field("from", _ORIGIN, "Whom a message is from; AWS chooses where it is not said."),
        Field("max_price", Price(), "The most that a part of a message may cost, in US dollars."),
        Field("protect", _ID, "A protect configuration, which says which countries may be written to."),
        Field("configuration_set", _ID, "The configuration set, which hears what became of messages."),
        Field("dry_run", Flag(), "`true`: AWS looks at each message, and sends none."),
        Field("every_update", Flag(), "`true`: every update; else when something opens, is resolved or begins."),
        AUDIENCE,
        HEARS,
        IN,
        PARALLEL,
        RATE,
        what="a channel with text messages",
    ),
}


def check_aws(kind: str, entries: Entries, scope: Scope) -> None:
    """Note what does not go together in a channel of that kind."""
    if kind == "ses" and "topic" in entries.keys and "contact_list" not in entries.keys:
        message = "`topic` is nothing without `contact_list`"
        scope.fault(entries.keys["topic"], "contact-list", message, "Add `contact_list`, or delete it.")
    topics = entries.get("sns", ())
    if len({topic.split(":")[3] for topic in topics}) < len(topics):
        message = "two topics are in one region"
        scope.fault(entries.keys["sns"], "topics", message, "Name one in each region, or make two channels of them.")
    if len({topic.endswith(".fifo") for topic in topics}) > 1:
        message = "some of the topics keep messages in order, and others do not"
        scope.fault(entries.keys["sns"], "topics", message, "Name topics of one kind: all FIFO, or none.")


def aws_channel(name: str, entries: Entries) -> AwsChannel:
    """The channel that `entries` say; they are of one of `AWS_KINDS`."""
    values = without_subscribers(entries.values)
    if "sns" in values:
        return TopicChannel(name, values.pop("sns"), **values)
    sender = values.pop("from", None)
    if "ses" in values:
        return SesChannel(name, values.pop("ses"), sender, **values)
    return SmsChannel(name, values.pop("sms"), origin=sender, **values)
