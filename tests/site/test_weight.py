"""What a page costs a reader on a bad line, at the busiest moment of all."""

import gzip
from urllib.parse import urlsplit

import pytest

from . import rich_site
from .built import build, write_files

#: One round of a fresh connection carries so much.
FIRST_VIEW = 14_000
CEILING = 30_000


@pytest.fixture(scope="module")
def bad_day(tmp_path_factory):
    """Twenty components, of which some are down."""
    more = 20 - rich_site.COMPONENTS.split("retired:")[0].count("- {id: ")
    files = {**rich_site.FILES, "components.yml": rich_site.many_components(more)}
    return build(write_files(tmp_path_factory.mktemp("weight"), files), now=rich_site.NOW)


def zipped(path):
    return len(gzip.compress(path.read_bytes(), 6))


def test_the_first_view_comes_in_one_round(bad_day):
    styles = [*(bad_day / "assets").glob("style.*.css")]
    front = bad_day / "index.html"

    assert front.read_text().count("<li data-component=") == 20
    assert len(styles) == 1
    assert zipped(front) + zipped(styles[0]) <= FIRST_VIEW


def test_no_page_is_heavy(bad_day):
    heavy = {path: zipped(path) for path in bad_day.rglob("*.html") if zipped(path) > CEILING}

    assert heavy == {}


@pytest.mark.browser
@pytest.mark.parametrize("address", ["", "incidents/2026-11-24-groups/", "history/", "404.html"])
def test_a_page_asks_little_and_nobody_else(visits, served, bad_day, address):
    page = visits.page()
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    site = served(bad_day)

    page.goto(site.url + address)
    page.wait_for_load_state("networkidle")

    kinds = [urlsplit(url).path.rpartition(".")[2] for url in asked]
    assert len(asked) == len(set(asked)) <= 8
    assert kinds.count("css") <= 2
    assert kinds.count("js") == 3
    assert all(url.startswith(site.url) for url in asked)
