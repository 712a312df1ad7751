import gzip
import re
from collections.abc import Callable, Iterator
from html import unescape
from pathlib import Path

import pytest

from . import rich_site
from .built import SITE_URL, build, run_mkdocs, write_files
from .html_rules import Page, link_faults, pages_of, safety_faults, structure_faults, time_faults, words_of

#: A whole page with its stylesheet, and a page by itself, in bytes as they go over the wire.
FRONT_AT_MOST = 14 * 1024
PAGE_AT_MOST = 30 * 1024


def compressed(*contents: bytes) -> int:
    return sum(len(gzip.compress(content, 6)) for content in contents)


def weekly_for_a_year() -> str:
    return (
        rich_site.WEEKLY.replace("COUNT=8", "COUNT=52")
        .replace("2026-11-01", "2025-12-07")
        .replace("2026-10-20", "2025-11-20")
    )


@pytest.fixture(scope="module")
def bad_day(tmp_path_factory: pytest.TempPathFactory) -> Path:
    files = {**rich_site.FILES, "components.yml": rich_site.many_components(40)}
    return build(write_files(tmp_path_factory.mktemp("bad"), files), now=rich_site.NOW)


@pytest.fixture(scope="module")
def quiet_day(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(write_files(tmp_path_factory.mktemp("quiet"), rich_site.quiet()), now="2026-12-22 12:00")


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site on its first day."""
    files = {"mkdocs.yml": rich_site.FILES["mkdocs.yml"], "components.yml": "components: [{id: api, name: API}]\n"}
    folder = tmp_path_factory.mktemp("empty")
    (folder / "incidents").mkdir()
    return build(write_files(folder, files), now=rich_site.NOW)


@pytest.fixture(scope="module", params=["bad_day", "quiet_day", "empty"])
def site(request: pytest.FixtureRequest) -> Path:
    made: Path = request.getfixturevalue(request.param)
    return made


def found(site: Path, faults: Callable[[Page], Iterator[str]]) -> dict[str, list[str]]:
    """Page → what is wrong with it."""
    return {page.path: wrong for page in pages_of(site) if (wrong := list(faults(page)))}


def test_every_page_has_one_heading_no_gap_landmarks_and_a_language(site: Path) -> None:
    assert found(site, structure_faults) == {}


def test_no_page_holds_a_script_a_style_or_a_request_to_another_host(site: Path) -> None:
    assert found(site, safety_faults) == {}


def test_every_time_is_whole_for_machines_and_has_its_zone_for_people(site: Path) -> None:
    assert found(site, time_faults) == {}


def test_every_way_on_the_site_leads_somewhere(site: Path) -> None:
    ids = {page.path: page.ids for page in pages_of(site)}

    assert found(site, lambda page: link_faults(page, ids)) == {}


def test_every_page_but_404_says_what_it_is_and_where(site: Path) -> None:
    for page in pages_of(site):
        title = words_of(next(page.all("title")))
        assert title.endswith("Harbour Ferries"), page.path
        assert page.meta("description"), page.path
        if page.path == "404.html":
            continue
        assert page.links("canonical") == [page.address]
        assert page.meta("og:url") == page.address
        assert page.meta("og:title") == title
        assert page.meta("og:description") == page.meta("description")
        assert page.meta("og:site_name") == "Harbour Ferries"


def test_no_two_pages_of_a_language_have_one_title(site: Path) -> None:
    occurrences = re.compile(r"incidents/[\w-]+/.+/index.html")
    titles = [
        (page.language, words_of(next(page.all("title"))))
        for page in pages_of(site)
        if not occurrences.search(page.path)
    ]

    assert len(titles) == len(set(titles))


@pytest.mark.parametrize(
    ("path", "title"),
    [
        ("index.html", "Major outage: Booking – Harbour Ferries"),
        ("it/index.html", "Interruzione grave: Prenotazioni – Harbour Ferries"),
        (
            "incidents/2026-11-24-groups/index.html",
            'Identified: Bookings fail for "group" tickets & <families> – Harbour Ferries',
        ),
        ("incidents/2026-10-03-radio/index.html", "Resolved: Radio silent between two ports – Harbour Ferries"),
        ("components/booking/index.html", "Booking: Major outage – Harbour Ferries"),
        ("components/website/index.html", "Website: Under maintenance – Harbour Ferries"),
        ("history/2026-11/index.html", "November 2026 – Harbour Ferries"),
    ],
)
def test_the_title_says_the_state(bad_day: Path, path: str, title: str) -> None:
    assert words_of(next(Page(path, bad_day).all("title"))) == title


def test_the_title_of_a_quiet_day_says_that_all_is_well(quiet_day: Path) -> None:
    page = Page("index.html", quiet_day)

    assert words_of(page.one("h1")) == "All systems operational"
    assert words_of(next(page.all("title"))) == "All systems operational – Harbour Ferries"


def test_each_language_names_the_same_page_in_the_other(bad_day: Path) -> None:
    for page in pages_of(bad_day):
        alternates = {each.get("hreflang"): each.get("href") for each in page.all("link") if each.get("hreflang")}
        if "about" in page.path or page.path == "404.html":
            continue
        path = page.address.removeprefix(SITE_URL).removeprefix("it/")
        assert alternates == {"en": SITE_URL + path, "it": f"{SITE_URL}it/{path}"}


def test_words_in_another_language_than_the_page_say_so(bad_day: Path) -> None:
    """The Italian edition shows English words where a translation is missing."""
    for path in ("it/index.html", "it/incidents/2026-11-24-groups/index.html", "it/history/2026-10/index.html"):
        page = Page(path, bad_day)
        english = {words_of(each) for each in page.all() if each.get("lang") == "en"}
        for words in ("The price list of the last maintenance is the cause.", "Radio silent between two ports"):
            if words in page.text:
                assert any(words in each for each in english), (path, words)


def test_every_word_of_an_incident_is_on_its_page_without_a_script(bad_day: Path) -> None:
    page = Page("incidents/2026-11-24-groups/index.html", bad_day)

    for words in (
        "Groups of ten and more are affected",
        "About one group booking in three fails",
        "is the cause",
        "HTTP 503",
        "Olbia",
        "Expected back",
        "24 Nov, 19:00 CET",
        "Next update",
        "24 Nov, 18:30 CET",
        "Booking",
        "Major outage",
    ):
        assert words in page.text, words


def test_the_front_page_says_all_that_matters_without_a_script(bad_day: Path) -> None:
    text = Page("index.html", bad_day).text

    for words in (
        "Major outage: Booking",
        "What is going on",
        "Maintenance under way",
        "New cables for the website",
        "Winter timetable",
        "Coming maintenance",
        "Radio masts are painted",
        "Sunday upkeep",
        "Components",
        "Pier 39",
        "The last 15 days",
        "No incidents",
    ):
        assert words in text, words


def test_a_day_without_incidents_is_said_as_one_run(quiet_day: Path) -> None:
    assert "No incidents" in Page("index.html", quiet_day).text


def test_the_postmortem_is_an_article_above_the_course(bad_day: Path) -> None:
    page = Page("incidents/2026-10-03-radio/index.html", bad_day)

    assert page.text.index("A mast lost its power.") < page.text.index("No ship answers.")


def test_the_front_page_with_twenty_components_and_its_stylesheet_is_small(tmp_path: Path) -> None:
    files = {**rich_site.FILES, "components.yml": rich_site.many_components(15)}
    site = build(write_files(tmp_path, files), now=rich_site.NOW)
    (style,) = Page("index.html", site).links("stylesheet")

    assert compressed((site / "index.html").read_bytes(), (site / style).read_bytes()) <= FRONT_AT_MOST


def test_no_page_is_large(tmp_path: Path) -> None:
    files = {
        **rich_site.FILES,
        "components.yml": rich_site.many_components(40),
        "incidents/2026/sunday-upkeep.md": weekly_for_a_year(),
    }
    site = build(write_files(tmp_path, files), now=rich_site.NOW)

    sizes = {page.path: compressed(page.html.encode()) for page in pages_of(site)}
    assert {path: size for path, size in sizes.items() if size > PAGE_AT_MOST} == {}


def test_strips_say_in_words_what_they_draw(bad_day: Path) -> None:
    page = Page("index.html", bad_day)
    drawn = [each.get("aria-label") for each in page.all("svg") if each.get("role") == "img"]

    assert any("The last 90 days" in (label or "") and "1 day with trouble" in (label or "") for label in drawn)


def test_pages_of_the_owner_answer_at_the_root_in_their_language(bad_day: Path) -> None:
    english, italian = Page("about/index.html", bad_day), Page("it/about/index.html", bad_day)

    assert words_of(english.one("h1")) == "About this page"
    assert words_of(next(english.all("title"))) == "About this page – Harbour Ferries"
    assert english.meta("description") == "Who writes here, and when."
    assert "within fifteen minutes" in english.text
    assert words_of(italian.one("h1")) == "Informazioni"
    assert italian.document.get("lang") == "it"


def test_a_missing_page_is_answered_with_ways_that_work_below_any_address(tmp_path: Path) -> None:
    files = {**rich_site.FILES, "mkdocs.yml": str(rich_site.FILES["mkdocs.yml"]).replace(SITE_URL, SITE_URL + "ferry/")}
    page = Page("404.html", build(write_files(tmp_path, files), now=rich_site.NOW))

    own = {each.get("href") or each.get("src") for each in page.all("a", "link", "script", "img")} - {"#main"}
    own = {each for each in own if each and "//" not in each}
    assert own
    assert all(each.startswith("/ferry/") for each in own)
    assert list(structure_faults(page)) == []


def test_a_build_says_nothing(tmp_path: Path) -> None:
    done = run_mkdocs(write_files(tmp_path, rich_site.FILES), "build", "--quiet", now=rich_site.NOW)

    assert (done.stdout, done.stderr) == ("", "")


def test_a_title_is_shown_as_it_was_written(bad_day: Path) -> None:
    page = Page("index.html", bad_day)

    assert unescape('Bookings fail for "group" tickets &amp; &lt;families&gt;') in page.text
    assert 'Café & "bar" <deck 2>' in page.text


BAD = """\
<!DOCTYPE html><html lang="fr"><head><title>x</title>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'unsafe-inline'">
<link rel="stylesheet" href="https://fonts.example/x.css"></head>
<body onload="x()"><a href="/nowhere/">x</a><nav>x</nav><main id="main" style="color:red">
<h1 id="a">x</h1><h3 id="a">x</h3>
<time datetime="2026-11-24T15:00:00Z">24 Nov, 16:00</time><time datetime="24 Nov">24 Nov</time>
<script>x()</script><img src="//cdn.example/x.png" alt=""><a href="#b">x</a>
<p aria-labelledby="c">x</p></main></body></html>
"""


def test_the_rules_for_pages_see_what_breaks_them(tmp_path: Path) -> None:
    page = Page("index.html", write_files(tmp_path, {"index.html": BAD}))

    assert list(structure_faults(page)) == [
        "h1 is followed by h3",
        "the id a stands twice",
        "the language is fr",
        "there is not one header",
        "there is not one footer",
        "there is no navigation, or one without a name",
        "the first link does not lead to the content",
        "aria-labelledby names c, which is not there",
    ]
    assert len(list(safety_faults(page))) == 6
    assert list(time_faults(page)) == ["24 Nov, 16:00 has no zone", "24 Nov is no time of RFC 3339"]
    assert len(list(link_faults(page, {page.path: page.ids}))) == 2
