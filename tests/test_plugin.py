"""The plugin among what else MkDocs has: other plugins, its own pages, its navigation, its server."""

import gc
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import html5lib
import pytest

from plainstatus.look import theme_folder
from plainstatus.plugin import StatusPlugin

from .live import live
from .site import rich_site
from .site.built import SITE_URL, build, config, contents, write_files

NOW = rich_site.NOW
OPTIONS: dict[str, Any] = {"languages": ["en", "it"], "timezone": "Europe/Rome"}
OWNED = {
    "incidents/pages/about.md": "---\ntitle: About us\n---\n\n# About us\n\nSee the [history](/history/).\n",
    "incidents/pages/help.md": "# Help\n\nCall us, or read [about us](about.md).\n",
}


def site(
    folder: Path, files: dict[str, str] | None = None, mkdocs: dict[str, Any] | None = None, **options: Any
) -> Path:
    """The files of a site with one of everything; `files` come on top."""
    settings = config({"repo_url": "https://code.example/acme/status", **(mkdocs or {})}, **{**OPTIONS, **options})
    return write_files(folder, {**rich_site.FILES, **OWNED, "mkdocs.yml": settings, **(files or {})})


def page(made: Path, path: str) -> ElementTree.Element:
    text = (made / path / "index.html").read_text("utf-8")
    element: ElementTree.Element = html5lib.parse(text, namespaceHTMLElements=False)
    return element


def links(element: ElementTree.Element, below: str) -> list[tuple[str, str]]:
    """Words and address of each link below the elements of that name."""
    return [("".join(a.itertext()).strip(), a.attrib["href"]) for each in element.iter(below) for a in each.iter("a")]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(site(tmp_path_factory.mktemp("site")), now=NOW)


WITH_SEARCH = {"plugins": ["search", {"plainstatus": OPTIONS}]}


@pytest.fixture(scope="module")
def searchable(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(site(tmp_path_factory.mktemp("searchable"), mkdocs=WITH_SEARCH), now=NOW)


def test_the_search_of_mkdocs_finds_the_words_of_incidents(searchable: Path) -> None:
    found = json.loads((searchable / "search/search_index.json").read_text("utf-8"))["docs"]
    by_place = {each["location"]: each for each in found}

    groups = by_place["incidents/2026-11-24-groups/"]
    assert groups["title"] == 'Bookings fail for "group" tickets & <families>'
    for words in ("single tickets are not", "one group booking in three", "HTTP 503", "is the cause"):
        assert words in groups["text"]
    assert "Circa una prenotazione di gruppo su tre" in by_place["it/incidents/2026-11-24-groups/"]["text"]
    assert "Call us" in by_place["help/"]["text"]


def test_another_plugin_changes_nothing_in_what_we_make(made: Path, searchable: Path) -> None:
    there = contents(searchable)
    del there["search/search_index.json"]

    assert there == contents(made)


def test_a_build_beside_another_plugin_is_equal_to_the_next(searchable: Path, tmp_path: Path) -> None:
    again = build(site(tmp_path, mkdocs=WITH_SEARCH), now=NOW)

    assert contents(again) == contents(searchable)


@pytest.fixture
def collector() -> Iterator[None]:
    """Whatever a test does to the collector of garbage is undone."""
    yield
    gc.enable()


def test_nothing_is_collected_during_a_build_alone(collector: None) -> None:
    plugin = StatusPlugin()

    plugin.on_startup(command="build", dirty=False)
    assert not gc.isenabled()
    plugin.on_shutdown()
    assert gc.isenabled()

    plugin.on_startup(command="serve", dirty=False)
    assert gc.isenabled()


def test_the_sitemap_lists_every_page_with_the_day_of_its_last_change(made: Path) -> None:
    names = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}
    urls = ElementTree.parse(made / "sitemap.xml").getroot().findall("s:url", names)
    changed = {
        url.findtext("s:loc", "", names).removeprefix(SITE_URL): url.findtext("s:lastmod", None, names) for url in urls
    }

    pages = {path.parent.relative_to(made).as_posix() + "/" for path in made.rglob("index.html")} - {"./"}
    assert set(changed) == pages | {""}
    assert changed["incidents/2026-10-03-radio/"] == "2026-10-06"
    assert changed["it/incidents/2025-12-30-fax/"] == "2026-01-01"
    assert changed["history/2025-12/"] == "2026-01-01"
    assert changed[""] == "2026-11-24"


def test_the_pages_of_the_owner_stand_in_the_header_of_every_page(made: Path) -> None:
    for path, root in (("", "./"), ("history/2026-11", "../../"), ("help", "../")):
        assert ("About us", f"{root}about/") in links(page(made, path), "header"), path
        assert ("Help", f"{root}help/") in links(page(made, path), "header"), path


def test_no_incident_stands_in_the_header(made: Path) -> None:
    assert not any("incidents/" in href for _, href in links(page(made, ""), "header"))


def test_nav_names_and_orders_the_pages_of_the_header(tmp_path: Path) -> None:
    nav = [{"First help": "pages/help.md"}, {"Who we are": "pages/about.md"}, {"Shop": "https://shop.example/"}]

    built = build(site(tmp_path, mkdocs={"nav": nav, "not_in_nav": "/pages/about.it.md"}), now=NOW)

    shown = [link for link in links(page(built, ""), "header") if link[1] in ("./help/", "./about/")]
    assert shown == [("First help", "./help/"), ("Who we are", "./about/")]


def test_a_page_of_the_owner_is_one_of_the_family(made: Path) -> None:
    about = page(made, "about")

    assert about.findtext(".//title") == "About us – Acme"
    assert [heading.text for heading in about.iter("h1")] == ["About us"]
    assert ("history", "/history/") in links(about, "main") or ("history", "../history/") in links(about, "main")
    assert ("about us", "../about/") in links(page(made, "help"), "main")


def test_no_template_and_no_translation_of_the_theme_is_published(made: Path) -> None:
    theme = {path.name for path in theme_folder().rglob("*") if path.is_file()} - {"404.html"}
    names = {path.name for path in made.rglob("*") if path.is_file()}

    assert not theme & names
    assert not {"partials", "locales"} & {path.name for path in made.rglob("*") if path.is_dir()}
    assert not [path for path in names if path.endswith((".po", ".yml", ".yaml", ".md", ".py"))]


def test_every_file_of_the_theme_that_is_published_has_its_digest_in_its_name(made: Path) -> None:
    assert all(re.fullmatch(r"[\w-]+\.[0-9a-f]{8}\.\w+", path.name) for path in (made / "assets").iterdir())


def test_a_template_can_be_overridden_by_the_owner(tmp_path: Path) -> None:
    theme = {"name": "plainstatus", "custom_dir": "look"}
    files = {
        "look/partials/footer.html": "<footer>Our own {{ settings.name }} foot</footer>\n",
        "look/incident.html": '{% extends "base.html" %}{% block content %}<h1>{{ view.title }}</h1>'
        '<p><a href="{{ page.edit_url }}">Edit</a></p>{% endblock %}\n',
    }

    built = build(site(tmp_path, files, mkdocs={"theme": theme, "edit_uri": "edit/main/incidents/"}), now=NOW)

    assert "Our own Acme foot" in (built / "about/index.html").read_text("utf-8")
    radio = page(built, "incidents/2026-10-03-radio")
    assert [heading.text for heading in radio.iter("h1")] == ["Radio silent between two ports"]
    source = "https://code.example/acme/status/edit/main/incidents/2026/2026-10-03-radio.md"
    assert links(radio, "main") == [("Edit", source)]


def test_what_stands_beside_the_owners_templates_is_published_and_the_templates_are_not(tmp_path: Path) -> None:
    files = {
        "look/img/badge.svg": "<svg/>\n",
        "look/fonts/own.woff2": "font",
        "look/assets/own.js": "void 0;\n",
        "look/partials/extra.html": "<p>x</p>\n",
        "look/locales/it/plainstatus.po": "",
    }

    built = build(site(tmp_path, files, mkdocs={"theme": {"name": "plainstatus", "custom_dir": "look"}}), now=NOW)

    assert {path for path in ("img/badge.svg", "fonts/own.woff2", "assets/own.js") if (built / path).is_file()} == {
        *("img/badge.svg", "fonts/own.woff2", "assets/own.js"),
    }
    assert not (built / "partials").exists()


def test_a_stylesheet_of_the_owner_takes_the_place_of_ours_and_has_its_own_digest(tmp_path: Path, made: Path) -> None:
    theme = {"name": "plainstatus", "custom_dir": "look"}
    style = "body { color: teal }\n"

    built = build(site(tmp_path, {"look/assets/style.css": style}, mkdocs={"theme": theme}), now=NOW)

    (href,) = [each.attrib["href"] for each in page(built, "").iter("link") if "assets/style." in each.attrib["href"]]
    assert (built / href).read_text("utf-8") == style
    assert not (made / href).exists()


def test_what_another_plugin_adds_is_published(tmp_path: Path) -> None:
    hook = (
        "from mkdocs.structure.files import File\n"
        "def on_files(files, config):\n"
        "    files.append(File.generated(config, 'extra/hours.md', content='# Hours\\n\\nFrom nine.'))\n"
        "    files.append(File.generated(config, 'extra/hours.txt', content='9-17'))\n"
    )

    built = build(site(tmp_path, {"hook.py": hook}, mkdocs={"hooks": ["hook.py"]}), now=NOW)

    assert (built / "extra/hours.txt").read_text("utf-8") == "9-17"
    assert [heading.text for heading in page(built, "extra/hours").iter("h1")] == ["Hours"]


def test_the_footer_of_the_settings_links_from_every_page(tmp_path: Path) -> None:
    words = "See [about us](pages/about.md) and [the months](/history/)."

    built = build(site(tmp_path, footer=words), now=NOW)

    for path, root in (("", "./"), ("about", "../"), ("it/incidents/2026-10-03-radio", "../../../")):
        assert [link for link in links(page(built, path), "footer") if link[0] in ("about us", "the months")] == [
            ("about us", f"{root}about/"),
            ("the months", f"{root}history/"),
        ]


def test_the_settings_of_mkdocs_for_styles_and_the_source_hold(tmp_path: Path) -> None:
    files = {"incidents/own.css": "h1 { color: red }\n"}

    built = build(site(tmp_path, files, mkdocs={"extra_css": ["own.css"]}), now=NOW)

    front = page(built, "")
    assert (built / "own.css").is_file()
    assert "own.css" in [link.attrib["href"] for link in front.iter("link")]
    assert ("Source", "https://code.example/acme/status") in links(front, "footer")


def test_mkdocs_serves_the_site_and_loads_it_anew_after_a_change(tmp_path: Path) -> None:
    folder = site(tmp_path)
    file = folder / "incidents/2026/2026-11-24-groups.md"

    with live(folder, {"SOURCE_DATE_EPOCH": "1795536000"}) as served:
        front = served.text()
        assert "Bookings fail for" in front
        assert "Radio silent" in served.text("incidents/2026-10-03-radio/")
        assert "<feed" in served.text("history.atom")
        assert "BEGIN:VEVENT" in served.text("incidents/2026-12-01-masts/maintenance.ics")
        assert "2026-10-03-radio" in served.text("uptime/uptime.csv")

        file.write_text(file.read_text("utf-8").replace("Bookings fail", "Bookings are slow"), encoding="utf-8")
        front = served.text_after_reload(front)
        assert "Bookings are slow for" in front
        assert "Bookings are slow for" in served.text("history.atom")

        components = folder / "components.yml"
        components.write_text(rich_site.COMPONENTS.replace("name: Radio", "name: Wireless"), encoding="utf-8")
        assert "Wireless" in served.text_after_reload(front)
