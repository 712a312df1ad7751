"""Badges as pictures and as data for shields.io."""

import re
from xml.etree import ElementTree

import jsonschema
import pytest

from plainstatus.look import theme_folder
from plainstatus.model.component import Component
from plainstatus.model.status import COMPONENT_STATUSES, ComponentStatus
from plainstatus.site.product.badge import badge_svg, shields_badge
from plainstatus.site.product.files import product_files
from plainstatus.site.product.looks import LOOKS

from ...timeline.building import incident, said
from ..in_memory import COMPONENTS, site_of

SVG = "{http://www.w3.org/2000/svg}"
#: What shields.io takes of an endpoint.
SCHEMA = {
    "type": "object",
    "required": ["schemaVersion", "label", "message"],
    "additionalProperties": False,
    "properties": {
        "schemaVersion": {"const": 1},
        "label": {"type": "string"},
        "message": {"type": "string", "minLength": 1},
        "color": {"type": "string", "pattern": "^#[0-9a-f]{6}$"},
        "labelColor": {"type": "string", "pattern": "^#[0-9a-f]{6}$"},
        "isError": {"type": "boolean"},
        "namedLogo": {"type": "string"},
        "logoSvg": {"type": "string", "pattern": "^<svg "},
        "logoColor": {"type": "string"},
        "style": {"type": "string"},
        "cacheSeconds": {"type": "integer", "minimum": 300},
    },
}
every_status = pytest.mark.parametrize("status", COMPONENT_STATUSES)


def badge(
    name: str = "Acme", status: ComponentStatus = "major_outage", word: str = "Major outage"
) -> ElementTree.Element:
    return ElementTree.fromstring(badge_svg(name, status, word, "en"))


def texts(svg: ElementTree.Element) -> list[str | None]:
    return [each.text for each in svg.iter(f"{SVG}text")]


def luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_a_badge_says_whose_state_it_is_in_words() -> None:
    svg = badge()

    assert svg.get("role") == "img"
    assert svg[0].tag == f"{SVG}title"
    assert svg[0].text == "Acme: Major outage"
    assert texts(svg) == ["Acme", "Major outage"]


@every_status
def test_a_badge_has_the_shape_and_colour_of_its_state(status: ComponentStatus) -> None:
    paths = list(badge(status=status).iter(f"{SVG}path"))

    assert (paths[0].get("fill"), paths[1].get("d")) == (LOOKS[status].colour, LOOKS[status].shape)


@every_status
def test_white_words_can_be_read_on_every_colour(status: ComponentStatus) -> None:
    assert 1.05 / (luminance(LOOKS[status].colour) + 0.05) >= 4.5


@every_status
def test_shapes_and_colours_are_those_of_the_pages(status: ComponentStatus) -> None:
    shapes = (theme_folder() / "partials/shape.html").read_text("utf-8")
    pages = (theme_folder() / "assets/style.css").read_text("utf-8")
    banner = (theme_folder() / "banner.css").read_text("utf-8")
    colours = re.findall(rf"\.{status} {{ --state: (#\w+) }}", banner)

    assert f'd="{LOOKS[status].shape}"' in shapes or status == "partial_outage"
    assert LOOKS[status].colour == colours[0]
    assert len(colours) == 2 and all(f": {colour};" in pages for colour in colours)


def test_a_badge_asks_for_nothing_and_runs_nothing() -> None:
    svg = badge()
    values = [value for each in svg.iter() for value in each.attrib.values()]

    assert {each.tag.removeprefix(SVG) for each in svg.iter()} == {"svg", "title", "rect", "path", "g", "text"}
    assert not any("url(" in value or ":" in value for value in values)
    assert not any(name.startswith("on") or "href" in name for each in svg.iter() for name in each.attrib)


HOSTILE = "</title><script>alert(1)</script>'\"&amp;]]>"


def test_a_hostile_name_is_a_name() -> None:
    svg = badge(name=HOSTILE)

    assert svg[0].text == f"{HOSTILE}: Major outage"
    assert list(svg.iter(f"{SVG}script")) == []


def test_a_long_name_is_cut_in_the_picture_and_whole_in_its_title() -> None:
    name = "Everything that the northern depot does " * 3
    svg = badge(name=name)
    (shown, _) = texts(svg)

    assert shown and len(shown) <= 40 and shown.endswith("…")
    assert svg[0].text == f"{name}: Major outage"
    assert int(svg.get("width", 0)) < 500


@pytest.mark.parametrize("name", ["Acme", "iiiiiiii", "WWWWWWWW", "予約サイト", ""])
def test_words_end_before_their_ground_does(name: str) -> None:
    svg = badge(name=name)
    first, second = svg.iter(f"{SVG}text")
    ground = int(re.findall(r"M(\d+) ", str(next(svg.iter(f"{SVG}path")).get("d")))[0])

    assert int(first.get("x", 0)) + int(first.get("textLength", 0)) < ground
    assert int(second.get("x", 0)) + int(second.get("textLength", 0)) < int(svg.get("width", 0))


@every_status
def test_shields_takes_the_data(status: ComponentStatus) -> None:
    made = shields_badge("Acme", status, "Words")

    jsonschema.validate(made, SCHEMA)
    assert (made["label"], made["message"], made["color"]) == ("Acme", "Words", LOOKS[status].colour)
    ElementTree.fromstring(made["logoSvg"])


def test_the_site_and_every_component_have_badges_in_every_language() -> None:
    outage = incident(said("2026-11-24 11:00", "investigating"))
    retired = Component("fax", {"": "Fax"}, retired=True)
    site = site_of(outage, now="2026-11-24 12:00", components=(*COMPONENTS, retired), languages=("en", "it"))
    files = dict(product_files(site, theme_folder()))

    titles = {
        path: ElementTree.fromstring(content)[0].text for path, content in files.items() if path.endswith("badge.svg")
    }
    assert titles == {
        "badge.svg": "Acme: Partial outage",
        "components/api/badge.svg": "API: Partial outage",
        "components/web/badge.svg": "Website & app: Operational",
        "it/badge.svg": "Acme: Interruzione parziale",
        "it/components/api/badge.svg": "API: Interruzione parziale",
        "it/components/web/badge.svg": "Sito: Funzionante",
    }
    assert {path.replace("svg", "json") for path in titles} <= files.keys()
