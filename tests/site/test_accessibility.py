"""What readers with other eyes, hands and devices find. The clock of the browser stands at that of the build."""

import base64
from itertools import combinations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from ..timeline.building import at
from . import every_kind
from .rich_site import NOW

pytestmark = pytest.mark.browser

PHONE = {"width": 320, "height": 640}
DESK = {"width": 1280, "height": 800}
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

every_page = pytest.mark.parametrize("address", every_kind.PAGES.values(), ids=every_kind.PAGES)


@pytest.fixture(scope="module")
def bad_day(tmp_path_factory):
    return every_kind.bad_day(tmp_path_factory.mktemp("bad"))


@pytest.fixture(scope="module")
def quiet_day(tmp_path_factory):
    return every_kind.quiet_day(tmp_path_factory.mktemp("quiet"))


@pytest.fixture
def opened(visits, served):
    """Opens a page of a site; `reader` says how they browse."""

    def open(folder, address="", **reader):
        page = visits.page(**{"timezone_id": "America/New_York", "viewport": DESK, **reader})
        page.clock.set_fixed_time(at(NOW))
        page.goto(served(folder).url + address)
        return page

    return open


def violations(page):
    found = Axe().run(page, options={"runOnly": RULES}).response["violations"]
    return [(each["id"], node["html"], node["failureSummary"]) for each in found for node in each["nodes"]]


def open_details(page):
    page.evaluate("document.querySelectorAll('details').forEach((each) => (each.open = true))")


def too_wide(page):
    """What stands out on the right, where the page scrolls to the side."""
    return page.evaluate(
        """() => document.documentElement.scrollWidth <= innerWidth ? [] :
            [...document.querySelectorAll('body *')]
                .filter((each) => each.getBoundingClientRect().right > innerWidth && !each.closest('.words .table *'))
                .map((each) => each.outerHTML.slice(0, 200))"""
    )


# Rules that a machine can check


@every_page
def test_no_page_breaks_a_rule_in_light_and_dark_on_phones_and_desks(opened, bad_day, address):
    page = opened(bad_day, address)
    open_details(page)

    found = {}
    for scheme in ("light", "dark"):
        for size in (PHONE, DESK):
            page.emulate_media(color_scheme=scheme)
            page.set_viewport_size(size)
            found[scheme, size["width"]] = violations(page)

    assert not any(found.values()), found


@pytest.mark.parametrize("address", ["", "it/"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_quiet_day_breaks_no_rule(opened, quiet_day, address, scheme):
    assert violations(opened(quiet_day, address, color_scheme=scheme, viewport=PHONE)) == []


def test_a_planted_fault_is_found(opened, quiet_day):
    page = opened(quiet_day)
    page.evaluate("document.querySelector('h1').style.color = '#999'")

    assert "color-contrast" in [id for id, *_ in violations(page)]


# Small screens and large letters


@every_page
def test_no_page_scrolls_to_the_side_on_the_smallest_screen(opened, bad_day, address):
    page = opened(bad_day, address, viewport=PHONE)
    open_details(page)

    assert too_wide(page) == []


@every_page
def test_no_page_scrolls_to_the_side_with_letters_twice_as_large(opened, bad_day, address):
    page = opened(bad_day, address, viewport={"width": 390, "height": 800})
    page.context.new_cdp_session(page).send("Page.setFontSizes", {"fontSizes": {"standard": 32, "fixed": 26}})
    open_details(page)

    assert page.evaluate("getComputedStyle(document.body).fontSize") == "32px"
    assert too_wide(page) == []


# The keyboard and the finger


def test_the_first_stop_leads_past_the_head(opened, bad_day):
    page = opened(bad_day)
    skip = page.get_by_role("link", name="Skip to the content")

    page.keyboard.press("Tab")
    expect(skip).to_be_focused()
    assert skip.bounding_box()["height"] >= 24
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")

    assert page.evaluate("document.activeElement.closest('main') !== null")


STOP = """
() => {
  const stop = document.activeElement;
  if (stop === document.body) return null;
  const box = stop.getClientRects()[0];
  const top = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
  return {
    what: stop.outerHTML.slice(0, 120),
    seen: getComputedStyle(stop).outlineStyle === "solid" && parseFloat(getComputedStyle(stop).outlineWidth) >= 2,
    uncovered: stop.contains(top) || top.contains(stop),
  };
}
"""


@pytest.mark.parametrize("address", ["", "incidents/2026-06-11-slow/", "history/"])
def test_every_stop_of_the_keyboard_is_seen_and_covered_by_nothing(opened, bad_day, address):
    page = opened(bad_day, address, viewport=PHONE)
    stops = []

    for _ in range(100):
        page.keyboard.press("Tab")
        stop = page.evaluate(STOP)
        if stop is None:
            break
        stops.append(stop)

    assert len(stops) > 10
    assert [stop for stop in stops if not (stop["seen"] and stop["uncovered"])] == []


def test_a_group_opens_by_key(opened, quiet_day):
    page = opened(quiet_day)
    group = page.locator("[data-group=sea]")
    expect(group.get_by_role("link", name="Radio")).to_be_hidden()

    group.locator("summary").focus()
    page.keyboard.press("Enter")

    expect(group.get_by_role("link", name="Radio")).to_be_visible()


ALONE = ".head a:not(.skip), .foot a, .months a, .turn a, .when a, .row a, .data a, summary, input"


@every_page
def test_whatever_stands_alone_can_be_hit_with_a_finger(opened, bad_day, address):
    page = opened(bad_day, address, viewport=PHONE)
    open_details(page)

    sizes = page.locator(ALONE).evaluate_all(
        """(all) => all.filter((each) => each.checkVisibility()).map((each) => {
            const { width, height } = each.getBoundingClientRect();
            return [each.outerHTML.slice(0, 100), width, height];
        })"""
    )

    assert [size for size in sizes if min(size[1:]) < 24] == []


# Shapes, for those who cannot tell colours apart

SHAPES = ("operational", "degraded_performance", "partial_outage", "major_outage", "under_maintenance", "notice")
SMALL = """
(name) => {
  document.body.innerHTML += `<svg class="shape" id="small"><use href="#${name}"/></svg>`;
  const { style } = document.querySelector("#small");
  Object.assign(style, { position: "fixed", inset: "0 auto auto 0", width: "12px", height: "12px", zIndex: 1 });
  style.setProperty("--state", "black");
  document.querySelector("main").hidden = document.querySelector("header").hidden = true;
}
"""
INK = """
async (data) => {
  const picture = await createImageBitmap(await (await fetch(`data:image/png;base64,${data}`)).blob());
  const paper = new OffscreenCanvas(12, 12).getContext("2d");
  paper.drawImage(picture, 0, 0);
  return [...paper.getImageData(0, 0, 12, 12).data].filter((_, index) => index % 4 === 0).map((red) => 1 - red / 255);
}
"""


@pytest.fixture
def drawn(opened, visits, quiet_day):
    """Draws a shape in black, 12 pixels wide and high: how much ink each pixel has, row by row."""

    def draw(name):
        page = opened(quiet_day, "404.html", color_scheme="light")
        page.evaluate(SMALL, name)
        picture = page.screenshot(clip={"x": 0, "y": 0, "width": 12, "height": 12})
        return visits.page().evaluate(INK, base64.b64encode(picture).decode())

    return draw


def test_every_shape_is_another_one_at_twelve_pixels_without_colour(drawn):
    ink = {name: drawn(name) for name in SHAPES}

    assert all(sum(each) > 5 for each in ink.values())
    for one, other in combinations(SHAPES, 2):
        apart = sum(abs(a - b) for a, b in zip(ink[one], ink[other], strict=True))
        assert apart > 12, (one, other)


def test_the_disc_of_a_partial_outage_is_half_full(drawn):
    ink = drawn("partial_outage")
    left, right = (
        sum(ink[row * 12 + column] for row in range(12) for column in half) for half in (range(6), range(6, 12))
    )

    assert left > 1.5 * right


# Settings of the reader


def test_colours_of_the_readers_own_leave_every_shape_and_bar_to_be_seen(opened, bad_day):
    page = opened(bad_day, forced_colors="active")
    drawn = page.locator(".days path, .shape, use")

    strokes = set(drawn.evaluate_all("(all) => all.map((each) => getComputedStyle(each).stroke)"))

    assert strokes == {page.evaluate("getComputedStyle(document.body).color")}
    assert page.locator(".card").first.evaluate("(card) => getComputedStyle(card).borderTopStyle") == "solid"


def test_the_chart_of_an_incident_is_seen_in_the_readers_own_colours(opened, bad_day):
    page = opened(bad_day, every_kind.PAGES["open incident"], forced_colors="active")

    fills = page.locator(".affected rect").evaluate_all("(all) => all.map((each) => getComputedStyle(each).fill)")

    assert set(fills) == {page.evaluate("getComputedStyle(document.body).color")}


@every_page
def test_nothing_moves(opened, bad_day, address):
    page = opened(bad_day, address)

    moving = page.evaluate(
        """() => [...document.querySelectorAll('*')].filter((each) => {
            const { animationName, transitionDuration, scrollBehavior } = getComputedStyle(each);
            return animationName !== 'none' || parseFloat(transitionDuration) > 0 || scrollBehavior !== 'auto';
        }).map((each) => each.outerHTML.slice(0, 100))"""
    )

    assert moving == []
    assert page.evaluate("document.getAnimations().length") == 0


# Paper


def test_a_printed_front_page_is_open_and_says_where_it_stands(opened, bad_day):
    page = opened(bad_day)
    page.evaluate("document.querySelectorAll('details').forEach((each) => (each.open = false))")
    page.emulate_media(media="print")

    expect(page.get_by_text("https://status.example/", exact=True)).to_be_visible()
    for folded in page.locator("details").all():
        assert folded.evaluate("(each) => each.lastElementChild.checkVisibility()")
        assert folded.evaluate("(each) => each.lastElementChild.getBoundingClientRect().height") > 0
    for gone in page.locator("nav, .skip").all():
        expect(gone).to_be_hidden()


def test_a_printed_link_that_leads_elsewhere_is_written_out(opened, bad_day):
    page = opened(bad_day, every_kind.PAGES["notice"])
    page.emulate_media(media="print")

    after = page.locator(".words a").first.evaluate("(link) => getComputedStyle(link, '::after').content")

    assert "https://timetable.example/winter?port=genoa&day=sunday" in after


# Without scripts


def test_a_page_without_scripts_says_everything(opened, bad_day):
    page = opened(bad_day, java_script_enabled=False)
    card = page.locator(".card").first

    expect(page.locator("h1")).to_have_text("Major outage: Booking")
    expect(page.locator(".asof")).to_have_text("As of 24 Nov, 17:00 CET · next update 24 Nov, 18:30 CET")
    expect(card.locator("dd")).to_have_text(["24 Nov, 19:00 CET", "24 Nov, 18:30 CET"])
    expect(page.locator("[data-component=booking] .word")).to_have_text("Major outage")
    expect(page.locator("[data-component=booking]")).to_contain_text("%")
    expect(page.locator(".late")).to_have_text("This update is late.")


def test_a_page_without_scripts_offers_nothing_that_needs_one(opened, bad_day):
    page = opened(bad_day, "history/", java_script_enabled=False)

    expect(page.locator("input, button")).to_be_hidden()
