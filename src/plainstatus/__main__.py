"""The program `plainstatus`: hands over to the commands, and turns what the system refuses into one line."""

import sys


def main() -> None:
    """Run the command line of this process, and leave with 0 (fine), 1 (findings, faults) or 2 (wrong use)."""
    from plainstatus.commands.program import program

    try:
        program.main(prog_name="plainstatus")
    except KeyboardInterrupt:
        sys.exit(130)


if __name__ == "__main__":
    main()
