"""The pages of the history: `plainstatus.site.history_pages`."""

from plainstatus.model.incident import Incident
from plainstatus.site.history_pages import HistoryView, MonthView, history_view, month_view
from plainstatus.site.pages import pages_of
from plainstatus.site.site import Site

from ..timeline.building import incident, maintenance, said, window
from .in_memory import site_of

NOW = "2026-11-24 12:00"


def of(day: str, id: str | None = None) -> Incident:
    return incident(said(f"{day} 10:00", "investigating"), said(f"{day} 11:00", "resolved"), id=id or f"i-{day}")


def history(site: Site, edition: int = 0) -> HistoryView:
    return history_view(site, site.editions[edition], "../")


def month(site: Site, index: int, edition: int = 0) -> MonthView:
    return month_view(site.timeline.months(), index, site, site.editions[edition], "../../")


SEVERAL = (of("2026-11-20"), of("2026-11-03"), of("2026-09-30"), of("2025-12-31"), of("2019-01-01"))


def test_every_month_with_something_is_one_step_away() -> None:
    years = history(site_of(*SEVERAL, now=NOW)).years

    assert [(year.year, [(link.name, link.href, link.entries) for link in year.months]) for year in years] == [
        (2026, [("November", "../history/2026-11/", 2), ("September", "../history/2026-09/", 1)]),
        (2025, [("December", "../history/2025-12/", 1)]),
        (2019, [("January", "../history/2019-01/", 1)]),
    ]


def test_every_month_that_is_linked_has_its_page() -> None:
    site = site_of(*SEVERAL, now=NOW, languages=("en", "it"))
    pages = {plan.path for plan in pages_of(site)}

    for edition in site.editions:
        linked = {link.href for year in history(site).years for link in year.months}
        assert {edition.prefix + href.removeprefix("../") for href in linked} <= pages


def test_the_months_lead_to_each_other_over_empty_ones() -> None:
    site = site_of(*SEVERAL, now=NOW)
    views = [month(site, index) for index in range(4)]
    turns = [(view.older and view.older.href, view.newer and view.newer.href) for view in views]

    assert [view.name for view in views] == ["November 2026", "September 2026", "December 2025", "January 2019"]
    assert turns == [
        ("../../history/2026-09/", None),
        ("../../history/2025-12/", "../../history/2026-11/"),
        ("../../history/2019-01/", "../../history/2026-09/"),
        (None, "../../history/2025-12/"),
    ]


def test_a_month_lists_its_incidents_newest_first_and_counts_them() -> None:
    view = month(site_of(*SEVERAL, now=NOW), 0)

    assert [entry.id for entry in view.incidents] == ["i-2026-11-20", "i-2026-11-03"]
    assert view.summary == "2 entries"


def test_the_counts_of_the_months_add_up_to_the_whole() -> None:
    view = history(site_of(*SEVERAL, now=NOW))

    assert view.summary == "5 entries"
    assert sum(link.entries for year in view.years for link in year.months) == 5


def test_the_month_is_that_of_the_zone() -> None:
    late = incident(said("2026-10-31 23:30", "investigating"), said("2026-10-31 23:40", "resolved"))

    assert month(site_of(late, now=NOW), 0).name == "October 2026"
    assert month(site_of(late, now=NOW, timezone="Europe/Rome"), 0).name == "November 2026"


def test_months_are_named_in_the_language() -> None:
    site = site_of(of("2026-11-20"), now=NOW, languages=("en", "it"))

    assert month(site, 0, edition=1).name == "Novembre 2026"
    assert history(site, edition=1).years[0].months[0].name == "Novembre"
    assert history(site, edition=1).summary == "1 voce"


def test_the_newest_ten_stand_on_top_without_what_is_to_come() -> None:
    coming = maintenance(
        said("2026-11-22 10:00", "scheduled"), window=window("2026-11-30 10:00", "2026-11-30 11:00"), id="coming"
    )
    many = [of(f"2026-11-{day:02}") for day in range(1, 13)]

    latest = [entry.id for entry in history(site_of(coming, *many, now=NOW)).latest]

    assert latest == [f"i-2026-11-{day:02}" for day in range(12, 2, -1)]


def test_an_empty_history_says_so() -> None:
    view = history(site_of(now=NOW))

    assert (view.summary, view.latest, view.years) == ("0 entries", (), ())
