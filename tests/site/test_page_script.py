import json
import re

import pytest
from playwright.sync_api import expect

from plainstatus.look import theme_folder
from plainstatus.site.sentence import sentence_of
from plainstatus.wording.words import Words

from ..timeline.building import SECOND, at
from .built import built

pytestmark = pytest.mark.browser

COMPONENTS = """
groups:
  - id: platform
    name: Platform
    components: [{id: api, name: API}, {id: web, name: Web app}]
  - id: europe
    name: Europe
    collapsed: true
    components: [{id: eu-storage, name: Storage}]
"""
WORKS = """---
title: New disks
kind: maintenance
components: [eu-storage]
scheduled: {start: 2026-11-24 22:00 UTC, end: 2026-11-24 23:00 UTC}
---

## Scheduled — 2026-11-20 10:00 UTC

We change the disks.
"""
HOLIDAY = """---
title: Holiday
kind: notice
components: {}
until: 2026-11-24 18:00 UTC
---

## Notice — 2026-11-20 10:00 UTC

Answers take longer.
"""
OUTAGE = """---
title: Errors
components: {api: partial_outage}
---

## Investigating — 2026-11-24 11:30 UTC
next_update: 12:30
expected_recovery: 21:30

Some requests fail.
"""
WELL = "All systems operational"
UNDER_WAY = "Maintenance under way: Storage"


@pytest.fixture(scope="module")
def calm(tmp_path_factory):
    """Built at noon, before a maintenance; it does not grow stale in these tests."""
    incidents = {"disks": WORKS, "holiday": HOLIDAY}
    return built(
        tmp_path_factory.mktemp("calm"),
        now="2026-11-24 12:00",
        components=COMPONENTS,
        incidents=incidents,
        stale_after="30d",
    )


@pytest.fixture(scope="module")
def troubled(tmp_path_factory):
    """Built at noon, in the middle of an outage."""
    return built(
        tmp_path_factory.mktemp("troubled"),
        now="2026-11-24 12:00",
        components=COMPONENTS,
        incidents={"errors": OUTAGE},
        timezone="Europe/Rome",
    )


@pytest.fixture
def opened(visits, served):
    """Opens a page of a built site at a moment that the reader's clock shows, and lets that clock stand."""

    def open(folder, path="", *, clock="2026-11-24 12:00", **reader):
        page = visits.page(**{"timezone_id": "UTC", **reader})
        site = served(folder)
        page.clock.install(time=at(clock) - SECOND)
        page.clock.pause_at(at(clock))
        page.goto(site.url + path)
        # It would be gone after a reload.
        page.evaluate("window.untouched = true")
        page.site = site
        return page

    return open


def go_to(page, clock):
    page.clock.pause_at(at(clock))


def second(page):
    page.clock.run_for(1_000)


def shown(page):
    """What the front page says of the storage and of the whole."""
    group = page.locator("[data-group=europe]")
    icon = page.locator('link[rel="icon"]').get_attribute("href")
    return {
        "sentence": page.locator("h1").inner_text().strip(),
        "shape": page.locator("h1 use").get_attribute("href"),
        "tab": page.title(),
        "icon": re.search(r"favicon(?:-(\w+))?\.", icon)[1],
        "row": page.locator("[data-component=eu-storage] .word").text_content().strip(),
        "group": group.locator("summary .word").text_content().strip(),
        "group shape": group.locator("summary use").get_attribute("href"),
        "maintenance": page.locator("[data-course=disks] [data-state]").text_content().strip(),
    }


BEFORE = {
    "sentence": WELL,
    "shape": "#operational",
    "tab": f"{WELL} – Acme",
    # the picture of the build, which shows the state that it was built in
    "icon": None,
    "row": "Operational",
    "group": "Operational",
    "group shape": "#operational",
    "maintenance": "Scheduled",
}
DURING = {
    "sentence": UNDER_WAY,
    "shape": "#under_maintenance",
    "tab": f"{UNDER_WAY} – Acme",
    "icon": "under_maintenance",
    "row": "Under maintenance",
    "group": "Under maintenance",
    "group shape": "#under_maintenance",
    "maintenance": "In progress",
}
AFTER = {**BEFORE, "icon": "operational", "maintenance": "Completed"}


# Keeping true


def test_an_open_page_follows_a_maintenance_to_the_second(opened, calm):
    page = opened(calm)
    bar = page.get_by_role("status")
    seen = [shown(page)]

    go_to(page, "2026-11-24 21:59:59")
    seen.append(shown(page))
    expect(bar).to_be_hidden()
    second(page)
    seen.append(shown(page))
    expect(bar).to_have_text(UNDER_WAY)
    expect(page.locator("[data-group=europe]")).to_have_attribute("open", "")
    go_to(page, "2026-11-24 22:59:59")
    seen.append(shown(page))
    second(page)
    seen.append(shown(page))
    expect(bar).to_have_text(WELL)

    assert seen == [BEFORE, BEFORE, DURING, DURING, AFTER]
    assert page.evaluate("window.untouched")
    assert page.site.requests.count("/") == 1


@pytest.mark.parametrize(
    ("clock", "expected"),
    [
        ("2026-11-24 12:00", BEFORE),
        ("2026-11-24 22:30", DURING),
        ("2026-11-25 08:00", {**AFTER, "icon": None}),
        # A clock that stands in the past changes nothing.
        ("2021-01-01 00:00", BEFORE),
    ],
)
def test_a_page_that_is_opened_later_says_what_holds_then_without_ado(opened, calm, clock, expected):
    page = opened(calm, clock=clock)

    assert shown(page) == expected
    expect(page.get_by_role("status")).to_be_hidden()


def test_a_group_that_the_reader_closed_stays_closed(opened, calm):
    page = opened(calm, clock="2026-11-24 22:30")
    group = page.locator("[data-group=europe]")

    group.locator("summary").click()
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")

    expect(group).not_to_have_attribute("open", "")


def test_a_page_that_comes_back_into_view_is_true_at_once(opened, calm):
    page = opened(calm)

    page.clock.set_system_time(at("2026-11-24 22:30"))
    assert shown(page) == BEFORE
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")

    assert shown(page) == DURING


def test_a_notice_leaves_when_its_time_is_over(opened, calm):
    page = opened(calm)
    holiday = page.locator("[data-course=holiday]")

    go_to(page, "2026-11-24 17:59:59")
    expect(holiday).to_be_visible()
    second(page)

    expect(holiday).to_be_hidden()
    expect(page.get_by_role("heading", name="Notices")).to_be_hidden()


def test_the_page_of_a_component_follows_too(opened, calm):
    page = opened(calm, "components/eu-storage/", clock="2026-11-24 22:30")

    expect(page.locator(".kicker .word")).to_have_text("Under maintenance")
    assert page.title() == "Storage: Under maintenance – Acme"


def test_the_page_of_a_maintenance_follows_too(opened, calm):
    page = opened(calm, "incidents/disks/", clock="2026-11-24 22:30")

    expect(page.locator("[data-state]")).to_have_text("In progress")
    assert page.title() == "In progress: New disks – Acme"


def test_a_promise_is_called_late_at_the_very_second_and_once(opened, troubled):
    page = opened(troubled)
    late = page.locator("[data-due] .late")

    go_to(page, "2026-11-24 12:29:59")
    expect(late).to_have_count(0)
    second(page)
    expect(late).to_have_text("This update is late.")
    go_to(page, "2026-11-24 15:00")

    expect(late).to_have_count(1)


@pytest.mark.parametrize("clock", ["2026-11-24 12:50", "2021-01-01 00:00"])
def test_a_promise_that_was_late_when_the_page_was_made_is_late_on_every_clock_and_once(opened, tmp_path, clock):
    folder = built(tmp_path, now="2026-11-24 12:45", components=COMPONENTS, incidents={"errors": OUTAGE})

    page = opened(folder, clock=clock)

    expect(page.locator("[data-due] .late")).to_have_count(1)


def test_a_page_says_when_it_may_be_out_of_date(opened, troubled):
    page = opened(troubled)
    bar = page.get_by_role("status")

    go_to(page, "2026-11-24 12:59:59")
    expect(bar).to_be_hidden()
    second(page)

    expect(bar).to_have_text("This page was made 24 Nov, 13:00 CET and may be out of date.")
    assert at("2026-11-24 12:00") == at(bar.locator("time").get_attribute("datetime").removesuffix(".000Z"))


def test_the_page_of_a_closed_incident_does_not_grow_stale(opened, tmp_path):
    closed = OUTAGE + "\n## Resolved — 2026-11-24 11:45 UTC\n\nIt works again.\n"
    folder = built(tmp_path, now="2026-11-24 12:00", components=COMPONENTS, incidents={"errors": closed})

    page = opened(folder, "incidents/errors/")
    go_to(page, "2027-11-24 12:00")

    expect(page.get_by_role("status")).to_be_hidden()
    assert "/live.json" not in page.site.requests


def test_every_edition_speaks_its_language_and_finds_its_way(opened, tmp_path):
    folder = built(
        tmp_path,
        now="2026-11-24 12:00",
        components=COMPONENTS,
        incidents={"disks": WORKS},
        languages=["en", "it"],
        stale_after="30d",
    )
    words = Words("it", theme_folder() / "locales")
    page = opened(folder, "it/", clock="2026-11-24 22:30")

    names = {"eu-storage": "Storage"}
    expect(page.locator("h1")).to_have_text(sentence_of({"eu-storage": "under_maintenance"}, names, False, words).text)
    assert (folder / "it" / page.locator('link[rel="icon"]').get_attribute("href")).resolve().is_file()
    page.evaluate(LISTEN)
    pass_time(page, 3)
    assert "/it/live.json" in page.site.requests


# Newer data


LISTEN = """
() => {
  const original = window.fetch;
  window.answers = [];
  window.fetch = (...asked) => {
    const answer = original(...asked);
    window.answers.push(answer.then((each) => each.clone().text()));
    return answer;
  };
}
"""


def asked(page):
    """How often the page has asked, once the answers are there."""
    return page.evaluate("Promise.all(window.answers).then((all) => all.length)")


def pass_time(page, minutes):
    # In steps that are shorter than the patience of a request.
    for _ in range(minutes * 3):
        page.clock.run_for(20_000)
        asked(page)


def test_a_page_tells_of_newer_data_and_leaves_it_to_the_reader(opened, troubled):
    page = opened(troubled)
    page.evaluate(LISTEN)
    told = page.get_by_role("status").get_by_text("There is newer information.")
    file = troubled / "live.json"
    live = file.read_text()

    pass_time(page, 4)
    expect(told).to_be_hidden()
    try:
        file.write_text(json.dumps({"built_at": json.loads(live)["built_at"] + 1}))
        pass_time(page, 3)
        expect(told).to_be_visible()
        before = asked(page)
        pass_time(page, 10)
    finally:
        file.write_text(live)

    assert asked(page) == before
    assert page.evaluate("window.untouched")
    page.get_by_role("link", name="Load it").click()
    page.wait_for_function("window.untouched === undefined")
    assert page.url == page.site.url


def test_a_page_that_gets_no_answer_asks_more_and_more_seldom(opened, visits, troubled):
    page = opened(troubled)
    page.evaluate(LISTEN)
    file = troubled / "live.json"
    live = file.read_text()
    file.unlink()
    try:
        pass_time(page, 3)
        early = asked(page)
        pass_time(page, 100)
    finally:
        file.write_text(live)

    assert early == 1
    # After 2, 4 and 8 minutes, then every 15: each up to a quarter later.
    assert 7 <= asked(page) <= 9
    expect(page.get_by_role("status")).not_to_contain_text("newer")
    assert visits.complaints
    visits.complaints.clear()


def test_a_page_that_nobody_looks_at_asks_nothing(opened, troubled):
    page = opened(troubled)
    page.evaluate(LISTEN)
    page.evaluate("Object.defineProperty(document, 'hidden', {get: () => true, configurable: true})")
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")

    pass_time(page, 30)
    assert asked(page) == 0
    page.evaluate("delete document.hidden; document.dispatchEvent(new Event('visibilitychange'))")
    page.clock.run_for(1)

    assert asked(page) == 1


def test_a_page_from_a_file_asks_nothing(visits, troubled):
    page = visits.page(timezone_id="UTC")
    page.clock.install(time=at("2026-11-24 12:00"))
    page.goto((troubled / "index.html").as_uri())
    page.evaluate(LISTEN)

    page.clock.run_for(600_000)

    assert asked(page) == 0


# The reader's own time


def test_a_reader_elsewhere_sees_their_own_time_beside_the_sites(opened, troubled):
    page = opened(troubled, timezone_id="America/New_York")
    promise = page.locator("[data-due]")

    expect(promise.locator("time")).to_have_text("24 Nov, 13:30 CET")
    expect(promise.locator(".local")).to_have_text("07:30 your time")
    assert promise.locator("time").get_attribute("title") == "24 Nov, 07:30 GMT-5"
    expect(page.locator(".asof")).to_have_text(
        "As of 24 Nov, 13:00 CET, 07:00 your time · next update 24 Nov, 13:30 CET, 07:30 your time"
    )
    expect(page.locator("footer .local")).to_have_count(0)
    expect(page.locator("footer time")).to_have_attribute("title", "24 Nov, 07:00 GMT-5")


def test_another_day_of_the_reader_is_named(opened, troubled):
    page = opened(troubled, timezone_id="Asia/Tokyo")

    expect(page.locator(".figures dd").first.locator(".local")).to_have_text("25 Nov, 06:30 your time")


def test_a_window_is_one_span_of_the_readers_time(opened, calm):
    page = opened(calm, timezone_id="Europe/Rome")

    expect(page.locator("[data-course=disks] .meta .local")).to_have_text("23:00 – 25 Nov, 00:00 your time")


def test_each_update_of_an_incident_has_the_readers_time(opened, troubled):
    page = opened(troubled, "incidents/errors/", timezone_id="America/New_York")

    expect(page.locator(".course .when .local")).to_have_text("06:30 your time")
    expect(page.locator(".course .when a .local")).to_have_count(0)


@pytest.mark.parametrize("zone", ["Europe/Rome", "Europe/Berlin"])
def test_a_reader_in_the_sites_own_time_sees_nothing_twice(opened, troubled, zone):
    page = opened(troubled, timezone_id=zone)

    expect(page.locator(".local")).to_have_count(0)
    expect(page.locator("time[title]")).to_have_count(0)


# Finding


def many(number):
    rows = ", ".join(f"{{id: c{n}, name: Réseau {n}}}" for n in range(number - 1))
    return (
        "groups:\n"
        f"  - {{id: net, name: Network, components: [{rows}]}}\n"
        "  - {id: rest, name: Rest, collapsed: true, components: [{id: mail, name: Mail}]}\n"
    )


@pytest.fixture(scope="module")
def crowded(tmp_path_factory):
    return built(
        tmp_path_factory.mktemp("crowded"), now="2026-11-24 12:00", components=many(31), incidents={}, stale_after="30d"
    )


def test_thirty_components_need_no_filter(opened, tmp_path):
    page = opened(built(tmp_path, now="2026-11-24 12:00", components=many(30), incidents={}))

    expect(page.locator("input")).to_have_count(0)


def test_a_filter_finds_components_whatever_their_case_and_accents(opened, crowded):
    page = opened(crowded)
    box = page.get_by_label("Find a component")
    rows = page.locator("[data-component]:visible")
    rest = page.locator("[data-group=rest]")

    box.fill("reseau 17")
    expect(rows).to_have_text([re.compile("Réseau 17")])
    expect(rest).to_be_hidden()
    expect(page.locator(".filter [role=status]")).to_have_text("1 found")
    box.fill("MAIL")
    expect(rows).to_have_text([re.compile("Mail")])
    expect(rest).to_have_attribute("open", "")
    box.fill("nothing like it")
    expect(rows).to_have_count(0)
    expect(page.locator(".filter [role=status]")).to_have_text("Nothing found")
    box.press("Escape")

    expect(box).to_have_value("")
    expect(rows).to_have_count(30)
    expect(rest).to_be_visible()
    expect(rest).not_to_have_attribute("open", "")


def past(day, title, component="api"):
    return (
        f"---\ntitle: '{title}'\ncomponents: {{{component}: partial_outage}}\n---\n\n"
        f"## Investigating — {day} 10:00 UTC\n\nIt fails.\n\n## Resolved — {day} 11:00 UTC\n\nIt works.\n"
    )


@pytest.fixture(scope="module")
def long_lived(tmp_path_factory):
    incidents = {f"old-{n}": past(f"2026-0{1 + n // 28}-{1 + n % 28:02}", f"Fault {n}") for n in range(60)}
    incidents["hostile"] = past("2025-12-31", "<img src=x onerror=alert(1)> Café", "eu-storage")
    return built(tmp_path_factory.mktemp("long"), now="2026-11-24 12:00", components=COMPONENTS, incidents=incidents)


def test_the_history_is_searched_by_title_component_and_day(opened, long_lived):
    page = opened(long_lived, "history/")
    box, found, count = page.get_by_role("searchbox"), page.locator(".search li"), page.locator(".search [role=status]")

    with page.expect_response("**/search.json"):
        box.focus()
    box.fill("cafe storage")
    expect(found).to_have_text([re.compile(r"31 Dec 2025.*<img src=x onerror=alert\(1\)> Café", re.DOTALL)])
    expect(count).to_have_text("1 found")
    expect(found.get_by_role("link")).to_have_attribute("href", "../incidents/hostile/")
    box.fill("fault 2026-01-05")
    expect(found).to_have_text([re.compile("Fault 4")])
    box.fill("api")
    expect(count).to_have_text("60 found")
    expect(found).to_have_count(50)
    box.fill("api storage")
    expect(count).to_have_text("Nothing found")
    box.press("Escape")

    expect(found).to_have_count(0)
    expect(count).to_be_empty()
    assert page.site.requests.count("/search.json") == 1


@pytest.mark.parametrize("asked_for", ["q", "component"])
def test_an_address_can_ask_for_a_search(opened, long_lived, asked_for):
    page = opened(long_lived, f"history/?{asked_for}=Storage")

    expect(page.get_by_role("searchbox")).to_have_value("Storage")
    expect(page.locator(".search li")).to_have_count(1)


# The fence around these tests


def test_a_page_that_asks_elsewhere_or_breaks_its_policy_is_noticed(visits, served, tmp_path):
    policy = "<meta http-equiv='Content-Security-Policy' content=\"script-src 'self'; img-src *\">"
    (tmp_path / "index.html").write_text(
        f"{policy}<script>window.ran = true</script><img src='http://other.example/x.png'>"
    )
    page = visits.page()

    page.goto(served(tmp_path).url)

    assert page.evaluate("window.ran") is None
    assert visits.elsewhere == ["http://other.example/x.png"]
    assert any("Content Security Policy" in complaint for complaint in visits.complaints)
    visits.elsewhere.clear()
    visits.complaints.clear()
