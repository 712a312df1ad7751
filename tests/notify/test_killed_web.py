"""Whatever step a run is killed at, a webhook is told: twice where nobody could know, and then under the same id."""

import base64
from collections.abc import Iterator
from pathlib import Path

import pytest

from .runner import LATER, Runner
from .web.receiver import Receiver, receiver

SECRET = f"whsec_{base64.b64encode(bytes(32)).decode()}"
CHANNEL = "{webhook_url_env: HOOK_URL, secrets_env: [HOOK_SECRET], allow_private: true}"


@pytest.fixture
def here() -> Iterator[Receiver]:
    with receiver() as here:
        yield here


@pytest.mark.parametrize("step", range(1, 8))
def test_a_run_that_is_killed_at_any_step_leaves_the_message_to_the_next(
    tmp_path: Path, here: Receiver, step: int
) -> None:
    runner = Runner(tmp_path, CHANNEL, more={"HOOK_URL": here.url(), "HOOK_SECRET": SECRET})

    code, _ = runner.run(step)
    at_once = runner.run()
    later = runner.run(now=LATER)

    assert (code == -9) == (step <= 6), "there are six steps, and every one was tried"
    # The second time is of no use to a receiver that knows what it has.
    assert len({request.headers["webhook-id"] for request in here.received}) == 1, (at_once, later)
    assert len(here.received) == (2 if step in (4, 5) else 1), (at_once, later)
    assert later[0] == 0
    assert runner.run(now=LATER) == (0, "There is nothing new to send.\n0\n")
