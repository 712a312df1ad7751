import subprocess
from pathlib import Path

import pytest

from plainstatus.doctor.machine import look_at_machine


def git(folder: Path, *words: str) -> None:
    who = ("-c", "user.name=Otter", "-c", "user.email=otter@example.com", "-c", "protocol.file.allow=always")
    subprocess.run(["git", *who, *words], cwd=folder, check=True, capture_output=True)


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository with two commits."""
    folder = tmp_path / "site"
    folder.mkdir()
    git(folder, "init")
    for words in ("one", "two"):
        (folder / "mkdocs.yml").write_text(words)
        git(folder, "add", ".")
        git(folder, "commit", "-m", words)
    return folder


def seen(folder: Path) -> tuple[str, str]:
    first, last = look_at_machine(folder)
    assert first.level == "ok" and first.words.startswith("plainstatus ")
    return last.level, last.words


def test_a_repository_with_everything_committed_is_in_order(repository: Path) -> None:
    assert seen(repository) == ("ok", "git has the whole history, and all is committed")


def test_a_change_that_is_not_committed_is_warned_of(repository: Path) -> None:
    (repository / "mkdocs.yml").write_text("three")

    assert seen(repository) == ("warning", "there are changes that are not committed")


def test_a_checkout_of_the_last_commit_alone_is_warned_of(repository: Path, tmp_path: Path) -> None:
    git(tmp_path, "clone", "--depth=1", repository.as_uri(), "shallow")

    level, words = seen(tmp_path / "shallow")

    assert level == "warning" and words.startswith("only a part of the history is here")


def test_a_repository_without_a_commit_is_warned_of(tmp_path: Path) -> None:
    git(tmp_path, "init")

    assert seen(tmp_path) == ("warning", "nothing is committed yet")


def test_a_folder_outside_of_git_is_warned_of(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))

    level, words = seen(tmp_path)

    assert level == "warning" and words.startswith("the site is in no git repository")


def test_a_machine_without_git_is_a_fault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))

    assert seen(tmp_path) == ("fault", "git is not installed")
