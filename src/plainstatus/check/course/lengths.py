"""A length of time in words, as a remark says it."""

from datetime import timedelta

_UNITS = (("day", 86_400), ("hour", 3_600), ("minute", 60))


def in_words(length: timedelta) -> str:
    """`3 days`, `5 hours`, `1 minute`: in the largest unit of which there is one, cut."""
    seconds = int(length.total_seconds())
    for name, unit in _UNITS:
        if seconds >= unit:
            number = seconds // unit
            return f"{number} {name}" if number == 1 else f"{number} {name}s"
    return "less than a minute"
