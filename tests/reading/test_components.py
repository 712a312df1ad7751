from datetime import date

import pytest

from plainstatus.model.component import Catalog, Component, Group, in_language
from plainstatus.model.settings import Settings
from plainstatus.reading.components import read_components

SETTINGS = Settings(languages=("en", "it"))

WHOLE = """\
groups:
  - id: parcels
    name: Parcels
    description: All about parcels
    collapsed: true
    audience: internal
    external_id: g-1
    components:
      - id: tracking
        name: {en: Tracking, it: Tracciamento}
        description: Where a parcel is
        since: 2024-01-15
        uptime: false
        url: https://parcels.example.com/
        audience: internal
        regions: [eu, us]
        aliases: [trace]
        external_id: c-7
      - {id: labels, name: Labels}
components:
  - id: website
    name: Website
retired:
  - {id: fax, name: Fax}
"""


def read(text: str) -> Catalog:
    catalog, findings = read_components(text.encode(), "components.yml", SETTINGS)
    assert findings == []
    return catalog


def faults(text: str) -> list[str]:
    findings = read_components(text.encode(), "components.yml", SETTINGS)[1]
    return [str(finding).removeprefix("components.yml:") for finding in findings]


def test_every_field_of_a_component_and_a_group_is_read() -> None:
    catalog = read(WHOLE)

    assert catalog.components["tracking"] == Component(
        id="tracking",
        name={"en": "Tracking", "it": "Tracciamento"},
        description={"": "Where a parcel is"},
        since=date(2024, 1, 15),
        uptime=False,
        url="https://parcels.example.com/",
        audience="internal",
        regions=("eu", "us"),
        aliases=("trace",),
        external_id="c-7",
        group="parcels",
    )
    assert catalog.groups == (
        Group(
            id="parcels",
            name={"": "Parcels"},
            components=("tracking", "labels"),
            description={"": "All about parcels"},
            collapsed=True,
            audience="internal",
            external_id="g-1",
        ),
    )


def test_order_in_the_file_is_order_on_the_page_and_retired_ones_are_not_on_it() -> None:
    catalog = read(WHOLE)
    assert [component.id for component in catalog.current] == ["tracking", "labels", "website"]
    assert catalog.components["fax"].retired


def test_a_name_may_stand_in_several_languages() -> None:
    name = read(WHOLE).components["tracking"].name
    assert [in_language(name, language) for language in ("en", "it", "de")] == ["Tracking", "Tracciamento", "Tracking"]


@pytest.mark.parametrize(
    ("text", "messages"),
    [
        (
            "",
            [" error: the file names no component\n    Write for example `components: [{id: api, name: API}]`."],
        ),
        (
            "- a\n",
            ["1:1: error: `components.yml` consists of `field: value` lines\n    Write for example `groups: …`."],
        ),
        (
            "component: []",
            ["1:1: error: “component” is not a field of `components.yml`\n    Did you mean `components`?"],
        ),
        (
            "components: {id: api, name: API}",
            ["1:13: error: a list is expected here\n    Write each with a dash before it: `- {id: api, name: API}`."],
        ),
        (
            "components: [api]",
            ["1:14: error: a component consists of `field: value` lines\n    Write for example `id: …`."],
        ),
        (
            "components:\n  - id: api\n",
            [
                "2:5: error: a component has no `name`\n"
                "    Add a line `name:` with what customers read; may be a mapping of language to name."
            ],
        ),
        (
            "components:\n  - {id: Web App, name: Web}\n",
            ["2:10: error: “Web App” cannot be an id\n    Write it like `web-app`."],
        ),
        (
            "groups: [{id: api, name: All, components: [{id: api, name: API}]}]\ncomponents: [{id: api, name: A}]\n",
            [
                "1:49: error: the id “api” is given twice\n"
                "    It stands already on line 1; groups and components share their ids.",
                "2:19: error: the id “api” is given twice\n"
                "    It stands already on line 1; groups and components share their ids.",
            ],
        ),
        (
            "components: [{id: api, name: {de: API}}]",
            ["1:31: error: “de” is not a language of this site\n    Write `en` or `it`."],
        ),
        (
            "components: [{id: api, name: API, since: 15.1.2024, uptime: maybe, url: 'javascript:alert(1)'}]",
            [
                "1:42: error: “15.1.2024” is not a day\n    Write it as year, month and day, for example `2026-11-24`.",
                "1:61: error: “maybe” is neither true nor false\n    Write `true` or `false`.",
                "1:73: error: “javascript:alert(1)” is not an address that can be linked\n"
                "    Write one like `https://example.com/` or `mailto:help@example.com`.",
            ],
        ),
        (
            "components: [{id: api, name: API, audience: staff, collapsed: true}]",
            [
                "1:45: error: “staff” is not an audience of this site\n    Write `public` or `internal`.",
                "1:52: error: `collapsed` does not belong here\n    Only a group can be collapsed.",
            ],
        ),
        (
            "components: [&a {id: api, name: API}, *a]",
            [
                "1:14: error: an anchor or alias (`&`, `*`) is not read here\n"
                "    Write the value out; put words that begin with such a mark in quotes."
            ],
        ),
    ],
)
def test_a_fault_is_told_with_its_place(text: str, messages: list[str]) -> None:
    assert faults(text) == messages


def test_what_can_be_read_beside_a_fault_is_read() -> None:
    catalog, findings = read_components(b"components: [{id: api}, {id: web, name: Web}]", "c.yml", SETTINGS)
    assert len(findings) == 1
    assert list(catalog.components) == ["api", "web"]
