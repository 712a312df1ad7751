"""A folder of built files that takes the place of an older one, whole or not at all. Knows nothing of sites."""

import contextlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

#: One of these stands at the top of every folder that a build made.
_MARKS = ("index.html", "404.html", "sitemap.xml")


class NotOurs(Exception):
    """The folder holds files that no build made."""


@contextlib.contextmanager
def replaced(target: Path) -> Iterator[Path]:
    """A new folder to build into, which takes the place of `target` when all went well.

    On any exception `target` stays as it was. Raises NotOurs before anything where `target` holds
    other things than a built site, and OSError.
    """
    target = target.resolve()
    if target.exists() and not _may_go(target):
        raise NotOurs(str(target))
    target.parent.mkdir(parents=True, exist_ok=True)
    fresh = Path(tempfile.mkdtemp(prefix=f".{target.name}.", suffix=".new", dir=target.parent))
    try:
        fresh.chmod(target.stat().st_mode & 0o7777 if target.exists() else _ordinary_mode())
        yield fresh
        _swap(fresh, target)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def _may_go(target: Path) -> bool:
    if not target.is_dir() or target == Path.cwd() or Path.cwd().is_relative_to(target):
        return False
    return any((target / mark).is_file() for mark in _MARKS) or not any(target.iterdir())


def _swap(fresh: Path, target: Path) -> None:
    if not target.exists():
        fresh.rename(target)
        return
    old = Path(tempfile.mkdtemp(prefix=f".{target.name}.", suffix=".old", dir=target.parent))
    try:
        target.rename(old / "site")
        try:
            fresh.rename(target)
        except OSError:
            (old / "site").rename(target)
            raise
    finally:
        shutil.rmtree(old, ignore_errors=True)


def _ordinary_mode() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return 0o777 & ~mask
