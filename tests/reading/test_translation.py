from pathlib import Path

from plainstatus.model.incident import Incident
from plainstatus.reading.folder import read_incidents
from tests.reading.files import FRONT, IN_ROME, OPENING, write

ORIGINAL = (
    FRONT + "Sorry.\n\n" + OPENING + "next_update: 15:00\n\nWe look.\n\n## Resolved — 2026-11-24 15:41 UTC\n\nFine.\n"
)
ITALIAN = """---
title: Pacchi non tracciati
---
Ci scusiamo.

## In esame — 2026-11-24 15:05

Stiamo guardando.
"""


def read(folder: Path, italian: str, name: str = "a.it.md") -> tuple[tuple[Incident, ...], list[str]]:
    write(folder, {"a.md": ORIGINAL, name: italian})
    incidents, findings = read_incidents(folder, IN_ROME, display="incidents")
    return incidents, [str(finding) for finding in findings]


def test_the_words_of_another_language_are_matched_by_time(tmp_path: Path) -> None:
    (incident,), found = read(tmp_path, ITALIAN)

    assert found == []
    assert (incident.title, incident.titles) == ("Parcels are not tracked", {"it": "Pacchi non tracciati"})
    assert (incident.summary, incident.summaries) == ("Sorry.", {"it": "Ci scusiamo."})
    assert [update.translations for update in incident.updates] == [{"it": "Stiamo guardando."}, {}]
    assert [update.text for update in incident.updates] == ["We look.", "Fine."]


def test_a_translation_needs_no_front_matter(tmp_path: Path) -> None:
    (incident,), found = read(tmp_path, "## Risolto — 2026-11-24 15:41 UTC\n\nBene.\n")
    assert found == []
    assert (incident.titles, incident.updates[1].translations) == ({}, {"it": "Bene."})


def test_an_update_that_the_original_lacks_is_a_fault(tmp_path: Path) -> None:
    (incident,), found = read(tmp_path, ITALIAN.replace("15:05", "15:06"))
    assert found == [
        "incidents/a.it.md:6:1: error: `a.md` has no update at 2026-11-24 14:06 UTC\n"
        "    Write the heading's time as it stands there."
    ]
    assert incident.titles == {}


def test_fields_stand_in_the_original_alone(tmp_path: Path) -> None:
    text = ITALIAN.replace("title:", "impact: major\ntitle:").replace("15:05\n", "15:05\naudience: internal\n")
    assert read(tmp_path, text)[1] == [
        "incidents/a.it.md:2:1: error: `impact` does not belong here\n"
        "    Delete it here: it is read from the file in the default language alone.",
        "incidents/a.it.md:8:1: error: fields are read from `a.md` alone\n"
        "    Delete it here; a blank line above makes words of it.",
    ]


def test_placeholders_and_hidden_characters_are_faults_here_too(tmp_path: Path) -> None:
    _, found = read(tmp_path, ITALIAN + "<<nome>> \u202e\n")
    assert [fault.splitlines()[0] for fault in found] == [
        "incidents/a.it.md:9:1: error: the placeholder <<nome>> was not filled in",
        "incidents/a.it.md:9:10: error: the line holds U+202E (right-to-left override), which nobody can see",
    ]


def test_a_language_that_the_site_does_not_have_is_a_fault(tmp_path: Path) -> None:
    assert read(tmp_path, ITALIAN, "a.de.md")[1] == [
        "incidents/a.de.md: error: “de” is not a language of this site\n"
        "    The languages of this site are en, it; set `languages` in `mkdocs.yml`."
    ]


def test_the_first_language_has_no_translation(tmp_path: Path) -> None:
    assert read(tmp_path, ITALIAN, "a.en.md")[1] == [
        "incidents/a.en.md: error: “en” is the language of the incident files themselves\n"
        "    Put the words into the file without it in the name."
    ]


def test_a_translation_of_nothing_is_a_fault(tmp_path: Path) -> None:
    assert read(tmp_path, ITALIAN, "b.it.md")[1] == [
        "incidents/b.it.md: error: there is no `b.md` that these words could translate\n"
        "    Name the file after the incident."
    ]
