"""Publishers that are killed at a step of their choice: `python -m tests.publish.mortal` has one for each line.

A line is JSON: `target` (a kind of target, and what it is made of), `build` (its folder) and `at` (the number of the
step, from 1). The answer is a line with the signal that ended it, 0 where it came to its end, and how many steps it
made until then.
"""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from itertools import count
from pathlib import Path
from threading import Lock
from typing import Any

from plainstatus.model.target import BucketTarget as Settings
from plainstatus.publish.build_folder import read_build
from plainstatus.publish.delivery import deliver
from plainstatus.publish.targets.artifact import ArtifactTarget
from plainstatus.publish.targets.bucket import BucketTarget
from plainstatus.publish.targets.directory import DirectoryTarget
from plainstatus.publish.targets.interface import Target

from .folders import NOW, order
from .stepped import Stepped

_KINDS: dict[str, Callable[[str], Target]] = {
    "directory": lambda place: DirectoryTarget(Path(place)),
    "artifact": lambda place: ArtifactTarget(Path(place)),
    "bucket": lambda place: BucketTarget(Settings("milan", place)),
}


class Nursery:
    """Begets publishers. `target` is a kind and a place."""

    def __init__(self, target: tuple[str, str]) -> None:
        self._target = target
        command = [sys.executable, "-m", "tests.publish.mortal"]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def publish(self, build: Path, at: int) -> tuple[int, int]:
        """The signal that ended a publisher, and how many steps it made."""
        assert self._process.stdin and self._process.stdout
        self._process.stdin.write(json.dumps({"target": self._target, "build": str(build), "at": at}) + "\n")
        self._process.stdin.flush()
        ended, steps = json.loads(self._process.stdout.readline())
        return ended, steps

    def close(self) -> None:
        self._process.communicate()


def _live(target: tuple[str, str], build: str, at: int, write: int) -> None:
    kind, place = target
    numbers, lock, replace = count(1), Lock(), os.replace

    def step(*_: object) -> None:
        with lock:
            number = next(numbers)
            os.write(write, b"%d\n" % number)
            if number == at:
                os.kill(os.getpid(), signal.SIGKILL)

    def step_and_replace(*args: Any) -> None:
        step()
        replace(*args)

    os.replace = step_and_replace  # type: ignore[assignment]
    stepped = Stepped(_KINDS[kind](place), step)
    deliver(stepped, order(read_build(Path(build)), NOW, at_once=True))  # type: ignore[arg-type]


def _main() -> None:
    import boto3

    # Read once, for all who come after.
    boto3.client("s3", region_name="eu-south-1")
    for line in sys.stdin:
        read, write = os.pipe()
        child = os.fork()
        if not child:
            _live(**json.loads(line), write=write)
            os._exit(0)
        os.close(write)
        with os.fdopen(read, "rb") as steps:
            made = steps.read().split()
        _, status = os.waitpid(child, 0)
        print(json.dumps([os.WTERMSIG(status) or os.WEXITSTATUS(status), len(made)]), flush=True)


if __name__ == "__main__":
    _main()
