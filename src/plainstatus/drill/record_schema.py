"""The JSON Schema of the record of a drill."""

from dataclasses import fields
from typing import get_args

from plainstatus.drill.record import VERSION, Where
from plainstatus.drill.step import Verdict
from plainstatus.json_schema import DRAFT, FLAG, TEXT, TIME, Schema, list_of, object_of, said
from plainstatus.model.rehearsal import Objectives

_SECONDS: Schema = {"type": "number", "minimum": 0}


def record_schema() -> Schema:
    """What every record holds; no field is ever left out."""
    step = {
        "part": said(TEXT, "The turn of the scenario, or `Before` and `After`."),
        "name": TEXT,
        "verdict": {"enum": list(get_args(Verdict))},
        "seconds": _SECONDS,
        "objective": {"type": ["integer", "null"], "description": "The most seconds that it may take."},
        "said": said(TEXT, "Why, where it did not pass; else what is worth saying of it."),
    }
    return {
        "$schema": DRAFT,
        "title": "The record of `plainstatus drill`",
        **object_of(
            {
                "version": {"const": VERSION},
                "scenario": TEXT,
                "began": TIME,
                "seconds": _SECONDS,
                "good": said(FLAG, "Nothing was late, failed or untried."),
                "languages": list_of(TEXT),
                "places": object_of(
                    {name: {"enum": list(get_args(Where))} for name in ("targets", "channels", "ledger")}
                ),
                "objectives": object_of({each.name: {"type": "integer"} for each in fields(Objectives)}),
                "steps": list_of(object_of(step)),
            }
        ),
    }
