"""A built site on this machine: every file with its digest, and what the build says of itself."""

import hashlib
import json
import os
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

#: What a build says of itself; it stays on this machine.
RECORD = "build.json"
#: Nothing that is published may stand below it: our own files at a target do.
OURS = "_publish/"
_VERSION = 1
#: Control characters, and bytes that are no UTF-8.
_UNSPEAKABLE = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff]")
#: Larger ones are not for a status page, and would fill the memory.
LARGEST = 64 * 1024 * 1024
_BUILD = "run `plainstatus build`"


class BuildFault(Exception):
    """The folder is no whole build: in words that say what to do."""


@dataclass(frozen=True, slots=True)
class LocalFile:
    """One file by its path below the root. `sha256` and `md5` are of its bytes, in hex."""

    path: str
    sha256: str
    md5: str
    size: int


@dataclass(frozen=True, slots=True)
class Build:
    """`open` maps each open incident to its page; `built_at` is as of when the site was made."""

    root: Path
    url: str
    audience: str
    built_at: datetime
    open: Mapping[str, str]
    files: Mapping[str, LocalFile]

    def read(self, path: str) -> bytes:
        """The bytes of a file. Raises BuildFault where they are no longer those that were looked at."""
        try:
            body = (self.root / path).read_bytes()
        except FileNotFoundError:
            body = None
        if body is None or hashlib.sha256(body).hexdigest() != self.files[path].sha256:
            raise BuildFault(f"{path} has changed meanwhile: let nothing build into {self.root} and publish again")
        return body


def read_build(root: Path) -> Build:
    """The build in `root`. Raises BuildFault, and OSError."""
    record = _record(root)
    paths = sorted(path for path in _paths(root) if path != RECORD)
    # One after the other: the files are small, and threads would wait for each other more than for the disk.
    files = {path: _file(root, path) for path in paths}
    missing = [path for path in record.whole if path not in files or not files[path].size]
    if missing:
        raise BuildFault(f"{root} is no whole build, it lacks {', '.join(missing)}: {_BUILD}")
    return Build(root, record.url, record.audience, record.built_at, record.open, files)


class _Record(NamedTuple):
    url: str
    audience: str
    built_at: datetime
    whole: Sequence[str]
    open: Mapping[str, str]


def _record(root: Path) -> _Record:
    if not root.is_dir():
        raise BuildFault(f"there is no built site in {root}: {_BUILD}")
    try:
        said = json.loads((root / RECORD).read_bytes())
        if said["version"] != _VERSION:
            raise BuildFault(f"{root} was built by another version of this program: {_BUILD}")
        built_at = datetime.fromisoformat(said["built_at"]).astimezone(UTC)
        return _Record(str(said["url"]), str(said["audience"]), built_at, tuple(said["whole"]), dict(said["open"]))
    except FileNotFoundError:
        raise BuildFault(f"{root} is no whole build, it lacks {RECORD}, which is written last: {_BUILD}") from None
    except (ValueError, KeyError, TypeError, RecursionError):
        raise BuildFault(f"{root}/{RECORD} cannot be read: {_BUILD}") from None


def _paths(root: Path) -> Iterator[str]:
    start = os.fspath(root)
    for folder, folders, names in os.walk(start):
        below = os.path.relpath(folder, start).replace(os.sep, "/")
        prefix = "" if below == "." else f"{below}/"
        for name in (*names, *folders):
            if _UNSPEAKABLE.search(name):
                raise BuildFault(f"{prefix}{name!a} has characters in its name that no address may have: rename it")
            if os.path.islink(os.path.join(folder, name)):  # noqa: PTH114, PTH118 - thousands of them
                raise BuildFault(f"{prefix}{name} is a symbolic link, which could lead anywhere: {_BUILD}")
        yield from (prefix + name for name in names)


def _file(root: Path, path: str) -> LocalFile:
    if path.startswith(OURS):
        raise BuildFault(f"{path} stands where a target keeps its own files: give it another name")
    with open(f"{root}/{path}", "rb", buffering=0) as file:  # noqa: PTH123 - thousands of them
        size = os.fstat(file.fileno()).st_size
        if size > LARGEST:
            raise BuildFault(f"{path} has {size / 2**20:.0f} MiB, and the most is {LARGEST / 2**20:.0f}")
        body = file.read()
    return LocalFile(path, hashlib.sha256(body).hexdigest(), hashlib.md5(body, usedforsecurity=False).hexdigest(), size)
