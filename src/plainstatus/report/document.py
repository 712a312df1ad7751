"""A report as plain data for other programs: `document_schema` describes it. Lengths are in seconds."""

from collections.abc import Mapping
from datetime import timedelta
from fractions import Fraction
from typing import Any

from plainstatus.model.component import in_language
from plainstatus.model.moment import rfc3339
from plainstatus.report.figures import Figures, Share, Spread
from plainstatus.report.period import Period
from plainstatus.report.report import Report
from plainstatus.report.telling import Estimate, Promise, Telling
from plainstatus.report.works import Work
from plainstatus.timeline.course import Course
from plainstatus.timeline.timeline import Timeline
from plainstatus.timeline.uptime import Uptime

_SECOND = timedelta(seconds=1)


def report_document(report: Report, before: Report | None, timeline: Timeline) -> dict[str, Any]:
    """Everything that a report says, as JSON can hold it. No field is ever left out; what is not known is null."""
    settings = timeline.settings
    return {
        "site": settings.name,
        "audience": settings.audience,
        "as_of": rfc3339(timeline.now),
        "time_zone": settings.timezone,
        **_of_period(report, timeline),
        "before": None if before is None else _of_period(before, timeline),
        "incidents": [_incident(each) for each in report.incidents],
        "maintenance": [_work(each) for each in report.works],
    }


def _of_period(report: Report, timeline: Timeline) -> dict[str, Any]:
    return {
        "period": _period(report.period, timeline),
        "figures": _figures(report.figures),
        "uptime": [_uptime(id, uptime, timeline) for id, uptime in report.uptime.items()],
    }


def _period(period: Period, timeline: Timeline) -> dict[str, Any]:
    return {
        "name": period.name,
        "from": period.first.isoformat(),
        "to": period.last.isoformat(),
        "over": period.after <= timeline.today,
    }


def _figures(figures: Figures) -> dict[str, Any]:
    promises, recovery, works = figures.promises, figures.recovery, figures.maintenance
    return {
        "incidents": {"total": figures.incidents, "open": figures.open, "by_impact": dict(figures.impacts)},
        "first_words": _spread(figures.first_words),
        "between_updates": _spread(figures.gaps),
        "promises": {
            "kept": _share(promises.kept),
            "late": _spread(promises.lateness),
            "overdue": promises.overdue,
            "waiting": promises.waiting,
            "incidents_without": _share(promises.silent),
        },
        "recovery": {
            "error": _spread(recovery.error),
            "within_a_quarter": _share(recovery.close),
            "by_then": _share(recovery.by_then),
            "waiting": recovery.waiting,
            "incidents_without": _share(recovery.never),
            "said_unknown": recovery.unknown,
        },
        "all_clear": _spread(figures.all_clear),
        "postmortem": _spread(figures.postmortem),
        "grave_with_postmortem": _share(figures.postmortems),
        "maintenance": {
            "done": works.done,
            "cancelled": works.cancelled,
            "notice": _spread(works.notice),
            "unannounced": works.unannounced,
            "began": _spread(works.began),
            "ended": _spread(works.ended),
            "within_window": _share(works.within),
            "began_early": works.began_early,
            "ended_late": works.ended_late,
        },
    }


def _spread(spread: Spread) -> dict[str, Any]:
    return {
        "measured": spread.measured,
        "median": _seconds(spread.median),
        "least": _seconds(spread.least),
        "most": _seconds(spread.most),
    }


def _share(share: Share) -> Mapping[str, int]:
    return {"part": share.part, "whole": share.whole}


def _uptime(id: str, uptime: Uptime | None, timeline: Timeline) -> dict[str, Any]:
    return {
        "component": id,
        "name": in_language(timeline.catalog.components[id].name, timeline.settings.languages[0]),
        "from": uptime and uptime.start.isoformat(),
        "percent": uptime and uptime.percent_text,
        "counted_seconds": uptime and uptime.seconds,
        "downtime_seconds": None if uptime is None else _number(uptime.downtime),
    }


def _incident(telling: Telling) -> dict[str, Any]:
    return {
        **_course(telling.course),
        "impact": telling.impact,
        "open": telling.open,
        "first_words": _seconds(telling.first_words),
        "between_updates": [_seconds(gap) for gap in telling.gaps],
        "promises": [_promise(promise) for promise in telling.promises],
        "recovery": [_estimate(estimate) for estimate in telling.estimates],
        "all_clear": _seconds(telling.all_clear),
        "postmortem": _seconds(telling.postmortem),
        "has_postmortem": telling.has_postmortem,
    }


def _promise(promise: Promise) -> dict[str, Any]:
    return {
        "due": rfc3339(promise.due),
        "kept": promise.kept if promise.judged else None,
        "late": _seconds(promise.late),
    }


def _estimate(estimate: Estimate) -> dict[str, Any]:
    return {
        "expected": rfc3339(estimate.expected),
        "ahead": _seconds(estimate.ahead),
        "error": _seconds(estimate.error),
    }


def _work(work: Work) -> dict[str, Any]:
    return {
        **_course(work.course),
        "cancelled": work.cancelled,
        "notice": _seconds(work.notice),
        "began": _seconds(work.began),
        "ended": _seconds(work.ended),
    }


def _course(course: Course) -> dict[str, Any]:
    return {"id": course.id, "title": course.incident.title, "began": rfc3339(course.began)}


def _seconds(length: timedelta | None) -> int | float | None:
    """Whole where they are."""
    if length is None:
        return None
    whole, rest = divmod(length, _SECOND)
    return length.total_seconds() if rest else whole


def _number(seconds: Fraction) -> int | float:
    return seconds.numerator if seconds.denominator == 1 else float(seconds)
