"""A message for Microsoft Teams: an Adaptive Card, as a flow of Workflows takes it.

The words stand in runs of text, where Teams reads no Markdown. A flow makes a new message of each card: no threads.
"""

import json
from collections.abc import Iterator
from typing import Any

from plainstatus.notify.messages import Message
from plainstatus.notify.voice import Voice
from plainstatus.notify.web.markdown import escaped
from plainstatus.notify.web.shortening import fitted, shortened

#: Bytes of a message: it must stay below 28 kB.
_LARGEST = 24_000
_TITLE, _LABEL = 300, 300
_STYLES = {
    "operational": "good",
    "under_maintenance": "accent",
    "degraded_performance": "warning",
    "partial_outage": "warning",
    "major_outage": "attention",
}


def teams_body(message: Message, voice: Voice) -> dict[str, Any]:
    """The body. Its words are shortened where it would be too large."""
    text = fitted(message.lines, lambda lines: len(json.dumps(_body(message, voice, lines))) <= _LARGEST)
    return _body(message, voice, text)


def _body(message: Message, voice: Voice, text: str) -> dict[str, Any]:
    words = voice.edition.words
    buttons = [(words.plain("Edit the file"), message.mend)] if message.mend else []
    buttons.append((words.plain("Current status"), message.link))
    card = {
        "$schema": "http://adaptivecards.io/schemas/adaptive-card.json",
        "type": "AdaptiveCard",
        # Older programs know no later one.
        "version": "1.4",
        "lang": voice.edition.language,
        "fallbackText": escaped(shortened(message.subject, _TITLE)),
        "msteams": {"width": "Full"},
        "body": [_head(message), *_paragraphs(text), *(_fact(label, value) for label, value in message.facts)],
        "actions": [{"type": "Action.OpenUrl", "title": title, "url": url} for title, url in buttons],
    }
    attachment = {"contentType": "application/vnd.microsoft.card.adaptive", "contentUrl": None, "content": card}
    return {"type": "message", "attachments": [attachment]}


def _head(message: Message) -> dict[str, Any]:
    state = _line(_run(message.state, weight="Bolder"))
    title = _line(_run(shortened(message.title, _TITLE), weight="Bolder", size="Large"), spacing="None")
    return {"type": "Container", "style": _STYLES[message.status], "bleed": True, "items": [state, title]}


def _paragraphs(text: str) -> Iterator[dict[str, Any]]:
    """A block for each line: a run has no breaks."""
    for paragraph in text.split("\n\n"):
        for number, line in enumerate(paragraph.split("\n")):
            if line.strip():
                yield _line(_run(line), spacing="Small" if number else "Medium")


def _fact(label: str, value: str) -> dict[str, Any]:
    value = shortened(value, _LABEL)
    return _line(_run(f"{shortened(label, _LABEL)}: ", isSubtle=True), _run(value, weight="Bolder"), spacing="Small")


def _line(*runs: dict[str, Any], spacing: str = "Default") -> dict[str, Any]:
    return {"type": "RichTextBlock", "inlines": list(runs), "spacing": spacing}


def _run(text: str, **look: Any) -> dict[str, Any]:
    return {"type": "TextRun", "text": text, **look}
