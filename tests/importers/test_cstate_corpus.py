"""Real cState sites by other people, where they are at hand."""

import shutil
from pathlib import Path

import pytest

from plainstatus.importers.cstate import import_cstate
from plainstatus.reading.site import read_site

from ..corpus import CORPUS
from .cstate_sites import words_of, words_to_keep

UNREADABLE = {
    "packit": ["2023-10-31-release-monitoring.org-outage.md", "2024-08-13-github-outage.md"],
    "sourcehut": [],
    "deepset": [],
}

pytestmark = [
    pytest.mark.corpus,
    pytest.mark.skipif(not CORPUS.is_dir(), reason=f"{CORPUS} is not there; PLAINSTATUS_CORPUS says where it is"),
]


@pytest.fixture(params=sorted(UNREADABLE))
def site(request, tmp_path):
    """The name of a site, a copy with the incidents that it deleted later, and an empty folder."""
    source = tmp_path / "old"
    shutil.copytree(CORPUS / f"cstate-{request.param}", source)
    for path in (source / "removed-later").glob("*.md"):
        shutil.copy(path, source / "content" / "issues")
    (tmp_path / "new").mkdir()
    return request.param, source, tmp_path / "new"


def test_every_file_is_read_or_named(site):
    name, source, target = site
    files = sorted((source / "content" / "issues").glob("*.md"))

    report = import_cstate(source, target)

    assert [Path(path).name for path, _ in report.skipped] == UNREADABLE[name]
    reading = read_site(target / "mkdocs.yml")
    # A site that names no address has none until its owner says it.
    faults = [finding for finding in reading.findings if finding.severity == "error"]
    assert [str(fault) for fault in faults if fault.code != "missing-address"] == []
    assert sorted(incident.external_id for incident in reading.incidents) == sorted(
        path.stem for path in files if path.name not in UNREADABLE[name]
    )


def test_no_word_of_any_file_is_lost(site):
    name, source, target = site
    import_cstate(source, target)
    written = {
        incident.external_id: (target / "incidents" / incident.path).read_text()
        for incident in read_site(target / "mkdocs.yml").incidents
    }

    lost = {}
    for path in (source / "content" / "issues").glob("*.md"):
        if path.name not in UNREADABLE[name]:
            lost[path.name] = words_to_keep(path.read_text()) - words_of(written[path.stem])

    assert {name: words for name, words in lost.items() if words} == {}


def test_a_second_import_changes_nothing(site):
    _, source, target = site
    import_cstate(source, target)

    assert import_cstate(source, target).written == []
