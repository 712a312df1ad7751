"""`plainstatus import`."""

import pytest

from ..importers.cstate_sites import cstate_site, issue


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
