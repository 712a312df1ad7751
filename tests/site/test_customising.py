"""What a site can be made to look like by settings alone."""

from pathlib import Path

import pytest

from .built import build, config, run_mkdocs, write_files
from .html_rules import Page, link_faults, pages_of, safety_faults, words_of

NOW = "2026-11-24 12:00"
COMPONENTS = "components: [{id: api, name: API}]\n"
DRAWING = "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 1 1'/>"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    files = {
        "mkdocs.yml": config(
            {"repo_url": "https://code.example/acme", "extra_css": ["assets/house.css"]},
            logo="assets/logo.svg",
            logo_dark="brand/logo-dark.svg",
            favicon="brand/icon.svg",
            colors={"accent": "#0b5d66", "accent_dark": "#5cc3ce"},
            links=[{"name": "Docs & guides", "url": "https://docs.example/?a=1&b=2"}],
            contact={"name": "Write to us", "url": "mailto:help@acme.example"},
            footer="Acme is **calm**. See [about](pages/about.md).",
        ),
        "components.yml": COMPONENTS,
        "incidents/assets/logo.svg": DRAWING,
        "incidents/brand/logo-dark.svg": DRAWING,
        "incidents/brand/icon.svg": DRAWING,
        "incidents/brand/unused.svg": DRAWING,
        "incidents/assets/house.css": "h1 { letter-spacing: 1px }\n",
        "incidents/pages/about.md": "# About\n\nUs.\n",
    }
    return build(write_files(tmp_path_factory.mktemp("brand"), files), now=NOW)


def test_every_page_is_whole_with_all_settings(site: Path) -> None:
    ids = {page.path: page.ids for page in pages_of(site)}
    for page in pages_of(site):
        if page.path != "404.html":
            assert [*safety_faults(page), *link_faults(page, ids)] == []


@pytest.mark.parametrize("path", ["index.html", "components/api/index.html", "about/index.html"])
def test_the_brand_is_on_every_page(site: Path, path: str) -> None:
    page = Page(path, site)
    root = "../" * path.count("/")

    (logo,) = page.all("img")
    assert (logo.get("src"), logo.get("alt")) == ((root or "./") + "assets/logo.svg", "Acme")
    assert page.one("source").get("srcset") == (root or "./") + "brand/logo-dark.svg"
    assert page.links("icon") == [(root or "./") + "brand/icon.svg"]
    header, footer = page.one("header"), page.one("footer")
    assert "https://docs.example/?a=1&b=2" in [each.get("href") for each in header.iter("a")]
    assert "Docs & guides" in words_of(header)
    assert "mailto:help@acme.example" in [each.get("href") for each in footer.iter("a")]
    assert "https://code.example/acme" in [each.get("href") for each in footer.iter("a")]
    assert "Acme is calm . See about ." in words_of(footer)
    assert f"{root or './'}about/" in [each.get("href") for each in footer.iter("a")]


def test_colours_and_own_styles_follow_the_stylesheet(site: Path) -> None:
    styles = Page("index.html", site).links("stylesheet")
    texts = [(site / style).read_text("utf-8") for style in styles]

    assert "--accent: #0b5d66" in texts[1]
    assert "--accent: #5cc3ce" in texts[1]
    assert texts[-1].startswith("h1 { letter-spacing")


def test_only_the_pictures_that_are_used_are_published(site: Path) -> None:
    assert not (site / "brand/unused.svg").exists()


def test_without_settings_the_name_stands_for_the_logo_and_the_state_for_the_favicon(tmp_path: Path) -> None:
    folder = write_files(tmp_path, {"mkdocs.yml": config(), "components.yml": COMPONENTS})
    (folder / "incidents").mkdir()
    page = Page("index.html", build(folder, now=NOW))

    assert list(page.all("img")) == []
    assert [words_of(each) for each in page.one("header").iter("a")][:2] == ["Skip to the content", "Acme"]
    (icon,) = page.links("icon")
    assert b"<svg" in (page.site / icon).read_bytes()


def test_an_accent_that_is_hard_to_see_is_told_when_the_site_is_built(tmp_path: Path) -> None:
    folder = write_files(tmp_path, {"mkdocs.yml": config(colors={"accent": "#ffee99"}), "components.yml": COMPONENTS})
    (folder / "incidents").mkdir()

    done = run_mkdocs(folder, "build", "--strict", now=NOW)

    assert done.returncode == 1
    assert "colors.accent #ffee99 has a contrast of" in done.stderr
