"""Publishing one site from several checkouts: a laptop while the forge is down, and runs in CI, late ones too."""

import os
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from plainstatus.commands.program import program

from .conftest import COMPONENTS, CONFIG

INCIDENT = """\
---
title: Mail is late
components: {api: partial_outage}
---

## Investigating - 2026-11-24 14:05 UTC

Mail takes an hour.
"""
RESOLVED = "\n## Resolved - 2026-11-24 15:05 UTC\n\nMail is on time.\n"
LATE = "incidents/2026/2026-11-24-mail-late.md"
ALWAYS = {"api/plainstatus.json", "embed.json", "embed.en.json", "index.html", "live.json"}


class Checkout:
    """A clone of the site; times are of 24 November 2026, in UTC."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.folder, self._patch = folder, monkeypatch

    def git(self, *arguments: str, at: str = "13:00") -> str:
        moment = f"2026-11-24T{at}:00+00:00"
        dates = {"GIT_AUTHOR_DATE": moment, "GIT_COMMITTER_DATE": moment}
        done = subprocess.run(
            ["git", *arguments], cwd=self.folder, env={**os.environ, **dates}, capture_output=True, encoding="utf-8"
        )
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    def commit(self, text: str, at: str) -> str:
        """Commit `text` as what is told of the incident; gives the id."""
        (self.folder / LATE).parent.mkdir(parents=True, exist_ok=True)
        (self.folder / LATE).write_text(text)
        self.git("add", "-A")
        self.git("commit", "-qm", "Words", at=at)
        return self.git("rev-parse", "HEAD")

    def publish(self, *options: str, at: str) -> Result:
        """Build and publish at a moment."""
        self._patch.chdir(self.folder)
        built = CliRunner().invoke(program, ["build", "--now", f"2026-11-24 {at}"])
        assert built.exit_code == 0, built.output
        return CliRunner().invoke(program, ["publish", *options])


class World:
    """A forge, and a folder that is served."""

    def __init__(self, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self._root, self._patch = root, monkeypatch
        self.target = root / "served"
        (root / "forge.git").mkdir()
        self.forge = Checkout(root / "forge.git", monkeypatch)
        self.forge.git("init", "-q", "--bare")
        first = self.clone("first")
        (first.folder / "incidents").mkdir()
        (first.folder / ".gitignore").write_text("site/\n")
        (first.folder / "components.yml").write_text(COMPONENTS)
        (first.folder / "mkdocs.yml").write_text(f"{CONFIG}      targets: {{disk: {{directory: ../served}}}}\n")
        first.commit(INCIDENT, at="14:06")
        first.git("push", "-q", "origin", "HEAD:main")

    def clone(self, name: str, *options: str) -> Checkout:
        self.forge.git("clone", "-q", *options, f"file://{self.forge.folder}", f"../{name}")
        return Checkout(self._root / name, self._patch)

    def served(self) -> dict[str, bytes]:
        files = (path for path in self.target.rglob("*") if path.is_file() and "_publish" not in path.parts)
        return {path.relative_to(self.target).as_posix(): path.read_bytes() for path in files}

    def merge(self, text: str, at: str) -> str:
        """Squash `text` onto the main line, as somebody does in the forge; gives the commit."""
        other = self.clone(f"merge-{at.replace(':', '-')}")
        commit = other.commit(text, at=at)
        other.git("push", "-q", "origin", "HEAD:main")
        return commit


@pytest.fixture
def world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> World:
    for name, value in {
        "HOME": str(tmp_path),
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_CONFIG_GLOBAL": str(tmp_path / ".gitconfig"),
    }.items():
        monkeypatch.setenv(name, value)
    (tmp_path / ".gitconfig").write_text(
        "[user]\nname = Otter\nemail = otter@otter.example\n[init]\ndefaultBranch = main\n"
    )
    return World(tmp_path, monkeypatch)


@pytest.mark.parametrize("depth", [(), ("--depth=1",)], ids=["whole", "shallow"])
def test_what_a_laptop_published_is_published_again_after_the_merge_and_nothing_is_done_twice(
    world: World, depth: tuple[str, ...]
) -> None:
    """The forge squashes: the laptop's commit is on no branch that a run in CI can see."""
    laptop = world.clone("laptop")
    laptop.commit(INCIDENT + RESOLVED, at="15:06")
    assert laptop.publish(at="15:07").exit_code == 0
    by_hand = world.served()
    world.merge(INCIDENT + RESOLVED, at="15:30")

    result = world.clone("run", *depth).publish(at="15:31")

    assert result.exit_code == 0
    assert result.stderr == ""
    now = world.served()
    assert {path for path in now if now[path] != by_hand.get(path)} <= ALWAYS
    assert now.keys() == by_hand.keys()


@pytest.mark.parametrize("depth", [(), ("--depth=1",)], ids=["whole", "shallow"])
def test_a_run_that_comes_late_does_not_take_words_back(world: World, depth: tuple[str, ...]) -> None:
    late = world.clone("late", *depth)
    newer = world.merge(INCIDENT + RESOLVED, at="15:06")
    assert world.clone("run").publish(at="15:07").exit_code == 0
    before = world.served()
    if not depth:
        late.git("fetch", "-q")

    result = late.publish(at="15:08")

    assert result.exit_code == 1
    what = "words that were committed later are there" if depth else "newer words are there"
    assert result.stderr == (
        f"Not published at disk (../served): {what}, of commit {newer[:12]}. Pull, build, and publish again. "
        "To publish all the same: --allow older.\n"
    )
    assert world.served() == before
    assert late.publish("--allow", "older", at="15:09").exit_code == 0


def test_a_schedule_publishes_the_same_commit_again_and_a_late_one_is_refused(world: World) -> None:
    checkout = world.clone("run")
    assert checkout.publish(at="14:20").exit_code == 0
    assert checkout.publish(at="14:30").exit_code == 0

    result = checkout.publish(at="14:25")

    assert result.exit_code == 1
    assert "the site there was built later, as of 2026-11-24 14:30 UTC" in result.stderr


def test_words_that_are_not_committed_yet_can_be_published(world: World) -> None:
    laptop = world.clone("laptop")
    assert laptop.publish(at="15:00").exit_code == 0
    (laptop.folder / LATE).write_text(INCIDENT + RESOLVED)

    result = laptop.publish(at="15:07")

    assert result.exit_code == 0
    assert f"warning: {LATE} has not been committed: a publish from elsewhere takes such words back." in result.stderr
    assert b"Mail is on time" in world.served()["incidents/2026-11-24-mail-late/index.html"]


def test_who_has_no_git_at_hand_does_not_replace_what_was_published_from_it(world: World) -> None:
    assert world.clone("run").publish(at="15:00").exit_code == 0
    copy = world.clone("copy")
    (copy.folder / ".git").rename(copy.folder / "git-is-gone")

    result = copy.publish(at="15:07")

    assert result.exit_code == 1
    assert "words that were committed later are there" in result.stderr


def test_words_that_were_committed_after_the_build_are_told(world: World) -> None:
    laptop = world.clone("laptop")
    assert laptop.publish(at="15:00").stderr == ""
    laptop.commit(INCIDENT + RESOLVED, at="15:05")
    built = (laptop.folder / "site/build.json").stat().st_mtime
    os.utime(laptop.folder / LATE, (built + 60, built + 60))

    result = CliRunner().invoke(program, ["publish"])

    assert result.exit_code == 0
    assert result.stderr == (
        f"warning: {LATE} has changed since the site was built: run `plainstatus build`, and publish again.\n"
    )
