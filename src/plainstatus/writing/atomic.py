"""Text on the disk whole or not at all: a temporary file beside the target takes its place.

Whoever reads meanwhile sees the old file or the new one. Knows nothing of what is written.
"""

import contextlib
import errno
import os
import stat
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

_NEW_FILE = 0o666


def write_text(path: Path, text: str, *, inside: Path | None = None) -> None:
    """Put `text` in the place of what `path` holds, with its permissions; the file may also be new.

    Line ends are written as they are. With `inside`, a path that leads out of that folder is
    refused, as is a symbolic link in any case. Raises OSError; the old file is then as it was.
    """
    _check_place(path, inside)
    with _beside(path, _mode_of(path)) as (file, temporary):
        file.write(text)
        _close_safely(file)
        temporary.replace(path)
    _sync_folder(path.parent)


@contextlib.contextmanager
def written_anew(path: Path, mode: int) -> Iterator[TextIO]:
    """A file to write into piece by piece, which takes the place of `path`, with the permissions `mode`, at the end.

    Raises OSError. On that, and on any other exception, `path` stays as it was.
    """
    _check_place(path, None)
    with _beside(path, mode) as (file, temporary):
        yield file
        _close_safely(file)
        temporary.replace(path)
    _sync_folder(path.parent)


def create_text(path: Path, text: str, *, inside: Path | None = None) -> None:
    """Make the file `path` with `text`, and its folders. Raises FileExistsError where it is there already."""
    path.parent.mkdir(parents=True, exist_ok=True)
    _check_place(path, inside)
    with _beside(path, _mode_of(path)) as (file, temporary):
        file.write(text)
        _close_safely(file)
        _link(temporary, path)
    _sync_folder(path.parent)


def _check_place(path: Path, inside: Path | None) -> None:
    if path.is_symlink():
        raise OSError(errno.ELOOP, "it is a symbolic link: write the file that it points to", str(path))
    if inside is not None and not path.parent.resolve().is_relative_to(inside.resolve()):
        raise PermissionError(errno.EACCES, f"it leads out of {inside}", str(path))


def _mode_of(path: Path) -> int:
    """The permissions of `path`; those of any new file where there is none yet."""
    with contextlib.suppress(FileNotFoundError):
        return stat.S_IMODE(path.stat().st_mode)
    mask = os.umask(0)
    os.umask(mask)
    return _NEW_FILE & ~mask


@contextlib.contextmanager
def _beside(path: Path, mode: int) -> Iterator[tuple[TextIO, Path]]:
    """A new file in the folder of `path`, open for text; gone at the end if it still has that name."""
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".new", dir=path.parent)
    temporary = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
            temporary.chmod(mode)
            yield file, temporary
    finally:
        temporary.unlink(missing_ok=True)


def _close_safely(file: TextIO) -> None:
    """Let what was written into `file` be on the disk."""
    file.flush()
    os.fsync(file.fileno())
    file.close()


def _link(temporary: Path, path: Path) -> None:
    """Give the file its name, which no other file may have; by copy where the disk knows no links."""
    try:
        os.link(temporary, path)
    except FileExistsError:
        raise
    except OSError:
        with path.open("xb") as file:
            file.write(temporary.read_bytes())


def _sync_folder(folder: Path) -> None:
    """Make the new name itself safe, where the system can."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
