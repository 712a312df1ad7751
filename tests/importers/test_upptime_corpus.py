"""A real Upptime repository by other people, where it is at hand."""

import os
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from plainstatus.commands.program import program
from plainstatus.importers.upptime import import_upptime
from plainstatus.reading.site import read_site

CORPUS = Path(os.environ.get("PLAINSTATUS_CORPUS") or Path(__file__).parents[3] / "shared" / "corpus")
SOURCE = CORPUS / "upptime-smeedijzer"

pytestmark = [
    pytest.mark.corpus,
    pytest.mark.skipif(not CORPUS.is_dir(), reason=f"{CORPUS} is not there; PLAINSTATUS_CORPUS says where it is"),
]


@pytest.fixture
def target(tmp_path):
    (tmp_path / "new").mkdir()
    return tmp_path / "new"


def test_the_sites_become_components_and_the_page_is_built(target):
    report = import_upptime(SOURCE, target)

    assert (report.read, report.skipped) == (6, [])
    site = read_site(target / "mkdocs.yml")
    assert {id: each.since for id, each in site.catalog.components.items()} == {
        "google": date(2020, 8, 10),
        "wikipedia": date(2020, 8, 10),
        "hacker-news": date(2020, 8, 10),
        "test-broken-site": date(2021, 4, 20),
    }
    assert [path for path, remark in report.remarks if "no open issue says so" in remark] == [
        "history/test-broken-site.yml"
    ]
    for command in ("check", "build"):
        result = CliRunner().invoke(program, [command, "-f", str(target / "mkdocs.yml")])
        assert result.exit_code == 0, result.output


def test_a_second_import_changes_nothing(target):
    import_upptime(SOURCE, target)

    assert import_upptime(SOURCE, target).written == []
