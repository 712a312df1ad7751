"""A real Astro page by other people that grew from StatusKit, where it is at hand."""

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from plainstatus.commands.program import program
from plainstatus.importers.statuskit import import_statuskit
from plainstatus.reading.site import read_site

from .cstate_sites import words_of

pytestmark = pytest.mark.corpus


@pytest.fixture
def source(corpus):
    return corpus / "astro-ugrc"


@pytest.fixture
def target(tmp_path):
    (tmp_path / "new").mkdir()
    return tmp_path / "new"


def words_to_keep(text: str) -> set[str]:
    """The words of a file that must come out: all but front matter, imports, and times and marks of updates."""
    body = re.sub(r"\A\s*(---|\+\+\+)\n.*?^\1$", "", text, count=1, flags=re.DOTALL | re.MULTILINE)
    body = re.sub(r"^import .*$|</?Update[^>]*>|\{\{<\s*track.*?>\}\}", "", body, flags=re.MULTILINE)
    return words_of(body.casefold())


def lost_words(files: dict[str, str], target: Path) -> dict[str, set[str]]:
    """What is in no incident file of `target`, by the stems of the `files` that it came from."""
    written = {
        incident.external_id: (target / "incidents" / incident.path).read_text().casefold()
        for incident in read_site(target / "mkdocs.yml").incidents
    }
    lost = {stem: words_to_keep(text) - words_of(written[stem]) for stem, text in files.items() if stem in written}
    return {stem: words for stem, words in lost.items() if words}


def test_every_file_is_imported_with_all_its_words_and_the_site_is_built(source, target):
    files = {path.stem: path.read_text() for path in (source / "src" / "content" / "incident").iterdir()}

    report = import_statuskit(source, target)

    assert (report.read, report.skipped) == (57, [])
    assert sorted(incident.external_id for incident in read_site(target / "mkdocs.yml").incidents) == sorted(files)
    assert lost_words(files, target) == {}
    config = target / "mkdocs.yml"
    config.write_text(f"site_url: https://status.map.example/\n{config.read_text()}")
    for command in ("check", "build"):
        result = CliRunner().invoke(program, [command, "-f", str(config)])
        assert result.exit_code == 0, result.output


def test_what_the_page_was_before_is_imported_too(source, target, tmp_path):
    """The last revision of each file in the time of TOML and `track`."""
    files = {}
    for line in (source / "revisions.jsonl").read_text().splitlines():
        revision = json.loads(line)
        if revision["path"].startswith("site/content/incidents/") and revision.get("content", "").strip():
            files[Path(revision["path"]).stem] = revision["content"]
    content = tmp_path / "old" / "site" / "content" / "incidents"
    content.mkdir(parents=True)
    for stem, text in files.items():
        (content / f"{stem}.md").write_text(text)

    report = import_statuskit(tmp_path / "old", target)

    assert (report.read, report.skipped) == (len(files), [])
    assert lost_words(files, target) == {}


def test_a_second_import_changes_nothing(source, target):
    import_statuskit(source, target)

    assert import_statuskit(source, target).written == []
