"""`plainstatus build`: the last good site stays until a better one is whole."""

import os
import re
import shutil
from pathlib import Path

import pytest

from plainstatus.commands.folder import NotOurs, replaced

from .conftest import INCIDENT


def pages(folder):
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_build_says_what_it_made(site):
    result = site.run("build")

    assert result.exit_code == 0
    assert re.fullmatch(r"Built 3 incidents into site/ in \d+\.\d s, as of 2026-11-24 14:30 UTC\.\n", result.output)
    assert "Mail is late" in (site.folder / "site" / "index.html").read_text()
    assert sorted(path.name for path in site.folder.iterdir()) == ["components.yml", "incidents", "mkdocs.yml", "site"]


def test_a_site_is_made_as_of_the_moment_that_is_asked_for(site):
    site.run("build", "--now", "2026-11-24 14:00")

    assert "Mail is late" not in (site.folder / "site" / "index.html").read_text()


def test_the_same_site_is_made_by_mkdocs(site):
    from mkdocs.commands.build import build
    from mkdocs.config import load_config

    site.run("build")
    build(load_config(str(site.folder / "mkdocs.yml"), site_dir=str(site.folder / "other")))

    assert pages(site.folder / "site") == pages(site.folder / "other")


def test_a_built_folder_can_be_read_by_a_web_server(site):
    site.run("build")

    mask = os.umask(0)
    os.umask(mask)
    assert (site.folder / "site").stat().st_mode & 0o777 == 0o777 & ~mask


def test_the_old_site_is_gone_when_the_new_one_is_there(site):
    site.run("build")
    site.write("site/old.html", "old")

    site.run("build")

    assert not (site.folder / "site" / "old.html").exists()


def test_a_fault_leaves_the_last_good_site(site):
    site.run("build")
    before = pages(site.folder / "site")
    site.late.write_text(INCIDENT.replace("api:", "apu:"))

    result = site.run("build")

    assert result.exit_code == 1
    assert "incidents/2026/2026-11-24-mail-late.md:4:14: error: there is no component “apu”\n" in result.output
    assert "    |              ^\n" in result.output
    assert result.output.endswith("The site has faults. Nothing was built; what was there is as it was.\n")
    assert pages(site.folder / "site") == before
    assert sorted(path.name for path in site.folder.iterdir()) == ["components.yml", "incidents", "mkdocs.yml", "site"]


def test_a_setting_that_mkdocs_refuses_is_a_few_plain_lines(site):
    site.write("mkdocs.yml", (site.folder / "mkdocs.yml").read_text() + "  - nonsense\n")

    result = site.run("build")

    assert result.exit_code == 1
    assert 'The "nonsense" plugin is not installed' in result.output
    assert "Traceback" not in result.output
    assert not (site.folder / "site").exists()


def test_another_theme_is_named_with_what_to_write_instead(site):
    site.write("mkdocs.yml", (site.folder / "mkdocs.yml").read_text().replace("name: plainstatus", "name: mkdocs"))

    result = site.run("build")

    assert result.exit_code == 1
    assert "The theme is 'mkdocs'. Write `theme: {name: plainstatus}` in mkdocs.yml." in result.output
    assert "not found" not in result.output


def test_with_strict_a_warning_stops_the_build(site):
    site.write("incidents/pages/about.md", "# About\n\n[gone](gone.md)\n")

    assert site.run("build").exit_code == 0
    before = pages(site.folder / "site")
    result = site.run("build", "--strict")

    assert result.exit_code == 1
    assert "strict mode" in result.output
    assert pages(site.folder / "site") == before


def test_a_folder_with_other_things_is_not_built_over(site):
    site.write("notes/diary.txt", "dear diary")

    result = site.run("build", "--site-dir", "notes")

    assert result.exit_code == 2
    assert "notes holds files that no build made" in result.output
    assert (site.folder / "notes" / "diary.txt").read_text() == "dear diary"


@pytest.mark.parametrize("folder", [".", ".."])
def test_the_current_folder_and_those_around_it_are_not_built_over(site, folder, monkeypatch):
    site.write("index.html", "looks like a site")
    site.write("below/index.html", "looks like a site")
    monkeypatch.chdir(site.folder / "below")

    assert site.run("build", "-f", "../mkdocs.yml", "--site-dir", folder).exit_code == 2
    assert site.late.read_text() == INCIDENT
    assert (site.folder / "below" / "index.html").read_text() == "looks like a site"


def test_a_swap_that_fails_brings_the_old_folder_back(tmp_path, monkeypatch):
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "index.html").write_text("old")
    rename = Path.rename

    def fail(self, target):
        if self.name.endswith(".new"):
            raise OSError(16, "Device or resource busy")
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", fail)

    with pytest.raises(OSError, match="busy"), replaced(tmp_path / "site") as fresh:
        (fresh / "index.html").write_text("new")

    assert pages(tmp_path) == {"site/index.html": b"old"}


def test_a_folder_that_is_not_ours_is_refused_before_anything_is_built(tmp_path):
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "diary.txt").write_text("mine")
    entered = []

    with pytest.raises(NotOurs), replaced(tmp_path / "site"):
        entered.append(True)

    assert entered == []


def test_a_link_to_the_site_stays_a_link(site):
    shutil.rmtree(site.folder / "site", ignore_errors=True)
    (site.folder / "real").mkdir()
    (site.folder / "site").symlink_to("real")

    assert site.run("build").exit_code == 0
    assert (site.folder / "site").is_symlink()
    assert (site.folder / "real" / "index.html").is_file()
