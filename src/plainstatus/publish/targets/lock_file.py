"""A lock on this machine, which the system frees whatever happens to the process that holds it."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from plainstatus.publish.targets.interface import Busy, Lease

#: A symbolic link could lead to a file of somebody else, which would lose what stands in it.
_OF_ITS_OWN = getattr(os, "O_NOFOLLOW", 0)


@contextmanager
def locked(path: Path, owner: str) -> Iterator[Lease]:
    """Hold the lock at `path`, whose folder has to be there, for `owner`. Raises Busy, and OSError."""
    file = os.open(path, os.O_RDWR | os.O_CREAT | _OF_ITS_OWN, 0o666)
    try:
        _lock(file)
        # Who has ended well leaves it empty.
        lease = _Held(os.fstat(file).st_size > 0)
        os.lseek(file, 0, os.SEEK_SET)
        os.ftruncate(file, os.write(file, owner.encode()))
        try:
            yield lease
            lease.begun = False
        finally:
            if not lease.begun:
                os.ftruncate(file, 0)
    finally:
        os.close(file)


class _Held:
    remark = None

    def __init__(self, was_broken_off: bool) -> None:
        self.was_broken_off = self.begun = was_broken_off

    def check(self) -> None:
        """The system keeps the lock for as long as this process lives."""

    def begin(self) -> None:
        self.begun = True


if sys.platform == "win32":
    import msvcrt

    def _lock(file: int) -> None:
        try:
            # Far behind what is written there, which others may read.
            os.lseek(file, 1 << 20, os.SEEK_SET)
            msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
        except OSError:
            raise _busy(file) from None
else:
    import fcntl

    def _lock(file: int) -> None:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise _busy(file) from None


def _busy(file: int) -> Busy:
    os.lseek(file, 0, os.SEEK_SET)
    owner = os.read(file, 200).decode(errors="replace") or "somebody"
    return Busy(f"{owner} is publishing there at this moment: wait for the end, or give --wait SECONDS")
