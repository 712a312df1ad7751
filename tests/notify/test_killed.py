"""Whatever step a run is killed at, and however many run at once: nobody hears anything twice.

What was not sent, and may have been, is told by a later run; everything else arrives.
"""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from ..aws.server import REGION, Aws, environment
from .mail_server import Post, mail_server
from .runner import LATER, Runner, mail_to


@pytest.fixture
def post() -> Iterator[Post]:
    with mail_server() as post:
        yield post


@pytest.mark.parametrize("step", range(1, 12))
def test_a_run_that_is_killed_at_any_step_sends_nothing_twice(tmp_path: Path, post: Post, step: int) -> None:
    runner = Runner(tmp_path, mail_to(post, ["anna@list.example"]))

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
    for runner in (
        Runner(tmp_path / "a", mail_to(post, to)),
        Runner(tmp_path / "b", mail_to(post, to), kept, environment(aws.url)),
    ):
        post.received.clear()
        processes = [runner.start() for _ in range(2)]
        said = [process.communicate(timeout=60)[0] for process in processes]

        assert Counter(post.recipients()) == Counter(to), said
        assert [process.returncode for process in processes] == [0, 0], said
        assert "There is nothing new to send." in runner.run(now=LATER)[1]
