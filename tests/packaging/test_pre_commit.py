"""What pre-commit is told of this repository: run here as it runs it, with the files of a commit as arguments."""

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

CHECKOUT = Path(__file__).parents[2]
FAULTY = "incidents/2026/2026-11-24-push-down.md"


@pytest.fixture
def hook() -> dict[str, object]:
    (hook,) = yaml.safe_load((CHECKOUT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    return dict(hook)


def committed(hook: dict[str, object], site: Path, *files: str) -> subprocess.CompletedProcess[str]:
    """The hook over those of `files` that it wants, at the top of `site`."""
    wanted = [file for file in files if re.search(str(hook["files"]), file)]
    name, *arguments = shlex.split(str(hook["entry"]))
    assert name == "plainstatus", "the entry is a program that the package installs"
    command = [sys.executable, "-m", "plainstatus", *arguments, *wanted]
    return subprocess.run(command, cwd=site, capture_output=True, encoding="utf-8", timeout=60)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    made = subprocess.run([sys.executable, "-m", "plainstatus", "init", str(tmp_path)], capture_output=True)
    assert made.returncode == 0
    return tmp_path


def test_the_hook_has_what_pre_commit_asks_for(hook: dict[str, object]) -> None:
    assert {"id", "name", "entry", "language"} <= set(hook)
    assert (hook["id"], hook["language"]) == ("plainstatus-check", "python")


def test_a_commit_with_a_fault_is_stopped_and_told_why(hook: dict[str, object], site: Path) -> None:
    (site / FAULTY).write_text("---\ntitle: Push is down\ncomponents: {psh: major_outage}\n---\n", encoding="utf-8")

    done = committed(hook, site, FAULTY)

    assert done.returncode == 1
    assert f"{FAULTY}:3:14: error: there is no component “psh”" in done.stdout


def test_files_that_are_no_incidents_are_not_handed_over(hook: dict[str, object], site: Path) -> None:
    wanted = re.compile(str(hook["files"]))

    assert not wanted.search("docs/incidents.md")
    assert not wanted.search("incidents/assets/logo.svg")
    assert wanted.search("incidents/2026/2026-11-24-push-down.it.md")
    assert wanted.search("status/incidents/a.md")


def test_templates_and_pages_pass(hook: dict[str, object], site: Path) -> None:
    files = [path.relative_to(site).as_posix() for path in (site / "incidents").rglob("*.md")]

    assert committed(hook, site, *files).returncode == 0
