"""The JSON Schema of the record of a drill."""

from dataclasses import fields
from typing import Any, get_args

from plainstatus.drill.record import VERSION, Where
from plainstatus.drill.step import Verdict
from plainstatus.model.rehearsal import Objectives

_Schema = dict[str, Any]

_TEXT: _Schema = {"type": "string"}
_SECONDS: _Schema = {"type": "number", "minimum": 0}


def record_schema() -> _Schema:
    """What every record holds; no field is ever left out."""
    step = {
        "part": _said(_TEXT, "The turn of the scenario, or `Before` and `After`."),
        "name": _TEXT,
        "verdict": {"enum": list(get_args(Verdict))},
        "seconds": _SECONDS,
        "objective": {"type": ["integer", "null"], "description": "The most seconds that it may take."},
        "said": _said(_TEXT, "Why, where it did not pass; else what is worth saying of it."),
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "The record of `plainstatus drill`",
        **_object(
            {
                "version": {"const": VERSION},
                "scenario": _TEXT,
                "began": {"type": "string", "format": "date-time", "pattern": "Z$"},
                "seconds": _SECONDS,
                "good": {"type": "boolean", "description": "Nothing was late, failed or untried."},
                "languages": {"type": "array", "items": _TEXT},
                "places": _object(
                    {name: {"enum": list(get_args(Where))} for name in ("targets", "channels", "ledger")}
                ),
                "objectives": _object({each.name: {"type": "integer"} for each in fields(Objectives)}),
                "steps": {"type": "array", "items": _object(step)},
            }
        ),
    }


def _object(properties: _Schema) -> _Schema:
    return {"type": "object", "properties": properties, "required": list(properties), "additionalProperties": False}


def _said(schema: _Schema, words: str) -> _Schema:
    return {**schema, "description": words}
