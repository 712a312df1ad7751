"""Where in the words of an incident a remark is about. Does not know files: `check/locating.py` finds the line."""

from dataclasses import dataclass
from typing import Literal

from plainstatus.model.incident import Incident

#: `file` is the file as a whole, `field` one of its fields or of those of an update.
Part = Literal["file", "title", "summary", "heading", "field", "text"]


@dataclass(frozen=True, slots=True)
class Place:
    """From `start` to `end` in a part of an incident, counted in characters of its Markdown.

    `update` is an index into `incident.updates`, None for what stands above the first of them. `language` is that of
    a translation, None for the words of the file itself. `field` is the name of one, where the part is `field`.
    """

    incident: Incident
    part: Part
    update: int | None = None
    language: str | None = None
    start: int = 0
    end: int = 0
    field: str = ""
