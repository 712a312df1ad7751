"""What this machine has of what the program needs."""

import platform
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

from plainstatus import __version__
from plainstatus.doctor.diagnosis import Diagnosis, fault, ok, unknown, warning

_TIMEOUT = 20.0


def look_at_machine(root: Path) -> Iterator[Diagnosis]:
    """Look at the program, and at git around `root`."""
    yield ok(f"plainstatus {__version__}, Python {platform.python_version()}")
    git = shutil.which("git")
    if git is None:
        yield fault("git is not installed", "Install it: who wrote what, and when, is asked of it.")
        return
    try:
        yield from _repository(git, root)
    except (OSError, subprocess.TimeoutExpired) as error:
        yield unknown(f"git did not answer ({type(error).__name__})")


def _repository(git: str, root: Path) -> Iterator[Diagnosis]:
    shallow = _said(git, root, "rev-parse", "--is-shallow-repository")
    if shallow is None:
        words = "the site is in no git repository, so nothing tells older words from newer ones"
        yield warning(words, "Run `git init`, and commit.")
    elif shallow == "true":
        words = "only a part of the history is here, so that older words may not be told from newer ones"
        yield warning(words, "Run `git fetch --unshallow`; in a workflow, set `fetch-depth: 0`.")
    elif _said(git, root, "rev-parse", "--verify", "--quiet", "HEAD") is None:
        yield warning("nothing is committed yet", "Commit the site.")
    elif _said(git, root, "status", "--porcelain", "--", "."):
        yield warning("there are changes that are not committed", "Commit them: publishing goes by the commit.")
    else:
        yield ok("git has the whole history, and all is committed")


def _said(git: str, root: Path, *words: str) -> str | None:
    """What git answers; None where it refuses."""
    done = subprocess.run(  # noqa: S603 - no shell, and no words of others
        [git, "--no-optional-locks", "-C", str(root), *words],
        capture_output=True,
        text=True,
        timeout=_TIMEOUT,
        check=False,
    )
    return done.stdout.strip() if done.returncode == 0 else None
