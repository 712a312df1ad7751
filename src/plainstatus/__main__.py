"""The program `plainstatus`: hands over to the commands, and turns what the system refuses into one line."""

import os
import sys


def main() -> None:
    """Run the command line of this process, and leave with 0 (fine), 1 (findings, faults) or 2 (wrong use)."""
    from plainstatus.commands.program import program

    try:
        program.main(prog_name="plainstatus")
    except KeyboardInterrupt:
        _leave(130)
    except SystemExit as ending:
        # Words in place of a number are Python's to print.
        if ending.code is None or isinstance(ending.code, int):
            _leave(ending.code or 0)
        raise


def _leave(code: int) -> None:
    """End at once: taking thousands of objects down one by one takes a large build a tenth of its time."""
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except OSError:
        code = code or 1
    os._exit(code)


if __name__ == "__main__":
    main()
