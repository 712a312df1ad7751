"""Refusals in what Amazon SES tells: notifications and events, bare or as SNS, SQS and Lambda wrap them."""

import json
from collections.abc import Iterator
from typing import Any

from plainstatus.subscribers.refusal import Harmless, NoRefusalError, Refusal

#: So deep do wrappings go: a record of SQS, in it one of SNS, in it the notification.
_DEEPEST = 5
#: Kinds of feedback in which nobody complained.
_NO_COMPLAINT = frozenset({"not-spam", "auth-failure"})
_LONGEST_WHY = 300


def refusals_of_ses(data: bytes) -> Iterator[Refusal | Harmless]:
    """What stands in one JSON text or several, one after the other. Raises NoRefusalError."""
    try:
        text = data.decode()
    except UnicodeDecodeError:
        raise NoRefusalError("it is no text in UTF-8") from None
    at, end = _next(text, 0), len(text)
    decoder = json.JSONDecoder()
    while at < end:
        try:
            value, at = decoder.raw_decode(text, at)
        except (json.JSONDecodeError, RecursionError) as error:
            line = text.count("\n", 0, getattr(error, "pos", at)) + 1
            raise NoRefusalError(f"what stands on line {line} is no JSON") from None
        yield from _in(value, 0)
        at = _next(text, at)


def _next(text: str, at: int) -> int:
    """The place of the next character that is no space."""
    while at < len(text) and text[at] in " \t\r\n":
        at += 1
    return at


def _in(value: Any, depth: int) -> Iterator[Refusal | Harmless]:
    if depth > _DEEPEST:
        raise NoRefusalError("it is wrapped too often")
    match value:
        case list():
            for each in value:
                yield from _in(each, depth + 1)
        case {"notificationType": str(kind)} | {"eventType": str(kind)}:
            yield from _notification(kind, value)
        case {"Records": list(inner)} | {"Messages": list(inner)} | {"Sns": dict(inner)}:
            yield from _in(inner, depth + 1)
        case {"Message": str(text)} | {"Body": str(text)} | {"body": str(text)}:
            yield from _in(_unwrapped(text), depth + 1)
        case {"detail": dict(inner)}:
            # EventBridge.
            yield from _in(inner, depth + 1)
        case _:
            raise NoRefusalError("there is no notification of SES in it")


def _unwrapped(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        # SNS says a word of its own when a subscription begins.
        raise NoRefusalError("the message in it is no notification of SES") from None


def _notification(kind: str, value: dict[str, Any]) -> Iterator[Refusal | Harmless]:
    match kind.lower(), value:
        case "bounce", {"bounce": {"bounceType": "Permanent", "bouncedRecipients": list(recipients)} as bounce}:
            for each in recipients:
                why = _word(each, "diagnosticCode") or f"SES: {_word(bounce, 'bounceSubType') or 'hard bounce'}"
                yield Refusal((_address(each),), "bounced", why)
        case "bounce", {"bounce": {"bounceType": str(type)}}:
            yield Harmless(f"a bounce of the type {type}")
        case "complaint", {"complaint": {"complainedRecipients": list(recipients)} as complaint}:
            feedback = _word(complaint, "complaintFeedbackType")
            if feedback in _NO_COMPLAINT:
                yield Harmless(f"feedback of the type {feedback}")
                return
            for each in recipients:
                yield Refusal((_address(each),), "complained", f"SES: complaint ({feedback or 'no reason given'})")
        case "bounce" | "complaint", _:
            raise NoRefusalError(f"the {kind.lower()} in it names no recipients")
        case _:
            yield Harmless(f"a notification of the kind {kind}")


def _address(recipient: Any) -> str:
    address = recipient.get("emailAddress") if isinstance(recipient, dict) else None
    if not isinstance(address, str) or "@" not in address:
        raise NoRefusalError("a recipient in it has no address")
    # Some come with a name: `Anna <anna@example.com>`.
    return address.rpartition("<")[2].rstrip(">").strip()


def _word(value: Any, name: str) -> str:
    word = value.get(name) if isinstance(value, dict) else None
    return word[:_LONGEST_WHY] if isinstance(word, str) else ""
