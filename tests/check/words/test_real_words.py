"""The rules on words that people really wrote: what would stop a publication has to be right every time."""

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from plainstatus.check.passages import passages_of
from plainstatus.check.words.rules import RULES
from plainstatus.importers.cstate import import_cstate
from plainstatus.importers.statuskit import import_statuskit
from plainstatus.importers.statuspage import import_statuspage
from plainstatus.model.checks import Checks
from plainstatus.model.incident import Incident
from plainstatus.reading.site import read_site

#: How many findings of each rule were looked at and found right, whatever they weigh beyond a notice.
RIGHT = {
    "hosted": {"impact-unsaid": 7, "long-title": 27},
    "cstate-packit": {"impact-unsaid": 2},
    "cstate-sourcehut": {},
    "astro-ugrc": {},
}


@pytest.mark.corpus
@pytest.mark.parametrize("name", sorted(RIGHT))
def test_nothing_beyond_a_notice_is_said_of_real_words_but_what_was_judged_right(
    name: str, corpus: Path, tmp_path: Path
) -> None:
    severities = {rule.code: rule.severity for rule in RULES}
    passages = [each for incident in incidents_of(name, corpus, tmp_path) for each in passages_of(incident, "en")]

    said = Counter(rule.code for each in passages for rule in RULES for _ in rule.look(each, Checks()))

    assert len(passages) > 60
    assert {code: count for code, count in said.items() if severities[code] != "notice"} == RIGHT[name]


def incidents_of(name: str, corpus: Path, folder: Path) -> tuple[Incident, ...]:
    """What becomes of one source when it is brought in."""
    if name == "hosted":
        (folder / "incidents.json").write_text(json.dumps({"incidents": list(archived(corpus))}), encoding="utf-8")
        import_statuspage([folder / "incidents.json"], folder / "site")
    elif name.startswith("cstate"):
        import_cstate(corpus / name, folder / "site")
    else:
        import_statuskit(corpus / name, folder / "site")
    return read_site(folder / "site" / "mkdocs.yml").incidents


def archived(corpus: Path) -> Iterator[dict[str, Any]]:
    """The archive of the hosted page, which holds every incident since 2022, as its API would tell it."""
    lines = (corpus / "github-status-history" / "parsed" / "incidents.jsonl").read_text("utf-8").splitlines()
    for old in map(json.loads, lines):
        if old["impact"] == "maintenance":
            continue
        updates = [
            {
                "id": f"{old['id']}-{number}",
                "status": known(each["status"]),
                "body": each["message"],
                "display_at": each["at"],
            }
            for number, each in enumerate(old["updates"])
        ]
        yield {"id": old["id"], "name": old["title"], "impact": old["impact"], "incident_updates": updates[::-1]}


def known(status: str) -> str:
    """The archive says `Update` where the page kept the status before it."""
    return "investigating" if status == "Update" else status.lower()
