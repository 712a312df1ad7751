"""`plainstatus notify` in a process that kills itself at a given step: `python -m tests.notify.killed STEP`.

Steps are counted from 1: every write of the ledger, and every part of a talk with a mail server or a receiver, each
once before it happens and once after. Without a kill, the number of steps that there were is printed.
"""

import os
import signal
import sys
from collections.abc import Callable
from typing import Any

from plainstatus.commands.program import program
from plainstatus.notify.channels.http import Http
from plainstatus.notify.channels.smtp import Smtp
from plainstatus.notify.ledger.bucket import LedgerInBucket
from plainstatus.notify.ledger.directory import LedgerInDirectory

_WATCHED: tuple[tuple[type, str], ...] = (
    (LedgerInDirectory, "_write"),
    (LedgerInBucket, "_write"),
    (Smtp, "_connect"),
    (Smtp, "_hand_over_envelope"),
    (Smtp, "_hand_over_text"),
    (Http, "_posted"),
)


def main(step: int) -> None:
    passed = 0

    def reach() -> None:
        nonlocal passed
        passed += 1
        if passed == step:
            os.kill(os.getpid(), signal.SIGKILL)

    def watched(method: Callable[..., Any]) -> Callable[..., Any]:
        def run(*args: Any) -> Any:
            reach()
            result = method(*args)
            reach()
            return result

        return run

    for owner, name in _WATCHED:
        setattr(owner, name, watched(getattr(owner, name)))
    try:
        program(["notify"], standalone_mode=False)
    except SystemExit as end:
        print(passed)
        raise end from None


if __name__ == "__main__":
    main(int(sys.argv[1]))
