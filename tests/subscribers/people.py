"""Subscribers that tests make."""

from datetime import UTC, datetime
from typing import Any

from plainstatus.model.subscriber import Subscriber, Wishes
from plainstatus.subscribers.store import new_id

SINCE = datetime(2026, 11, 20, 8, 0, tzinfo=UTC)


def anna(**changes: Any) -> Subscriber:
    """Anna, who wished for everything of one component, and `changes`."""
    return Subscriber(
        **{
            "id": new_id(),
            "kind": "mail",
            "address": "Anna@Example.com",
            "wishes": Wishes(("shop",), ("incident",), None),
            "language": "it",
            "zone": "Europe/Rome",
            "since": SINCE,
            "source": "form",
            "consent": "Yes, tell me.",
            **changes,
        }
    )


def somebody(number: int, **changes: Any) -> Subscriber:
    """One of many, who wish for everything."""
    return Subscriber(**{"id": new_id(), "kind": "mail", "address": f"p{number}@example.com", **changes})
