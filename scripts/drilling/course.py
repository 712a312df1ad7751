"""The course of a drill: what is done, in which order, and how long each step takes.

Knows the commands of plainstatus, and the addresses that readers use.
"""

import json
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from xml.etree import ElementTree

from scripts.drilling.rehearsal_site import CONFIG, RehearsalSite

from plainstatus.reading.settings import read_configuration
from plainstatus.reading.site import read_catalog

_TIMEOUT = 300
_ATOM = "{http://www.w3.org/2005/Atom}"
_WORDS = "This is a drill. Nothing is wrong, and nobody is told."
_LAST_WORDS = "The drill is over."


class Failed(Exception):
    """Why a step has failed."""


@dataclass(frozen=True)
class Step:
    """`seconds` is how long it took; `fault` says why it failed, "" where it did not."""

    name: str
    seconds: float
    fault: str = ""


@dataclass
class Drill:
    """A rehearsal on `site`, which readers find at `url`, as if it began at `now` (UTC)."""

    site: RehearsalSite
    url: str
    now: datetime
    steps: list[Step] = field(default_factory=list)

    @property
    def title(self) -> str:
        return f"Drill of {self.now:%Y-%m-%d %H:%M}"

    def run(self) -> bool:
        """Whether every step went well; after one that did not, none is tried."""
        for name, do in self._course():
            began = time.perf_counter()
            try:
                do()
            except Failed as fault:
                self.steps.append(Step(name, time.perf_counter() - began, str(fault)))
                return False
            self.steps.append(Step(name, time.perf_counter() - began))
        return True

    def _course(self) -> Iterator[tuple[str, Callable[[], object]]]:
        first, last = self.now, self.now + timedelta(minutes=10)
        yield "Build the site as it is", lambda: self._do("build", first)
        yield "Publish it", lambda: self._do("publish")
        yield "Take what was said before for known", lambda: self._notify(first, 0)
        yield "Open an incident", lambda: self._open(first)
        yield from self._told(first, 1)
        yield "Resolve the incident", lambda: self._resolve(last)
        yield from self._told(last, 2)

    def _told(self, now: datetime, messages: int) -> Iterator[tuple[str, Callable[[], object]]]:
        over = messages == 2
        yield "Check", lambda: self._do("check", now)
        yield "Build", lambda: self._do("build", now)
        yield "Publish", lambda: self._do("publish")
        yield "Notify", lambda: self._notify(now, messages)
        yield "Read the page", lambda: self._read_page(_LAST_WORDS if over else _WORDS)
        yield "Read the feed", lambda: self._read_feed(_LAST_WORDS if over else _WORDS)
        if read_configuration(self.site.root / CONFIG).settings.for_programs:
            yield "Read the JSON", lambda: self._read_json(is_open=not over)

    def _do(self, command: str, now: datetime | None = None, *arguments: str) -> str:
        moment = [f"--now={now:%Y-%m-%dT%H:%M:%SZ}"] if now else []
        done = subprocess.run(
            [sys.executable, "-m", "plainstatus", command, *arguments, *moment],
            cwd=self.site.root,
            env=self.site.environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            timeout=_TIMEOUT,
        )
        if done.returncode:
            raise Failed(f"plainstatus {command} ended with {done.returncode}:\n{done.stdout.strip()}")
        return done.stdout

    def _open(self, now: datetime) -> None:
        configuration = read_configuration(self.site.root / CONFIG)
        catalog, _ = read_catalog(configuration.files, configuration.settings, [])
        names = [each.id for each in catalog.current if each.audience == "public"]
        if not names:
            raise Failed("The site has no component that everybody may know of.")
        self._do("new", now, "incident", "--no-edit", f"--title={self.title}", f"--message={_WORDS}",
                 f"--component={names[0]}=partial_outage", "--next-update=30m")  # fmt: skip

    def _resolve(self, now: datetime) -> None:
        found = [path.stem for path in self.site.root.rglob("*.md") if self.title in path.read_text(encoding="utf-8")]
        self._do("resolve", now, found[0], f"--message={_LAST_WORDS}")

    def _notify(self, now: datetime, messages: int) -> None:
        said = self._do("notify", now)
        if self.site.sent != messages:
            raise Failed(f"There are {self.site.sent} messages, and there should be {messages}:\n{said.strip()}")

    def _read_page(self, words: str) -> None:
        if self.title not in self._read(""):
            raise Failed("The front page does not name the incident.")
        link = self._entry().find(f"{_ATOM}link")
        address = link.get("href", "") if link is not None else ""
        if words not in self._read(address.removeprefix(self.url)):
            raise Failed(f"“{words}” is not on {address}.")

    def _read_feed(self, words: str) -> None:
        if words not in "".join(self._entry().itertext()):
            raise Failed(f"“{words}” is not in the feed.")

    def _read_json(self, *, is_open: bool) -> None:
        summary = json.loads(self._read("api/v2/summary.json"))
        if is_open != (self.title in [each["name"] for each in summary["incidents"]]):
            raise Failed(f"The API {'does not know the incident' if is_open else 'has the incident as open still'}.")

    def _entry(self) -> ElementTree.Element:
        """The entry of the incident in the feed."""
        feed = ElementTree.fromstring(self._read("history.atom"))
        for entry in feed.iter(f"{_ATOM}entry"):
            if self.title in (entry.findtext(f"{_ATOM}title") or ""):
                return entry
        raise Failed("The feed does not have the incident.")

    def _read(self, path: str) -> str:
        try:
            with urllib.request.urlopen(f"{self.url}{path}", timeout=_TIMEOUT) as answer:
                return str(answer.read().decode())
        except (OSError, ValueError) as fault:
            raise Failed(f"/{path} cannot be read: {fault}") from None
