"""A site with one new update, and processes that tell of it and may kill themselves on the way."""

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from ..commands.conftest import COMPONENTS, CONFIG, INCIDENT
from .mail_server import Post

CHECKOUT = Path(__file__).parents[2]
#: When a run begins, and when the claims of that run have ended.
BEGUN, LATER = 1795530600, 1795530600 + 11 * 60
UPDATE = "\n## Identified — 2026-11-24 14:25 UTC\n\nA disk is full.\n"


def mail_to(post: Post, to: Sequence[str]) -> str:
    """A channel with a mail server of a test, as it stands in the settings."""
    return f"{{smtp: '127.0.0.1:{post.port}', from: s@otter.example, to: [{', '.join(to)}]}}"


class Runner:
    """The site in `folder`, whose only `channel` knows what is there but for the new update.

    `more` are variables of its environment, `ledger` is the setting of that name on a line of its own.
    """

    def __init__(self, folder: Path, channel: str, ledger: str = "", more: dict[str, str] | None = None) -> None:
        self._folder, self._more = folder, more or {}
        (folder / "incidents").mkdir(parents=True)
        (folder / "mkdocs.yml").write_text(f"{CONFIG}{ledger}      channels:\n        mail: {channel}\n")
        (folder / "components.yml").write_text(COMPONENTS)
        incident = folder / "incidents" / "2026-11-24-mail-late.md"
        incident.write_text(INCIDENT)
        self.run()
        incident.write_text(INCIDENT + UPDATE)

    def start(self, step: int = 0, now: int = BEGUN) -> "subprocess.Popen[str]":
        """A run that kills itself at `step`; 0 for one that comes to its end."""
        return subprocess.Popen(
            [sys.executable, "-m", "tests.notify.killed", str(step)],
            cwd=self._folder,
            env={**os.environ, **self._more, "SOURCE_DATE_EPOCH": str(now), "PYTHONPATH": str(CHECKOUT)},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
        )

    def run(self, step: int = 0, now: int = BEGUN) -> tuple[int, str]:
        """The exit code of a run, and what it says."""
        process = self.start(step, now)
        said, _ = process.communicate(timeout=60)
        return process.returncode, said
