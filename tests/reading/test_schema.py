import json
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from plainstatus.reading.schema import FOLDER, components_schema, incident_schema, schemas, write_schemas
from tests.reading.files import MAINTENANCE, faults
from tests.reading.test_components import WHOLE as COMPONENTS
from tests.reading.test_incident import WHOLE as INCIDENT


class EditorLoader(yaml.SafeLoader):
    """YAML as an editor sees it: numbers and truths, but no dates."""


EditorLoader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if not tag.endswith("timestamp")]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def is_valid(schema: dict[str, Any], text: str) -> bool:
    return Draft202012Validator(schema).is_valid(yaml.load(text, EditorLoader))


def front_of(text: str) -> str:
    return text.split("---\n")[1]


@pytest.mark.parametrize("name", sorted(schemas()))
def test_the_schemas_in_the_package_are_those_of_the_reader(name: str) -> None:
    """`python -m plainstatus.reading.schema` writes them anew."""
    assert (FOLDER / name).read_text(encoding="utf-8") == schemas()[name]


def test_the_schemas_are_written_whole(tmp_path: Any) -> None:
    write_schemas(tmp_path / "new")
    assert {path.name: path.read_text(encoding="utf-8") for path in (tmp_path / "new").iterdir()} == schemas()


@pytest.mark.parametrize("text", schemas().values(), ids=schemas())
def test_a_schema_is_one(text: str) -> None:
    Draft202012Validator.check_schema(json.loads(text))


def test_files_that_the_reader_takes_are_valid() -> None:
    assert is_valid(components_schema(), COMPONENTS)
    assert is_valid(incident_schema(), front_of(INCIDENT))
    assert is_valid(incident_schema(), front_of(MAINTENANCE))
    assert is_valid(incident_schema(), "title: Closed\nkind: notice\ncomponents: {}\nuntil: 2026-12-01 00:00\n")
    assert is_valid(incident_schema()["$defs"]["update"], "next_update: '14:35'\nexpected_recovery: 1h30m\n")


@pytest.mark.parametrize(
    "front",
    [
        "components: {api: partial_outage}",
        "title: Slow",
        "title: Slow\ncomponents: {}",
        "title: Slow\ncomponents: [api]",
        "title: Slow\ncomponents: {api: outage}",
        "title: Slow\ncomponents: {API: partial_outage}",
        "title: Slow\ncomponents: {api: partial_outage}\nseverity: high",
        "title: Slow\ncomponents: {api: partial_outage}\nimpact: huge",
        "title: Slow\ncomponents: {api: partial_outage}\nstarted: yesterday",
        "title: Slow\ncomponents: {api: partial_outage}\nremind: [1d]",
        "title: Slow\ncomponents: {api: partial_outage}\nuntil: 2026-12-01 00:00",
        "title: Racks\nkind: maintenance\ncomponents: [api]",
        f"title: {'x' * 121}\ncomponents: {{api: partial_outage}}",
    ],
)
def test_what_the_reader_refuses_is_not_valid(front: str) -> None:
    assert not is_valid(incident_schema(), front)
    assert faults(f"---\n{front}\n---\n## Update — 2026-11-24 14:05 UTC\n") != []


@pytest.mark.parametrize(
    "text",
    ["components: [api]", "components: [{id: api}]", "components: [{id: A, name: A}]", "things: []", "groups: {}"],
)
def test_components_that_the_reader_refuses_are_not_valid(text: str) -> None:
    assert not is_valid(components_schema(), text)


def test_every_field_has_words_that_an_editor_can_show() -> None:
    for schema in (components_schema(), incident_schema(), incident_schema()["$defs"]["update"]):
        assert all(each["description"].endswith(".") for each in schema["properties"].values())
