"""Lengths of time and shares as English says them."""

from datetime import timedelta

from plainstatus.report.figures import Share, Spread

_SECOND = timedelta(seconds=1)
_UNITS = ((86_400, "d"), (3_600, "h"), (60, "min"))


def length(time: timedelta) -> str:
    """In its two largest units, cut and never rounded up: `3 d 4 h`, `25 min`; below a minute in seconds."""
    seconds = abs(time) // _SECOND
    if seconds < 60:
        return f"{seconds} s"
    parts = []
    for size, unit in _UNITS:
        number, seconds = divmod(seconds, size)
        parts.append((number, unit))
    first = next(place for place, (number, _) in enumerate(parts) if number)
    return " ".join(f"{number} {unit}" for number, unit in parts[first : first + 2] if number)


def error(time: timedelta) -> str:
    """How far something missed its moment: `10 min later`, `10 min sooner`, `to the second`."""
    if abs(time) < _SECOND:
        return "to the second"
    return f"{length(time)} {'later' if time > timedelta(0) else 'sooner'}"


def share(of: Share) -> str:
    """`4 of 7 (57 %)`, the percentage cut; `–` of nothing."""
    if of.ratio is None:
        return "–"
    return f"{of.part} of {of.whole} ({int(of.ratio * 100)} %)"


def spread(of: Spread, *, signed: bool = False) -> str:
    """`12 min, worst 1 h 5 min`; `–` where nothing was measured."""
    if of.median is None or of.worst is None:
        return "–"
    said = error if signed else length
    return said(of.median) if of.measured == 1 else f"{said(of.median)}, worst {said(of.worst)}"


def count(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"
