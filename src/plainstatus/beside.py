"""A second process that takes a share of a long list of work, from its end, while this one goes on.

It is a copy of this process made by `fork`, so nothing has to be handed over but how far
each has come. It does not know what the work is.
"""

import contextlib
import mmap
import os
import pickle
import sys
import threading
from collections.abc import Callable
from typing import Any

#: A second process costs some hundredths of a second; below so many pieces it is not worth them.
LEAST_WORK = 200

_OURS, _THEIRS = 0, 1


def is_worth_it(pieces: int) -> bool:
    """Whether the work is long enough, and this system can share it.

    Other threads forbid it: a copy of a process has none of them, but all their locks.
    """
    return (
        pieces >= LEAST_WORK and sys.platform == "linux" and (os.cpu_count() or 1) > 1 and threading.active_count() == 1
    )


class Beside:
    """The second process. It must be waited for with `finish`."""

    def __init__(
        self, pieces: int, make: Callable[[int], None], first: Callable[[], None], told: Callable[[], Any]
    ) -> None:
        """Start it: it does `first`, then `make(piece)` from the last of `pieces` on, until it meets this process.

        Both may make the one piece at which they meet; making one twice must do no harm.
        What `told` gives in the end comes out of `finish`.
        """
        self._places = memoryview(mmap.mmap(-1, 16)).cast("Q")
        self._places[_THEIRS] = pieces
        self._reader, writer = os.pipe()
        self._pid = os.fork()
        if self._pid == 0:
            os.close(self._reader)
            self._work(pieces, make, first, told, writer)
        os.close(writer)

    def has_made(self, piece: int) -> bool:
        """Whether the other process has made `piece`; otherwise it is this one's to make."""
        self._places[_OURS] = piece
        return piece >= self._places[_THEIRS]

    def finish(self) -> Any | None:
        """Wait for the end; None where the other process failed, and what it should have done first is not done."""
        with os.fdopen(self._reader, "rb") as reader:
            told = reader.read()
        _, status = os.waitpid(self._pid, 0)
        return pickle.loads(told) if status == 0 and told else None  # noqa: S301 - from our own copy

    def _work(
        self, pieces: int, make: Callable[[int], None], first: Callable[[], None], told: Callable[[], Any], writer: int
    ) -> None:
        """All that the copy does. It leaves without the cleaning up that belongs to the original."""
        with contextlib.suppress(BaseException):
            first()
            for piece in range(pieces - 1, -1, -1):
                if piece <= self._places[_OURS]:
                    break
                make(piece)
                self._places[_THEIRS] = piece
            with os.fdopen(writer, "wb") as file:
                pickle.dump(told(), file)
            os._exit(0)
        os._exit(1)
