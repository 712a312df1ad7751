"""A real browser at the distribution of a status site: nothing of the site needs what its headers refuse."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from ..browser import Served, Visits
from ..site import rich_site
from ..site.built import build, write_files
from ..timeline.building import SECOND, at
from .fake_edge import FakeEdge, fake_edge, folder
from .resolving import resolved
from .stacks import MADE, WHOLE_EDGE

Open = Callable[[str], Page]

pytestmark = [pytest.mark.browser, pytest.mark.proves("fake")]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(write_files(tmp_path_factory.mktemp("rich"), rich_site.FILES), now=rich_site.NOW)


@pytest.fixture
def edge(site: Path, tmp_path: Path) -> Iterator[FakeEdge]:
    """Serves a copy, which a test may change."""
    copy = Path(shutil.copytree(site, tmp_path / "site"))
    with fake_edge(resolved(MADE["edge"], **WHOLE_EDGE), first=folder(copy), second=folder(copy)) as made:
        yield made


@pytest.fixture
def visiting(edge: FakeEdge, visits: Visits) -> Visits:
    """Readers who are gone before the distribution is, and have nothing to complain about."""
    return visits


@pytest.fixture
def opened(edge: FakeEdge, visiting: Visits) -> Open:
    """Opens a page at the moment of the build."""

    def open(path: str) -> Page:
        page = visiting.page(timezone_id="UTC")
        page.clock.install(time=at(rich_site.NOW) - SECOND)
        page.clock.pause_at(at(rich_site.NOW))
        answer = page.goto(edge.url + path)
        assert answer and "frame-ancestors 'none'" in answer.headers["content-security-policy"]
        return page

    return open


@pytest.mark.parametrize(
    "path", ["", "it/", "incidents/2026-11-24-groups/", "components/booking/", "subscribe/", "embed/", "about/"]
)
def test_a_page_has_its_style_and_its_script(opened: Open, path: str) -> None:
    page = opened(path)

    expect(page.locator("h1")).to_be_visible()
    assert page.evaluate("document.styleSheets.length") >= 1
    assert page.evaluate("[...document.images].every((image) => image.complete && image.naturalWidth)")


def test_the_history_is_searched(opened: Open) -> None:
    page = opened("history/")

    page.get_by_role("searchbox").fill("bookings")

    expect(page.locator(".search li").first).to_be_visible()


def test_a_page_that_stays_open_hears_of_a_newer_build(opened: Open, tmp_path: Path) -> None:
    page = opened("")
    live = tmp_path / "site" / "live.json"
    built_at = f"{at(rich_site.NOW).timestamp():.0f}"
    assert built_at in live.read_text()
    live.write_text(live.read_text().replace(built_at, f"{at(rich_site.NOW).timestamp() + 1:.0f}"))

    with page.expect_response("**/live.json"):
        page.clock.fast_forward(3 * 60_000)

    expect(page.get_by_role("status").get_by_text("There is newer information.")).to_be_visible()


@pytest.mark.parametrize("path", ["nothing/", "it/nothing/"])
def test_the_page_for_what_is_not_there_is_whole(opened: Open, visiting: Visits, path: str) -> None:
    page = opened(path)

    expect(page.locator("h1")).to_be_visible()
    assert [each for each in visiting.complaints if "404" not in each] == []
    visiting.complaints.clear()


@pytest.mark.parametrize("asked", ["errors/503.html", ""])
def test_an_error_page_has_its_style_under_whichever_headers_it_gets(
    opened: Open, edge: FakeEdge, visiting: Visits, asked: str
) -> None:
    if not asked:
        edge.down["*/index.html"] = 503

    page = opened(asked)

    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert page.evaluate("getComputedStyle(document.body).maxWidth") != "none"
    assert [each for each in visiting.complaints if "503" not in each] == []
    visiting.complaints.clear()


def test_no_other_page_can_show_the_site_in_a_frame(
    edge: FakeEdge, visiting: Visits, served: Callable[..., Served], tmp_path: Path
) -> None:
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "index.html").write_text(f'<iframe src="{edge.url}"></iframe>')
    page = visiting.page()

    page.goto(served(tmp_path / "other").url)

    assert any("frame-ancestors" in each or "X-Frame-Options" in each for each in visiting.complaints)
    visiting.complaints.clear()


def test_an_isolated_page_of_a_product_shows_banner_and_badge(
    edge: FakeEdge, visiting: Visits, served: Callable[..., Served], tmp_path: Path
) -> None:
    head = f'<script src="{edge.url}embed.js" defer></script><link rel="icon" href="data:,">'
    (tmp_path / "product").mkdir()
    (tmp_path / "product" / "index.html").write_text(f'{head}<img src="{edge.url}badge.svg" alt="Status">')
    page = visiting.page(timezone_id="UTC")
    page.clock.set_fixed_time(at(rich_site.NOW))

    page.goto(served(tmp_path / "product", {"Cross-Origin-Embedder-Policy": "require-corp"}).url)

    expect(page.get_by_role("status")).to_contain_text("Bookings fail")
    assert page.evaluate("document.images[0].naturalWidth") > 0
