"""Real history by other people, where it is at hand."""

import pytest

from plainstatus.report.period import period_named
from plainstatus.report.report import Report, joined, report_on
from plainstatus.timeline.timeline import Timeline

from ..corpus import CORPUS
from ..site.statuspage_history import incident_of, rows_of
from ..timeline.building import site

pytestmark = [
    pytest.mark.corpus,
    pytest.mark.skipif(not CORPUS.is_dir(), reason=f"{CORPUS} is not there; PLAINSTATUS_CORPUS says where it is"),
]


@pytest.fixture(scope="module")
def history() -> Timeline:
    """The 819 incidents and maintenances of a hosted page."""
    rows = rows_of(CORPUS / "github-status-history/parsed/incidents.jsonl")
    return site(*map(incident_of, rows), now="2026-11-24 12:00")


@pytest.fixture(scope="module")
def years(history: Timeline) -> list[Report]:
    return [report_on(history, period_named(str(year), history.today)) for year in range(2015, 2027)]


def test_every_incident_is_in_one_year(years: list[Report], history: Timeline) -> None:
    counted = [each.course.id for year in years for each in (*year.incidents, *year.works)]

    assert len(counted) == len(set(counted)) == len(history.courses) == 819


def test_what_was_never_written_has_no_figure(years: list[Report]) -> None:
    """Such pages know neither when it really began nor what was promised."""
    figures = joined(years).figures

    assert figures.first_words.measured == figures.promises.kept.whole == figures.recovery.close.whole == 0
    assert figures.promises.silent.part == figures.promises.silent.whole > 700


def test_every_incident_that_was_followed_has_its_silences_and_its_all_clear(years: list[Report]) -> None:
    for year in years:
        for each in year.incidents:
            assert bool(each.gaps) == (each.accompanied and len(each.course.incident.updates) > 1)
            assert each.all_clear is None or sum(each.gaps, each.gaps[0] * 0) <= each.all_clear
