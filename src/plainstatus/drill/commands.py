"""The commands of `plainstatus`, run as people run them, in a copy of the site and knowing no more than that."""

import json
import subprocess
import sys
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from plainstatus.drill.step import FailedError

#: Seconds that one command may take at the most.
_PATIENCE = 300.0
_LONGEST = 2_000


@dataclass(frozen=True)
class Commands:
    """`root` has the copy. `now` is the moment that commands are told, and `left` the seconds that they may take."""

    root: Path
    environment: Mapping[str, str]
    now: Callable[[], datetime]
    left: Callable[[], float]

    def run(self, command: str, *arguments: str, ends_with: Collection[int] = (0,)) -> str:
        """What it prints on standard output. Raises FailedError where it ends with another code, or not in time."""
        done = self._done(command, *arguments)
        if done.returncode not in ends_with:
            raise _failed(command, done)
        return done.stdout

    def tell(self, command: str) -> tuple[int, Mapping[str, Any]]:
        """The code that it ends with, and what it tells as JSON. Raises FailedError where that is not to be had."""
        done = self._done(command, "--format", "json")
        try:
            return done.returncode, json.loads(done.stdout)
        except ValueError:
            raise _failed(command, done) from None

    def _done(self, command: str, *arguments: str) -> "subprocess.CompletedProcess[str]":
        patience = max(min(_PATIENCE, self.left()), 0.1)
        # A moment of which publishing asks nobody.
        moment = [] if command == "publish" else [f"--now={self.now():%Y-%m-%dT%H:%M:%SZ}"]
        try:
            return subprocess.run(  # noqa: S603 - this very program, with words of the drill
                [sys.executable, "-m", "plainstatus", command, *arguments, *moment],
                cwd=self.root,
                env=dict(self.environment),
                stdin=subprocess.DEVNULL,
                capture_output=True,
                encoding="utf-8",
                errors="replace",
                timeout=patience,
            )
        except subprocess.TimeoutExpired:
            raise FailedError(f"plainstatus {command} did not end within {patience:.0f} s.") from None


def _failed(command: str, done: "subprocess.CompletedProcess[str]") -> FailedError:
    # What it has to say of faults stands there, and data for programs does not.
    said = done.stderr.strip() or done.stdout.strip()
    return FailedError(f"plainstatus {command} ended with {done.returncode}:\n{_end_of(said)}")


def _end_of(said: str) -> str:
    """The last whole lines of `said`, where it is long: a command says at its end what it comes to."""
    if len(said) <= _LONGEST:
        return said
    return "…\n" + said[-_LONGEST:].split("\n", 1)[-1]
