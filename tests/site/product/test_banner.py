"""The banner in a real browser, on a page of another origin."""

import json
import re
from itertools import pairwise

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from plainstatus.site.product.banner import banner_script

from ...timeline.building import at
from .hosts import NOW, OUTAGE, OUTAGE_ITALIAN, SLOW, WORKS, banner, opener, status_site

pytestmark = pytest.mark.browser

HOUR = 3_600_000
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.fixture(scope="module")
def quiet(tmp_path_factory):
    return status_site(tmp_path_factory.mktemp("quiet"))


@pytest.fixture(scope="module")
def outage(tmp_path_factory):
    return status_site(tmp_path_factory.mktemp("outage"), errors=OUTAGE, errors_it=OUTAGE_ITALIAN)


@pytest.fixture(scope="module")
def two(tmp_path_factory):
    return status_site(tmp_path_factory.mktemp("two"), errors=OUTAGE, slow=SLOW)


@pytest.fixture(scope="module")
def works(tmp_path_factory):
    return status_site(tmp_path_factory.mktemp("works"), disks=WORKS)


@pytest.fixture
def product(visits, served, tmp_path):
    return opener(visits, served, tmp_path)


#: Answers each request at once, and notes in minutes when it came.
ASKING = """
globalThis.asked = [];
globalThis.fetch = async () => {
  asked.push(Date.now() / 60_000);
  if (!globalThis.answer) throw new TypeError("gone");
  return new Response(answer, { status: globalThis.code ?? 200 });
};
Object.defineProperty(document, "hidden", { get: () => globalThis.away ?? false });
"""


@pytest.fixture
def asking(product, outage):
    """A page whose clock the test moves, and whose requests are answered with `answer`, or fail."""

    def open(site=outage, answered=True):
        answer = f"globalThis.answer = {json.dumps((site / 'embed.json').read_text())};" if answered else ""
        shown = product(outage, moment=None, init=ASKING + answer)
        shown.page.clock.install(time=at(NOW))
        page = shown.open()
        page.clock.pause_at(at("2026-11-24 12:00:10"))
        return page

    return open


def rows(page):
    return banner(page).locator("p")


# What is said, and when


def test_while_all_is_well_there_is_nothing_to_see(product, quiet):
    shown = product(quiet)
    page = shown.open()

    page.wait_for_load_state("networkidle")
    expect(banner(page)).to_be_attached()
    expect(banner(page)).to_be_empty()
    assert banner(page).bounding_box()["height"] == 0
    assert shown.status.requests == ["/embed.js", "/embed.json"]


@pytest.mark.parametrize("attributes", ["defer", "async", ""])
def test_an_open_incident_is_told_on_top_of_the_page(product, outage, attributes):
    page = product(outage, attributes).open()

    expect(rows(page)).to_have_text(
        ["Partial outage: Errors Expected back: 25 Nov, 15:00 CET Next update: 24 Nov, 13:30 CET×"]
    )
    link = banner(page).get_by_role("link", name="Errors")
    assert link.get_attribute("href") == "https://status.example/incidents/errors/"
    assert page.evaluate("document.body.firstElementChild.localName") == "plainstatus-banner"


def test_the_live_region_is_there_before_its_words(product, outage):
    shown = product(outage)
    held = []
    shown.page.route("**/embed.json", lambda route: held.append(route))
    with shown.page.expect_request("**/embed.json"):
        page = shown.open()

    expect(banner(page)).to_be_attached()
    expect(banner(page)).to_be_empty()
    region = banner(page).element_handle()
    held[0].continue_()

    expect(rows(page)).to_have_count(1)
    assert region.evaluate("(region) => region.isConnected && region.childElementCount") == 1


def test_the_worst_comes_first(product, two):
    page = product(two).open()

    expect(banner(page).get_by_role("link")).to_have_text(["Errors", "Pages are slow"])


@pytest.mark.parametrize(
    ("wanted", "told"),
    [
        ("web", ["Pages are slow"]),
        (" api, web ", ["Errors", "Pages are slow"]),
        ("ap", []),
        ("", ["Errors", "Pages are slow"]),
    ],
)
def test_a_product_hears_of_its_own_components_alone(product, two, wanted, told):
    page = product(two, f'defer data-components="{wanted}"').open()

    page.wait_for_load_state("networkidle")
    expect(banner(page).get_by_role("link")).to_have_text(told)


def test_it_speaks_the_language_that_it_is_asked_for(product, outage):
    page = product(outage, 'defer data-lang="it"').open()

    expect(rows(page)).to_contain_text("Interruzione parziale: Errori")
    expect(rows(page)).to_have_attribute("lang", "it")
    assert banner(page).get_by_role("link").get_attribute("href") == "https://status.example/it/incidents/errors/"


def test_a_title_without_a_translation_says_its_language(product, two):
    page = product(two, 'defer data-lang="it"').open()

    expect(banner(page).get_by_role("link", name="Pages are slow")).to_have_attribute("lang", "en")


def test_it_stands_in_the_element_that_is_named(product, outage):
    page = product(outage, 'defer data-target="#news"').open()

    expect(page.locator("#news > plainstatus-banner [role=status] p")).to_have_count(1)


def test_a_promise_that_was_not_kept_is_not_repeated(product, outage):
    page = product(outage, moment="2026-11-24 12:31").open()

    expect(rows(page)).to_contain_text("Expected back")
    expect(rows(page)).not_to_contain_text("Next update")


def test_maintenance_comes_and_goes_by_the_clock(asking, works):
    """It is never built again, and the page stays open all the time."""
    page = asking(works)

    page.clock.pause_at(at("2026-11-24 12:59"))
    expect(rows(page)).to_have_count(0)
    page.clock.pause_at(at("2026-11-24 13:00:01"))
    expect(rows(page)).to_have_text(["Maintenance planned: New disks 25 Nov, 14:00–15:00 CET×"])
    page.clock.pause_at(at("2026-11-25 12:59"))
    expect(rows(page)).to_contain_text("Maintenance planned")
    page.clock.pause_at(at("2026-11-25 13:00"))
    expect(rows(page)).to_contain_text("Maintenance under way: New disks")
    page.clock.pause_at(at("2026-11-25 14:00"))
    expect(rows(page)).to_have_count(0)


def test_maintenance_is_told_as_early_as_a_product_wishes(product, works):
    page = product(works, "defer data-ahead=48").open()

    expect(rows(page)).to_have_count(1)


# Dismissing


def dismiss(page, title):
    banner(page).get_by_role("button", name=f"Dismiss: {title}").click()


def test_what_a_reader_dismissed_stays_away(product, two):
    shown = product(two)
    page = shown.open()

    dismiss(page, "Errors")
    expect(banner(page).get_by_role("link")).to_have_text(["Pages are slow"])
    shown.open()
    expect(banner(page).get_by_role("link")).to_have_text(["Pages are slow"])
    dismiss(page, "Pages are slow")
    shown.open()

    page.wait_for_load_state("networkidle")
    expect(rows(page)).to_have_count(0)


def test_a_new_incident_brings_the_banner_back(product, outage, two):
    shown = product(outage)
    page = shown.open()
    dismiss(page, "Errors")

    shown.publish(two)
    shown.open()

    expect(banner(page).get_by_role("link")).to_have_text(["Pages are slow"])


def test_a_browser_that_keeps_nothing_forgets_on_the_next_page(product, outage):
    shown = product(outage, init="Object.defineProperty(window, 'localStorage', { get() { throw new Error('no') } })")
    page = shown.open()

    dismiss(page, "Errors")
    expect(rows(page)).to_have_count(0)
    shown.open()

    expect(rows(page)).to_have_count(1)


def test_it_is_read_and_dismissed_by_key(product, two):
    page = product(two).open()
    expect(rows(page)).to_have_count(2)
    first = banner(page).get_by_role("button", name="Dismiss: Errors")

    page.keyboard.press("Tab")
    expect(banner(page).get_by_role("link", name="Errors")).to_be_focused()
    page.keyboard.press("Tab")
    expect(first).to_be_focused()
    page.keyboard.press("Enter")

    expect(rows(page)).to_have_count(1)
    expect(banner(page).get_by_role("button", name="Dismiss: Pages are slow")).to_be_focused()


# Asking


def gaps(page):
    asked = page.evaluate("asked")
    return [after - before for before, after in pairwise(asked)]


def test_it_asks_once_a_minute_at_most(asking):
    page = asking()
    page.clock.run_for(HOUR)

    assert 40 <= len(gaps(page)) <= 60
    assert all(1 <= gap <= 1.25 for gap in gaps(page))


def test_a_page_that_nobody_looks_at_asks_for_nothing(asking):
    page = asking()
    page.evaluate("globalThis.away = true")
    page.clock.run_for(3 * HOUR)
    assert len(page.evaluate("asked")) == 1

    page.evaluate("globalThis.away = false; document.dispatchEvent(new Event('visibilitychange'))")

    assert len(page.evaluate("asked")) == 2


def test_it_backs_off_up_to_an_hour_and_recovers(asking):
    page = asking(answered=False)
    page.clock.run_for(12 * HOUR)

    waited = gaps(page)
    for gap, least in zip(waited[:5], (2, 4, 8, 16, 32), strict=True):
        assert least <= gap <= 1.25 * least
    assert len(waited) >= 15
    assert waited[5:] == pytest.approx([60] * len(waited[5:]))

    page.evaluate("globalThis.answer = JSON.stringify({ incidents: [], maintenances: [], style: '' })")
    page.clock.run_for(3 * HOUR)
    assert all(1 <= gap <= 1.25 for gap in gaps(page)[-60:])


def test_an_answer_with_an_error_counts_as_none_whatever_it_says(asking):
    page = asking()
    page.evaluate("globalThis.code = 503")
    page.clock.run_for(2 * HOUR)

    assert len(gaps(page)) < 10


def test_pages_that_failed_together_do_not_ask_together_again(asking):
    page = asking(answered=False)
    page.clock.run_for(2 * HOUR)

    assert len({gap / 2**doubled for doubled, gap in enumerate(gaps(page)[:5])}) == 5


def test_what_nobody_confirms_for_two_hours_is_taken_away(asking):
    page = asking()
    expect(rows(page)).to_have_count(1)
    page.evaluate("globalThis.answer = ''")

    page.clock.run_for(1.9 * HOUR)
    expect(rows(page)).to_have_count(1)
    page.clock.run_for(0.2 * HOUR)

    expect(rows(page)).to_have_count(0)


@pytest.mark.parametrize("answer", ["", "null", "[]", "{}", "<!DOCTYPE html>", '{"incidents": 1, "style": ""}'])
def test_an_answer_that_is_none_is_passed_over_in_silence(product, quiet, answer):
    shown = product(quiet)
    (shown.site / "embed.json").write_text(answer)
    page = shown.open()

    page.wait_for_load_state("networkidle")
    expect(rows(page)).to_have_count(0)


def test_a_status_site_that_is_gone_is_passed_over_in_silence(product, outage, visits):
    shown = product(outage)
    (shown.site / "embed.json").unlink()
    page = shown.open()

    page.wait_for_load_state("networkidle")
    expect(rows(page)).to_have_count(0)
    # A browser notes it by itself.
    assert [each for each in visits.complaints if not each.startswith("Failed to load resource")] == []
    visits.complaints.clear()


def test_news_reaches_a_page_that_stays_open(product, quiet, outage):
    shown = product(quiet, moment=None)
    shown.page.clock.install(time=at(NOW))
    page = shown.open()
    page.wait_for_load_state("networkidle")
    shown.publish(outage)

    page.clock.fast_forward(75_000)

    expect(banner(page).get_by_role("link")).to_have_text(["Errors"])


# What it must not do

HOSTILE = "</script><img src=x onerror=pwned=1>'\"><b>&lt;i&gt; ${pwned=2} {pwned}"


def test_words_are_words(product, tmp_path_factory):
    folder = tmp_path_factory.mktemp("hostile")
    site = status_site(folder, errors=OUTAGE.replace("title: Errors", f"title: {HOSTILE!r}".replace("\\'", "''")))
    page = product(site).open()

    expect(banner(page).get_by_role("link")).to_have_text(HOSTILE)
    assert banner(page).locator("img, b, i, script").count() == 0
    assert page.evaluate("typeof pwned") == "undefined"


def test_nothing_is_kept_but_what_was_dismissed(product, outage):
    page = product(outage).open()
    expect(rows(page)).to_have_count(1)

    assert page.context.cookies() == []
    assert page.evaluate("[localStorage.length, sessionStorage.length]") == [0, 0]
    dismiss(page, "Errors")
    assert page.context.cookies() == []
    assert page.evaluate("Object.values(localStorage)") == ['["errors"]']


def test_the_page_around_it_is_left_as_it_was(product, outage):
    before = "window.before = new Set(Object.getOwnPropertyNames(window))"
    page = product(outage, moment=None, init=before).open()
    expect(rows(page)).to_have_count(1)

    assert page.evaluate("Object.getOwnPropertyNames(window).filter((name) => !before.has(name))") == ["before"]
    assert page.evaluate("document.styleSheets.length + document.adoptedStyleSheets.length") == 0


def test_the_style_of_the_page_does_not_reach_in(product, outage):
    page = product(outage).open()
    page.evaluate(
        """() => {
          const style = new CSSStyleSheet();
          style.replaceSync("html { font: 40px serif; letter-spacing: 9px } p, a, button { display: none }");
          document.adoptedStyleSheets = [style];
        }"""
    )

    expect(banner(page).get_by_role("link")).to_be_visible()
    assert rows(page).evaluate("(row) => getComputedStyle(row).fontSize") == "16px"
    assert rows(page).evaluate("(row) => getComputedStyle(row).letterSpacing") == "normal"


def test_it_is_served_in_less_than_three_kilobytes(quiet):
    assert len((quiet / "embed.js").read_bytes()) < 3_072


def test_what_is_served_is_the_source_without_comments_and_spaces():
    source = 'const a = "b  = c";\n  // gone\n  if (a) {\n    b(`x  ${ y }`, /[\\s,]+/);\n  }\n'

    assert banner_script(source) == b'const a="b  = c";if(a){b(`x  ${ y }`,/[\\s,]+/);}\n'


# Other eyes


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_the_banner_breaks_no_rule_of_accessibility(product, two, scheme, width):
    page = product(two, color_scheme=scheme, viewport={"width": width, "height": 700}).open()
    expect(banner(page).get_by_role("link").first).to_be_visible()

    # axe asks for its own ways: the policy of the page is for the banner.
    found = Axe().run(page, options={"runOnly": RULES}).response["violations"]

    assert [(each["id"], node["html"]) for each in found for node in each["nodes"]] == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


#: How far from the left the sign of the state, the words and the cross begin, and the first and last sign of the time.
PLACES = """(row) => {
  const time = row.querySelector("small").firstChild;
  const signs = [0, time.length - 1].map((place) => {
    const sign = document.createRange();
    sign.setStart(time, place);
    sign.setEnd(time, place + 1);
    return sign;
  });
  return [...row.children, ...signs].map((each) => each.getBoundingClientRect().left);
}"""


@pytest.mark.parametrize("direction", ["ltr", "rtl"])
@pytest.mark.parametrize(("planned", "rightwards"), [("Maintenance planned", True), ("תחזוקה מתוכננת", False)])
def test_a_banner_runs_as_its_own_words_do_on_every_page(product, works, direction, planned, rightwards):
    shown = product(works, "defer data-ahead=48")
    data = shown.site / "embed.json"
    data.write_text(data.read_text("utf-8").replace("Maintenance planned", planned), "utf-8")
    page = shown.open()
    page.evaluate(f"document.documentElement.dir = '{direction}'")
    expect(rows(page)).to_contain_text(f"{planned}: New disks 25 Nov, 14:00–15:00 CET")

    shape, words, cross, first, last = rows(page).evaluate(PLACES)
    edge = rows(page).evaluate("(row) => parseInt(getComputedStyle(row).borderLeftWidth)")

    assert (shape < words < cross, edge == 5) == (rightwards, rightwards)
    assert first < last or not rightwards


def test_colours_of_the_readers_own_leave_the_shape_to_be_seen(product, outage):
    page = product(outage, forced_colors="active").open()
    shape, words = banner(page).locator("svg"), rows(page)

    stroke = shape.evaluate("(shape) => getComputedStyle(shape).stroke")

    assert stroke == words.evaluate("(words) => getComputedStyle(words).color")
    assert shape.bounding_box()["width"] > 12


def test_the_cross_can_be_hit_with_a_finger(product, outage):
    page = product(outage, viewport={"width": 320, "height": 600}).open()

    box = banner(page).get_by_role("button").bounding_box()

    assert min(box["width"], box["height"]) >= 24


def test_each_state_has_a_shape_and_colour_of_its_own(product, two):
    page = product(two).open()
    expect(rows(page)).to_have_count(2)

    drawn = banner(page).locator("path").evaluate_all("(all) => all.map((each) => each.getAttribute('d'))")
    edges = rows(page).evaluate_all("(all) => all.map((each) => getComputedStyle(each).borderLeftColor)")

    assert len(set(drawn)) == len(set(edges)) == 2


@pytest.mark.parametrize("component", ["", "components/api/"])
def test_a_badge_is_a_picture_on_any_page(product, outage, component):
    image = f'<img src="{{status}}{component}badge.svg" alt="Status of Acme">'
    page = product(outage, body=image).open()
    badge = page.get_by_role("img", name="Status of Acme")

    expect(badge).to_be_visible()
    assert badge.evaluate("(image) => image.complete && image.naturalWidth") > 80
    assert badge.evaluate("(image) => image.naturalHeight") == 20


def test_a_badge_by_itself_says_its_words_and_asks_for_nothing(visits, served, outage):
    site = served(outage, {"Content-Security-Policy": "default-src 'none'"})
    page = visits.page()
    page.goto(site.url + "it/badge.svg")

    assert page.locator("svg").get_attribute("role") == "img"
    expect(page.get_by_role("img", name="Acme: Interruzione parziale")).to_be_visible()
    assert [path for path in site.requests if not re.search("badge|favicon", path)] == []
