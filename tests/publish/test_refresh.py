"""When caches are asked to forget: for new words, not for a later time."""

from pathlib import Path

import pytest

from plainstatus.publish.build_folder import Build
from plainstatus.publish.delivery import deliver
from plainstatus.publish.guards import Commit
from plainstatus.publish.targets.directory import DirectoryTarget

from .folders import OLD, made, order


class Watched(DirectoryTarget):
    """A folder that notes what caches are asked to forget."""

    def __init__(self, root: Path) -> None:
        super().__init__(root)
        self.forgotten: list[list[str]] = []

    def refresh(self, paths: list[str], reference: str) -> str | None:
        self.forgotten.append(paths)
        return None


@pytest.fixture
def target(tmp_path: Path, old: Build) -> Watched:
    """It has the old build, of the commit `a`."""
    target = Watched(tmp_path / "target")
    deliver(target, order(old, commit=at("a")))
    target.forgotten.clear()
    return target


def at(commit: str) -> object:
    """Our commit, whatever the other one is."""
    return lambda other: Commit(commit, 1, "same" if other == commit else "newer")


def later(root: Path, **changed: str) -> Build:
    files = {**OLD, "live.json": "{}", "index.html": OLD["index.html"] + "later"}
    return made(
        root / "later", {**files, **{path.replace("__", "/"): text for path, text in changed.items()}}, minute=9
    )


def test_a_later_time_alone_is_left_to_the_caches(target: Watched, tmp_path: Path) -> None:
    deliver(target, order(later(tmp_path), commit=at("a")))

    assert target.forgotten == []


def test_new_words_are_told_to_the_caches_at_once(target: Watched, tmp_path: Path) -> None:
    deliver(target, order(later(tmp_path), commit=at("b")))

    assert target.forgotten == [["index.html", "live.json"]]


def test_a_page_that_the_clock_has_changed_is_told_too(target: Watched, tmp_path: Path) -> None:
    build = later(tmp_path, **{"incidents__a__index.html": "It has begun."})

    deliver(target, order(build, commit=at("a")))

    assert target.forgotten == [["incidents/a/index.html", "index.html", "live.json"]]


def test_outside_of_git_every_change_is_told(tmp_path: Path, old: Build) -> None:
    target = Watched(tmp_path / "target")
    deliver(target, order(old))
    target.forgotten.clear()

    deliver(target, order(later(tmp_path)))

    assert target.forgotten == [["index.html", "live.json"]]
