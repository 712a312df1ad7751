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
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
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
from plainstatus.publish.targets.interface import Lease, Target

from .folders import NOW, order

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


class _Mortal:
    """A target that counts what is asked of it, before and after, and dies at a number."""

    def __init__(self, target: Target, at: int, tell: Callable[[int], object]) -> None:
        self._target, self._at, self._tell = target, at, tell
        self._numbers, self._lock = count(1), Lock()
        replace = os.replace

        def step_and_replace(*args: Any) -> None:
            self._step()
            replace(*args)

        os.replace = step_and_replace  # type: ignore[assignment]

    @property
    def parallel(self) -> int:
        return self._target.parallel

    def hold(self, owner: str) -> AbstractContextManager[Lease]:
        @contextmanager
        def held() -> Iterator[Lease]:
            with self._target.hold(owner) as lease:
                self._step()
                yield lease
                self._step()
            self._step()

        return held()

    def __getattr__(self, name: str) -> Callable[..., Any]:
        def asked(*args: Any) -> Any:
            self._step()
            given = getattr(self._target, name)(*args)
            self._step()
            return given

        return asked

    def _step(self) -> None:
        with self._lock:
            number = next(self._numbers)
            self._tell(number)
            if number == self._at:
                os.kill(os.getpid(), signal.SIGKILL)


def _live(target: tuple[str, str], build: str, at: int, write: int) -> None:
    kind, place = target
    mortal = _Mortal(_KINDS[kind](place), at, lambda number: os.write(write, b"%d\n" % number))
    deliver(mortal, order(read_build(Path(build)), NOW, at_once=True))  # type: ignore[arg-type]


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
