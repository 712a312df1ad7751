"""Writes the files of a site: with as few calls as thousands of them deserve."""

import os
from collections.abc import Iterable

_NEW_FILE = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0)


def write_all(files: Iterable[tuple[str, bytes]], root: str) -> None:
    """Write each of `files`, given by its path below `root`."""
    for path, content in files:
        write(os.path.join(root, path), content)  # noqa: PTH118 - thousands of them


def write(path: str, content: bytes) -> None:
    """Write a file into a folder that may not be there yet."""
    try:
        file = os.open(path, _NEW_FILE, 0o666)
    except FileNotFoundError:
        _make_folder(os.path.dirname(path))  # noqa: PTH120
        file = os.open(path, _NEW_FILE, 0o666)
    with open(file, "wb", buffering=0) as opened:  # noqa: PTH123
        opened.write(content)


def _make_folder(path: str) -> None:
    try:
        os.mkdir(path)  # noqa: PTH102
    except FileNotFoundError:
        os.makedirs(path, exist_ok=True)  # noqa: PTH103
    except FileExistsError:
        # The other process was quicker.
        pass
