"""A folder on this machine that some server of files serves. Every file is replaced whole."""

import contextlib
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from plainstatus.publish.build_folder import OURS
from plainstatus.publish.plan import Absent
from plainstatus.publish.targets.interface import Changed, Lease, Stored, TargetFault, Upload
from plainstatus.publish.targets.local import insist, tag_from, tag_of
from plainstatus.publish.targets.lock_file import locked

#: Holds the name of whoever publishes, and nothing when all went well.
LOCK = OURS + "lock"
#: What a publish that was broken off leaves, in the folder of the file that it was about to put.
_BEGUN = ".plainstatus-"


class DirectoryTarget:
    """`root` need not be there yet."""

    parallel = 1
    headers = ""

    def __init__(self, root: Path) -> None:
        self._root = root

    def check(self) -> None:
        if self._root.exists() and not self._root.is_dir():
            raise TargetFault(f"{self._root} is no folder: name another in `directory`")

    @contextmanager
    def hold(self, owner: str) -> Iterator[Lease]:
        with self._told():
            lock = self._root / LOCK
            lock.parent.mkdir(parents=True, exist_ok=True)
            with locked(lock, owner) as lease:
                if lease.was_broken_off:
                    for left in self._root.rglob(f"{_BEGUN}*"):
                        left.unlink(missing_ok=True)
                yield lease

    def read(self, path: str) -> Stored | None:
        with self._told():
            try:
                body = (self._root / path).read_bytes()
            except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
                return None
            return Stored(body, tag_of(body))

    def listing(self) -> dict[str, str]:
        found = {}
        with self._told():
            for path in self._root.rglob("*"):
                below = path.relative_to(self._root).as_posix()
                if not path.name.startswith(_BEGUN) and not below.startswith(OURS):
                    # Somebody else may be publishing, where this is for no more than a plan.
                    stored = self.read(below)
                    if stored:
                        found[below] = stored.tag
        return found

    def put(self, upload: Upload, expect: str | Absent | None) -> str:
        place = self._place(upload.path)
        insist(self.read, upload.path, expect)
        body = upload.read()
        with self._told():
            place.parent.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(prefix=_BEGUN, dir=place.parent)
            try:
                with os.fdopen(handle, "wb") as file:
                    file.write(body)
                os.chmod(name, 0o644)  # noqa: PTH101 - whoever serves it may be another user
                os.replace(name, place)  # noqa: PTH105
            except BaseException:
                with contextlib.suppress(OSError):
                    os.unlink(name)  # noqa: PTH108
                raise
        return tag_from(upload.md5)

    def delete(self, path: str, expect: str | None) -> None:
        place = self._place(path)
        there = self.read(path)
        if there is None:
            return
        if expect is not None and there.tag != expect:
            raise Changed(path)
        with self._told():
            place.unlink(missing_ok=True)
            with contextlib.suppress(OSError):
                for folder in place.parents:
                    if folder == self._root:
                        break
                    folder.rmdir()

    def refresh(self, paths: list[str], reference: str) -> str | None:
        return None

    def _place(self, path: str) -> Path:
        place = self._root / path
        if not place.parent.resolve().is_relative_to(self._root.resolve()):
            raise TargetFault(f"{path} would be written outside of {self._root}: a folder in it is a symbolic link")
        return place

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Let the system's refusals be faults of the target."""
        try:
            yield
        except OSError as error:
            # A full disk is told without a name.
            raise TargetFault(f"{error.filename or self._root}: {error.strerror or error}") from None
