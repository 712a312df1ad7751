import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import icalendar
import pytest

from plainstatus.model.component import Component
from plainstatus.model.incident import Incident, Update
from plainstatus.site.calendar import calendar_files, own_calendar

from ..timeline.building import at, incident, maintenance, said, window
from . import rich_site
from .built import SITE_URL, build, built, contents, write_files
from .html_rules import Page
from .in_memory import COMPONENTS, site_of

WINDOW = window("2026-11-25 10:00", "2026-11-25 12:00")
FIRST = said("2026-11-20 09:00", "scheduled")
BEFORE = "2026-11-21 00:00"
LATER = "2026-12-31 00:00"


@pytest.fixture(scope="module")
def rich(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(write_files(tmp_path_factory.mktemp("rich"), rich_site.FILES), now=rich_site.NOW)


def files(*incidents: Incident, now: str = BEFORE, **site: Any) -> Mapping[str, bytes]:
    """The calendars of the last edition of a site without files."""
    made = site_of(*incidents, now=now, **site)
    return dict(calendar_files(made, made.editions[-1]))


def upgrade(*updates: Update, **fields: Any) -> Incident:
    return maintenance(FIRST, *updates, window=WINDOW, **fields)


def events(document: bytes) -> list[icalendar.Component]:
    return list(icalendar.Calendar.from_ical(document).walk("VEVENT"))


def only(*incidents: Incident, **site: Any) -> icalendar.Component:
    """The one event of a site."""
    everything, *_ = files(*incidents, **site).values()
    (event,) = events(everything)
    return event


def ids(document: bytes) -> list[str]:
    return [str(event["UID"]).removesuffix("@status.example") for event in events(document)]


def calendars(site: Path) -> dict[str, bytes]:
    return {path: content for path, content in contents(site).items() if path.endswith(".ics")}


# What a calendar says


def test_an_event_says_everything_that_was_said() -> None:
    words = "Writes wait; reads, as ever, do not.\n\n- see [the plan](/about/)\n- or *call* us"
    told = replace(said("2026-11-22 09:30", "update"), text=words)
    works = replace(upgrade(told), title="Disks, new; and larger", summary="In the second hall.")

    event = only(works, now="2026-11-22 10:00")

    assert event["UID"] == "upgrade@status.example"
    assert event["SUMMARY"] == "Acme: Disks, new; and larger"
    assert event["DESCRIPTION"] == (
        "Affected: API.\n\nIn the second hall.\n\nWrites wait; reads, as ever, do not.\n\n"
        "- see the plan (https://status.example/about/)\n- or call us"
    )
    assert event["URL"] == "https://status.example/incidents/upgrade/"
    assert (event["STATUS"], event["TRANSP"], event["SEQUENCE"]) == ("CONFIRMED", "TRANSPARENT", 0)
    assert event["CATEGORIES"].cats == ["Maintenance", "API"]
    assert (event.decoded("DTSTART"), event.decoded("DTEND")) == (WINDOW.start, WINDOW.end)
    assert event.decoded("CREATED") == at("2026-11-20 09:00")
    assert event.decoded("DTSTAMP") == event.decoded("LAST-MODIFIED") == at("2026-11-22 09:30")
    assert not list(event.walk("VALARM"))


def test_a_calendar_says_what_it_is_and_how_often_to_look() -> None:
    document = files(upgrade())["maintenance.ics"]
    calendar = icalendar.Calendar.from_ical(document)

    assert {name: str(calendar[name]) for name in ("VERSION", "CALSCALE", "METHOD", "X-PUBLISHED-TTL")} == {
        "VERSION": "2.0",
        "CALSCALE": "GREGORIAN",
        "METHOD": "PUBLISH",
        "X-PUBLISHED-TTL": "PT1H",
    }
    assert calendar["NAME"] == calendar["X-WR-CALNAME"] == "Acme: maintenance"
    assert b"REFRESH-INTERVAL;VALUE=DURATION:PT1H\r\n" in document
    assert b"SOURCE;VALUE=URI:https://status.example/maintenance.ics\r\n" in document
    assert not re.search(r"\d", calendar["PRODID"]), "a release would change every file"


def test_words_are_those_of_the_edition_and_the_event_is_the_same() -> None:
    works = replace(upgrade(components={"web": "under_maintenance"}), titles={"it": "Dischi nuovi"})

    english, italian = only(works), only(works, languages=("en", "it"))

    assert italian["UID"] == english["UID"]
    assert italian["SUMMARY"] == "Acme: Dischi nuovi"
    assert italian["URL"] == "https://status.example/it/incidents/upgrade/"
    assert italian["CATEGORIES"].cats == ["Manutenzione", "Sito"]


def test_lines_end_as_they_should_and_none_is_longer_than_75_octets() -> None:
    long = replace(said("2026-11-20 09:00", "scheduled"), text="Größere Übertragung für alle Häfen, " * 40)
    document = files(maintenance(long, window=WINDOW))["maintenance.ics"]

    lines = document.split(b"\r\n")
    assert lines.pop() == b""
    assert b"\n" not in b"".join(lines)
    assert max(map(len, lines)) <= 75
    for line in lines:
        line.decode("utf-8")
    assert events(document)[0]["DESCRIPTION"].endswith(("Größere Übertragung für alle Häfen, " * 40).strip())


def test_a_name_with_marks_and_lines_of_its_own_stays_one_name() -> None:
    works = replace(upgrade(), title="One\nATTENDEE:mailto:x@evil.example\r\nX:Y")
    pier = Component("pier", {"": "Pier 1, 2; and\nX:Y"})
    made = files(works, components=(*COMPONENTS, pier))

    for document in (made["maintenance.ics"], made["components/pier/maintenance.ics"]):
        assert not re.search(rb"^(ATTENDEE|X:)", document, re.MULTILINE)
    assert rb"NAME:Acme: maintenance of Pier 1\, 2\; and\nX:Y" in document.splitlines()


# How an event changes


def test_a_move_keeps_the_event_and_is_a_revision_of_it() -> None:
    moved = window("2026-11-26 10:00", "2026-11-26 11:00")
    before, after = (
        only(upgrade(said("2026-11-22 09:00", "rescheduled", scheduled=moved)), now=now)
        for now in (BEFORE, "2026-11-22 09:00")
    )

    assert after["UID"] == before["UID"]
    assert (before["SEQUENCE"], after["SEQUENCE"]) == (0, 1)
    assert (after.decoded("DTSTART"), after.decoded("DTEND")) == (moved.start, moved.end)
    assert after.decoded("DTSTAMP") == at("2026-11-22 09:00")


def test_an_early_end_shortens_the_event_and_is_a_revision_of_it() -> None:
    event = only(upgrade(said("2026-11-25 10:40", "completed")), now="2026-11-26 00:00")

    assert (event.decoded("DTSTART"), event.decoded("DTEND")) == (WINDOW.start, at("2026-11-25 10:40"))
    assert (event["SEQUENCE"], event["STATUS"]) == (1, "CONFIRMED")


def test_a_cancellation_stays_as_a_revision_that_says_so() -> None:
    event = only(upgrade(said("2026-11-22 09:00", "cancelled")), now="2026-11-23 00:00")

    assert (event["UID"], event["SEQUENCE"], event["STATUS"]) == ("upgrade@status.example", 1, "CANCELLED")
    assert (event.decoded("DTSTART"), event.decoded("DTEND")) == (WINDOW.start, WINDOW.end)


def test_mended_words_change_the_stamp_and_make_no_revision() -> None:
    event = only(maintenance(replace(FIRST, edited=date(2026, 11, 21)), window=WINDOW), now="2026-11-23 00:00")

    assert (event.decoded("DTSTAMP"), event["SEQUENCE"]) == (at("2026-11-21 00:00"), 0)


@pytest.mark.parametrize("now", ["2026-11-25 09:00", "2026-11-25 10:30", "2026-11-25 13:00", "2027-02-01 00:00"])
def test_time_that_passes_without_words_changes_no_byte(now: str) -> None:
    assert files(upgrade(), now=now) == files(upgrade())


def test_the_same_title_under_another_name_of_the_host_keeps_its_event() -> None:
    here = site_of(upgrade(), now=BEFORE)
    there = replace(
        here, settings=replace(here.settings, site_url="https://new.example/", feed_authority="status.example")
    )

    (old,), (new,) = (events(dict(calendar_files(site, site.editions[0]))["maintenance.ics"]) for site in (here, there))

    assert new["UID"] == old["UID"]
    assert new["URL"] == "https://new.example/incidents/upgrade/"


def test_an_id_from_elsewhere_keeps_its_event_under_another_file_name() -> None:
    brought = replace(upgrade(), external_id="wk2@old.example, no. 7")
    weekly = replace(brought, schedule=replace(brought.schedule, repeat="FREQ=WEEKLY;COUNT=2"))

    assert only(brought)["UID"] == only(replace(brought, id="renamed"))["UID"]
    assert only(brought)["UID"] == "wk2%40old.example%2C%20no.%207@status.example"
    assert ids(files(weekly)["maintenance.ics"]) == [
        f"wk2%40old.example%2C%20no.%207/{day}" for day in ("2026-11-25", "2026-12-02")
    ]


# Which events there are


def test_what_is_over_stays_for_90_days() -> None:
    ended = upgrade(said("2026-11-25 11:00", "completed"))

    assert ids(files(ended, now="2027-02-23 11:00")["maintenance.ics"]) == ["upgrade"]
    assert ids(files(ended, now="2027-02-23 11:01")["maintenance.ics"]) == []


def test_a_calendar_without_events_is_a_calendar() -> None:
    document = files(now=BEFORE)["maintenance.ics"]

    assert icalendar.Calendar.from_ical(document)["X-WR-CALNAME"] == "Acme: maintenance"
    assert document.startswith(b"BEGIN:VCALENDAR\r\n")
    assert document.endswith(b"\r\nEND:VCALENDAR\r\n")


def test_incidents_and_what_is_not_public_yet_are_no_events() -> None:
    secret = replace(upgrade(id="secret"), publish_at=at("2026-11-24 00:00"))

    assert ids(files(incident(said("2026-11-20 09:00", "investigating")), secret)["maintenance.ics"]) == []


def test_a_component_has_what_touches_it() -> None:
    made = files(upgrade(), upgrade(id="other", components={"web": "under_maintenance"}))

    assert ids(made["components/api/maintenance.ics"]) == ["upgrade"]
    assert ids(made["components/web/maintenance.ics"]) == ["other"]
    assert icalendar.Calendar.from_ical(made["components/web/maintenance.ics"])["NAME"] == (
        "Acme: maintenance of Website & app"
    )


def test_each_date_of_what_repeats_is_an_event_of_its_own_and_is_revised_alone() -> None:
    weekly = upgrade(said("2026-12-02 10:30", "completed"))
    assert weekly.schedule is not None
    weekly = replace(weekly, schedule=replace(weekly.schedule, repeat="FREQ=WEEKLY;COUNT=3"))

    document = files(weekly, now=LATER)["maintenance.ics"]

    assert ids(document) == ["upgrade/2026-11-25", "upgrade/2026-12-02", "upgrade/2026-12-09"]
    assert [event["SEQUENCE"] for event in events(document)] == [0, 1, 0]
    assert [event.decoded("DTEND").hour for event in events(document)] == [12, 10, 12]


@pytest.mark.parametrize(
    ("now", "there"),
    [("2026-11-21 00:00", True), ("2026-11-25 11:00", True), ("2026-11-25 12:00", False)],
)
def test_a_maintenance_has_a_calendar_of_its_own_until_it_is_over(now: str, there: bool) -> None:
    site = site_of(upgrade(), now=now)
    (course,) = site.timeline.courses

    made = dict(own_calendar(course, site, site.editions[0]))

    assert list(made) == (["incidents/upgrade/maintenance.ics"] if there else [])
    assert [ids(document) for document in made.values()] == [["upgrade"]] * there


# In a built site


def test_every_calendar_of_a_site_is_read_back(rich: Path) -> None:
    found = calendars(rich)

    assert {"maintenance.ics", "it/maintenance.ics", "components/cafe/maintenance.ics"} <= found.keys()
    assert "incidents/sunday-upkeep/2026-11-29/maintenance.ics" in found
    assert "incidents/2026-11-02-price-list/maintenance.ics" not in found
    for path, document in found.items():
        assert f"SOURCE;VALUE=URI:{SITE_URL}{path}" in document.replace(b"\r\n ", b"").decode()
        for event in events(document):
            start, end = event.decoded("DTSTART"), event.decoded("DTEND")
            assert isinstance(start, datetime)
            assert start < end
            assert event.decoded("CREATED") <= event.decoded("DTSTAMP") <= at(rich_site.NOW)


def test_all_calendars_say_the_same_of_an_event(rich: Path) -> None:
    blocks: dict[str, set[bytes]] = {}
    for path, document in calendars(rich).items():
        for block in re.findall(rb"BEGIN:VEVENT.*?END:VEVENT", document, re.DOTALL):
            (event,) = events(b"BEGIN:VCALENDAR\r\n" + block + b"\r\nEND:VCALENDAR\r\n")
            blocks.setdefault(("it " if path.startswith("it/") else "") + event["UID"], set()).add(block)

    assert len(blocks) > 10
    assert {uid for uid, said in blocks.items() if len(said) > 1} == set()


@pytest.mark.parametrize("prefix", ["", "it/"])
def test_what_is_still_to_come_can_be_added_to_a_calendar_from_its_card_and_its_page(rich: Path, prefix: str) -> None:
    front = Page(f"{prefix}index.html", rich)
    page = Page(f"{prefix}incidents/2026-12-01-masts/index.html", rich)
    under_way = Page(f"{prefix}incidents/2026-11-24-cables/index.html", rich)
    over = Page(f"{prefix}incidents/2026-11-02-price-list/index.html", rich)

    def ways(page: Page) -> list[str]:
        return [href for each in page.all("a") if (href := each.get("href", "")).endswith("maintenance.ics")]

    assert "/incidents/2026-12-01-masts/maintenance.ics" in " /".join(ways(front))
    assert "2026-11-24-cables" not in " ".join(ways(front))
    assert ways(page) == ways(under_way) == ["maintenance.ics"]
    assert ways(over) == []


def test_a_site_that_makes_nothing_for_programs_has_no_calendar_and_names_none(tmp_path: Path) -> None:
    coming = {"masts": rich_site.COMING.replace("[radio]", "[api]")}
    site = built(
        tmp_path,
        now=rich_site.NOW,
        components="components: [{id: api, name: API}]\n",
        incidents=coming,
        for_programs=False,
    )

    assert calendars(site) == {}
    assert not [path for path, content in contents(site).items() if b"maintenance.ics" in content]
