"""Any incident that a file can hold, for the laws of writing."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import strategies as st

from plainstatus.model.component import Catalog, Component
from plainstatus.model.incident import UNKNOWN, Incident, Schedule, Update, Window
from plainstatus.model.settings import Settings
from plainstatus.model.status import COMPONENT_STATUSES, IMPACTS, UPDATE_STATUSES
from plainstatus.reading.context import ReadingContext

IDS = ("api", "web", "123", "no", "eu-west-1")
CATALOG = Catalog({id: Component(id, {"": id.title()}) for id in IDS}, ungrouped=IDS)
CONTEXT = ReadingContext(CATALOG, Settings())

ZONES = ("UTC", "Europe/Rome", "America/New_York", "Australia/Lord_Howe", "+05:30", "-03:00")

moments = st.datetimes(datetime(1990, 1, 1), datetime(2099, 12, 31)).map(
    lambda moment: moment.replace(
        microsecond=moment.microsecond // 1000 * 1000 if moment.second % 5 == 0 else 0,
        second=moment.second if moment.second % 3 == 0 else 0,
        tzinfo=UTC,
    )
)
_visible = st.characters(exclude_categories=("C", "Zl", "Zp"), exclude_characters="<&")
lines = st.text(_visible, max_size=60)
words = st.lists(lines, max_size=6).map("\n".join)
titles = st.text(_visible, min_size=1, max_size=120).map(str.strip).filter(bool)
statuses = st.dictionaries(st.sampled_from(IDS), st.sampled_from(COMPONENT_STATUSES), max_size=4)
durations = st.integers(1, 14 * 24 * 60).map(lambda minutes: timedelta(minutes=minutes))


def second(moment: datetime) -> int:
    """What an update of a file is known by."""
    return int(moment.timestamp())


@st.composite
def windows(draw):
    start = draw(moments)
    return Window(start, start + draw(durations))


@st.composite
def updates(draw, kind, at, audience, text):
    """An update as the reader gives it back: its words are free of structure, its next one lies ahead."""
    status = draw(st.sampled_from(UPDATE_STATUSES[kind]))
    closing = status in ("resolved", "completed", "cancelled", "postmortem")
    ahead = st.none() if closing else st.none() | durations.map(lambda length: at + length)
    return Update(
        at=at,
        status=status,
        text=draw(text),
        components=draw(statuses),
        next_update=draw(ahead),
        expected_recovery=draw(ahead | st.just(UNKNOWN) if not closing else st.none()),
        scheduled=draw(windows()) if status == "rescheduled" else None,
        audience=draw(st.sampled_from(sorted({audience, "internal"}))),
        notify=draw(st.booleans()),
        external_id=draw(st.none() | titles),
    )


@st.composite
def schedules(draw):
    window = draw(windows())
    zone = draw(st.sampled_from(ZONES))
    if zone[0] in "+-":
        return Schedule(window, draw(st.booleans()), zone=zone)
    repeat = draw(st.sampled_from((None, "FREQ=DAILY", "FREQ=WEEKLY;INTERVAL=2")))
    skipped = draw(st.lists(st.dates(date(1990, 1, 1), date(2099, 1, 1)), max_size=2, unique=True)) if repeat else ()
    return Schedule(window, draw(st.booleans()), repeat, zone, tuple(skipped))


@st.composite
def incidents(draw, text=words):
    kind = draw(st.sampled_from(("incident", "maintenance", "notice")))
    audience = draw(st.sampled_from(("public", "internal")))
    times = sorted(draw(st.lists(moments, min_size=1, max_size=4, unique_by=second)))
    maintenance = kind == "maintenance"
    return Incident(
        id="2026-11-24-matter",
        path="2026/2026-11-24-matter.md",
        title=draw(titles),
        kind=kind,
        components=draw(statuses if kind == "notice" else statuses.filter(bool)),
        impact=draw(st.none() | st.sampled_from(IMPACTS)),
        started=draw(st.none() | durations.map(lambda length: times[0] - length)),
        schedule=draw(schedules()) if maintenance else None,
        remind=draw(st.none() | st.lists(durations, max_size=2, unique=True).map(tuple)) if maintenance else None,
        publish_at=draw(st.none() | moments),
        until=draw(st.none() | moments) if kind == "notice" else None,
        audience=audience,
        notify=draw(st.booleans()),
        template=draw(st.none() | titles.map(lambda text: text[:90].strip())),
        external_id=draw(st.none() | titles),
        summary=draw(text),
        updates=tuple([draw(updates(kind, at, audience, text)) for at in times]),
    )
