import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import atoma
import jsonschema
import pytest
from lxml import etree

from plainstatus.model.incident import Incident
from plainstatus.site.json_feed import json_feed_files

from ..timeline.building import incident, maintenance, said, window
from . import rich_site
from .built import SITE_URL, build, built, contents, write_files
from .feed_rules import ATOM
from .html_rules import Page
from .in_memory import site_of

#: What version 1.1 of the format asks for, and nothing that it does not know.
URL = {"type": "string", "format": "uri", "pattern": "^https?://"}
MOMENT = {"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$"}
WORDS = {"type": "string", "minLength": 1}
OWN = {"^_[a-z]": {"type": "object"}}
SCHEMA = {
    "type": "object",
    "required": ["version", "title", "items"],
    "additionalProperties": False,
    "patternProperties": OWN,
    "properties": {
        "version": {"const": "https://jsonfeed.org/version/1.1"},
        "title": WORDS,
        "home_page_url": URL,
        "feed_url": URL,
        "description": WORDS,
        "icon": URL,
        "favicon": URL,
        "language": {"type": "string", "pattern": "^[a-z]{2,3}(-[A-Za-z0-9]+)*$"},
        "authors": {"type": "array", "items": {"type": "object", "required": ["name"], "properties": {"url": URL}}},
        "items": {
            "type": "array",
            "maxItems": 50,
            "items": {
                "type": "object",
                "required": ["id", "content_html"],
                "additionalProperties": False,
                "patternProperties": OWN,
                "properties": {
                    "id": WORDS,
                    "url": URL,
                    "title": WORDS,
                    "content_html": {"type": "string"},
                    "date_published": MOMENT,
                    "date_modified": MOMENT,
                    "language": WORDS,
                    "tags": {"type": "array", "items": WORDS, "uniqueItems": True},
                },
            },
        },
    },
}


@pytest.fixture(scope="module")
def rich(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(write_files(tmp_path_factory.mktemp("rich"), rich_site.FILES), now=rich_site.NOW)


def feeds(site: Path) -> dict[str, Any]:
    return {path: json.loads(content) for path, content in contents(site).items() if path.endswith("feed.json")}


def items(*incidents: Incident, now: str = "2026-11-25 12:00", path: str = "feed.json", **site: Any) -> list[Any]:
    """The items of one feed of a site without files."""
    made = site_of(*incidents, now=now, **site)
    found = dict(json_feed_files(made, made.editions[-1]))[made.editions[-1].prefix + path]
    listed: list[Any] = json.loads(found)["items"]
    return listed


def ids(items: Iterable[Any]) -> list[str]:
    return [item["_status"]["id"] for item in items]


def test_every_feed_is_what_the_format_asks_for(rich: Path) -> None:
    found = feeds(rich)

    assert {"feed.json", "it/feed.json", "components/booking/feed.json", "it/components/api/feed.json"} <= found.keys()
    for path, feed in found.items():
        jsonschema.validate(feed, SCHEMA)
        assert feed["feed_url"] == SITE_URL + path
        assert feed["home_page_url"] == SITE_URL + path.removesuffix("feed.json")


def test_a_reader_takes_in_every_feed(rich: Path) -> None:
    for path, feed in feeds(rich).items():
        read = atoma.parse_json_feed_file(str(rich / path))

        assert read.title == feed["title"]
        assert [item.id_ for item in read.items] == [item["id"] for item in feed["items"]]
        assert all(item.date_published.tzinfo is not None for item in read.items)


def atom_entries(document: bytes) -> Iterator[tuple[str | None, ...]]:
    for entry in etree.fromstring(document).iter(f"{ATOM}entry"):
        texts = (entry.findtext(ATOM + name) for name in ("id", "title", "content"))
        yield *texts, entry.find(f"{ATOM}link").get("href")


@pytest.mark.parametrize("prefix", ["", "it/"])
def test_the_items_are_the_entries_of_the_feed_of_updates_with_their_ids(rich: Path, prefix: str) -> None:
    in_json = [
        (item["id"], item["title"], item["content_html"], item["url"])
        for item in feeds(rich)[f"{prefix}feed.json"]["items"]
    ]

    assert in_json == list(atom_entries((rich / f"{prefix}updates.atom").read_bytes()))


def test_a_component_has_the_updates_of_what_named_it(rich: Path) -> None:
    of_radio = feeds(rich)["components/radio/feed.json"]["items"]

    assert set(ids(of_radio)) == {"2026-12-01-masts", "2026-10-03-radio"}
    assert [item for item in feeds(rich)["feed.json"]["items"] if item in of_radio] == of_radio


def test_every_page_names_the_feed_and_that_of_a_component_its_own(rich: Path) -> None:
    def named(path: str) -> list[str]:
        page = Page(path, rich)
        links = (each for each in page.all("link") if each.get("type") == "application/feed+json")
        return [urljoin(page.address, each.attrib["href"]).removeprefix(SITE_URL) for each in links]

    assert named("index.html") == ["feed.json"]
    assert named("it/components/radio/index.html") == ["it/components/radio/feed.json", "it/feed.json"]


def test_the_newest_50_updates_stand_in_a_feed() -> None:
    many = [
        incident(said(f"2026-10-{n % 28 + 1:02} 10:{n // 28:02}", "investigating"), id=f"number-{n}") for n in range(60)
    ]
    listed = items(*many)

    assert len(listed) == 50
    assert [item["date_published"] for item in listed] == sorted(
        (item["date_published"] for item in items(*many)), reverse=True
    )
    newest = sorted((each.updates[0].at for each in many), reverse=True)[:50]
    assert [datetime.fromisoformat(item["date_published"]) for item in listed] == newest


def test_an_item_says_how_things_stood_after_it_whatever_came_later() -> None:
    outage = incident(
        said("2026-11-24 10:00", "investigating"),
        said("2026-11-24 10:30", "identified", {"api": "major_outage"}),
        said("2026-11-24 11:00", "resolved"),
    )

    early = items(outage, now="2026-11-24 10:10")
    late = items(outage)

    assert late[2:] == early
    assert [(item["_status"]["state"], item["_status"]["impact"]) for item in late] == [
        ("resolved", "critical"),
        ("identified", "critical"),
        ("investigating", "major"),
    ]
    assert [item["_status"]["components"]["api"] for item in late] == ["operational", "major_outage", "partial_outage"]


def test_mended_words_are_modified_on_their_day_under_the_same_id() -> None:
    told, mended = (
        items(incident(said("2026-11-20 10:00", "investigating", edited=edited)), timezone="Europe/Rome")[0]
        for edited in (None, date(2026, 11, 23))
    )

    assert told["date_modified"] == told["date_published"] == mended["date_published"]
    assert mended["date_modified"] == "2026-11-22T23:00:00Z"
    assert mended["id"] == told["id"]


def test_words_mended_on_the_day_on_which_they_were_said_are_not_modified_before_it() -> None:
    (mended,) = items(incident(said("2026-11-20 10:00", "investigating", edited=date(2026, 11, 20))))

    assert mended["date_modified"] == "2026-11-20T10:00:00Z"


def test_words_in_another_language_than_the_feed_say_so() -> None:
    translated = said("2026-11-24 10:30", "identified", translations={"it": "Sappiamo."})
    outage = incident(said("2026-11-24 10:00", "investigating"), translated)

    assert [item.get("language") for item in items(outage, languages=("en", "it"))] == [None, "en"]


def test_a_maintenance_that_repeats_is_announced_once() -> None:
    weekly = maintenance(said("2026-11-01 10:00", "scheduled"), window=window("2026-11-08 02:00", "2026-11-08 03:00"))
    schedule = replace(weekly.schedule, repeat="FREQ=WEEKLY;COUNT=3")

    assert ids(items(replace(weekly, schedule=schedule))) == ["upgrade"]


def test_a_site_without_incidents_has_a_feed_without_items(tmp_path: Path) -> None:
    site = built(tmp_path, now="2026-11-25 12:00", components="components: [{id: api, name: API}]\n", incidents={})

    (feed, _) = feeds(site).values()
    assert feed["items"] == []


def test_the_owners_pictures_are_those_of_the_feed(tmp_path: Path) -> None:
    (tmp_path / "incidents").mkdir()
    files = {**rich_site.FILES, "incidents/logo.png": rich_site.PICTURE, "incidents/icon.png": rich_site.PICTURE}
    files["mkdocs.yml"] = str(files["mkdocs.yml"]).replace(
        '"timezone"', '"logo": "logo.png", "favicon": "icon.png", "timezone"'
    )
    feed = feeds(build(write_files(tmp_path, files), now=rich_site.NOW))["feed.json"]

    assert (feed["icon"], feed["favicon"]) == (f"{SITE_URL}logo.png", f"{SITE_URL}icon.png")


def test_a_site_that_makes_nothing_for_programs_has_no_such_feed_and_names_none(tmp_path: Path) -> None:
    components = "components: [{id: api, name: API}]\n"
    site = built(tmp_path, now="2026-11-25 12:00", components=components, incidents={}, for_programs=False)

    assert feeds(site) == {}
    assert "feed.json" not in (site / "index.html").read_text("utf-8")


def test_the_moments_are_in_utc() -> None:
    (item,) = items(incident(said("2026-11-24 10:00", "investigating")), timezone="Asia/Kathmandu")

    assert datetime.fromisoformat(item["date_published"]) == datetime(2026, 11, 24, 10, tzinfo=UTC)
