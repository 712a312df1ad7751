"""A message for programs: the body of a webhook, after Standard Webhooks."""

import json
from datetime import UTC, datetime
from typing import Any

from plainstatus.model.incident import Window
from plainstatus.notify.messages import Message
from plainstatus.notify.voice import Voice
from plainstatus.notify.web.shortening import fitted

#: Bytes of a body: the specification asks for less than 20 kB.
_LARGEST = 19_000


def webhook_body(message: Message, voice: Voice) -> dict[str, Any]:
    """The body. Its words are shortened where it would be too large; all of them are behind its `url`."""
    text = fitted(message.lines, lambda lines: len(json.dumps(_body(message, voice, lines))) <= _LARGEST)
    return _body(message, voice, text)


def _body(message: Message, voice: Voice, text: str) -> dict[str, Any]:
    tags, standing, language = message.tags, message.standing, voice.edition.language
    return {
        "type": f"{tags.kind}.{tags.state}",
        "timestamp": _written(standing.at),
        "data": {
            "id": message.update,
            "incident": message.thread,
            "kind": tags.kind,
            "status": tags.state,
            "impact": tags.impact,
            "language": language,
            "title": message.title,
            "title_language": message.title_language or language,
            "text": text,
            "text_language": message.words_language or language,
            "url": message.link,
            "components": [{"id": each.id, "name": each.name, "status": each.status} for each in standing.components],
            "expected_recovery": _written(standing.expected_recovery),
            "next_update": _written(standing.next_update),
            "window": _window(standing.window),
        },
    }


def _window(window: Window | None) -> dict[str, str | None] | None:
    return None if window is None else {"start": _written(window.start), "end": _written(window.end)}


def _written(moment: datetime | str | None) -> str | None:
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}" if isinstance(moment, datetime) else moment
