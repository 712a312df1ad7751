import subprocess
from datetime import date
from pathlib import Path

import pytest

from plainstatus.reading.edits import edited_updates, with_edits
from tests.reading.files import FRONT, OPENING, read, utc, write

FILE = FRONT + OPENING + "next_update: 14:35\n\nWe look.\n"
LATER = "\n## Resolved — 2026-11-24 15:41 UTC\n\nFine.\n"
FIRST = utc("2026-11-24 14:05")


class Repository:
    """A git repository whose commits are made on days of our choice."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.git("init", "-q")

    def git(self, *arguments: str, day: str = "2026-11-24") -> None:
        who = {f"GIT_{role}_{part}": "a@example.com" for role in ("AUTHOR", "COMMITTER") for part in ("NAME", "EMAIL")}
        when = {f"GIT_{role}_DATE": f"{day}T12:00:00Z" for role in ("AUTHOR", "COMMITTER")}
        subprocess.run(
            ["git", "-C", str(self.folder), *arguments],
            check=True,
            capture_output=True,
            env={"PATH": "/usr/bin:/bin:/usr/local/bin", "HOME": str(self.folder), **who, **when},
        )

    def commit(self, day: str, **files: str) -> None:
        write(self.folder, {name.replace("__", "/") + ".md": text for name, text in files.items()})
        self.git("add", "-A")
        self.git("commit", "-qm", "Change", day=day)


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    return Repository(tmp_path)


def test_words_that_were_mended_are_known_with_the_day_of_the_latest_mend(repository: Repository) -> None:
    repository.commit("2026-11-24", i__a=FILE)
    repository.commit("2026-11-25", i__a=FILE.replace("look", "are looking") + LATER)
    repository.commit("2026-11-27", i__a=FILE.replace("We", "We all") + LATER)

    assert edited_updates(repository.folder / "i") == {("a.md", FIRST): date(2026, 11, 27)}


def test_a_new_update_a_moved_order_and_other_fields_are_no_mend(repository: Repository) -> None:
    repository.commit("2026-11-24", i__a=FILE)
    repository.commit("2026-11-25", i__a=FILE + LATER)
    repository.commit("2026-11-26", i__a=FRONT + LATER + "\n" + FILE.removeprefix(FRONT))
    repository.commit("2026-11-27", i__a=FILE.replace("14:35", "15:00").replace("title: P", "title: Some p") + LATER)

    assert edited_updates(repository.folder / "i") == {}


def test_words_in_the_place_of_placeholders_are_no_mend(repository: Repository) -> None:
    """A draft with placeholders was on no page."""
    repository.commit("2026-11-24", i__a=FILE.replace("We look", "<<What do customers see?>> We look"))
    repository.commit("2026-11-25", i__a=FILE)

    assert edited_updates(repository.folder / "i") == {}

    repository.commit("2026-11-26", i__a=FILE.replace("look", "are looking"))

    assert edited_updates(repository.folder / "i") == {("a.md", FIRST): date(2026, 11, 26)}


def test_a_file_that_went_and_came_back_is_compared_with_what_it_was(repository: Repository) -> None:
    repository.commit("2026-11-24", i__a=FILE, i__b=FILE)
    (repository.folder / "i" / "a.md").unlink()
    repository.commit("2026-11-25")
    repository.commit("2026-11-26", i__a=FILE.replace("look", "looked"))

    assert edited_updates(repository.folder / "i") == {("a.md", FIRST): date(2026, 11, 26)}


def test_names_with_spaces_and_accents_are_found(repository: Repository) -> None:
    repository.commit("2026-11-24", **{"i__2026 é": FILE})
    repository.commit("2026-11-25", **{"i__2026 é": FILE.replace("We", "They")})
    assert edited_updates(repository.folder / "i") == {("2026 é.md", FIRST): date(2026, 11, 25)}
    assert edited_updates(repository.folder / "i", ["other.md"]) == {}


def test_two_processes_answer_for_all_files(repository: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    files = {f"i__{number}": FILE for number in range(30)}
    repository.commit("2026-11-24", **files)
    repository.commit("2026-11-25", **{name: text.replace("We", "They") for name, text in files.items()})
    started = []
    run = subprocess.run
    monkeypatch.setattr(subprocess, "run", lambda *given, **named: started.append(given) or run(*given, **named))

    assert len(edited_updates(repository.folder / "i")) == 30
    assert len(started) == 2


def test_the_environment_cannot_point_git_elsewhere(
    repository: Repository, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    repository.commit("2026-11-24", i__a=FILE)
    repository.commit("2026-11-25", i__a=FILE.replace("We", "They"))
    monkeypatch.setenv("GIT_DIR", str(tmp_path_factory.mktemp("elsewhere")))
    assert len(edited_updates(repository.folder / "i")) == 1


def test_without_a_repository_a_history_or_git_nothing_is_edited(
    tmp_path: Path, repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = write(tmp_path / "i", {"a.md": FILE})
    assert edited_updates(folder) == {}
    assert edited_updates(tmp_path / "nothing") == {}
    monkeypatch.setenv("PATH", "")
    assert edited_updates(folder) == {}


def test_a_git_that_does_not_answer_is_not_waited_for(
    tmp_path: Path, repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    def too_late(*given: object, timeout: float, **named: object) -> None:
        raise subprocess.TimeoutExpired("git", timeout)

    repository.commit("2026-11-24", i__a=FILE)
    monkeypatch.setattr(subprocess, "run", too_late)
    assert edited_updates(tmp_path / "i") == {}


def test_the_day_of_a_mend_is_put_on_its_update() -> None:
    incident = read(FILE + LATER)
    (marked,) = with_edits([incident], {(incident.path, FIRST): date(2026, 11, 27)})
    assert [update.edited for update in marked.updates] == [date(2026, 11, 27), None]
    assert with_edits([incident], {}) == (incident,)
