"""The distribution of a status site, acted on by a small server: which answer a reader gets from where."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from plainstatus.model.settings import Settings
from plainstatus.site.page import policy_of

from ..site import rich_site
from ..site.built import build, write_files
from .fake_edge import FakeEdge, fake_edge, folder
from .resolving import resolved
from .stacks import MADE, WHOLE_EDGE

pytestmark = pytest.mark.proves("fake")

SECURITY = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Strict-Transport-Security": "max-age=31536000",
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = build(write_files(tmp_path_factory.mktemp("rich"), rich_site.FILES), now=rich_site.NOW)
    write_files(made, {"_publish/manifest.json": "{}"})
    return made


@pytest.fixture(scope="module")
def serving(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[FakeEdge]:
    second = Path(shutil.copytree(site, tmp_path_factory.mktemp("second") / "site"))
    with fake_edge(resolved(MADE["edge"], **WHOLE_EDGE), first=folder(site), second=folder(second)) as made:
        yield made


@pytest.fixture
def edge(serving: FakeEdge) -> FakeEdge:
    """Both regions are up, and nothing has been asked of them."""
    serving.down.clear()
    serving.asked.clear()
    return serving


@pytest.mark.parametrize("path", ["", "it/", "incidents/2026-11-24-groups/", "embed/", "history/"])
def test_a_page_is_at_its_address(edge: FakeEdge, site: Path, path: str) -> None:
    answer = edge.answer(f"/{path}")

    assert answer.body == (site / path / "index.html").read_bytes()
    assert answer.status == 200
    assert edge.asked == [("first", f"{path}index.html")]


def test_every_file_of_the_site_is_at_its_address(edge: FakeEdge, site: Path) -> None:
    files = [path for path in sorted(site.rglob("*")) if path.is_file() and "_publish" not in path.parts]
    assert len(files) > 100

    for file in files:
        answer = edge.answer(f"/{file.relative_to(site).as_posix()}")
        assert (answer.status, answer.body) == (200, file.read_bytes())


def test_every_answer_has_the_headers_of_security(edge: FakeEdge) -> None:
    for path in ("/", "/live.json", "/embed.js", "/badge.svg", "/history.atom", "/errors/503.html", "/nothing.html"):
        answer = edge.answer(path)
        assert SECURITY.items() <= answer.headers.items()
        assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]


def test_the_policy_of_the_headers_allows_all_that_pages_allow_themselves(edge: FakeEdge) -> None:
    def directives(policy: str) -> dict[str, set[str]]:
        parts = (part.split() for part in policy.split(";"))
        return {directive: set(sources) for directive, *sources in parts}

    added = directives(edge.answer("/").headers["Content-Security-Policy"])

    for directive, sources in directives(policy_of(Settings(signup="https://signup.acme.example/"))).items():
        assert added[directive] >= sources


@pytest.mark.parametrize("path", ["/live.json", "/it/live.json", "/api/v2/summary.json", "/errors/503.json"])
def test_programs_of_other_origins_may_read_json(edge: FakeEdge, path: str) -> None:
    assert edge.answer(path).headers["Access-Control-Allow-Origin"] == "*"


@pytest.mark.parametrize("path", ["/embed.js", "/badge.svg", "/components/booking/badge.svg", "/it/badge.svg"])
def test_isolated_pages_of_other_origins_may_show_what_is_for_them(edge: FakeEdge, path: str) -> None:
    assert edge.answer(path).headers["Cross-Origin-Resource-Policy"] == "cross-origin"


@pytest.mark.parametrize("path", ["/", "/history.atom", "/errors/503.html"])
def test_pages_are_not_for_other_origins(edge: FakeEdge, path: str) -> None:
    assert not {"Access-Control-Allow-Origin", "Cross-Origin-Resource-Policy"} & edge.answer(path).headers.keys()


@pytest.mark.parametrize("path", ["/nothing/", "/nothing.html", "/_publish/manifest.json", "/%5Fpublish/manifest.json"])
def test_what_is_not_there_is_the_page_that_says_so_and_asks_one_region(edge: FakeEdge, site: Path, path: str) -> None:
    answer = edge.answer(path)

    assert (answer.status, answer.body) == (404, (site / "404.html").read_bytes())
    assert {origin for origin, _ in edge.asked} == {"first"}


@pytest.mark.parametrize("code", [500, 502, 503, 504])
def test_where_the_first_region_is_down_the_second_answers(edge: FakeEdge, site: Path, code: int) -> None:
    edge.down["first/*"] = code

    answer = edge.answer("/")

    assert (answer.status, answer.body) == (200, (site / "index.html").read_bytes())
    assert edge.asked == [("first", "index.html"), ("second", "index.html")]


def test_where_the_first_region_is_down_what_is_not_there_is_still_a_404(edge: FakeEdge, site: Path) -> None:
    edge.down["first/*"] = 503

    answer = edge.answer("/nothing/")

    assert (answer.status, answer.body) == (404, (site / "404.html").read_bytes())


def test_where_the_second_region_is_down_nobody_notices(edge: FakeEdge) -> None:
    edge.down["second/*"] = 503

    assert edge.answer("/").status == 200
    assert edge.answer("/errors/503.html").status == 200


@pytest.mark.parametrize("code", [500, 502, 503, 504])
def test_an_error_page_keeps_the_code_and_is_asked_of_the_other_region_first(
    edge: FakeEdge, site: Path, code: int
) -> None:
    edge.down.update({"first/*": code, "second/index.html": code})

    answer = edge.answer("/")

    assert (answer.status, answer.body) == (code, (site / f"errors/{code}.html").read_bytes())
    assert edge.asked[-1] == ("second", f"errors/{code}.html")
    assert ("first", f"errors/{code}.html") not in edge.asked


def test_where_everything_is_down_the_code_is_told_without_a_page(edge: FakeEdge) -> None:
    edge.down["*"] = 503

    assert edge.answer("/")[::2] == (503, b"")


def test_an_error_is_kept_for_seconds_only(edge: FakeEdge) -> None:
    config = edge.resources["Distribution"]["Properties"]["DistributionConfig"]

    assert {each["ErrorCachingMinTTL"] for each in config["CustomErrorResponses"]} == {5}


def test_objects_say_themselves_how_long_they_are_kept(edge: FakeEdge) -> None:
    policy = edge.resources["Objects"]["Properties"]["CachePolicyConfig"]

    assert (policy["MinTTL"], policy["MaxTTL"]) == (0, 31_536_000)
    assert json.loads(edge.answer("/live.json").body)
    assert "s-maxage=15" in edge.answer("/live.json").headers["Cache-Control"]
