"""The strip of daily bars and the chart of one incident, as small SVG drawings.

One path for each state; height carries weight as well as colour. No style
attribute stands in them, so that they obey a strict content security policy.
"""

from collections.abc import Sequence
from itertools import groupby

from markupsafe import Markup, escape

#: State → height of its bar; the day before counting began has the lowest.
_HEIGHTS = {
    None: 2,
    "operational": 10,
    "under_maintenance": 13,
    "degraded_performance": 16,
    "partial_outage": 20,
    "major_outage": 24,
}
_HEIGHT = 24
_STEP = 4
#: Every dash of 3 with its gap of 1 is a day, so a run of days is one line.
_GAP = 1


def days_strip(worst_by_day: Sequence[str | None], label: str) -> Markup:
    """One bar a day, the last one today. `label` says the same to those who do not see it."""
    width = len(worst_by_day) * _STEP - _GAP
    runs: dict[str | None, list[str]] = {}
    at = 0
    for state, group in groupby(worst_by_day):
        length = sum(1 for _ in group)
        runs.setdefault(state, []).append(f"M{at * _STEP} {_HEIGHT - _HEIGHTS[state] / 2:g}h{length * _STEP - _GAP}")
        at += length
    paths = "".join(
        f'<path class="is-{state or "unknown"}" stroke-width="{_HEIGHTS[state]}" d="{"".join(parts)}"/>'
        for state, parts in runs.items()
    )
    return Markup(  # noqa: S704 - numbers and our own words; the label is escaped
        f'<svg class="days" viewBox="0 0 {width} {_HEIGHT}" preserveAspectRatio="none" role="img" '
        f'aria-label="{escape(label)}">{paths}</svg>'
    )


def course_bar(spans: Sequence[tuple[float, float, str]]) -> Markup:
    """A line from the beginning (0) to the end (1) with a block for each `(from, to, state)`."""
    blocks = "".join(
        f'<rect class="is-{state}" x="{start * 1000:.0f}" width="{max((end - start) * 1000, 4):.0f}" height="10"/>'
        for start, end, state in spans
    )
    return Markup(  # noqa: S704 - numbers and our own words
        f'<svg viewBox="0 0 1000 10" preserveAspectRatio="none" aria-hidden="true">{blocks}</svg>'
    )
