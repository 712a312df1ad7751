"""A repository of this checkout as it is now, as GitHub would have it."""

import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from ..installed import missing
from .steps import CHECKOUT, GitHub, git_environment

#: The moment of all tests here, so that what is written and what is built fit together.
NOW = 1795608000
_PATIENCE = 60


@dataclass
class Desk:
    """Somebody's clone of the repository, whose `main` is what GitHub has."""

    place: Path

    def git(self, *arguments: str) -> str:
        return git(self.place, *arguments)

    def write(self, files: Mapping[str, str], message: str = "Change words") -> str:
        """The id of a new commit with `files` on the branch that is checked out, pushed."""
        for name, text in files.items():
            (self.place / name).parent.mkdir(parents=True, exist_ok=True)
            (self.place / name).write_text(text, encoding="utf-8")
        self.git("add", "--all")
        self.git("commit", "--quiet", "-m", message)
        self.git("push", "--quiet", "origin", "HEAD")
        return self.git("rev-parse", "HEAD").strip()

    def set_up(self, *options: str) -> None:
        """Put `options` below the plugin in `mkdocs.yml`, and push."""
        text = (self.place / "mkdocs.yml").read_text(encoding="utf-8")
        lines = "".join(f"    {option}\n" for option in options)
        self.write({"mkdocs.yml": text.replace("  plainstatus:\n", f"  plainstatus:\n{lines}", 1)}, "Change settings")


def git(place: Path, *arguments: str) -> str:
    done = subprocess.run(
        ["git", "-C", str(place), *arguments],
        capture_output=True,
        encoding="utf-8",
        env=git_environment(),
        timeout=_PATIENCE,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="session")
def whole_origin(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A bare clone of this checkout; what is not committed yet is the newest commit of its `main`."""
    place = tmp_path_factory.mktemp("origin")
    tree, origin = place / "tree", place / "status.git"
    # The checkout may be another user's than the one who tests.
    ours = ("-c", "safe.directory=*")
    git(CHECKOUT, *ours, "bundle", "create", "--quiet", str(place / "history"), "HEAD")
    git(place, "clone", "--quiet", str(place / "history"), str(tree))
    git(tree, "checkout", "--quiet", "-B", "main")
    listed = git(CHECKOUT, *ours, "ls-files", "-z", "--cached", "--others", "--exclude-standard")
    for name in filter(None, listed.split("\0")):
        if (CHECKOUT / name).is_file():
            (tree / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(CHECKOUT / name, tree / name)
        else:
            (tree / name).unlink(missing_ok=True)
    git(tree, "add", "--all")
    git(tree, "commit", "--quiet", "--allow-empty", "-m", "The checkout as it is")
    git(place, "clone", "--quiet", "--bare", str(tree), str(origin))
    return origin


@pytest.fixture
def github(whole_origin: Path, tmp_path: Path) -> GitHub:
    """A GitHub of its own for each test."""
    if shutil.which("jq") is None:
        missing("jq is not installed: scripts/setup --all does that", "PLAINSTATUS_REQUIRE_JQ")
    origin = tmp_path / "status.git"
    shutil.copytree(whole_origin, origin)
    return GitHub(tmp_path / "github", origin, environment={"SOURCE_DATE_EPOCH": str(NOW)})


@pytest.fixture
def desk(github: GitHub, tmp_path: Path) -> Desk:
    """A clone of what GitHub has."""
    git(tmp_path, "clone", "--quiet", str(github.origin), "desk")
    return Desk(tmp_path / "desk")
