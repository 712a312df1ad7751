"""The words: incidents, maintenances and notices, and the updates they consist of."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from types import MappingProxyType
from typing import Literal

from plainstatus.model.component import LocalText
from plainstatus.model.status import Kind

#: One empty mapping for all: thousands of updates would each hold one of their own.
NOTHING: Mapping[str, str] = MappingProxyType({})

UNKNOWN: Literal["unknown"] = "unknown"

#: When service is expected back: a moment, `UNKNOWN` where the author says so, None where nothing is said.
ExpectedRecovery = datetime | Literal["unknown"] | None


@dataclass(frozen=True, slots=True)
class Window:
    """A span of time: from `start`, which belongs to it, to `end`, which does not."""

    start: datetime
    end: datetime


@dataclass(frozen=True, slots=True)
class Schedule:
    """When a maintenance takes place.

    `auto` lets the clock begin and complete it. `repeat` is an iCalendar RRULE
    (RFC 5545, section 3.3.10) that is laid out in the wall time of `zone`, an
    IANA name; `skipped` are the local dates that fall out of it.
    """

    window: Window
    auto: bool = True
    repeat: str | None = None
    zone: str = "UTC"
    skipped: tuple[date, ...] = ()


@dataclass(frozen=True, slots=True)
class Update:
    """What was said at one moment. `text` is Markdown; `line` is where its heading stands."""

    at: datetime
    status: str
    text: str = ""
    components: Mapping[str, str] = field(default_factory=lambda: NOTHING)
    next_update: datetime | None = None
    expected_recovery: ExpectedRecovery = None
    scheduled: Window | None = None
    audience: str = "public"
    notify: bool = True
    translations: Mapping[str, str] = field(default_factory=lambda: NOTHING)
    edited: date | None = None
    external_id: str | None = None
    line: int = 0


@dataclass(frozen=True, slots=True)
class Incident:
    """One incident file: an incident, a maintenance or a notice.

    `id` is its permanent address. `path` is the file, relative to the incident
    folder, with forward slashes. `updates` are in the order of time, oldest first.
    `titles` and `summaries` hold the words of other languages by language tag.
    """

    id: str
    path: str
    title: str
    kind: Kind = "incident"
    components: Mapping[str, str] = field(default_factory=lambda: NOTHING)
    impact: str | None = None
    started: datetime | None = None
    schedule: Schedule | None = None
    remind: tuple[timedelta, ...] | None = None
    publish_at: datetime | None = None
    until: datetime | None = None
    audience: str = "public"
    notify: bool = True
    template: str | None = None
    external_id: str | None = None
    #: rule of `plainstatus check` → its weight in this file, where it is not that of the site
    checks: Mapping[str, str] = field(default_factory=lambda: NOTHING)
    summary: str = ""
    updates: tuple[Update, ...] = ()
    titles: LocalText = field(default_factory=lambda: NOTHING)
    summaries: LocalText = field(default_factory=lambda: NOTHING)

    def readable_from(self, moment: datetime) -> datetime:
        """When words of `moment` can first be read: those of a planned announcement wait for its `publish_at`."""
        return moment if self.publish_at is None else max(moment, self.publish_at)
