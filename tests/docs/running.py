"""Follows a page from top to bottom, as a reader would: runs its commands, writes its files.

The marks that steer it are told in CONTRIBUTING.md.
"""

import os
import re
import shlex
import shutil
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from scripts.documentation.blocks import Block, blocks_of

from ..live import free_port
from .pages import CHECKOUT, text_of

_PATIENCE = 60
_SERVES = re.compile(r"(?:scripts/|plainstatus )serve\b")
_OF_A_CHECKOUT = ("mkdocs*.yml", "components.yml", "pyproject.toml", "incidents", "scripts", "src", "theme")
_SECONDS = re.compile(r"\d+\.\d s\b")


@dataclass
class Reader:
    """Somebody at a shell, in `place`. What a command exports and where it goes lasts for the next one."""

    home: Path
    place: Path
    environment: dict[str, str] = field(default_factory=dict)

    def run(self, command: str) -> tuple[str, int]:
        """What `command` prints, standard output and error as they come, and its exit code."""
        state = self.home / "state"
        keep = f"trap 'code=$?; {{ pwd; env -0; }} > {shlex.quote(str(state))}; exit $code' EXIT\n"
        done = subprocess.run(
            ["bash", "-c", keep + command],
            cwd=self.place,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            timeout=_PATIENCE,
        )
        place, _, environment = state.read_text(encoding="utf-8").partition("\n")
        self.place = Path(place)
        self.environment = dict(each.split("=", 1) for each in environment.split("\0") if "=" in each)
        return done.stdout, done.returncode

    def look_at(self, command: str) -> str:
        """The front page that a `serve` command shows; then it is ended."""
        address = f"127.0.0.1:{free_port()}"
        with subprocess.Popen(
            ["bash", "-c", f"exec {command} --dev-addr {address}"],
            cwd=self.place,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
        ) as server:
            try:
                return _fetched(f"http://{address}/", server)
            finally:
                server.terminate()


def _fetched(url: str, server: "subprocess.Popen[str]") -> str:
    until = time.monotonic() + _PATIENCE
    while True:
        try:
            with urllib.request.urlopen(url, timeout=_PATIENCE) as answer:
                return str(answer.read().decode())
        except OSError:
            if server.poll() is not None or time.monotonic() > until:
                server.terminate()
                raise AssertionError(f"nothing was served: {server.communicate()[0]}") from None


def follow(page: str, home: Path) -> Reader:
    """The reader of `page` after its last block. Raises AssertionError with the line where the page is wrong."""
    blocks = list(blocks_of(text_of(page)))
    reader = beginning(next((block.marks["in"] for block in blocks if "in" in block.marks), "a new site"), home)
    for block in blocks:
        try:
            _do(block, reader)
        except AssertionError as wrong:
            raise AssertionError(f"{page}:{block.line}: {wrong}") from None
    return reader


def beginning(where: str, home: Path) -> Reader:
    """`a checkout`, `a new site` that `plainstatus init` made, or `an empty folder`."""
    here = Path(sys.executable).parent
    others = [path for path in os.environ["PATH"].split(os.pathsep) if path and Path(path) != here]
    environment = {"PATH": os.pathsep.join(others), "HOME": str(home), "LANG": "C.UTF-8", "COLUMNS": "100"}
    reader = Reader(home, home / "place", environment)
    _set_moment(reader, "2026-11-25 12:00 UTC")
    if where == "a checkout":
        _copy_checkout(reader.place)
        return reader
    environment["PATH"] = f"{here}{os.pathsep}{environment['PATH']}"
    reader.place.mkdir()
    if where == "a new site":
        said, code = reader.run("plainstatus init .")
        assert code == 0, said
    else:
        assert where == "an empty folder", where
    return reader


def _copy_checkout(place: Path) -> None:
    """A checkout that is set up already: `.venv` is the environment of these tests, and there is one test to run."""
    place.mkdir()
    for name in (path.name for pattern in _OF_A_CHECKOUT for path in CHECKOUT.glob(pattern)):
        if (CHECKOUT / name).is_dir():
            shutil.copytree(CHECKOUT / name, place / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(CHECKOUT / name, place)
    (place / "tests").mkdir()
    (place / "tests" / "test_nothing.py").write_text("def test_nothing(): pass\n", encoding="utf-8")
    (place / ".venv").symlink_to(sys.prefix)
    (place / "scripts" / "setup").write_text("#!/bin/sh\n", encoding="utf-8")


def _set_moment(reader: Reader, moment: str) -> None:
    """From now on it is `moment`, which is in UTC and says so."""
    said = datetime.strptime(moment, "%Y-%m-%d %H:%M UTC").replace(tzinfo=UTC)
    reader.environment["SOURCE_DATE_EPOCH"] = f"{said.timestamp():.0f}"


def _do(block: Block, reader: Reader) -> None:
    marks = block.marks
    if "at" in marks:
        _set_moment(reader, marks["at"])
    if block.language == "console":
        commands = list(commands_in(block.text))
        for number, (command, expected) in enumerate(commands, 1):
            code = int(marks.get("exit", 0)) if number == len(commands) else 0
            _run(command, expected, code, reader)
    elif "shows" in marks:
        assert (reader.place / marks["shows"]).read_text(encoding="utf-8") == block.text
    elif "append" in marks:
        with (reader.place / marks["append"]).open("a", encoding="utf-8") as file:
            file.write(block.text)
    elif "file" in marks:
        file_of_block = reader.place / marks["file"]
        file_of_block.parent.mkdir(parents=True, exist_ok=True)
        file_of_block.write_text(block.text, encoding="utf-8")
    else:
        # What is only looked at, such as a drawing.
        assert block.language == "text", f"nothing says what a reader does with this block of {block.language}"


def _run(command: str, expected: str | None, code: int, reader: Reader) -> None:
    if _SERVES.match(command):
        assert "</html>" in reader.look_at(command)
        return
    said, ended = reader.run(command)
    assert ended == code, f"`{command}` ends with {ended} and says:\n{said}"
    assert expected is None or _fits(said, expected), f"`{command}` says:\n{said}"


def _fits(said: str, expected: str) -> bool:
    """Whether `said` is as expected; `…` stands for any characters, on a line of its own for any lines.

    How long something took may be another figure each time.
    """
    lines = _SECONDS.sub("0.0 s", expected).splitlines()
    form = "".join("(?:.*\n)*" if line == "…" else f"{re.escape(line).replace('…', '.*')}\n" for line in lines)
    return re.fullmatch(form, _SECONDS.sub("0.0 s", said)) is not None


def commands_in(text: str) -> Iterator[tuple[str, str | None]]:
    """Each command behind a `$ `, with the lines that a backslash adds, and what it prints.

    That is None where the page does not say.
    """
    for each in re.split(r"^\$ ", text, flags=re.MULTILINE)[1:]:
        command, _, printed = each.partition("\n")
        while command.endswith("\\"):
            further, _, printed = printed.partition("\n")
            command = f"{command}\n{further}"
        yield command, printed or None
