"""A message for an incoming webhook of Slack.

The words stand in plain text, where nothing is a mention, a link or a format. An incoming webhook knows no threads
and changes nothing that was sent: each update is a message of its own.
"""

from typing import Any

from plainstatus.notify.messages import Message
from plainstatus.notify.voice import Voice
from plainstatus.notify.web.shortening import fitted, length

#: Characters of a heading, of a section and of a field, and fields of a section.
_HEADING, _SECTION, _FIELD, _FIELDS = 150, 3_000, 200, 10
_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})


def slack_body(message: Message, voice: Voice) -> dict[str, Any]:
    """The body. `text` is what notifications and screen readers have, the blocks are what is shown."""
    words = voice.edition.words
    links = [(words.plain("All of it, as it is now:"), message.link)]
    if message.mend:
        links.insert(0, (words.plain("Or edit the file:"), message.mend))
    lines = "\n".join(f"{escaped(before)} <{_in_link(address)}>" for before, address in links)
    blocks: list[dict[str, Any]] = [
        {"type": "header", "text": _plain(f"{message.state}: {message.title}", _HEADING)},
        {"type": "section", "text": {"type": "mrkdwn", "text": lines}},
    ]
    if message.facts:
        fields = [_plain(f"{label}: {value}", _FIELD) for label, value in message.facts[:_FIELDS]]
        blocks.insert(1, {"type": "section", "fields": fields})
    if message.lines:
        blocks.insert(1, {"type": "section", "text": _plain(message.lines, _SECTION)})
    return {
        "text": _short(message.subject, _SECTION),
        # The line for notifications is as plain as the rest.
        "mrkdwn": False,
        "blocks": blocks,
        "unfurl_links": False,
        "unfurl_media": False,
    }


def escaped(text: str) -> str:
    """`text` in which nothing calls a person, a channel or a link."""
    return text.translate(_ESCAPES)


def _short(text: str, limit: int) -> str:
    return escaped(fitted(text, lambda part: length(escaped(part)) <= limit))


def _plain(text: str, limit: int) -> dict[str, Any]:
    return {"type": "plain_text", "text": _short(text, limit), "emoji": False}


def _in_link(address: str) -> str:
    return escaped(address.replace("|", "%7C"))
