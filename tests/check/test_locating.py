"""Where in a file a place of an incident's words stands."""

from plainstatus.check.locating import Locator
from plainstatus.check.place import Place
from plainstatus.model.component import Catalog, Component
from plainstatus.model.incident import Incident
from plainstatus.model.settings import Settings
from plainstatus.reading.context import ReadingContext
from plainstatus.reading.faults import Faults
from plainstatus.reading.incident import read_incident
from plainstatus.reading.source import decode
from plainstatus.reading.translation import read_translation

CONTEXT = ReadingContext(
    Catalog({"api": Component("api", {"": "API"})}, ungrouped=("api",)), Settings(languages=("en", "it"))
)
FILE = """\
---
title: "The API fails"
components:
  api: partial_outage
started: 2026-11-24 14:00 UTC
---


What a summary says,
over two lines.

## Identified — 2026-11-24 14:36 UTC

Second in time, first in the file.

## Investigating — 2026-11-24 14:05 UTC
next_update: 14:35
expected_recovery: 16:00


One in five — ça fails.
More of it.
"""
ITALIAN = """\
---
title: L'API non risponde
---

## In analisi — 2026-11-24 14:05 UTC

Una richiesta su cinque.
"""


def read(text: str = FILE, italian: str = ITALIAN) -> Incident:
    incident, faults = read_incident(text.encode(), "x/a.md", CONTEXT)
    assert incident is not None, faults
    incident, faults = read_translation(italian.encode(), "x/a.it.md", incident, "it", CONTEXT)
    assert faults == []
    return incident


def spot_of(part, update=None, language=None, start=0, end=0, field="", text=FILE, incident=None):
    """Path, place and whether the words stand there as they are."""
    files = {"x/a.md": decode(text.encode(), Faults("")), "x/a.it.md": ITALIAN}
    place = Place(incident or read(text), part, update, language, start, end, field)
    found = Locator(files.get, "UTC").spot(place)
    return found.path, tuple(found[1:5]), found.verbatim


def test_words_of_an_update_are_found_under_its_fields_and_blank_lines():
    assert spot_of("text", 0, start=14, end=16) == ("x/a.md", (21, 15, 21, 17), True)
    assert spot_of("text", 0, start=14, end=28) == ("x/a.md", (21, 15, 22, 5), True)


def test_an_update_is_found_wherever_it_stands_in_the_file():
    assert spot_of("text", 1, start=0, end=6) == ("x/a.md", (14, 1, 14, 7), True)
    assert spot_of("heading", 1)[1][:2] == (12, 1)


def test_a_summary_and_a_title_are_found_as_they_are_written():
    assert spot_of("summary", start=21, end=25) == ("x/a.md", (10, 1, 10, 5), True)
    assert spot_of("title", start=4, end=7) == ("x/a.md", (2, 13, 2, 16), True)


def test_a_title_that_is_written_with_escapes_has_a_line_and_is_not_replaced():
    text = FILE.replace('"The API fails"', r'"The \u0041PI fails"')

    assert spot_of("title", start=4, end=7, text=text) == ("x/a.md", (2, 8, 0, 0), False)


def test_words_of_a_translation_are_found_in_its_own_file():
    assert spot_of("text", 0, "it", 4, 13) == ("x/a.it.md", (7, 5, 7, 14), True)
    assert spot_of("title", None, "it", 0, 5) == ("x/a.it.md", (2, 8, 2, 13), True)


def test_a_field_is_found_where_its_value_stands():
    assert spot_of("field", 0, field="expected_recovery")[1][:2] == (18, 20)
    assert spot_of("field", None, field="started")[1][:2] == (5, 10)
    assert spot_of("field", None, field="components.api")[1][:2] == (4, 8)


def test_a_field_that_is_not_there_is_missed_at_the_heading():
    assert spot_of("field", 1, field="next_update")[1][:2] == (12, 1)


def test_lines_are_the_same_with_the_line_ends_of_any_system():
    text = FILE.replace("\n", "\r\n")

    assert spot_of("text", 0, start=14, end=16, text=text) == ("x/a.md", (21, 15, 21, 17), True)


def test_words_that_were_changed_meanwhile_are_not_taken_for_those_that_were_read():
    changed = FILE.replace("One in five", "Two in five")

    assert spot_of("text", 0, start=14, end=16, text=changed, incident=read()) == ("x/a.md", (16, 1, 0, 0), False)


def test_a_file_that_is_gone_is_named_as_a_whole():
    found = Locator({}.get, "UTC").spot(Place(read(), "text", 0, None, 0, 3))

    assert (found.path, found.line) == ("x/a.md", 0)
