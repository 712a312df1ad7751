"""The moment that a command counts from: the only place that asks the clock."""

import os
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import click

from plainstatus.reading import times


def now_from(option: str | None, zone: str = "UTC") -> datetime:
    """The moment that `--now` names, else the one of SOURCE_DATE_EPOCH, else the clock's: in UTC, to the second.

    `zone` counts where `option` names none. Raises click.UsageError.
    """
    if option is not None:
        return moment_from(option, zone, "--now")
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if not epoch:
        return datetime.now(UTC).replace(microsecond=0)
    try:
        return datetime.fromtimestamp(int(epoch), UTC)
    except (ValueError, OverflowError, OSError):
        raise click.UsageError(f"SOURCE_DATE_EPOCH is “{epoch[:40]}”; it has to be a number of seconds.") from None


def running_clock(now: datetime) -> Callable[[], datetime]:
    """A clock that shows `now` at this moment, and goes on from there."""
    began = time.monotonic()
    return lambda: now + timedelta(seconds=time.monotonic() - began)


def past_moment_from(text: str, zone: str, option: str, *, by: datetime) -> datetime:
    """The moment that the value of an option names, in UTC; a time of day alone is the latest one up to `by`.

    Raises click.UsageError.
    """
    try:
        return times.read_moment(text, zone, after=by - timedelta(days=1) + timedelta(seconds=1)).at
    except times.TimeFault as fault:
        raise click.UsageError(f"{option}: {fault.message}. {fault.hint}") from None


def moment_from(text: str, zone: str, option: str, *, after: datetime | None = None) -> datetime:
    """The moment that the value of an option names, in UTC.

    With `after`, a time of day alone (`14:35`) and a length (`30m`) count from it. Raises click.UsageError.
    """
    try:
        return times.read_moment(text, zone, after=after, durations=after is not None).at
    except times.TimeFault as fault:
        raise click.UsageError(f"{option}: {fault.message}. {fault.hint}") from None
