"""A site to be rehearsed, and the program as people run it there."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

CONFIG = """\
site_name: Otter Mail status
site_url: https://status.otter.example/
docs_dir: incidents
theme:
  name: plainstatus
plugins:
  plainstatus:
    timezone: UTC
    languages: [en, it]
"""
COMPONENTS = (
    "components: [{id: api, name: Mail API, since: 2026-01-01}, {id: disks, name: Disks, audience: internal}]\n"
)
NOW = "2026-11-25 12:00 UTC"
#: Long enough for a machine that has much else to do.
PATIENCE = 120


@dataclass
class Site:
    """The folder of a site. Programs know of the world what `environment` says."""

    root: Path
    environment: dict[str, str]

    def write(self, name: str, text: str) -> None:
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def set_up(self, options: str) -> None:
        """Put `options`, lines of YAML, below the plugin."""
        lines = "".join(f"    {line}\n" for line in options.strip("\n").splitlines())
        self.write("mkdocs.yml", CONFIG + lines)

    @property
    def config(self) -> Path:
        return self.root / "mkdocs.yml"

    def start(self, *arguments: str) -> "subprocess.Popen[str]":
        return subprocess.Popen(
            [sys.executable, "-m", "plainstatus", *arguments],
            cwd=self.root,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
        )

    def run(self, *arguments: str) -> tuple[str, int]:
        """What the program prints, and its exit code."""
        process = self.start(*arguments)
        said, _ = process.communicate(timeout=PATIENCE)
        return said, process.returncode

    def records(self) -> list[dict[str, Any]]:
        return [json.loads(path.read_bytes()) for path in sorted((self.root / "incidents/_drills").glob("*.json"))]

    def record(self) -> dict[str, Any]:
        """The only record that there is."""
        (record,) = self.records()
        return record


@pytest.fixture
def site(tmp_path: Path) -> Site:
    return new_site(tmp_path)


def new_site(tmp_path: Path) -> Site:
    """A site in two languages that says nothing of targets, channels and drills, below `tmp_path`."""
    temporary = tmp_path / "tmp"
    temporary.mkdir()
    kept = {name: os.environ[name] for name in ("PATH", "PYTHONPATH", "LANG") if name in os.environ}
    made = Site(tmp_path / "site", {**kept, "HOME": str(tmp_path), "TMPDIR": str(temporary)})
    made.write("mkdocs.yml", CONFIG)
    made.write("components.yml", COMPONENTS)
    made.write(
        "incidents/2026/2026-11-24-mail-is-late.md",
        "---\ntitle: Mail is late\ncomponents: {api: partial_outage}\n---\n\n"
        "## Investigating — 2026-11-24 14:05 UTC\n\nMail takes an hour.\n\n"
        "## Resolved — 2026-11-24 15:05 UTC\n\nMail is fast again.\n",
    )
    return made


def steps_of(record: dict[str, Any], part: str) -> dict[str, str]:
    """The verdicts of a part, by the name of the step."""
    return {step["name"]: step["verdict"] for step in record["steps"] if step["part"] == part}


def said_of(record: dict[str, Any], part: str, name: str) -> str:
    (said,) = [step["said"] for step in record["steps"] if (step["part"], step["name"]) == (part, name)]
    return str(said)
