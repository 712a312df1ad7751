"""Parts of a JSON Schema (draft 2020-12) for documents in which no field is ever left out. Knows no such document."""

from collections.abc import Mapping
from typing import Any

Schema = dict[str, Any]

DRAFT = "https://json-schema.org/draft/2020-12/schema"

TEXT: Schema = {"type": "string"}
FLAG: Schema = {"type": "boolean"}
TIME: Schema = {"type": "string", "format": "date-time", "pattern": "Z$"}
DATE: Schema = {"type": "string", "format": "date"}


def object_of(properties: Mapping[str, Schema]) -> Schema:
    """An object with all of `properties`, and no others."""
    return {
        "type": "object",
        "properties": dict(properties),
        "required": list(properties),
        "additionalProperties": False,
    }


def list_of(items: Schema) -> Schema:
    """Any number of `items`."""
    return {"type": "array", "items": items}


def or_null(schema: Schema) -> Schema:
    """`schema`, or null where there is nothing to tell."""
    return {"anyOf": [schema, {"type": "null"}]}


def said(schema: Schema, description: str) -> Schema:
    """`schema` with what it means."""
    return {"description": description, **schema}
