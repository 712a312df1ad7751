"""A message for a topic of SNS: one text for each way in which it is delivered, and attributes to filter by.

What is for programs (queues, functions, webhooks) is the body of our webhooks.
"""

import json
import unicodedata
from hashlib import sha256
from typing import Any

from plainstatus.notify.messages import Message, in_text
from plainstatus.notify.short_text import short_text
from plainstatus.notify.turning import turn_of
from plainstatus.notify.voice import Voice
from plainstatus.notify.web.shortening import fitted
from plainstatus.notify.web.webhook import webhook_body

#: Characters of a subject, which SNS wants in ASCII.
_LONGEST_SUBJECT = 100
_PLAIN = str.maketrans({"–": "-", "—": "-", "’": "'", "“": '"', "”": '"', "…": "...", "\u00a0": " ", "\u202f": " "})
#: Characters of a line on the screen of a telephone that is locked.
_LONGEST_LINE = 178


def topic_message(message: Message, voice: Voice) -> dict[str, Any]:
    """What is asked of Publish, but for the topic."""
    return {
        "Subject": subject_of(message, voice),
        "MessageStructure": "json",
        "Message": json.dumps(_texts(message, voice), ensure_ascii=False),
        "MessageAttributes": _attributes(message, voice),
    }


def in_order(message: Message) -> dict[str, str]:
    """What a FIFO topic needs besides: what is to stay in order, and by what a message is known that comes twice."""
    return {"MessageGroupId": _hash(message.thread), "MessageDeduplicationId": _hash(message.update)}


def subject_of(message: Message, voice: Voice) -> str:
    """The subject in ASCII; one that ASCII cannot say is the name of the site's host."""
    text = unicodedata.normalize("NFKD", message.subject.translate(_PLAIN))
    plain = "".join(char for char in text if not unicodedata.combining(char))
    if not plain.isascii() or not plain.isprintable():
        return f"Status: {voice.host}"[:_LONGEST_SUBJECT]
    return plain if len(plain) <= _LONGEST_SUBJECT else f"{plain[: _LONGEST_SUBJECT - 3].rstrip()}..."


def _texts(message: Message, voice: Voice) -> dict[str, str]:
    sent_by = voice.edition.words.plain("Sent by {name}.", name=voice.settings.name)
    title = message.subject
    line = fitted(message.lines, lambda text: len(text) <= _LONGEST_LINE)
    known = {"id": message.update, "url": message.link}
    android = {"message": {"notification": {"title": title, "body": line}, "data": known}}
    apple = {"aps": {"alert": {"title": title, "body": line}, "thread-id": _hash(message.thread)}, **known}
    return {
        "default": _json(webhook_body(message, voice)),
        "email": in_text(message, voice, sent_by),
        "sms": short_text(message).text,
        "GCM": _json({"fcmV1Message": android}),
        "APNS": _json(apple),
        "APNS_SANDBOX": _json(apple),
    }


def _attributes(message: Message, voice: Voice) -> dict[str, Any]:
    tags = message.tags
    words = {
        "kind": tags.kind,
        "state": tags.state,
        "impact": tags.impact,
        "turn": turn_of(tags),
        "incident": message.thread,
        "language": voice.edition.language,
    }
    attributes: dict[str, Any] = {
        name: {"DataType": "String", "StringValue": value} for name, value in words.items() if value
    }
    if tags.components:
        attributes["component"] = {"DataType": "String.Array", "StringValue": _json(list(tags.components))}
    return attributes


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _hash(key: str) -> str:
    return sha256(key.encode()).hexdigest()
