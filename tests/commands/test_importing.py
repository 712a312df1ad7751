"""`plainstatus import`."""

import json

import pytest

from ..importers.cstate_sites import cstate_site, issue
from ..importers.statuskit_sites import statuskit, statuskit_incident
from ..importers.upptime_repositories import HISTORY, comment, repository
from ..importers.upptime_repositories import issue as upptime_issue


@pytest.fixture
def old(tmp_path, site):
    return cstate_site(tmp_path / "old", a=issue("Dark."), b=issue("Dark.", affected="[Telegraph]"))


def test_an_import_says_what_it_read_wrote_and_noticed(old, site):
    result = site.run("import", "cstate", str(old), "--into", "new")

    assert result.exit_code == 0
    assert result.output == (
        "Worth a look:\n"
        "  content/issues/b.md: “Telegraph” is no system of config.yml: it is the retired component `telegraph`\n"
        "  content: 2 files have times without a zone: they were read as UTC (--timezone)\n"
        "\n"
        "Read 2 files, wrote 4 files, skipped 0.\n"
    )
    assert site.run("check", "-f", "new/mkdocs.yml").output == "No faults in 2 incident files.\n"
    assert site.run("build", "-f", "new/mkdocs.yml", "--strict").exit_code == 0


def test_a_second_import_finds_everything_there(old, site):
    site.run("import", "cstate", str(old), "--into", "new")

    result = site.run("import", "cstate", str(old), "--into", "new")

    assert result.exit_code == 0
    assert result.output.endswith("Read 2 files, wrote 0 files, 2 already there, skipped 0.\n")


def test_a_file_that_cannot_be_read_is_named_and_ends_in_1(old, site):
    (old / "content" / "issues" / "c.md").write_text("title: no front matter\n")

    result = site.run("import", "cstate", str(old), "--into", "new")

    assert result.exit_code == 1
    assert (
        "Not imported:\n  content/issues/c.md: it has no front matter: the first line is not `---`\n" in result.output
    )
    assert result.output.endswith("Read 3 files, wrote 4 files, skipped 1.\n")


def test_a_folder_that_is_no_cstate_site_is_wrong_use(site):
    result = site.run("import", "cstate", str(site.folder))

    assert result.exit_code == 2
    assert "there is no config.yml nor config.yaml: is this the folder of a cState site?." in result.output


def test_a_zone_that_nobody_knows_is_wrong_use(old, site):
    result = site.run("import", "cstate", str(old), "--timezone", "Rome")

    assert result.exit_code == 2
    assert "Error: --timezone: “Rome” is not a zone. Did you mean `Europe/Rome`?" in result.output


def test_a_page_that_is_no_incident_does_not_make_an_import_fail(old, site):
    (old / "content" / "about.md").write_text("---\ntitle: About\n---\n")

    result = site.run("import", "cstate", str(old), "--into", "new")

    assert result.exit_code == 0
    assert "Not imported:\n  content/about.md: it is a page, not an incident\n" in result.output


def test_an_upptime_repository_is_brought_in_with_its_issues(tmp_path, site):
    repository(tmp_path / "old", shop=HISTORY)
    (site.folder / "issues.json").write_text(json.dumps([upptime_issue(), upptime_issue(8, labels=["question"])]))
    (site.folder / "comments.json").write_text(json.dumps([comment(7)]))
    files = ("--issues", "issues.json", "--comments", "comments.json")

    result = site.run("import", "upptime", str(tmp_path / "old"), *files, "--into", "new")

    assert result.exit_code == 0
    assert result.output.endswith("Read 4 files, wrote 3 files, skipped 1.\n")
    assert site.run("check", "-f", "new/mkdocs.yml").output == "No faults in 1 incident file.\n"


def test_issues_that_were_cut_off_are_wrong_use_and_nothing_is_written(tmp_path, site):
    repository(tmp_path / "old")
    (site.folder / "issues.json").write_text('[{"number": 7')

    result = site.run("import", "upptime", str(tmp_path / "old"), "--issues", "issues.json", "--into", "new")

    assert result.exit_code == 2
    assert "issues.json:1:14: the JSON ends in the middle: the file was cut off." in result.output
    assert not (site.folder / "new").exists()


def test_comments_without_issues_are_wrong_use(tmp_path, site):
    repository(tmp_path / "old")
    (site.folder / "comments.json").write_text("[]")

    result = site.run("import", "upptime", str(tmp_path / "old"), "--comments", "comments.json")

    assert result.exit_code == 2
    assert "--comments are of no use without --issues." in result.output


def test_a_statuskit_site_is_brought_in(tmp_path, site):
    statuskit(tmp_path / "old", a=statuskit_incident("Dark."))

    result = site.run("import", "statuskit", str(tmp_path / "old"), "--into", "new")

    assert result.exit_code == 0
    assert result.output.endswith("Read 1 file, wrote 3 files, skipped 0.\n")


def test_a_folder_without_incidents_is_wrong_use(tmp_path, site):
    (tmp_path / "old").mkdir()

    result = site.run("import", "statuskit", str(tmp_path / "old"))

    assert result.exit_code == 2
    assert "there is no incident in " in result.output
