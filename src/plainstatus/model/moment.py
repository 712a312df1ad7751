"""A moment as text for programs. Knows no zone: every moment of the model is in UTC."""

from datetime import datetime


def rfc3339(moment: datetime) -> str:
    """A moment, which is in UTC, as RFC 3339 has it to the second: `2026-11-24T14:05:00Z`."""
    return f"{moment.isoformat()[:19]}Z"
