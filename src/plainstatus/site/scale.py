"""A scale for lengths of time that reach from a minute to weeks: round steps, evenly far apart."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from math import log

_MINUTE, _HOUR, _DAY = 60, 3_600, 86_400
#: In seconds. Between two of them a scale is logarithmic; up to the first one it is even.
_STEPS = (
    *(_MINUTE, 5 * _MINUTE, 15 * _MINUTE, _HOUR, 4 * _HOUR),
    *(_DAY, 4 * _DAY, 16 * _DAY, 64 * _DAY, 256 * _DAY, 1_024 * _DAY),
)


@dataclass(frozen=True, slots=True)
class Scale:
    """`marks` are its steps in seconds, the least first, which lie evenly from 0 to 1."""

    marks: tuple[int, ...]

    def place(self, time: timedelta) -> float:
        """Where `time` lies, from 0 to 1; what is beyond an end is at that end."""
        seconds = time.total_seconds()
        if seconds <= self.marks[0]:
            return 0.0
        if seconds >= self.marks[-1]:
            return 1.0
        after = next(number for number, mark in enumerate(self.marks) if mark >= seconds)
        return (after - 1 + _between(self.marks[after - 1], self.marks[after], seconds)) / (len(self.marks) - 1)


def scale_for(times: Iterable[timedelta]) -> Scale:
    """The shortest scale that has all of `times`. It begins with a minute or more, and with its mirror image
    where any of them is negative.
    """
    found = [time.total_seconds() for time in times]
    most, least = max(map(abs, found), default=0.0), min(found, default=0.0)
    last = next((number for number, step in enumerate(_STEPS) if step >= most), len(_STEPS) - 1)
    if least < 0:
        steps = _STEPS[1 : max(last, 2) + 1][-3:]
        return Scale((*(-step for step in reversed(steps)), 0, *steps))
    first = max((number for number, step in enumerate(_STEPS) if step <= least), default=0)
    first = min(first, last, len(_STEPS) - 3)
    return Scale(_STEPS[first : max(last, first + 2) + 1])


def _between(low: int, high: int, seconds: float) -> float:
    """How far `seconds` is on the way from one mark to the next."""
    if low > 0:
        return log(seconds / low) / log(high / low)
    if high < 0:
        return 1 - log(seconds / high) / log(low / high)
    return (seconds - low) / (high - low)


def shares_of(scale: Scale) -> Sequence[float]:
    """Where the marks of `scale` lie."""
    return [number / (len(scale.marks) - 1) for number in range(len(scale.marks))]
