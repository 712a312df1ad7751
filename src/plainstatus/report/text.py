"""A report as a table for people at a terminal, and as Markdown for a page or a mail."""

from collections.abc import Iterable, Iterator

from plainstatus.report.report import Report
from plainstatus.report.rows import Part, Row, parts_of, summary
from plainstatus.timeline.timeline import Timeline

#: So many of the incidents that owe a postmortem are named.
_NAMED = 10


def report_text(report: Report, before: Report | None, timeline: Timeline) -> str:
    """The lines of a report, aligned, ending in a line break."""
    return "\n".join((*_opening(report, timeline), *_table(report, before, timeline))) + "\n"


def report_markdown(report: Report, before: Report | None, timeline: Timeline) -> str:
    """The same as Markdown, with a table for each part."""
    title, *about = _opening(report, timeline)
    lines = [f"# {_escaped(title)}"]
    for line in about:
        lines += ["", line]
    for part in parts_of(report, before, timeline):
        lines += ["", f"## {part.title}", "", *_markdown_table(part, report, before)]
    owing = [f"- [{_escaped(title)}]({_url(id, timeline)})" for id, title in _owing(report)]
    if owing:
        lines += ["", "## Without a postmortem", "", *owing, *_and_more(report)]
    return "\n".join(lines) + "\n"


def _opening(report: Report, timeline: Timeline) -> Iterator[str]:
    period = report.period
    days = "" if period.unit == "days" else f", {period.first} to {period.last}"
    yield f"{timeline.settings.name}: {period.name}{days}"
    told = summary(report)
    # Days that end with today were asked for as such.
    if period.last > timeline.today or (period.unit != "days" and period.after > timeline.today):
        told += " The period is not over."
    yield told


def _table(report: Report, before: Report | None, timeline: Timeline) -> Iterator[str]:
    parts = parts_of(report, before, timeline)
    rows = [row for part in parts for row in part.rows]
    compared = before is not None and any(row.before for row in rows)
    head = Row("", _short(report, "this period"), _short(before, "before") if before and compared else "")
    widths = [max(len(row[place]) for row in (head, *rows)) for place in range(3)]

    def line(row: Row) -> str:
        cells = (f"{cell:{width}}" for cell, width in zip(row[:3], widths, strict=True))
        return f"  {'  '.join((*cells, row.turn))}".rstrip()

    if parts:
        yield from ("", line(head))
    for part in parts:
        yield from ("", part.title, *map(line, part.rows))
    owing = [f"  {id}  {title}" for id, title in _owing(report)]
    if owing:
        yield from ("", "Without a postmortem", *owing, *(f"  {more}" for more in _and_more(report)))


def _short(report: Report, otherwise: str) -> str:
    """The name of its period above a column; days have names that are too long for that."""
    return otherwise if report.period.unit == "days" else report.period.name


def _markdown_table(part: Part, report: Report, before: Report | None) -> Iterator[str]:
    compared = before is not None and any(row.before for row in part.rows)
    head = ("", _escaped(report.period.name), *((_escaped(before.period.name), "") if compared and before else ()))
    yield _line(head)
    yield _line(["---"] * len(head))
    for row in part.rows:
        yield _line([_escaped(cell) for cell in row[: len(head)]])


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _owing(report: Report) -> Iterator[tuple[str, str]]:
    for telling in report.owing[-_NAMED:]:
        yield telling.course.id, telling.course.incident.title


def _and_more(report: Report) -> tuple[str, ...]:
    more = len(report.owing) - _NAMED
    return (f"and {more} before these",) if more > 0 else ()


def _url(id: str, timeline: Timeline) -> str:
    return f"{timeline.settings.site_url.rstrip('/')}/incidents/{id}/"


def _escaped(text: str) -> str:
    """`text` with what means something in Markdown made plain."""
    return "".join(f"\\{letter}" if letter in "\\`*_[]<>|#" else letter for letter in text)
