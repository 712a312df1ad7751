"""A real Upptime repository by other people, where it is at hand."""

from datetime import date

import pytest
from click.testing import CliRunner

from plainstatus.commands.program import program
from plainstatus.importers.upptime import import_upptime
from plainstatus.reading.site import read_site

pytestmark = pytest.mark.corpus


@pytest.fixture
def source(corpus):
    return corpus / "upptime-smeedijzer"


@pytest.fixture
def target(tmp_path):
    (tmp_path / "new").mkdir()
    return tmp_path / "new"


def test_the_sites_become_components_and_the_page_is_built(source, target):
    report = import_upptime(source, target)

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


def test_a_second_import_changes_nothing(source, target):
    import_upptime(source, target)

    assert import_upptime(source, target).written == []
