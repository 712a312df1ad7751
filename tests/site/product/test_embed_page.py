"""The page with the code to copy: what stands on it does what it says."""

import json
import re
import shutil
from html import unescape
from pathlib import Path
from urllib.parse import parse_qs, urljoin, urlsplit

import pytest
from playwright.sync_api import expect

from ...timeline.building import at
from ..built import SITE_URL, built
from ..html_rules import Page, pages_of, words_of
from .hosts import NOW, OUTAGE, OUTAGE_ITALIAN, banner, status_site

COMPONENTS = "components: [{id: api, name: API}]\n"
HARD_NAME = 'A [b] & "c" <d> *e*'


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    return status_site(tmp_path_factory.mktemp("embed"), errors=OUTAGE, errors_it=OUTAGE_ITALIAN)


def codes(site: Path, path: str = "embed/index.html") -> list[str]:
    """The blocks of code, as somebody copies them."""
    return [unescape(code) for code in re.findall(r"<pre><code>(.*?)</code></pre>", Page(path, site).html, re.DOTALL)]


@pytest.mark.browser
@pytest.mark.parametrize(
    ("path", "title"), [("embed/index.html", "Partial outage: Errors"), ("it/embed/index.html", "Errori")]
)
def test_a_page_with_the_code_and_the_policy_shows_the_banner_and_the_badge(
    visits, served, tmp_path, site, path, title
):
    status = served(Path(shutil.copytree(site, tmp_path / "status")), {"Access-Control-Allow-Origin": "*"}).url
    script, of_some, policy, _, html, _ = (
        code.replace(SITE_URL, status).replace(SITE_URL.rstrip("/"), status.rstrip("/")) for code in codes(site, path)
    )
    (tmp_path / "product").mkdir()
    for name, used in {"all": script, "some": of_some}.items():
        (tmp_path / f"product/{name}.html").write_text(f"<!DOCTYPE html><title>x</title>{used}<p>{html}")
    headers = {"Content-Security-Policy": f"default-src 'none'; {policy}".replace("\n", " ")}
    product = served(tmp_path / "product", headers).url

    for name in ("all", "some"):
        page = visits.page()
        page.clock.set_fixed_time(at(NOW))
        page.goto(f"{product}{name}.html")
        expect(banner(page)).to_contain_text(title)
        assert page.get_by_role("img").evaluate("(image) => image.complete && image.naturalWidth") > 80


def test_the_markdown_and_the_address_for_shields_lead_to_the_badge(site):
    *_, markdown, _, shields = codes(site)

    assert markdown == f"[![Status of Acme]({SITE_URL}badge.svg)]({SITE_URL})"
    (data,) = parse_qs(urlsplit(shields).query)["url"]
    assert json.loads((site / data.removeprefix(SITE_URL)).read_bytes())["message"] == "Partial outage"


def test_a_name_with_signs_in_it_does_not_break_the_code(tmp_path):
    site = built(tmp_path, now=NOW, components=COMPONENTS, incidents={}, mkdocs={"site_name": HARD_NAME})
    *_, markdown, html, _ = codes(site)

    assert markdown == rf'[![Status of A \[b\] & "c" \<d\> \*e\*]({SITE_URL}badge.svg)]({SITE_URL})'
    assert 'alt="Status of A [b] &amp; &#34;c&#34; &lt;d&gt; *e*"' in html


def test_it_is_linked_from_every_page_and_names_each_component(site):
    for page in pages_of(site):
        if page.path != "404.html":
            assert any("embed/" in each.get("href", "") for each in page.one("footer").iter()), page.path
    text = words_of(Page("embed/index.html", site).one("main"))
    assert "API api" in text and "Website web" in text


def test_it_leads_to_the_api_and_to_the_error_pages(site):
    page = Page("it/embed/index.html", site)
    led = {urljoin(page.address, each.attrib["href"]).removeprefix(SITE_URL) for each in page.one("main").iter("a")}

    assert {"api/v2/summary.json", "api/plainstatus.schema.json", "errors/503.html", "errors/503.json"} <= led
    assert all((site / path).is_file() for path in led)


def test_a_site_without_components_has_the_page_too(tmp_path):
    site = built(tmp_path, now=NOW, components="components: []\n", incidents={})

    assert len(codes(site)) == 5
    assert (site / "badge.svg").exists()


def test_a_site_that_makes_nothing_for_programs_has_none_of_it(tmp_path):
    site = built(tmp_path, now=NOW, components=COMPONENTS, incidents={"errors": OUTAGE}, for_programs=False)

    paths = [path.relative_to(site).as_posix() for path in site.rglob("*")]
    assert [path for path in paths if "embed" in path or "badge" in path] == []
    assert [page.path for page in pages_of(site) if "embed/" in page.html] == []
