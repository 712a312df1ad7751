"""A message for a webhook of Discord: one embed with a coloured edge, from which nobody is called."""

from typing import Any

from plainstatus.notify.messages import Message
from plainstatus.notify.voice import Voice
from plainstatus.notify.web.markdown import escaped
from plainstatus.notify.web.shortening import fitted, length

#: Characters: of the line above the embed, and within it. All of an embed may have 6,000.
_LINE, _TITLE, _WORDS, _LABEL, _VALUE = 2_000, 256, 3_000, 100, 200
#: Facts that are shown: with these figures, an embed is never too long.
_FACTS = 8
#: The colours of mail, as numbers: they can be told apart on a light and on a dark ground.
_COLOURS = {
    "operational": 0x1A7F37,
    "under_maintenance": 0x0B5394,
    "degraded_performance": 0xB58900,
    "partial_outage": 0xD9730D,
    "major_outage": 0xC62828,
}


def discord_body(message: Message, voice: Voice) -> dict[str, Any]:
    """The body. The line above the embed is what notifications show."""
    embed: dict[str, Any] = {
        "title": _short(f"{message.state}: {message.title}", _TITLE),
        "url": message.mend or message.link,
        "color": _COLOURS[message.status],
        "fields": [
            {"name": _short(label, _LABEL), "value": _short(value, _VALUE), "inline": True}
            for label, value in message.facts[:_FACTS]
        ],
        "footer": {"text": _cut(voice.settings.name, _LABEL)},
    }
    if message.lines:
        embed["description"] = _short(message.lines, _WORDS)
    return {"content": _short(message.subject, _LINE), "embeds": [embed], "allowed_mentions": {"parse": []}}


def _short(text: str, limit: int) -> str:
    return escaped(fitted(text, lambda part: length(escaped(part)) <= limit))


def _cut(text: str, limit: int) -> str:
    return fitted(text, lambda part: length(part) <= limit)
