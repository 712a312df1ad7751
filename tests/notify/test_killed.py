"""Whatever step a run is killed at, and however many run at once: nobody hears anything twice.

What was not sent, and may have been, is told by a later run; everything else arrives.
"""

import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from ..aws.server import REGION, Aws, environment
from ..commands.conftest import COMPONENTS, CONFIG, INCIDENT
from .mail_server import Post, mail_server

CHECKOUT = Path(__file__).parents[2]
BEGUN, LATER = 1795530600, 1795530600 + 11 * 60
UPDATE = "\n## Identified — 2026-11-24 14:25 UTC\n\nA disk is full.\n"


@pytest.fixture
def post() -> Iterator[Post]:
    with mail_server() as post:
        yield post


class Runner:
    """A site with one new update for the addresses `to`, and processes that tell of it."""

    def __init__(self, folder: Path, post: Post, to: list[str], ledger: str = "", more: dict[str, str] | None = None):
        self._folder, self._more = folder, more or {}
        channel = f"{{smtp: '127.0.0.1:{post.port}', from: s@otter.example, to: [{', '.join(to)}]}}"
        (folder / "incidents").mkdir(parents=True)
        (folder / "mkdocs.yml").write_text(f"{CONFIG}{ledger}      channels:\n        mail: {channel}\n")
        (folder / "components.yml").write_text(COMPONENTS)
        incident = folder / "incidents" / "2026-11-24-mail-late.md"
        incident.write_text(INCIDENT)
        self.run()
        incident.write_text(INCIDENT + UPDATE)

    def start(self, step: int = 0, now: int = BEGUN) -> "subprocess.Popen[str]":
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


@pytest.mark.parametrize("step", range(1, 12))
def test_a_run_that_is_killed_at_any_step_sends_nothing_twice(tmp_path: Path, post: Post, step: int) -> None:
    runner = Runner(tmp_path, post, ["anna@list.example"])

    code, _ = runner.run(step)
    at_once = runner.run()
    later = runner.run(now=LATER)

    assert (code == -9) == (step <= 10), "there are ten steps, and every one was tried"
    times = post.recipients().count("anna@list.example")
    reported = "Held: “Identified: Mail is late" in later[1]
    assert times == 1 or (times == 0 and reported)
    assert later[0] == (1 if reported else 0)
    assert "Sent:" not in later[1]
    # Before the claim was written down nothing is in doubt; after the last word neither.
    assert reported == (2 <= step <= 9), (step, at_once, later)


@pytest.mark.proves("moto")
def test_two_processes_at_once_share_the_work_whatever_the_ledger_is_kept_in(
    tmp_path: Path, post: Post, aws: Aws
) -> None:
    to = [f"list{number}@otter.example" for number in range(12)]
    kept = f"      ledger: {{bucket: {aws.bucket('otter-ledger')}, region: {REGION}}}\n"
    for runner in (Runner(tmp_path / "a", post, to), Runner(tmp_path / "b", post, to, kept, environment(aws.url))):
        post.received.clear()
        processes = [runner.start() for _ in range(2)]
        said = [process.communicate(timeout=60)[0] for process in processes]

        assert Counter(post.recipients()) == Counter(to), said
        assert [process.returncode for process in processes] == [0, 0], said
        assert "There is nothing new to send." in runner.run(now=LATER)[1]
