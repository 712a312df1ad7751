from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from plainstatus.site.report_page import ReportView, report_view
from plainstatus.site.scale import scale_for

from ..timeline.building import at, incident, maintenance, said, window
from . import rich_site
from .built import build, config, contents, write_files
from .html_rules import Page
from .in_memory import site_of

NOW = "2026-11-25 06:00"
SETTINGS = {"languages": ["en", "it"], "timezone": "Europe/Rome"}


def files_with(**options: Any) -> dict[str, str | bytes]:
    return {**rich_site.FILES, "mkdocs.yml": config({"site_name": "Harbour Ferries"}, **SETTINGS, **options)}


@pytest.fixture(scope="module")
def public(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(write_files(tmp_path_factory.mktemp("public"), files_with(report="public")), now=rich_site.NOW)


def view(*incidents: Any, **site: Any) -> ReportView:
    made = site_of(*incidents, **{"now": NOW, **site})
    return report_view(made, made.editions[-1], "../")


def outage(day: str = "2026-10-03", **fields: Any) -> Any:
    return incident(
        said(f"{day} 10:00", "investigating", next_update=at(f"{day} 10:30"), expected_recovery=at(f"{day} 11:00")),
        said(f"{day} 10:45", "identified", next_update=at(f"{day} 11:15")),
        said(f"{day} 11:10", "resolved"),
        **{"components": {"api": "major_outage"}, "id": f"of-{day}", "started": at(f"{day} 09:50"), **fields},
    )


def section(made: ReportView, id: str) -> Any:
    (found,) = (each for each in made.sections if each.id == id)
    return found


# What it says


def test_the_twelve_months_up_to_the_present_one_are_told() -> None:
    made = view(outage("2025-12-01"), outage("2025-11-30"))

    assert (made.first, made.last, len(made.months)) == ("December 2025", "November 2026", 12)
    assert section(made, "impacts").said == "1 incident began."


def test_four_figures_say_most() -> None:
    figures = [figure.value for figure in view(outage()).figures]

    assert figures == ["10 min", "50\u202f%", "100\u202f%", "1 h 20 min"]


def test_each_part_says_in_words_what_its_drawing_shows() -> None:
    made = view(outage())

    assert section(made, "first-words").said == "Typically 10 min."
    assert section(made, "updates").said == "Typically 35 min, at worst 45 min."
    assert section(made, "promises").said == (
        "Kept: 1 of 2 (50\u202f%). Where words came too late, it was by 15 min. "
        "Incidents that promised nothing: 0 of 1 (0\u202f%)."
    )
    assert section(made, "recovery").said.startswith("Typically 10 min later. Right within a quarter: 1 of 1")
    assert section(made, "postmortems").said.endswith(
        "Major and critical incidents with a postmortem: 0 of 1 (0\u202f%)."
    )


def test_a_table_has_each_month_with_the_same_figures() -> None:
    rows = dict((row[0], row[1:]) for row in section(view(outage()), "updates").rows)

    assert rows["October 2026"] == ("2", "35 min", "25 min", "45 min")
    assert rows["September 2026"] == ("0", "–", "–", "–")


def test_of_short_notice_the_shortest_is_the_worst() -> None:
    works = [
        maintenance(
            said(f"2026-11-0{day} 22:00", "scheduled"),
            window=window("2026-11-10 22:00", "2026-11-10 23:00"),
            id=f"w{day}",
        )
        for day in (1, 4, 9)
    ]

    assert section(view(*works), "maintenance").said.startswith("Typically 6 days, at worst 1 day.")


def test_what_is_not_known_is_said_and_not_drawn() -> None:
    made = view(outage(started=None))

    assert section(made, "first-words").said == "Nothing of it is known."
    assert not section(made, "first-words").drawing
    assert view().figures[1].value == "–"


def test_the_grave_incidents_without_a_postmortem_are_named_the_newest_first() -> None:
    made = view(*(outage(f"2026-10-{day:02}") for day in range(1, 25)))

    assert [each.when for each in made.owing[:2]] == ["24 Oct", "23 Oct"]
    assert (len(made.owing), made.owing_more, made.owing[0].href) == (20, 4, "../incidents/of-2026-10-24/")


def test_components_with_downtime_are_told_by_month_and_the_others_are_counted() -> None:
    uptime = view(outage()).uptime

    assert uptime is not None
    assert [(down.name, down.months[-2]) for down in uptime.down] == [("API", "99.80\u202f%")]
    assert (uptime.well, uptime.until, uptime.working) == (1, "24 Nov", "../uptime/")


def test_it_is_said_in_the_language_of_the_page() -> None:
    made = view(outage(), languages=("en", "it"))

    assert (made.first, section(made, "updates").said) == (
        "dicembre 2025",
        "Di solito 35 min, nel caso peggiore 45 min.",
    )


def test_more_incidents_do_not_make_the_page_longer() -> None:
    def length(*incidents: Any) -> int:
        return len(repr([each._replace(said=None) for each in view(*incidents).sections]))

    many = [outage(f"2026-{month:02}-{day:02}") for month in range(1, 11) for day in range(1, 28)]
    few = [outage(f"2026-{month:02}-01") for month in range(1, 11)]

    assert length(*many) < length(*few) * 1.05


# Where it is


def test_it_is_for_insiders_when_nothing_else_is_said(tmp_path: Path) -> None:
    one, other, none = (tmp_path / name for name in ("public", "internal", "none"))
    public, internal, silent = (
        build(write_files(folder, files_with(**options)), now=rich_site.NOW)
        for folder, options in (
            (one, {}),
            (other, {"audience": "internal"}),
            (none, {"audience": "internal", "report": False}),
        )
    )

    assert [(site / "report/index.html").exists() for site in (public, internal, silent)] == [False, True, False]
    assert [b"report/" in (site / "index.html").read_bytes() for site in (public, internal, silent)] == [
        False,
        True,
        False,
    ]


@pytest.mark.parametrize("prefix", ["", "it/"])
def test_every_page_leads_to_it(public: Path, prefix: str) -> None:
    page = Page(f"{prefix}history/index.html", public)

    assert any(each.get("href", "").endswith("report/") for each in page.all("a"))
    assert (public / f"{prefix}report/index.html").is_file()


def test_an_audience_that_is_not_there_is_told(tmp_path: Path) -> None:
    from plainstatus.reading.settings import read_settings

    write_files(tmp_path, files_with(report="intern"))
    _, findings = read_settings(tmp_path / "mkdocs.yml")

    assert [(each.code, each.message) for each in findings] == [
        ("unknown-audience", "“intern” is not an audience of this site")
    ]
    assert "internal" in findings[0].hint


# How it is drawn


def test_every_drawing_has_a_title_a_description_and_a_table(public: Path) -> None:
    page = Page("report/index.html", public)
    drawings = [each for each in page.all() if each.tag.endswith("svg") and each.get("role") == "img"]

    assert len(drawings) > 8
    for drawing in drawings:
        names = {child.get("id") for child in drawing if child.tag.endswith(("title", "desc"))}
        assert set(drawing.get("aria-labelledby", "").split()) == names
    assert page.text.count("In numbers") >= 7


def test_nothing_in_it_needs_more_than_the_policy_allows(public: Path) -> None:
    raw = (public / "report/index.html").read_text("utf-8")

    assert " style=" not in raw
    assert "<style" not in raw
    assert "onclick" not in raw


@pytest.mark.parametrize("least", [0, 40, 300, 86_400])
@pytest.mark.parametrize("most", [90, 7_000, 400_000, 10**9])
def test_a_scale_has_all_its_lengths_in_their_order(least: int, most: int) -> None:
    lengths = [timedelta(seconds=each) for each in sorted((least, most, (least + most) // 2))]
    for times in (lengths, [-each for each in reversed(lengths)], [-lengths[1], *lengths[1:]]):
        scale = scale_for(times)
        places = [scale.place(each) for each in times]

        assert places == sorted(places)
        assert 0 <= places[0] <= places[-1] <= 1
        assert len(scale.marks) >= 3


def test_a_mark_of_a_scale_lies_where_it_is_drawn() -> None:
    scale = scale_for([timedelta(minutes=2), timedelta(hours=3)])

    assert [scale.place(timedelta(seconds=mark)) for mark in scale.marks] == pytest.approx([0, 0.25, 0.5, 0.75, 1])


# When it changes


def test_ten_minutes_later_it_is_the_same(tmp_path: Path) -> None:
    """One promise falls due between the two builds, and nothing follows."""
    one, other = (
        contents(build(write_files(tmp_path / name, files_with(report="public")), now=now))
        for name, now in (("one", "2026-11-24 17:25"), ("other", "2026-11-24 17:35"))
    )

    assert one["report/index.html"] == other["report/index.html"]
    assert one["it/report/index.html"] == other["it/report/index.html"]
