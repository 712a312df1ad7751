"""What readers would wonder about."""

from datetime import UTC, datetime, timedelta

from plainstatus.check.rules import doubts
from plainstatus.model.component import Catalog, Component
from plainstatus.model.incident import Incident, Update
from plainstatus.model.settings import Settings

NOW = datetime(2026, 11, 24, 14, 35, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
CATALOG = Catalog({"api": Component("api", {"": "API"})}, ungrouped=("api",))


def told(*updates, now=NOW, **fields):
    """The findings about one incident at `now`, by line and code."""
    incident = Incident("a", "a.md", "A", components={"api": "partial_outage"}, updates=updates, **fields)
    return [(finding.line, finding.code) for finding in doubts(CATALOG, [incident], Settings(), now)]


def promise(at, by, status="investigating", line=7):
    return Update(at, status, next_update=by, line=line)


def test_a_promise_is_overdue_from_its_very_minute_on():
    update = promise(NOW - 30 * MINUTE, NOW)

    assert told(update, now=NOW - MINUTE) == []
    assert told(update) == [(7, "overdue-update")]


def test_the_latest_words_alone_promise():
    assert told(promise(NOW - 30 * MINUTE, NOW - MINUTE), Update(NOW - 2 * MINUTE, "identified")) == []


def test_what_is_over_owes_nothing():
    assert told(promise(NOW - 30 * MINUTE, NOW - MINUTE, status="resolved")) == []


def test_an_update_to_come_is_doubted_until_it_comes():
    first, second = Update(NOW - MINUTE, "investigating", line=7), Update(NOW + MINUTE, "identified", line=12)

    assert told(first, second) == [(12, "future-update")]
    assert told(first, second, now=NOW + MINUTE) == []


def test_a_file_that_is_held_back_on_purpose_is_not_doubted():
    update = Update(NOW + MINUTE, "investigating", line=7)

    assert told(update, publish_at=NOW + MINUTE) == []
    assert told(update, publish_at=NOW - MINUTE) == [(7, "future-update")]


def test_every_doubt_is_a_warning_that_names_the_moment():
    incident = Incident("a", "a.md", "A", updates=(promise(NOW - 30 * MINUTE, NOW - 5 * MINUTE),))

    (finding,) = doubts(CATALOG, [incident], Settings(), NOW)

    assert finding.severity == "warning"
    assert finding.message == "the next update was promised for 2026-11-24 14:30 UTC, and has not come"
    assert finding.hint == "Write one: `plainstatus update a update --next-update 30m`."
