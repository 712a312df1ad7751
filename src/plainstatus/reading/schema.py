"""JSON Schemas of `components.yml` and of the front matter, from the definitions that the reader uses.

`python -m plainstatus.reading.schema` writes them into `plainstatus/schemas`.
"""

import json
import os
from pathlib import Path
from typing import Any

from plainstatus.model.status import KINDS
from plainstatus.reading.components import CATALOG
from plainstatus.reading.definitions import FRONT_MATTER, UPDATE_FIELDS
from plainstatus.reading.values import Schema

FOLDER = Path(__file__).parent.parent / "schemas"

_DRAFT = "https://json-schema.org/draft/2020-12/schema"


def components_schema() -> Schema:
    """The schema of `components.yml`."""
    return {"$schema": _DRAFT, "title": "The components of a plainstatus site", **CATALOG.schema()}


def incident_schema() -> Schema:
    """The schema of an incident file's front matter; that of an update's fields stands in it as `$defs/update`."""
    return {
        "$schema": _DRAFT,
        "title": "The front matter of a plainstatus incident file",
        **FRONT_MATTER.schema(),
        "allOf": [*_by_kind(), _components_by_kind()],
        "$defs": {"update": {"description": "The fields of one update.", **UPDATE_FIELDS.schema()}},
    }


def schemas() -> dict[str, str]:
    """Each schema as the text of its file, by the name of the file."""
    made = {"components.schema.json": components_schema(), "incident.schema.json": incident_schema()}
    return {name: json.dumps(schema, indent=2, ensure_ascii=False) + "\n" for name, schema in made.items()}


def write_schemas(folder: Path = FOLDER) -> None:
    """Write every schema into `folder`, each in one step."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in schemas().items():
        unfinished = folder / f".{name}.{os.getpid()}"
        unfinished.write_text(text, encoding="utf-8")
        unfinished.replace(folder / name)


def _by_kind() -> list[Schema]:
    """For each field that not every kind of file has: where it must be, and where it must not."""
    rules: list[Schema] = []
    for each in FRONT_MATTER.fields:
        if each.kinds == KINDS:
            continue
        rule: dict[str, Any] = {"if": _is_kind(*each.kinds), "else": {"properties": {each.name: False}}}
        if each.required:
            rule["then"] = {"required": [each.name]}
        rules.append(rule)
    return rules


def _components_by_kind() -> Schema:
    """When a file may touch no component; only a maintenance may list them without statuses."""
    some = {"anyOf": [{"type": "object", "minProperties": 1}, {"type": "array", "minItems": 1}]}
    may_touch_none = [_is_kind("notice"), {"required": ["impact"]}, {"required": ["external_id"]}]
    return {
        "if": {"anyOf": may_touch_none},
        "else": {"properties": {"components": some}},
        "allOf": [
            {
                "if": {"not": _is_kind("maintenance")},
                "then": {"properties": {"components": {"anyOf": [{"type": "object"}, {"maxItems": 0}]}}},
            }
        ],
    }


def _is_kind(*kinds: str) -> Schema:
    return {"properties": {"kind": {"enum": list(kinds)}}, "required": ["kind"]}


if __name__ == "__main__":
    write_schemas()
