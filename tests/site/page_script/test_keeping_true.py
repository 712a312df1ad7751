import re

import pytest
from playwright.sync_api import expect

from ...timeline.building import at
from ..built import built
from .reader import go_to, second
from .sites import COMPONENTS, OUTAGE

pytestmark = pytest.mark.browser

WELL = "All systems operational"
UNDER_WAY = "Maintenance under way: Storage"


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


OF_THE_MAINTENANCE = [
    ("components/eu-storage/", ".kicker .word", "Under maintenance", "Storage: Under maintenance"),
    ("incidents/disks/", "[data-state]", "In progress", "New disks: In progress"),
]


@pytest.mark.parametrize(("path", "place", "word", "line"), OF_THE_MAINTENANCE)
def test_an_open_page_of_a_component_or_a_maintenance_follows_and_says_so(opened, calm, path, place, word, line):
    page = opened(calm, path)
    bar = page.get_by_role("status")

    go_to(page, "2026-11-24 21:59:59")
    expect(bar).to_be_hidden()
    second(page)

    expect(page.locator(place)).to_have_text(word)
    expect(bar).to_have_text(line)
    assert word in page.title()


@pytest.mark.parametrize(("path", "place", "word", "_line"), OF_THE_MAINTENANCE)
def test_a_page_of_a_component_or_a_maintenance_opened_later_follows_without_ado(
    opened, calm, path, place, word, _line
):
    page = opened(calm, path, clock="2026-11-24 22:30")

    expect(page.locator(place)).to_have_text(word)
    expect(page.get_by_role("status")).to_be_hidden()
    assert word in page.title()


@pytest.mark.parametrize("path", ["components/api/", "history/", "subscribe/"])
def test_a_page_says_nothing_of_what_it_is_not_about(opened, calm, path):
    page = opened(calm, path)
    before = page.content()

    go_to(page, "2026-11-24 22:30")

    assert page.content() == before


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
@pytest.mark.parametrize("path", ["", "incidents/errors/"])
def test_a_promise_that_was_late_when_the_page_was_made_is_late_on_every_clock_and_once(opened, tmp_path, clock, path):
    folder = built(tmp_path, now="2026-11-24 12:45", components=COMPONENTS, incidents={"errors": OUTAGE})

    page = opened(folder, path, clock=clock)

    expect(page.locator("[data-due] .late")).to_have_count(1)
