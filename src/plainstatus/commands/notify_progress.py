"""Shows how far a mailing has come: a bar on a terminal, elsewhere a line every now and then."""

import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Protocol

import click

#: Seconds between two lines.
_EVERY = 30.0
#: The first seconds tell nothing about the rate.
_WARMING_UP = 2.0


class Progress(Protocol):
    """Is told how many messages were sent."""

    def add(self, sent: int) -> None:
        """So many more; from any thread."""


class Lines:
    """A line every half a minute. `total` is the most there can be; `clock` gives the time as it passes."""

    def __init__(self, total: int, clock: Callable[[], datetime]) -> None:
        self._total, self._clock = total, clock
        self._began = self._told = clock()
        self._sent = 0
        self._lock = threading.Lock()

    def add(self, sent: int) -> None:
        with self._lock:
            self._sent += sent
            now = self._clock()
            if (now - self._told).total_seconds() >= _EVERY:
                self._told = now
                click.echo(self._line(now), err=True)

    def _line(self, now: datetime) -> str:
        rate = self._sent / (now - self._began).total_seconds()
        left = max(self._total - self._sent, 0)
        end = f", done by {now + timedelta(seconds=left / rate):%H:%M} UTC at the latest" if rate else ""
        return f"{self._sent:,} of at most {self._total:,} sent, {rate:,.0f} a second{end}."


class _Bar:
    def __init__(self, add: Callable[[int], None]) -> None:
        self.add = add


class _Silent:
    def add(self, sent: int) -> None:
        """Whoever reads a report wants no progress."""


@contextmanager
def shown_progress(total: int, clock: Callable[[], datetime], *, silent: bool) -> Iterator[Progress]:
    """What shows progress to whoever looks: at most `total` messages are to be sent."""
    if silent or not total:
        yield _Silent()
    elif not sys.stderr.isatty():
        yield Lines(total, clock)
    else:
        with _bar(total) as bar:
            yield bar


@contextmanager
def _bar(total: int) -> Iterator[Progress]:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, ProgressColumn, Task, TimeRemainingColumn
    from rich.progress import Progress as RichProgress
    from rich.text import Text

    class Rate(ProgressColumn):
        def render(self, task: Task) -> Text:
            known = task.speed is not None and time.monotonic() - began > _WARMING_UP
            return Text(f"{task.speed:,.0f}/s" if known else "")

    began = time.monotonic()
    columns = (BarColumn(), MofNCompleteColumn(), Rate(), TimeRemainingColumn())
    with RichProgress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("", total=total)
        yield _Bar(lambda sent: progress.advance(task, sent))
