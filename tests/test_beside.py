"""The second process that takes a share of the work: `plainstatus.beside`, by itself and in whole builds."""

import os
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from plainstatus import beside
from plainstatus.beside import LEAST_WORK, Beside, is_worth_it

from .live import live
from .site.built import build, config, contents, run_mkdocs, write_files

pytestmark = [
    pytest.mark.skipif(sys.platform != "linux", reason="work is only shared on Linux"),
    # Whoever runs the tests may have threads of its own; the copies here touch none of their locks.
    pytest.mark.filterwarnings("ignore:.*multi-threaded, use of fork:DeprecationWarning"),
]

NOW = "2026-11-24 12:00"


class Desk:
    """Pieces of work as files; two letters in one of them say that both processes made it."""

    def __init__(self, folder: Path, pieces: int) -> None:
        self.folder, self.pieces = folder, pieces

    def make(self, piece: int, letter: str = "t") -> None:
        with (self.folder / str(piece)).open("a") as file:
            file.write(letter)

    def share(self, **differently: Callable[..., Any]) -> tuple[Any, list[str]]:
        """What the other process told, and who made each piece. What it does differently, it has begun before us."""
        work: dict[str, Any] = {"make": self.make, "first": lambda: self.make(-1), "told": lambda: {"told"}}
        reader, writer = os.pipe()

        def begun(what: Callable[..., Any]) -> Callable[..., Any]:
            return lambda *piece: (os.write(writer, b"."), what(*piece))[1]

        different = {name: begun(what) if name == "make" else what for name, what in differently.items()}
        other = Beside(self.pieces, **{**work, **different})
        os.close(writer)
        if "make" in different:
            os.read(reader, 1)
        os.close(reader)
        for piece in range(self.pieces):
            if not other.has_made(piece):
                self.make(piece, "o")
        told = other.finish()
        return told, [(self.folder / str(piece)).read_text() for piece in range(self.pieces)]


@pytest.mark.parametrize("pieces", [1, 2, 50, 2_000])
def test_every_piece_is_made_and_at_most_one_of_them_twice(tmp_path: Path, pieces: int) -> None:
    _, makers = Desk(tmp_path, pieces).share()

    assert sum(len(letters) for letters in makers) <= pieces + 1
    assert all(makers)


def test_each_process_makes_one_run_of_the_pieces(tmp_path: Path) -> None:
    _, makers = Desk(tmp_path, 500).share()

    whole = "".join(letters[0] if len(letters) == 1 else "" for letters in makers)
    assert whole == "o" * whole.count("o") + "t" * whole.count("t")


def test_what_comes_first_is_done_once_and_the_result_comes_back(tmp_path: Path) -> None:
    told, _ = Desk(tmp_path, 3).share(told=lambda: {("page.md", "gone.md")})

    assert told == {("page.md", "gone.md")}
    assert (tmp_path / "-1").read_text() == "t"


def fail(*_: object) -> None:
    raise OSError("no room left")


def leave(*_: object) -> None:
    raise SystemExit(0)


@pytest.mark.parametrize("where", ["first", "make", "told"])
@pytest.mark.parametrize("how", [fail, leave])
def test_a_process_that_fails_leaves_all_pieces_made_and_tells_nothing(
    tmp_path: Path, where: str, how: Callable[..., Any]
) -> None:
    told, makers = Desk(tmp_path, 20).share(**{where: how})

    assert told is None
    assert all(makers)


def test_a_result_that_cannot_be_handed_over_is_none(tmp_path: Path) -> None:
    told, _ = Desk(tmp_path, 3).share(told=lambda: lambda: None)

    assert told is None


def test_no_process_is_left_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fork, made = os.fork, []
    monkeypatch.setattr("os.fork", lambda: made.append(fork()) or made[-1])

    Desk(tmp_path, 3).share()

    with pytest.raises(ChildProcessError):
        os.waitpid(made[0], 0)


@pytest.fixture
def alone(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """Two processors, and no thread but this one."""
    monkeypatch.setattr("os.cpu_count", lambda: 2)
    monkeypatch.setattr("threading.active_count", lambda: 1)
    return monkeypatch


def test_little_work_is_not_shared(alone: pytest.MonkeyPatch) -> None:
    assert is_worth_it(LEAST_WORK)
    assert not is_worth_it(LEAST_WORK - 1)


def test_work_is_not_shared_where_there_is_nobody_to_share_it_with(alone: pytest.MonkeyPatch) -> None:
    alone.setattr("os.cpu_count", lambda: 1)
    assert not is_worth_it(LEAST_WORK)


def test_work_is_not_shared_on_other_systems(alone: pytest.MonkeyPatch) -> None:
    alone.setattr(beside.sys, "platform", "darwin")  # type: ignore[attr-defined]
    assert not is_worth_it(LEAST_WORK)


def test_work_is_not_shared_beside_other_threads(monkeypatch: pytest.MonkeyPatch) -> None:
    done = threading.Event()
    other = threading.Thread(target=done.wait)
    other.start()
    try:
        monkeypatch.setattr("os.cpu_count", lambda: 2)
        assert not is_worth_it(LEAST_WORK)
    finally:
        done.set()
        other.join()


#: Python runs a module of this name before anything else.
_BEFORE = "sitecustomize.py"
#: Says that there was a second process, and lets every machine have two processors.
_SPY = """\
import os, pathlib
os.cpu_count = lambda: 2
os.register_at_fork(after_in_parent=lambda: pathlib.Path({mark!r}).touch())
"""
_DIES_AT_ONCE = "os.register_at_fork(after_in_child=lambda: os._exit(1))\n"
_DIES_ON_THE_WAY = """\
import itertools
def fall_ill():
    opened, calls = os.open, itertools.count()
    def opens(*arguments):
        if next(calls) > 30:
            os._exit(9)
        return opened(*arguments)
    os.open = opens
os.register_at_fork(after_in_child=fall_ill)
"""
_HAS_A_THREAD = """\
import threading
threading.Thread(target=threading.Event().wait, daemon=True).start()
"""


@pytest.fixture
def forked(tmp_path: Path) -> Path:
    """A file that is there once a build had a second process."""
    return tmp_path / "forked"


@pytest.fixture
def environment(tmp_path: Path, forked: Path) -> Callable[[str], dict[str, str]]:
    """The environment of a build that does something else first."""

    def made(first: str = "") -> dict[str, str]:
        write_files(tmp_path / "before", {_BEFORE: _SPY.format(mark=str(forked)) + first})
        return {"PYTHONPATH": str(tmp_path / "before")}

    return made


def site(folder: Path, incidents: int = LEAST_WORK, words: str = "Words.", **mkdocs: Any) -> Path:
    """The files of a site with so many incidents, each a page."""
    files: dict[str, str | bytes] = {
        "mkdocs.yml": config(mkdocs, languages=["en"]),
        "components.yml": "components: [{id: api, name: API, since: 2026-01-01}]\n",
    }
    for number in range(incidents):
        day = f"2026-{number // 28 % 10 + 1:02}-{number % 28 + 1:02}"
        files[f"incidents/i{number}.md"] = (
            f"---\ntitle: Number {number}\ncomponents: {{api: partial_outage}}\n---\n\n"
            f"## Investigating — {day} 10:00 UTC\n\n{words}\n\n## Resolved — {day} 11:00 UTC\n\nOver.\n"
        )
    return write_files(folder, files)


def test_a_large_site_is_shared_and_the_same_as_one_made_alone(
    tmp_path: Path, forked: Path, environment: Callable[..., dict[str, str]]
) -> None:
    folder = site(tmp_path / "site")
    alone = contents(build(folder, now=NOW, environment=environment(_HAS_A_THREAD)))
    assert not forked.exists()

    shared = contents(build(folder, now=NOW, environment=environment()))
    assert forked.exists()

    assert shared == alone


@pytest.mark.parametrize("illness", [_DIES_AT_ONCE, _DIES_ON_THE_WAY], ids=["at once", "on the way"])
def test_a_site_is_whole_where_the_second_process_dies(
    tmp_path: Path, forked: Path, environment: Callable[..., dict[str, str]], illness: str
) -> None:
    folder = site(tmp_path / "site")
    well = contents(build(folder, now=NOW, environment=environment()))
    forked.unlink()

    ill = contents(build(folder, now=NOW, environment=environment(illness)))

    assert forked.exists()
    assert ill == well


def test_links_that_lead_nowhere_are_told_whoever_finds_them(
    tmp_path: Path, forked: Path, environment: Callable[..., dict[str, str]]
) -> None:
    folder = site(tmp_path / "site", words="[more](gone.md)")

    done = run_mkdocs(folder, "build", now=NOW, environment=environment())

    assert forked.exists()
    assert done.stderr.count("the link to 'gone.md' leads nowhere") == LEAST_WORK


def test_a_small_site_is_not_shared(tmp_path: Path, forked: Path, environment: Callable[..., dict[str, str]]) -> None:
    build(site(tmp_path / "site", incidents=LEAST_WORK // 2), now=NOW, environment=environment())

    assert not forked.exists()


def test_other_plugins_see_every_page_in_one_process(
    tmp_path: Path, forked: Path, environment: Callable[..., dict[str, str]]
) -> None:
    folder = site(tmp_path / "site", plugins=["search", {"plainstatus": {}}])

    build(folder, now=NOW, environment=environment())

    assert not forked.exists()


def test_a_served_site_is_made_by_one_process(
    tmp_path: Path, forked: Path, environment: Callable[..., dict[str, str]]
) -> None:
    with live(site(tmp_path / "site"), environment()) as served:
        assert "Number 7" in served.text("incidents/i7/")

    assert not forked.exists()
