"""Lengths of time in English, as commands say them to those who run a site. What readers see is in `wording`."""

from datetime import timedelta

_UNITS = (("day", 86_400), ("hour", 3_600), ("minute", 60), ("second", 1))
_SHORT = ("d", "h", "min", "s")


def in_words(length: timedelta) -> str:
    """In the largest unit of which there are two or more, cut: `3 days`, `26 hours`; nothing below none at all."""
    seconds = max(int(length.total_seconds()), 0)
    name, size = next((each for each in _UNITS if seconds >= 2 * each[1]), _UNITS[-1])
    number = seconds // size
    return f"{number} {name}" if number == 1 else f"{number} {name}s"


def in_short(length: timedelta) -> str:
    """In its two largest units, cut and never rounded up, whichever way it counts: `3 d 4 h`, `25 min`, `40 s`."""
    seconds = int(abs(length).total_seconds())
    if seconds < 60:
        return f"{seconds} s"
    numbers = []
    for _, size in _UNITS:
        number, seconds = divmod(seconds, size)
        numbers.append(number)
    first = next(place for place, number in enumerate(numbers) if number)
    largest = list(zip(numbers, _SHORT, strict=True))[first : min(first + 2, 3)]
    return " ".join(f"{number} {unit}" for number, unit in largest if number)
