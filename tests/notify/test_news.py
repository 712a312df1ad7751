"""Which updates may be told, and to whom: `plainstatus.notify.news`."""

from dataclasses import replace
from datetime import timedelta

import pytest

from plainstatus.model.incident import Incident
from plainstatus.model.settings import Settings
from plainstatus.notify.news import still_to_come

from ..timeline.building import at, incident, said
from .desk import SETTINGS, messages_of, news_of

FIRST, SECOND = said("2026-11-24 14:05", "investigating"), said("2026-11-24 14:25", "identified")


def told(*incidents: Incident, now: str = "2026-11-24 14:30", audience: str = "public") -> list[str]:
    return list(news_of(*incidents, now=now, audience=audience).to_tell)


def test_updates_are_told_in_the_order_in_which_they_became_public() -> None:
    other = incident(said("2026-11-24 14:10", "investigating"), id="a-other")

    assert told(other, incident(FIRST, SECOND, id="outage")) == [
        "outage/2026-11-24T14:05:00Z",
        "a-other/2026-11-24T14:10:00Z",
        "outage/2026-11-24T14:25:00Z",
    ]


def test_the_order_in_the_file_and_a_mend_of_words_change_nothing() -> None:
    mended = replace(FIRST, text="Better words.", edited=at("2026-11-24 00:00").date())

    assert told(incident(mended, SECOND)) == told(incident(FIRST, SECOND))


def test_what_bears_a_time_to_come_waits_for_it() -> None:
    news = news_of(incident(FIRST, said("2026-11-24 15:00", "resolved")))

    assert list(news.to_tell) == list(news.said) == ["outage/2026-11-24T14:05:00Z"]
    assert list(still_to_come(news.timeline)) == ["outage/2026-11-24T15:00:00Z"]
    assert len(told(incident(FIRST, said("2026-11-24 15:00", "resolved")), now="2026-11-24 15:00")) == 2


@pytest.mark.parametrize(
    "silent", [incident(replace(FIRST, notify=False)), incident(FIRST, notify=False)], ids=["update", "file"]
)
def test_what_is_marked_is_told_to_nobody_and_counts_as_said(silent: Incident) -> None:
    news = news_of(silent)

    assert (list(news.to_tell), list(news.said)) == ([], ["outage/2026-11-24T14:05:00Z"])


def test_one_update_that_is_marked_keeps_the_others_going() -> None:
    assert told(incident(replace(FIRST, notify=False), SECOND)) == ["outage/2026-11-24T14:25:00Z"]


def test_what_is_public_for_too_long_is_not_told() -> None:
    in_time, too_late = "2026-11-25 14:05", "2026-11-25 14:06"

    assert (len(told(incident(FIRST), now=in_time)), len(told(incident(FIRST), now=too_late))) == (1, 0)


def test_the_bound_can_be_set() -> None:
    longer = replace(SETTINGS, notify_within=timedelta(days=3))

    assert len(news_of(incident(FIRST), now="2026-11-27 14:00", settings=longer).to_tell) == 1


def test_a_planned_announcement_is_as_old_as_its_publication() -> None:
    planned = incident(said("2026-11-20 10:00", "investigating"), publish_at=at("2026-11-24 14:00"))

    assert told(planned) == ["outage/2026-11-20T10:00:00Z"]
    assert told(planned, now="2026-11-24 13:59") == []


INTERNAL = incident(FIRST, replace(SECOND, audience="internal", text="The vault leaks."), id="outage")
NARROW = incident(FIRST, id="narrow", components={"vault": "major_outage", "api": "partial_outage"})
SECRET = incident(FIRST, id="secret", audience="internal")


def test_no_internal_update_is_news_to_the_public() -> None:
    assert told(INTERNAL, SECRET) == ["outage/2026-11-24T14:05:00Z"]
    assert len(told(INTERNAL, SECRET, audience="internal")) == 3


def test_no_message_to_the_public_holds_an_internal_word() -> None:
    public = str(messages_of(INTERNAL, NARROW, SECRET))
    inside = str(messages_of(INTERNAL, NARROW, SECRET, audience="internal"))

    for word in ("vault", "Key vault", "leaks", "secret"):
        assert word not in public
        assert word in inside


def test_a_channel_is_public_whatever_the_site_is_for() -> None:
    for_staff: Settings = replace(SETTINGS, audience="internal")

    assert list(news_of(INTERNAL, SECRET, settings=for_staff).to_tell) == ["outage/2026-11-24T14:05:00Z"]
