"""A message in the form of each receiver: what is sent, and what a person sees of it."""

import json
from collections.abc import Callable, Mapping
from typing import Any

from plainstatus.model.web_channel import WebKind
from plainstatus.notify.channels.channel import Letter
from plainstatus.notify.messages import Message
from plainstatus.notify.voice import Voice
from plainstatus.notify.web.discord import discord_body
from plainstatus.notify.web.slack import slack_body
from plainstatus.notify.web.teams import teams_body
from plainstatus.notify.web.webhook import webhook_body

_BODIES: Mapping[WebKind, Callable[[Message, Voice], dict[str, Any]]] = {
    "webhook": webhook_body,
    "slack": slack_body,
    "teams": teams_body,
    "discord": discord_body,
}


def web_body(kind: WebKind, message: Message, voice: Voice) -> dict[str, Any]:
    """`message` as a receiver of that kind takes it."""
    return _BODIES[kind](message, voice)


def letter_of(body: dict[str, Any], subject: str) -> Letter:
    """A letter with a body, as JSON."""
    shown = json.dumps(body, ensure_ascii=False, indent=2) + "\n"
    return Letter(subject, shown, json.dumps(body, separators=(",", ":")).encode())


def web_letter(kind: WebKind, message: Message, voice: Voice) -> Letter:
    """The letter that brings `message` to a receiver of that kind."""
    return letter_of(web_body(kind, message, voice), message.subject)
