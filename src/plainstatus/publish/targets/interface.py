"""What every kind of target can do, and what can go wrong there."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from plainstatus.publish.plan import Absent
from plainstatus.publish.served import Served


class TargetFault(Exception):
    """The target refused something or did not answer: in words that say what to do."""


class Busy(TargetFault):
    """Somebody else is publishing there at this moment."""


class Changed(TargetFault):
    """What is at a path is not what was expected there."""

    def __init__(self, path: str) -> None:
        super().__init__(f"{path} was changed by somebody else")
        self.path = path


class Stored(NamedTuple):
    """The bytes at a path, and the tag by which the target knows them."""

    body: bytes
    tag: str


@dataclass(frozen=True, slots=True)
class Upload:
    """A file on its way. `read` gives its bytes, whose digests are `sha256` and `md5` (hex)."""

    path: str
    sha256: str
    md5: str
    size: int
    served: Served
    read: Callable[[], bytes]


class Lease(Protocol):
    """The right to be the only one who publishes."""

    @property
    def was_broken_off(self) -> bool:
        """Whether the one before ended without giving the lease back, so that anything may be there."""

    @property
    def remark(self) -> str | None:
        """What the person should know of it."""

    def check(self) -> None:
        """Raise Busy where the lease has been lost."""

    def begin(self) -> None:
        """From now on, an end by an exception counts as broken off."""


class Target(Protocol):
    """One place. Paths are below the root of the site; a tag stands for the bytes at a path.

    Every method but `refresh` raises TargetFault.
    """

    @property
    def parallel(self) -> int:
        """How many files are put at once."""

    @property
    def headers(self) -> str:
        """What stands for how files are served; "" where that is no matter of the target."""

    def check(self) -> None:
        """Refuse a place that is not the one that the settings mean. Changes nothing."""

    def hold(self, owner: str) -> AbstractContextManager[Lease]:
        """The right to publish, for as long as the context lasts. Raises Busy."""

    def read(self, path: str) -> Stored | None:
        """What is at `path`, or None."""

    def listing(self) -> dict[str, str]:
        """Path → tag of all that is there, without our own files."""

    def put(self, upload: Upload, expect: str | Absent | None) -> str:
        """Put a file where `expect` is; gives its tag. Raises Changed."""

    def delete(self, path: str, expect: str | None) -> None:
        """Delete a file, which may be gone already. Raises Changed."""

    def refresh(self, paths: list[str], reference: str) -> str | None:
        """Tell caches that `paths` have changed; gives what to say of it. `reference` is the same for the same
        publish. Raises TargetFault, which is no more than a warning."""
