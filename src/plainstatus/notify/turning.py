"""The turns of events that are worth a text message, which costs money and wakes people."""

from typing import Literal

from plainstatus.notify.messages import Tags

#: `update` is everything else.
Turn = Literal["opened", "resolved", "begins", "update"]


def turn_of(tags: Tags) -> Turn:
    """Which turn a message tells of: an incident opens, one is resolved, or a maintenance begins."""
    if tags.begins:
        return "begins"
    if tags.kind != "incident":
        return "update"
    if tags.state == "resolved":
        return "resolved"
    return "opened" if tags.opens else "update"
