"""What targets on this machine have in common: the tag of some bytes, and what is expected at a path."""

import hashlib
from collections.abc import Callable

from plainstatus.publish.plan import Absent
from plainstatus.publish.targets.interface import Changed, Stored


def tag_of(body: bytes) -> str:
    """The tag by which such a target knows `body`."""
    return tag_from(hashlib.md5(body, usedforsecurity=False).hexdigest())


def tag_from(md5: str) -> str:
    """The same of bytes whose MD5 (hex) is known."""
    return f'"{md5}"'


def insist(read: Callable[[str], Stored | None], path: str, expect: str | Absent | None) -> None:
    """Raise Changed where `read` finds something else at `path` than `expect`; None is content with anything."""
    if expect is None:
        return
    there = read(path)
    if (there.tag if there else None) != (None if isinstance(expect, Absent) else expect):
        raise Changed(path)
