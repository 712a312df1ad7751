"""`plainstatus init`."""

import subprocess
import sys
from pathlib import Path

import pytest

from plainstatus.starter.agreed import templates_folder

#: Without those in further languages, which a new site does not speak.
AGREED = sorted(path for path in templates_folder().glob("*.md") if "." not in path.stem)


@pytest.fixture
def made(tmp_path, monkeypatch, site):
    """The folder of a site made in each language."""

    def make(language):
        folder = tmp_path / "made"
        result = site.run("init", str(folder), "--language", language)
        assert result.exit_code == 0, result.output
        monkeypatch.chdir(folder)
        return folder

    return make


@pytest.mark.parametrize("language", ["en", "it"])
def test_a_new_site_has_no_fault_and_builds_strictly(made, site, language):
    folder = made(language)

    assert site.run("check").output == "No faults in 1 incident file.\n"
    result = subprocess.run([sys.executable, "-m", "mkdocs", "build", "--strict"], capture_output=True, text=True)
    assert result.returncode == 0, result.stderr
    assert f'<html lang="{language}"' in (folder / "site" / "index.html").read_text()


def test_a_new_site_has_everything_that_its_readme_speaks_of(made):
    folder = made("en")

    files = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    assert files == [
        ".gitignore",
        "README.md",
        "components.yml",
        "incidents/2026/2026-11-23-card-payments-fail.md",
        *(f"incidents/_templates/{path.name}" for path in AGREED),
        "incidents/pages/about.md",
        "mkdocs.yml",
    ]
    assert not [path for path in folder.rglob("*") if path.is_file() and "@DAY@" in path.read_text()]


def test_the_commands_of_its_readme_work(made, site):
    made("en")

    assert site.run("new", "incident", "--component", "payments=major", "--title", "Card payments fail").exit_code == 0
    assert site.run("update", ".", "identified", "-m", "We know the cause.", "--next-update", "30m").exit_code == 0
    assert site.run("resolve", "-m", "Card payments work again.").exit_code == 0
    assert site.run("new", "--template", "outage").exit_code == 0


def test_a_new_site_has_the_templates_in_its_own_language(made, site):
    made("it")

    said = site.run("templates", "outage")

    assert said.exit_code == 0, said.output
    assert "outage (incident; it)\nQualcosa che i clienti usano non funziona affatto.\n" in said.output
    assert "Quando arriverà il prossimo messaggio?" in said.output
    written = site.run("new", "--template", "outage", "-c", "negozio", "--set", "title=Il negozio non risponde")
    assert "Stiamo cercando la causa." in next(Path("incidents").rglob("*il-negozio-non-risponde.md")).read_text()
    assert "There is no" not in written.output


def test_nothing_that_is_there_is_written_over(tmp_path, site):
    folder = tmp_path / "made"
    folder.mkdir()
    (folder / "components.yml").write_text("mine")

    result = site.run("init", str(folder))

    assert (result.exit_code, result.output) == (
        1,
        f"Error: {folder} has components.yml already. Nothing was written.\n",
    )
    assert [path.name for path in folder.iterdir()] == ["components.yml"]


def test_a_readme_that_is_there_stays(tmp_path, site):
    folder = tmp_path / "made"
    folder.mkdir()
    (folder / "README.md").write_text("mine")

    result = site.run("init", str(folder))

    assert result.output.startswith("Left README.md as it was.\nMade a site of ")
    assert (folder / "README.md").read_text() == "mine"


def test_a_folder_that_cannot_be_written_is_one_line(tmp_path, site):
    (tmp_path / "file").write_text("")

    result = site.run("init", str(tmp_path / "file" / "status"))

    assert result.exit_code == 1
    assert result.output == f"Error: {tmp_path / 'file'}: File exists\n" or "Not a directory" in result.output
