"""Somebody at a terminal: types commands, reads what is asked, and answers it."""

import os
import pty
import re
import select
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

_PATIENCE = 120
_CONTROL = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]|\r")


class Stuck(AssertionError):
    """A question that the person cannot answer, or a command that does not end."""


@dataclass
class Person:
    """At a terminal in `place`, with `environment`."""

    place: Path
    environment: Mapping[str, str]

    def types(self, command: str, answers: Mapping[str, str] | None = None) -> str:
        """What stands on the terminal after `command`, which ends well.

        `answers` has what is typed by a part of the question; where it has nothing, the default is taken.
        """
        ours, theirs = pty.openpty()
        with subprocess.Popen(
            ["bash", "-c", command],
            cwd=self.place,
            env=dict(self.environment),
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
        ) as running:
            os.close(theirs)
            try:
                said = self._talk(ours, running, dict(answers or {}))
            finally:
                os.close(ours)
                if running.poll() is None:
                    running.kill()
        assert running.returncode == 0, f"`{command}` ends with {running.returncode} and says:\n{said}"
        return said

    def _talk(self, terminal: int, running: "subprocess.Popen[bytes]", answers: dict[str, str]) -> str:
        said, seen = "", 0
        until = time.monotonic() + _PATIENCE
        while time.monotonic() < until:
            if not select.select([terminal], [], [], 0.05)[0]:
                question = said[seen:].rpartition("\n")[2]
                if running.poll() is None and question.rstrip().endswith((":", "]:")):
                    os.write(terminal, f"{_answer_to(said[seen:], answers)}\n".encode())
                    seen = len(said)
                elif running.poll() is not None:
                    return said
                continue
            try:
                part = os.read(terminal, 65536)
            except OSError:
                part = b""
            if not part:
                running.wait()
                return said
            said += _CONTROL.sub("", part.decode(errors="replace"))
        raise Stuck(f"nothing more came after:\n{said}")


def _answer_to(question: str, answers: dict[str, str]) -> str:
    """The answer of the first part that stands in `question`; each is given once."""
    for part in answers:
        if part in question:
            return answers.pop(part)
    if question.rstrip().endswith("]:"):
        return ""
    raise Stuck(f"nobody knows what to answer to: {question.strip()}")


if __name__ == "__main__":
    print(Person(Path.cwd(), os.environ).types(sys.argv[1]))
