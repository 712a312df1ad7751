"""Small drawings of figures by month, as SVG that a strict content security policy allows.

Each stretches to the width it is given: letters stand beside it, in HTML. Outline and length tell what colour
tells, and a title with a description say it to those who see none of it.
"""

from collections.abc import Iterable, Sequence

from markupsafe import Markup, escape

_STEP = 10
_WIDTH = 6
_HEIGHT = 100


def columns(parts: Sequence[tuple[int, int]], top: int, id: str, title: str, described: str) -> Markup:
    """A column for each `(full, empty)`: what is full below, an outline above it. `top` is the whole height."""
    drawn = []
    for place, (full, empty) in enumerate(parts):
        edge = _HEIGHT * full / top if top else 0
        above = _HEIGHT * empty / top if top else 0
        if full:
            drawn.append(_rectangle("full", place, edge, edge))
        if empty:
            drawn.append(_rectangle("empty", place, edge + above, above))
    return _drawing(
        len(parts),
        "columns",
        id,
        title,
        described,
        (f'<path class="base" d="M0 {_HEIGHT}H{len(parts) * _STEP}"/>', *drawn),
    )


def ranges(
    points: Sequence[tuple[float, float, float] | None],
    marks: Iterable[float],
    id: str,
    title: str,
    described: str,
    zero: float | None = None,
) -> Markup:
    """For each place a line from the least to the most and a dot between, all from 0 to 1; nothing for None.

    A faint line lies at each of `marks`, a stronger one at `zero`.
    """
    width = len(points) * _STEP
    lines = "".join(f"M0 {_y(mark)}H{width}" for mark in marks if mark != zero)
    drawn = [f'<path class="marks" d="{lines}"/>']
    if zero is not None:
        drawn.append(f'<path class="base" d="M0 {_y(zero)}H{width}"/>')
    there = [(place * _STEP + _STEP // 2, point) for place, point in enumerate(points) if point is not None]
    if there:
        reach = "".join(f"M{x} {_y(least)}V{_y(most)}" for x, (least, _, most) in there)
        dots = "".join(f"M{x} {_y(middle)}h0" for x, (_, middle, _) in there)
        drawn += [f'<path class="reach" d="{reach}"/>', f'<path class="dots" d="{dots}"/>']
    return _drawing(len(points), "ranges", id, title, described, drawn)


def _rectangle(kind: str, place: int, top: float, height: float) -> str:
    x = place * _STEP + (_STEP - _WIDTH) // 2
    return f'<rect class="{kind}" x="{x}" y="{_HEIGHT - top:.4g}" width="{_WIDTH}" height="{height:.4g}"/>'


def _y(share: float) -> str:
    return f"{_HEIGHT * (1 - share):.4g}"


def _drawing(places: int, kind: str, id: str, title: str, described: str, drawn: Iterable[str]) -> Markup:
    return Markup(  # noqa: S704 - numbers and our own words; what is said is escaped
        f'<svg class="{kind}" viewBox="0 0 {places * _STEP} {_HEIGHT}" preserveAspectRatio="none" role="img" '
        f'aria-labelledby="{id}-title {id}-desc"><title id="{id}-title">{escape(title)}</title>'
        f'<desc id="{id}-desc">{escape(described)}</desc>{"".join(drawn)}</svg>'
    )
