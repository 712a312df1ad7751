import html
import re
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urljoin

import feedparser
import html5lib
import pytest
from feedparser import FeedParserDict
from lxml import etree
from markupsafe import escape

from plainstatus.wording.text import Renderer

from . import rich_site
from .built import SITE_URL, build, built, config, contents, write_files
from .feed_rules import ATOM, XML, atom_faults, rss_faults

COMPONENTS = "components: [{id: api, name: API}, {id: web, name: Web app}]\n"
FIRST = """\
---
title: Errors
components: {api: partial_outage}
---

Only writes are affected.

## Investigating — 2026-11-24 10:00 UTC

We look into it.
"""
SECOND = "\n## Resolved — 2026-11-24 11:30 UTC\n\nIt was a *full* disk; see [the page](/about/).\n"
NOW = "2026-11-24 12:00"


def feeds(site: Path) -> dict[str, bytes]:
    return {path: content for path, content in contents(site).items() if path.endswith((".atom", ".rss"))}


def parsed(site: Path, path: str) -> FeedParserDict:
    """A feed as a reader takes it in, which must have nothing to complain of."""
    headers = {
        "content-location": SITE_URL + path,
        "content-type": f"application/{path.rpartition('.')[2]}+xml; charset=utf-8",
    }
    feed = feedparser.parse((site / path).read_bytes(), response_headers=headers)
    assert not feed.bozo, feed.get("bozo_exception")
    return feed


def one(folder: Path, incident: str = FIRST, *, now: str = NOW, **options: object) -> Path:
    return built(folder, now=now, components=COMPONENTS, incidents={"errors": incident}, **options)


def ids(site: Path) -> dict[str, list[str]]:
    return {path: [entry.id for entry in parsed(site, path).entries] for path in feeds(site)}


def atom_entries(document: bytes) -> list[bytes]:
    return [etree.tostring(entry) for entry in etree.fromstring(document).iter(f"{ATOM}entry")]


@pytest.fixture(scope="module")
def rich(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(write_files(tmp_path_factory.mktemp("rich"), rich_site.FILES), now=rich_site.NOW)


def test_every_feed_is_what_its_standard_requires(rich: Path) -> None:
    faults = {
        path: found
        for path, document in feeds(rich).items()
        if (found := (atom_faults if path.endswith(".atom") else rss_faults)(document, SITE_URL + path))
    }

    assert faults == {}


def test_a_reader_takes_in_every_feed_and_finds_entries_with_words(rich: Path) -> None:
    for path in feeds(rich):
        for entry in parsed(rich, path).entries:
            assert entry.title and entry.link.startswith(SITE_URL) and entry.summary, path


def test_every_feed_is_in_the_language_of_its_edition(rich: Path) -> None:
    for path, document in feeds(rich).items():
        root = etree.fromstring(document)
        said = root.get(f"{XML}lang") if path.endswith(".atom") else root.findtext("channel/language")

        assert said == ("it" if path.startswith("it/") else "en")


def test_there_are_feeds_of_everything_of_each_component_and_of_each_incident_in_each_language(rich: Path) -> None:
    below = {path.parent.relative_to(rich).as_posix() for path in rich.rglob("index.html")}
    ways = {page for page in below if re.fullmatch(r"(it/)?(components|incidents)/[\w/-]+", page)}
    # A series is only the list of its occurrences, each of which has its feed.
    ways -= {"incidents/sunday-upkeep", "it/incidents/sunday-upkeep"}
    expected = {f"{page}/history" for page in ways} | {"history", "it/history"}

    found = {path.rpartition(".")[0] for path in feeds(rich)} - {"updates", "it/updates"}

    assert found == expected
    assert {path for path in feeds(rich) if "updates" in path} == {"updates.atom", "it/updates.atom"}


def test_pages_name_every_feed_and_no_feed_that_is_not_there(rich: Path) -> None:
    named = set()
    # An error page asks for nothing and stands elsewhere.
    for page in (page for page in rich.rglob("*.html") if page.parent.name != "errors"):
        address = urljoin(SITE_URL, page.relative_to(rich).as_posix().removesuffix("index.html"))
        document = html5lib.parse(page.read_bytes(), namespaceHTMLElements=False)
        links = [link for link in document.iter("link") if link.get("rel") == "alternate" and link.get("type")]
        found = {urljoin(address, link.get("href")).removeprefix(SITE_URL): link for link in links}
        home = "it/" if page.is_relative_to(rich / "it") else ""

        assert found.keys() >= {f"{home}history.atom", f"{home}history.rss", f"{home}updates.atom"}
        assert all(link.get("title") for link in links)
        for path, link in found.items():
            form = "feed+json" if path.endswith("feed.json") else f"{path.rpartition('.')[2]}+xml"
            assert link.get("type") == f"application/{form}"
        named |= found.keys()

    assert named == feeds(rich).keys() | {path for path in contents(rich) if path.endswith("feed.json")}


def test_an_incident_is_one_entry_that_is_changed_by_each_update(tmp_path: Path) -> None:
    before, after = one(tmp_path / "before"), one(tmp_path / "after", FIRST + SECOND)

    for path in ("history.atom", "history.rss", "components/api/history.atom", "incidents/errors/history.rss"):
        (old,), (new,) = parsed(before, path).entries, parsed(after, path).entries
        moment = "published_parsed" if path.endswith(".rss") else "updated_parsed"

        assert new.id == old.id
        assert (old[moment][3:5], new[moment][3:5]) == ((10, 0), (11, 30))

    (entry,) = parsed(after, "history.atom").entries
    assert entry.published == "2026-11-24T10:00:00+00:00"


def test_a_maintenance_that_the_clock_begins_changes_its_entry(tmp_path: Path) -> None:
    planned = """\
---
title: Upgrade
kind: maintenance
components: [api]
scheduled: {start: 2026-11-24 20:00 UTC, end: 2026-11-24 21:00 UTC}
---

## Scheduled — 2026-11-24 09:00 UTC

An hour without the API.
"""
    states = {}
    for now in ("2026-11-24 12:00", "2026-11-24 20:00", "2026-11-24 21:00"):
        (entry,) = parsed(one(tmp_path / now.replace(":", ""), planned, now=now), "history.atom").entries
        states[entry.updated[11:16]] = next(tag.label for tag in entry.tags if tag.scheme.endswith("#state"))

    assert states == {"09:00": "Scheduled", "20:00": "In progress", "21:00": "Completed"}


def test_each_update_is_an_entry_of_its_own_that_no_later_one_changes(tmp_path: Path) -> None:
    before, after = one(tmp_path / "before"), one(tmp_path / "after", FIRST + SECOND)

    old = atom_entries((before / "updates.atom").read_bytes())
    new = atom_entries((after / "updates.atom").read_bytes())

    assert len(old) == 1
    assert new[1:] == old
    assert [entry.title for entry in parsed(after, "updates.atom").entries] == [
        "Resolved: Errors",
        "Investigating: Errors",
    ]


def test_an_announcement_of_a_repeating_maintenance_is_one_entry_among_the_updates(rich: Path) -> None:
    entries = [entry for entry in parsed(rich, "updates.atom").entries if "Sunday" in entry.title]

    assert len(entries) == 1
    assert entries[0].link == f"{SITE_URL}incidents/sunday-upkeep/"


def test_among_the_updates_a_maintenance_says_when_it_will_be(rich: Path) -> None:
    (entry,) = (entry for entry in parsed(rich, "updates.atom").entries if "masts" in entry.title)

    assert "1 Dec 2026, 09:00 CET" in entry.content[0].value


@pytest.mark.parametrize(
    "change",
    [
        pytest.param({}, id="a rebuild"),
        pytest.param({"incident": FIRST.replace("look into", "look in to")}, id="a mended typo"),
        pytest.param({"incident": FIRST.replace("title: Errors", "title: Writes fail")}, id="a renamed title"),
        pytest.param({"now": "2026-12-24 12:00"}, id="another day"),
        pytest.param({"mkdocs": {"site_url": f"{SITE_URL}europe/"}}, id="another path of the site"),
        pytest.param({"mkdocs": {"site_name": "Acme Europe"}}, id="another name of the site"),
        pytest.param({"timezone": "Asia/Kolkata"}, id="another zone"),
    ],
)
def test_no_id_is_changed_by(tmp_path: Path, change: Mapping[str, str]) -> None:
    assert ids(one(tmp_path / "new", **change)) == ids(one(tmp_path / "old"))


def test_with_a_feed_authority_not_even_another_host_changes_an_id(tmp_path: Path) -> None:
    old = one(tmp_path / "old")
    new = one(tmp_path / "new", mkdocs={"site_url": "https://elsewhere.example/"}, feed_authority="status.example")

    assert ids(new) == ids(old)


def test_an_incident_moved_to_another_folder_keeps_its_ids(tmp_path: Path) -> None:
    old = one(tmp_path / "old")
    new = built(tmp_path / "new", now=NOW, components=COMPONENTS, incidents={"2026/november/errors": FIRST})

    assert ids(new) == ids(old)


@pytest.mark.parametrize(
    ("known", "id"),
    [
        ("tag:old.example,2019:Incident/771", "tag:old.example,2019:Incident/771"),
        ("https://old.example/incidents/771", "https://old.example/incidents/771"),
        ("p31zjtct2jer", "tag:status.example,2026-01-01:incident/p31zjtct2jer"),
    ],
)
def test_an_imported_incident_keeps_the_id_that_it_had(tmp_path: Path, known: str, id: str) -> None:
    site = one(tmp_path, FIRST.replace("title:", f"external_id: '{known}'\ntitle:"))

    assert {parsed(site, path).entries[0].id for path in ("history.atom", "history.rss")} == {id}


def test_an_entry_holds_every_word_newest_first_with_absolute_links(tmp_path: Path) -> None:
    (tmp_path / "incidents" / "pages").mkdir(parents=True)
    files = {
        "mkdocs.yml": config(),
        "components.yml": COMPONENTS,
        "incidents/errors.md": FIRST + SECOND,
        "incidents/pages/about.md": "# About\n",
    }
    site = build(write_files(tmp_path, files), now=NOW)
    atom, rss = (parsed(site, f"history.{form}").entries[0] for form in ("atom", "rss"))

    words = atom.content[0].value
    places = [words.index(part) for part in ("Only writes", "<em>full</em> disk", "We look into it.")]
    assert places == sorted(places)
    assert f'<a href="{SITE_URL}about/">the page</a>' in words
    assert rss.summary == words


def test_categories_say_impact_state_and_components(tmp_path: Path) -> None:
    (entry,) = parsed(one(tmp_path), "history.atom").entries

    assert [(tag.scheme.removeprefix(SITE_URL), tag.term, tag.label) for tag in entry.tags] == [
        ("#impact", "major", "Major impact"),
        ("#state", "investigating", "Investigating"),
        ("#component", "api", "API"),
    ]


def test_only_what_touches_a_component_stands_in_its_feed(tmp_path: Path) -> None:
    site = one(tmp_path)

    assert len(parsed(site, "components/api/history.atom").entries) == 1
    assert parsed(site, "components/web/history.atom").entries == []


def test_a_feed_without_entries_is_a_feed_and_never_changes(tmp_path: Path) -> None:
    sites = [
        built(tmp_path / day, now=f"{day} 12:00", components=COMPONENTS, incidents={})
        for day in ("2026-11-24", "2027-03-01")
    ]

    assert feeds(sites[0]) == feeds(sites[1])
    assert atom_faults((sites[0] / "history.atom").read_bytes(), f"{SITE_URL}history.atom") == []
    assert rss_faults((sites[0] / "history.rss").read_bytes(), f"{SITE_URL}history.rss") == []


HOSTILE = """\
---
title: '</title><script>alert("title")</script> & ]]> &lt;b&gt;'
components: {api: partial_outage}
---

## Investigating — 2026-11-24 10:00 UTC

<script>alert("words")</script> <img src=x onerror=alert(1)> <b onclick="alert(2)" style="color:red">bold</b>
[go](javascript:alert(3)) [data](data:text/html,x) ]]>

<svg onload="alert(4)"></svg><style>p { color: red }</style><iframe src="https://evil.example/"></iframe>
"""


def test_hostile_words_stay_inert_in_every_feed(tmp_path: Path) -> None:
    site = one(tmp_path, HOSTILE)

    for path, document in feeds(site).items():
        assert (atom_faults if path.endswith(".atom") else rss_faults)(document, SITE_URL + path) == []
        for element in etree.fromstring(document).iter():
            assert str(element.tag).rpartition("}")[2] not in ("script", "img", "b", "svg", "style", "iframe")
        assert b"alert(1)" not in document
        assert b"javascript:" not in document
    title = etree.parse(site / "history.atom").findtext(f"{ATOM}entry/{ATOM}title")
    assert title == '</title><script>alert("title")</script> & ]]> &lt;b&gt;'


@pytest.mark.parametrize("number", [11, 31, 0xFFFE, 0xFFFF, 0xD800, 0x110000])
@pytest.mark.parametrize("form", ["&#{0};", "&#00{0};", "&#x{0:x};", "&#X{0:X};"])
def test_a_character_that_xml_forbids_does_not_come_in_as_a_numeric_reference(form: str, number: int) -> None:
    reference = form.format(number)

    made = Renderer({}).html(f"a{reference}b <b title='{reference}'>c</b> `{reference}`", "errors.md")

    assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]", html.unescape(made))
    etree.fromstring(f"<x>{escape(made)}</x>")


def test_a_feed_with_references_to_what_is_no_character_is_a_feed(tmp_path: Path) -> None:
    site = one(tmp_path, FIRST.replace("We look into it.", "We look &#xFFFE; into &#xD800; it &#x110000; &#65535;."))

    for path in feeds(site):
        parsed(site, path)
