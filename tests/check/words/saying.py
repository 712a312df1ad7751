"""What one rule says of one text."""

from datetime import UTC, datetime

from plainstatus.check.place import Part, Place
from plainstatus.check.rule import Passage, Remark, WordRule
from plainstatus.check.words.rules import RULES
from plainstatus.model.checks import Checks
from plainstatus.model.incident import Incident, Update

NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
BY_CODE: dict[str, WordRule] = {rule.code: rule for rule in RULES}


def passage(
    text: str, language: str = "en", part: Part = "text", audience: str = "public", **fields: object
) -> Passage:
    """`text` as the first update of an incident with the API, or as its title; `fields` are those of the update."""
    update = Update(NOON, **{"status": "investigating", "text": text, "audience": audience, **fields})
    title = text if part == "title" else "Incident with the API"
    incident = Incident("a", "a.md", title, components={"api": "partial_outage"}, updates=(update,))
    number = None if part == "title" else 0
    return Passage(Place(incident, part, number, None, 0, len(text)), text, language, audience)


def remarks(code: str, spoken: Passage, checks: Checks | None = None) -> list[Remark]:
    """What the rule of `code` says of a passage."""
    return list(BY_CODE[code].look(spoken, checks or Checks()))


def marked(code: str, text: str, language: str = "en", checks: Checks | None = None, **more: object) -> list[str]:
    """The stretches of `text` that the rule of `code` has something to say about."""
    spoken = passage(text, language, **more)  # type: ignore[arg-type]
    return [text[each.place.start : each.place.end] for each in remarks(code, spoken, checks)]
