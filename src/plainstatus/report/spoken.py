"""Lengths of time and shares as English says them."""

from datetime import timedelta

from plainstatus.model.length import in_short
from plainstatus.report.figures import Share, Spread

_SECOND = timedelta(seconds=1)


def error(time: timedelta) -> str:
    """How far something missed its moment: `10 min later`, `10 min sooner`, `to the second`."""
    if abs(time) < _SECOND:
        return "to the second"
    return f"{in_short(time)} {'later' if time > timedelta(0) else 'sooner'}"


def share(of: Share) -> str:
    """`4 of 7 (57 %)`, the percentage cut; `–` of nothing."""
    if of.ratio is None:
        return "–"
    return f"{of.part} of {of.whole} ({int(of.ratio * 100)} %)"


def spread(of: Spread, *, signed: bool = False) -> str:
    """`12 min, worst 1 h 5 min`; `–` where nothing was measured."""
    if of.median is None or of.worst is None:
        return "–"
    said = error if signed else in_short
    return said(of.median) if of.measured == 1 else f"{said(of.median)}, worst {said(of.worst)}"


def count(number: int, one: str, many: str) -> str:
    """`1 incident`, `2 incidents`."""
    return f"{number} {one if number == 1 else many}"
