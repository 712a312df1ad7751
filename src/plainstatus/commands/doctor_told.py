"""What `plainstatus doctor` found, for people and for programs."""

import json
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from plainstatus.doctor.diagnosis import Report

_SIGNS = {"ok": "ok", "warning": "warning", "fault": "fault", "unknown": "?"}
_COLOURS = {"ok": "green", "warning": "yellow", "fault": "red", "unknown": "blue"}
_WIDTH = max(map(len, _SIGNS.values()))


def as_text(reports: "Iterable[Report]") -> str:
    """Each thing under its name, and how many are not in order."""
    reports = list(reports)
    return "".join(f"{line}\n" for line in (*_lines(reports), "", _sum(reports)))


def as_json(reports: "Iterable[Report]") -> str:
    """A list of objects: `subject`, `level` (ok, warning, fault, unknown), `words`, `remedy`."""
    found = [
        {"subject": report.subject, "level": each.level, "words": each.words, "remedy": each.remedy}
        for report in reports
        for each in report.diagnoses
    ]
    return json.dumps(found, indent=2, ensure_ascii=False) + "\n"


def _lines(reports: "Iterable[Report]") -> Iterator[str]:
    for report in reports:
        yield report.subject
        for each in report.diagnoses:
            yield f"  {click.style(_SIGNS[each.level].ljust(_WIDTH), fg=_COLOURS[each.level])}  {each.words}"
            if each.remedy:
                yield f"  {'':{_WIDTH}}  {each.remedy}"


def _sum(reports: "Iterable[Report]") -> str:
    levels = [each.level for report in reports for each in report.diagnoses]
    counts = [
        f"{number} {word}{'' if number == 1 else 's'}"
        for word in ("fault", "warning")
        if (number := sum(level == word for level in levels))
    ]
    left = levels.count("unknown")
    said = ", ".join(counts) or "No faults"
    return f"{said}; {left} {'thing' if left == 1 else 'things'} cannot be told from here." if left else f"{said}."
