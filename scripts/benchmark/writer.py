"""A bare program that writes given files: C where there is a compiler, Python otherwise."""

import os
import shutil
import struct
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

SOURCE = Path(__file__).with_suffix(".c")
LENGTHS = struct.Struct("=QQ")


@dataclass(frozen=True, slots=True)
class Packed:
    """A site in one file, and how much is in it."""

    path: Path
    files: int
    bytes: int


def writer_command(work: Path) -> tuple[str, list[str]]:
    """The language of the writer, and the command that takes a packed file and a new folder."""
    compiler = shutil.which("cc")
    if compiler is None:
        return "Python", [sys.executable, "-S", "-E", __file__]
    program = work / "writer"
    subprocess.run([compiler, "-O2", "-o", program, SOURCE], check=True)
    return "C", [str(program)]


def pack(site: Path, target: Path) -> Packed:
    """Puts every file of `site` into `target`, folders before what lies in them."""
    files = size = 0
    with target.open("wb") as out:
        for folder, folders, names in os.walk(site):
            here = Path(folder).relative_to(site)
            for name in sorted(folders):
                _record(out, f"{(here / name).as_posix()}/", b"")
            for name in sorted(names):
                content = Path(folder, name).read_bytes()
                _record(out, (here / name).as_posix(), content)
                files, size = files + 1, size + len(content)
    return Packed(target, files, size)


def _record(out: BinaryIO, path: str, content: bytes) -> None:
    name = path.encode()
    out.write(LENGTHS.pack(len(name), len(content)) + name + b"\0" + content)


def write(packed: str, folder: str) -> None:
    """The same as `writer.c`."""
    with open(packed, "rb") as source:  # noqa: PTH123
        content = memoryview(source.read())
    os.mkdir(folder)  # noqa: PTH102
    here = 0
    while here < len(content):
        name_length, length = LENGTHS.unpack_from(content, here)
        here += LENGTHS.size
        path = f"{folder}/{str(content[here : here + name_length], 'utf-8')}"
        here += name_length + 1
        if path.endswith("/"):
            os.mkdir(path)  # noqa: PTH102
        else:
            with open(path, "wb", buffering=0) as out:  # noqa: PTH123
                out.write(content[here : here + length])
        here += length


if __name__ == "__main__":
    write(*sys.argv[1:])
