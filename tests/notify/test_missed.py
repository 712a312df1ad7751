"""What some did not hear while it made sense: `plainstatus.notify.missed`."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from plainstatus.model.incident import Incident
from plainstatus.notify.ledger.ledger import Key
from plainstatus.notify.missed import let_go, missed_in
from plainstatus.notify.news import news_by_audience
from plainstatus.notify.plan import LedgerPast
from plainstatus.notify.sending import Run

from ..timeline.building import at, maintenance, said, window
from .desk import CATALOG, LATER, UNCLEAR, Desk, Listener, channel, desk

WINDOW = window("2026-11-24 22:00", "2026-11-24 23:30")
WORKS = maintenance(said("2026-11-24 15:00", "scheduled"), window=WINDOW, remind=(timedelta(hours=1),))
REMINDER = "upgrade/reminder-60-2026-11-24T22:00:00Z"


@pytest.fixture
def here(tmp_path: Path) -> Desk:
    """A desk whose recipients were told of the maintenance, and of nothing since."""
    made = desk(tmp_path, channel())
    made.now = at("2026-11-24 15:00")
    made.notify(WORKS)
    return made


def missed(here: Desk, *incidents: Incident) -> list[str]:
    """One look at what was missed, written down: the keys of it."""
    news = news_by_audience(CATALOG, incidents, here.settings, here.now)
    run = Run(here.ledger, here.channels, "run", lambda: here.now)
    found = missed_in(here.speakers(news), news, LedgerPast(here.ledger), "")
    return [each.key.update for each in let_go(list(found), run)]


def state_of(here: Desk, update: str) -> str | None:
    states = {entry.key.update: entry.state for entry in here.ledger.list()}
    return states.get(update)


def test_a_reminder_after_the_start_is_written_down_as_known_once(here: Desk) -> None:
    here.now = at("2026-11-24 22:01")
    here.notify(WORKS)

    assert missed(here, WORKS) == [REMINDER]
    assert missed(here, WORKS) == []
    assert state_of(here, REMINDER) == "known"


def test_what_was_heard_in_time_was_not_missed(here: Desk) -> None:
    here.now = at("2026-11-24 21:00")
    here.notify(WORKS)
    here.now = at("2026-11-24 22:01")

    assert missed(here, WORKS) == []
    assert state_of(here, REMINDER) == "sent"


def test_what_failed_until_it_made_no_sense_was_missed_and_is_no_longer_told_of_as_failed(here: Desk) -> None:
    mail = here.channels["mail"]
    assert isinstance(mail, Listener)
    mail.troubles["list@otter.example"] = [LATER]
    here.now = at("2026-11-24 21:00")
    assert here.notify(WORKS) == ["failed"]
    here.now = at("2026-11-24 22:01")

    assert missed(here, WORKS) == [REMINDER]
    assert state_of(here, REMINDER) == "known"


def test_what_may_have_arrived_stays_a_question(here: Desk) -> None:
    mail = here.channels["mail"]
    assert isinstance(mail, Listener)
    mail.troubles["list@otter.example"] = [UNCLEAR]
    here.now = at("2026-11-24 21:00")
    assert here.notify(WORKS) == ["unknown"]
    here.now = at("2026-11-24 22:01")

    assert missed(here, WORKS) == []
    assert state_of(here, REMINDER) == "unknown"


def test_who_is_new_has_missed_nothing(here: Desk) -> None:
    here.now = at("2026-11-24 22:01")
    here.settings = replace(here.settings, channels=(channel("mail", "new@otter.example"),))

    assert missed(here, WORKS) == []


def test_of_two_runs_at_once_one_tells_of_it(here: Desk) -> None:
    here.now = at("2026-11-24 22:01")
    news = news_by_audience(CATALOG, (WORKS,), here.settings, here.now)
    both = [list(missed_in(here.speakers(news), news, LedgerPast(here.ledger), "")) for _ in range(2)]

    told = [
        list(let_go(each, Run(here.ledger, here.channels, f"run {n}", lambda: here.now))) for n, each in enumerate(both)
    ]

    assert [len(each) for each in told] == [1, 0]
    assert here.ledger.get(Key(REMINDER, "mail", both[0][0].recipient.hash)) is not None
