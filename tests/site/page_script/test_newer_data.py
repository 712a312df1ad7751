import pytest
from playwright.sync_api import expect

from plainstatus.look import theme_folder
from plainstatus.site.sentence import sentence_of
from plainstatus.timeline.uptime import epoch
from plainstatus.wording.words import Words

from ...timeline.building import at
from ..built import built
from .reader import LISTEN, answering, asked, go_to, pass_time, second
from .sites import COMPONENTS, OUTAGE, WORKS

pytestmark = pytest.mark.browser

#: When the sites are built. The outage began half an hour before.
NOON = at("2026-11-24 12:00")
NEWER = "There is newer information."
#: Pages that tell of the outage, and one that nothing was ever told on.
OF_THE_OUTAGE = ("incidents/errors/", "components/api/")
EVERY_OTHER = (*OF_THE_OUTAGE, "components/web/")


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


def test_a_page_tells_of_newer_data_and_leaves_it_to_the_reader(opened, troubled):
    page = opened(troubled)
    page.evaluate(LISTEN)
    told = page.get_by_role("status").get_by_text(NEWER)

    pass_time(page, 4)
    expect(told).to_be_hidden()
    with answering(troubled, {"built_at": epoch(NOON) + 1, "changed": {}}):
        pass_time(page, 3)
        expect(told).to_be_visible()
        before = asked(page)
        pass_time(page, 10)

    assert asked(page) == before
    assert page.evaluate("window.untouched")
    page.get_by_role("link", name="Load it").click()
    page.wait_for_function("window.untouched === undefined")
    assert page.url == page.site.url


def test_a_page_that_gets_no_answer_asks_more_and_more_seldom(opened, visits, troubled):
    page = opened(troubled)
    page.evaluate(LISTEN)
    with answering(troubled, None):
        pass_time(page, 3)
        early = asked(page)
        pass_time(page, 100)

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


# Off the front page: a page is as old as what it tells, and no build makes it younger


@pytest.mark.parametrize("path", EVERY_OTHER)
def test_a_page_that_has_said_the_same_for_long_is_true_as_long_as_the_site_is_built(opened, troubled, path):
    with answering(troubled, {"built_at": epoch(at("2026-11-26 11:50")), "changed": {}}):
        page = opened(troubled, path, clock="2026-11-26 12:00")
        page.evaluate(LISTEN)
        second(page)
        assert asked(page) == 1
        second(page)

    expect(page.get_by_role("status")).to_be_hidden()


@pytest.mark.parametrize("path", EVERY_OTHER)
def test_a_page_is_stale_where_the_site_is_no_longer_built(opened, troubled, path):
    page = opened(troubled, path, clock="2026-11-24 13:00")
    page.clock.run_for(1)

    expect(page.get_by_role("status")).to_have_text("This page was made 24 Nov, 13:00 CET and may be out of date.")


@pytest.mark.parametrize("path", EVERY_OTHER)
def test_a_page_claims_nothing_where_it_cannot_learn_when_the_site_was_built(opened, visits, troubled, path):
    with answering(troubled, None):
        page = opened(troubled, path, clock="2026-11-26 12:00")
        page.evaluate(LISTEN)
        pass_time(page, 10)

    expect(page.get_by_role("status")).to_be_hidden()
    assert visits.complaints
    visits.complaints.clear()


@pytest.mark.parametrize("path", OF_THE_OUTAGE)
def test_a_page_tells_of_a_change_of_its_own_and_of_no_other(opened, troubled, path):
    page = opened(troubled, path)
    page.evaluate(LISTEN)
    bar = page.get_by_role("status")
    own, later = epoch(at("2026-11-24 11:30")), epoch(NOON) + 60

    with answering(troubled, {"built_at": later, "changed": {path: own, "incidents/other/": later}}):
        pass_time(page, 3)
        expect(bar).to_be_hidden()
    with answering(troubled, {"built_at": later, "changed": {path: later, "incidents/other/": later}}):
        pass_time(page, 3)
        expect(bar).to_have_text(f"{NEWER} Load it")


def test_a_page_is_stale_no_longer_once_the_site_is_built_again(opened, troubled):
    page = opened(troubled, "components/web/", clock="2026-11-24 13:30")
    page.evaluate(LISTEN)
    bar = page.get_by_role("status")
    page.clock.run_for(1)
    expect(bar).to_contain_text("may be out of date")

    with answering(troubled, {"built_at": epoch(at("2026-11-24 13:31")), "changed": {}}):
        pass_time(page, 3)

    expect(bar).to_be_hidden()


def test_a_page_whose_words_are_new_asks_only_after_a_while(opened, troubled):
    page = opened(troubled, "incidents/errors/", clock="2026-11-24 12:05")
    page.evaluate(LISTEN)

    pass_time(page, 1)
    assert asked(page) == 0
    pass_time(page, 2)

    assert asked(page) == 1
