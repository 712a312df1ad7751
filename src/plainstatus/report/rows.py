"""The figures of a report as rows of words, beside those of the period before. Text and Markdown are made of them."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from fractions import Fraction
from typing import NamedTuple

from plainstatus.model.component import in_language
from plainstatus.model.length import in_short
from plainstatus.report import spoken
from plainstatus.report.figures import Figures, Share, Spread
from plainstatus.report.report import Report
from plainstatus.timeline.timeline import Timeline

#: What is compared: the smaller it is, the better.
_Measure = timedelta | Fraction | None


class Row(NamedTuple):
    """One figure. `turn` is `better`, `worse`, `same`, or "" where there is nothing to compare."""

    what: str
    now: str
    before: str = ""
    turn: str = ""


class Part(NamedTuple):
    title: str
    rows: tuple[Row, ...]


def parts_of(report: Report, before: Report | None, timeline: Timeline) -> tuple[Part, ...]:
    """All figures of `report` beside those of `before`; a part that nothing is known of is not there."""
    old = before.figures if before is not None and not before.is_empty else None
    parts = (
        Part("Incidents by impact", tuple(_impacts(report.figures, old))),
        Part("Telling", tuple(_telling(report.figures, old))),
        Part("Learning", tuple(_learning(report.figures, old))),
        Part("Maintenance", tuple(_maintenance(report.figures, old))),
        Part("Uptime", tuple(_uptime(report, before, timeline))),
    )
    return tuple(part for part in parts if part.rows)


def summary(report: Report) -> str:
    """How much happened, in one line."""
    figures, works = report.figures, report.figures.maintenance
    if report.is_empty:
        return "Nothing began in this period."
    said = spoken.count(figures.incidents, "incident", "incidents")
    if figures.open:
        said += f" ({figures.open} still open)"
    said += f", {spoken.count(works.done, 'maintenance', 'maintenances')}"
    if works.cancelled:
        said += f" ({works.cancelled} more cancelled)"
    return f"{said}."


def _impacts(now: Figures, before: Figures | None) -> Iterator[Row]:
    if not now.incidents:
        return
    for impact, number in now.impacts.items():
        yield Row(
            "No impact" if impact == "none" else impact.capitalize(),
            str(number),
            "" if before is None else str(before.impacts[impact]),
        )


def _telling(now: Figures, before: Figures | None) -> Iterator[Row]:
    if not now.incidents:
        return
    spread, share = _Compared(now, before).spread, _Compared(now, before).share
    yield spread("From start to first words", lambda each: each.first_words, out_of=now.incidents)
    yield spread("Between two updates", lambda each: each.gaps)
    yield share("Promised updates that came by then", lambda each: each.promises.kept)
    if now.promises.lateness.measured:
        yield spread("Late, where they came late", lambda each: each.promises.lateness)
    if now.promises.overdue:
        yield Row("Promised updates that are overdue", str(now.promises.overdue))
    yield share("Incidents without any promise", lambda each: each.promises.silent, less=True)
    yield spread("Service back, against the estimate", lambda each: each.recovery.error, signed=True)
    yield share("Estimates right within a quarter", lambda each: each.recovery.close)
    yield share("Incidents without any estimate", lambda each: each.recovery.never, less=True)
    yield spread("From start to all-clear", lambda each: each.all_clear)


def _learning(now: Figures, before: Figures | None) -> Iterator[Row]:
    if now.postmortems.whole or now.postmortem.measured:
        compared = _Compared(now, before)
        yield compared.share("Postmortems of major and critical", lambda each: each.postmortems)
        yield compared.spread("From all-clear to postmortem", lambda each: each.postmortem)


def _maintenance(now: Figures, before: Figures | None) -> Iterator[Row]:
    works = now.maintenance
    if not works.done:
        return
    notice = "–" if works.notice.median is None else in_short(works.notice.median)
    if works.notice.measured > 1 and works.notice.least is not None:
        notice += f", least {in_short(works.notice.least)}"
    then = before.maintenance.notice.median if before is not None else None
    told = "" if before is None else "–" if then is None else in_short(then)
    # The longer, the better.
    yield Row("Announced before it began", notice, told, _turn(then, works.notice.median))
    yield _Compared(now, before).share("Within the announced window", lambda each: each.maintenance.within)
    if works.began_early:
        yield Row("Began before the window", str(works.began_early))
    if works.ended_late:
        yield Row("Ended after the window", str(works.ended_late))


def _uptime(report: Report, before: Report | None, timeline: Timeline) -> Iterator[Row]:
    language = timeline.settings.languages[0]
    for id, uptime in report.uptime.items():
        if uptime is None:
            continue
        then = before.uptime.get(id) if before is not None else None
        yield Row(
            in_language(timeline.catalog.components[id].name, language),
            f"{uptime.percent_text} %",
            "" if then is None else f"{then.percent_text} %",
            "" if then is None else _turn(1 - uptime.ratio, 1 - then.ratio),
        )


@dataclass(frozen=True, slots=True)
class _Compared:
    """Figures beside those of the period before."""

    now: Figures
    before: Figures | None

    def spread(
        self, what: str, of: Callable[[Figures], Spread], *, out_of: int | None = None, signed: bool = False
    ) -> Row:
        new = of(self.now)
        said = spoken.spread(new, signed=signed)
        if out_of is not None and new.measured < out_of:
            said += f" (known of {new.measured} of {out_of})" if new.measured else " (no start is written)"
        if self.before is None:
            return Row(what, said)
        old = of(self.before).median
        told = "–" if old is None else spoken.error(old) if signed else in_short(old)
        return Row(what, said, told, _turn(_distance(new.median), _distance(old)))

    def share(self, what: str, of: Callable[[Figures], Share], *, less: bool = False) -> Row:
        """With `less`, the smaller share is the better one."""
        new = of(self.now)
        if self.before is None:
            return Row(what, spoken.share(new))
        old = of(self.before)
        turn = _turn(new.ratio, old.ratio) if less else _turn(old.ratio, new.ratio)
        return Row(what, spoken.share(new), spoken.share(old), turn)


def _distance(time: timedelta | None) -> timedelta | None:
    return None if time is None else abs(time)


def _turn(now: _Measure, before: _Measure) -> str:
    """What came of a measure that is better the smaller it is."""
    if now is None or before is None:
        return ""
    if now == before:
        return "same"
    return "better" if now < before else "worse"  # type: ignore[operator]
