"""How long something is, for people."""

_UNITS = (("days", 86_400), ("hours", 3_600), ("minutes", 60))


def length(seconds: float) -> str:
    """`seconds` in the largest unit of which there are two or more: `3 days`, `26 hours`, `45 seconds`."""
    for unit, size in _UNITS:
        if seconds >= 2 * size:
            return f"{seconds // size:.0f} {unit}"
    return f"{seconds:.0f} seconds"
