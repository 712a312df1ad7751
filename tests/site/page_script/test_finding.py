import re

import pytest
from playwright.sync_api import expect

from ..built import built
from .sites import COMPONENTS

pytestmark = pytest.mark.browser


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
