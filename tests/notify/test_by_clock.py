"""What is told at a moment that no update has: `plainstatus.notify.occasion`, `news` and `messages` together."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from plainstatus.model.incident import Incident, Update
from plainstatus.notify.messages import Message, message_of
from plainstatus.notify.news import still_to_come
from plainstatus.notify.turning import turn_of

from ..timeline.building import at, maintenance, said, window
from .desk import SETTINGS, Listener, channel, desk, news_of, voice_of

WINDOW = window("2026-11-24 22:00", "2026-11-24 23:30")
ANNOUNCED = replace(
    said("2026-11-20 10:00", "scheduled"), text="Sending *pauses*.", translations={"it": "L’invio *si ferma*."}
)


def works(*updates: Update, **fields: object) -> Incident:
    made = maintenance(ANNOUNCED, *updates, window=WINDOW, titles={"it": "Aggiornamento"})
    return replace(made, **fields)  # type: ignore[arg-type]


def told(of: Incident, now: str, **settings: object) -> list[str]:
    return list(news_of(of, now=now, settings=replace(SETTINGS, **settings)).to_tell)  # type: ignore[arg-type]


def message(of: Incident, now: str, language: str = "en") -> Message:
    """The only message that there is to tell."""
    news = news_of(of, now=now)
    (occasion,) = news.to_tell.values()
    return message_of(occasion, news.timeline, voice_of(SETTINGS, news, language, now))


@pytest.mark.parametrize(
    ("now", "subject", "state", "lines", "facts"),
    [
        (
            "2026-11-23 22:03",
            "Reminder: Upgrade – 24 Nov, 22:00 – 23:30 UTC",
            "reminder",
            "This maintenance begins 24 Nov, 22:00 UTC.\n\nSending pauses.",
            (("When", "24 Nov, 22:00 – 23:30 UTC"), ("Affected", "Mail API")),
        ),
        (
            "2026-11-24 22:03",
            "In progress: Upgrade – until 24 Nov, 23:30 UTC",
            "in_progress",
            "The maintenance has begun as planned.",
            (("When", "24 Nov, 22:00 – 23:30 UTC"), ("Affected", "Mail API")),
        ),
        (
            "2026-11-24 23:33",
            "Completed: Upgrade",
            "completed",
            "The maintenance has ended as planned.",
            (("Affected", "Mail API"),),
        ),
    ],
    ids=["reminder", "start", "end"],
)
def test_each_says_what_it_is_for_and_when(
    now: str, subject: str, state: str, lines: str, facts: tuple[tuple[str, str], ...]
) -> None:
    made = message(works(remind=(timedelta(days=1),)), now)

    assert (made.subject, made.tags.state, made.lines, made.facts) == (subject, state, lines, facts)
    assert (made.status, made.thread) == ("under_maintenance", "upgrade")
    assert made.link == "https://status.otter.example/incidents/upgrade/"


@pytest.mark.parametrize(
    ("now", "subject", "lines"),
    [
        (
            "2026-11-23 22:03",
            "Promemoria: Aggiornamento – 24 nov, 22:00 – 23:30 UTC",
            "Inizio della manutenzione: 24 nov, 22:00 UTC.\n\nL’invio si ferma.",
        ),
        (
            "2026-11-24 22:03",
            "In corso: Aggiornamento – fino a 24 nov, 23:30 UTC",
            "La manutenzione è iniziata come previsto.",
        ),
        ("2026-11-24 23:33", "Conclusa: Aggiornamento", "La manutenzione è terminata come previsto."),
    ],
    ids=["reminder", "start", "end"],
)
def test_each_says_it_in_italian_too(now: str, subject: str, lines: str) -> None:
    made = message(works(remind=(timedelta(days=1),)), now, "it")

    assert (made.subject, made.lines) == (subject, lines)


def test_a_reminder_brings_the_last_words_that_were_told() -> None:
    later = replace(said("2026-11-22 10:00", "update"), text="It takes longer.")
    silent = replace(said("2026-11-22 11:00", "update", notify=False), text="A spelling mistake is mended.")

    made = message(works(later, silent, remind=(timedelta(days=1),)), "2026-11-23 22:03")

    assert made.lines == "This maintenance begins 24 Nov, 22:00 UTC.\n\nIt takes longer."


def test_words_that_nobody_translated_are_marked_behind_the_sentence_that_is_ours() -> None:
    foreign = works(updates=(replace(ANNOUNCED, translations={}),), remind=(timedelta(days=1),))
    made = message(foreign, "2026-11-23 22:03", "it")

    assert made.words.endswith('<div lang="en"><p>Sending <em>pauses</em>.</p></div>')
    assert made.words_language is None


@pytest.mark.parametrize(
    ("now", "keys"),
    [
        ("2026-11-23 21:59", []),
        ("2026-11-23 22:00", ["upgrade/reminder-1440-2026-11-24T22:00:00Z"]),
        ("2026-11-24 20:59", ["upgrade/reminder-1440-2026-11-24T22:00:00Z"]),
        ("2026-11-24 21:59", ["upgrade/reminder-60-2026-11-24T22:00:00Z"]),
        ("2026-11-24 22:00", ["upgrade/start-2026-11-24T22:00:00Z"]),
        ("2026-11-24 23:30", ["upgrade/end-2026-11-24T23:30:00Z"]),
        ("2026-11-25 23:30", ["upgrade/end-2026-11-24T23:30:00Z"]),
        ("2026-11-25 23:31", []),
    ],
)
def test_whatever_the_hour_only_what_still_makes_sense_is_told(now: str, keys: list[str]) -> None:
    assert told(works(), now) == keys


def test_what_makes_no_sense_any_more_counts_as_said() -> None:
    news = news_of(works(), now="2026-11-24 23:30")

    assert [key.partition("/")[2][:8] for key in news.said] == [
        "2026-11-",
        "reminder",
        "reminder",
        "start-20",
        "end-2026",
    ]


def test_a_mend_of_words_and_title_changes_no_key() -> None:
    mended = works(title="Big upgrade", updates=(replace(ANNOUNCED, text="Better."),))

    assert told(mended, "2026-11-24 22:00") == told(works(), "2026-11-24 22:00")


def test_a_start_that_was_moved_is_called_to_mind_anew() -> None:
    moved = works(said("2026-11-24 21:30", "rescheduled", scheduled=window("2026-11-25 22:00", "2026-11-25 23:00")))

    assert told(moved, "2026-11-24 22:30") == [
        "upgrade/2026-11-24T21:30:00Z",
        "upgrade/reminder-1440-2026-11-25T22:00:00Z",
    ]


@pytest.mark.parametrize("now", ["2026-11-23 22:00", "2026-11-24 22:00", "2026-11-24 23:30"])
def test_a_file_that_is_marked_is_silent_about_the_clock_too(now: str) -> None:
    news = news_of(works(notify=False), now=now)

    assert not news.to_tell
    assert len(news.said) > 1


def test_an_internal_maintenance_is_called_to_mind_inside_only() -> None:
    secret = works(audience="internal")
    narrow = works(said("2026-11-24 21:30", "cancelled", audience="internal"))

    assert told(secret, "2026-11-24 21:45") == []
    assert list(news_of(secret, now="2026-11-24 21:45", audience="internal").to_tell) == [
        "upgrade/reminder-60-2026-11-24T22:00:00Z"
    ]
    # The public was never told that it is off, and its site says so neither.
    assert told(narrow, "2026-11-24 21:45") == ["upgrade/reminder-60-2026-11-24T22:00:00Z"]
    assert list(news_of(narrow, now="2026-11-24 21:45", audience="internal").to_tell) == [
        "upgrade/2026-11-24T21:30:00Z"
    ]


def test_the_settings_say_how_long_before() -> None:
    assert told(works(), "2026-11-24 20:00", remind=(timedelta(hours=2),)) == [
        "upgrade/reminder-120-2026-11-24T22:00:00Z"
    ]
    assert told(works(), "2026-11-24 20:00", remind=()) == []


def test_each_date_of_a_maintenance_that_repeats_has_its_own_thread_and_page() -> None:
    once = works(remind=(timedelta(hours=1),))
    assert once.schedule is not None
    weekly = replace(once, schedule=replace(once.schedule, repeat="FREQ=WEEKLY"))

    for now, day in (("2026-11-24 21:00", "2026-11-24"), ("2026-12-01 21:00", "2026-12-01")):
        made = message(weekly, now)
        assert made.update == f"upgrade/{day}/reminder-60-{day}T22:00:00Z"
        assert made.thread == f"upgrade/{day}"
        assert made.link == f"https://status.otter.example/incidents/upgrade/{day}/"


def test_what_was_due_a_few_minutes_ago_is_not_late() -> None:
    early, late = (message(works(), now).lines for now in ("2026-11-24 23:45", "2026-11-24 23:46"))

    assert early == "The maintenance has ended as planned."
    assert late == ("This message is late: it was due 24 Nov, 23:30 UTC.\n\nThe maintenance has ended as planned.")


MOVED = said("2026-11-22 10:00", "rescheduled", scheduled=window("2026-11-26 22:00", "2026-11-26 23:00"))
CANCELLED = said("2026-11-22 10:00", "cancelled")


@pytest.mark.parametrize(
    ("update", "language", "subject", "facts"),
    [
        (
            MOVED,
            "en",
            "Rescheduled: Upgrade – now 26 Nov, 22:00 – 23:00 UTC",
            (
                ("When", "26 Nov, 22:00 – 23:00 UTC"),
                ("Instead of", "24 Nov, 22:00 – 23:30 UTC"),
                ("Affected", "Mail API"),
            ),
        ),
        (
            MOVED,
            "it",
            "Rinviata: Aggiornamento – nuova data: 26 nov, 22:00 – 23:00 UTC",
            (
                ("Quando", "26 nov, 22:00 – 23:00 UTC"),
                ("Invece di", "24 nov, 22:00 – 23:30 UTC"),
                ("Colpiti", "Mail API"),
            ),
        ),
        (
            CANCELLED,
            "en",
            "Cancelled: Upgrade – was planned for 24 Nov, 22:00 – 23:30 UTC",
            (("Was planned for", "24 Nov, 22:00 – 23:30 UTC"), ("Affected", "Mail API")),
        ),
        (
            CANCELLED,
            "it",
            "Annullata: Aggiornamento – era prevista per 24 nov, 22:00 – 23:30 UTC",
            (("Era prevista per", "24 nov, 22:00 – 23:30 UTC"), ("Colpiti", "Mail API")),
        ),
    ],
    ids=["new date", "new date, Italian", "cancellation", "cancellation, Italian"],
)
def test_a_new_date_and_a_cancellation_name_the_date_that_no_longer_holds(
    update: Update, language: str, subject: str, facts: tuple[tuple[str, str], ...]
) -> None:
    made = message(works(update), "2026-11-22 10:05", language)

    assert (made.subject, made.facts, made.lines) == (subject, facts, "Words.")


def test_a_new_date_and_a_cancellation_say_that_they_are_late() -> None:
    made = message(works(CANCELLED), "2026-11-22 18:00")

    assert made.lines == "This message is late: it was due 22 Nov, 10:00 UTC.\n\nWords."


def test_words_before_the_start_that_name_no_other_window_moved_nothing() -> None:
    made = message(works(said("2026-11-22 10:00", "rescheduled")), "2026-11-22 10:05")

    assert made.subject == "Rescheduled: Upgrade – 24 Nov, 22:00 – 23:30 UTC"


def test_what_was_cancelled_after_its_start_was_not_only_planned() -> None:
    made = message(works(said("2026-11-24 22:30", "cancelled")), "2026-11-24 22:31")

    assert made.subject == "Cancelled: Upgrade"


def test_the_first_word_of_a_start_begins_a_maintenance_whoever_says_it() -> None:
    by_clock = message(works(), "2026-11-24 22:00")
    by_words = message(works(said("2026-11-24 22:05", "in_progress")), "2026-11-24 22:06")
    verifying = news_of(
        works(said("2026-11-24 22:05", "in_progress"), said("2026-11-24 22:10", "verifying")), now="2026-11-24 22:11"
    )
    last = list(verifying.to_tell.values())[-1]

    assert by_clock.tags.begins and by_words.tags.begins
    assert not message_of(last, verifying.timeline, voice_of(SETTINGS, verifying)).tags.begins


def test_what_the_clock_will_say_is_known_beforehand_of_the_next_date_alone() -> None:
    once = works(remind=(timedelta(hours=1),))
    assert once.schedule is not None
    weekly = replace(once, schedule=replace(once.schedule, repeat="FREQ=WEEKLY"))

    assert list(still_to_come(news_of(once, now="2026-11-24 21:30").timeline)) == [
        "upgrade/start-2026-11-24T22:00:00Z",
        "upgrade/end-2026-11-24T23:30:00Z",
    ]
    assert list(still_to_come(news_of(weekly, now="2026-11-24 23:45").timeline)) == [
        "upgrade/2026-12-01/reminder-60-2026-12-01T22:00:00Z",
        "upgrade/2026-12-01/start-2026-12-01T22:00:00Z",
        "upgrade/2026-12-01/end-2026-12-01T23:30:00Z",
    ]


@pytest.mark.parametrize("minutes", [1, 7, 61])
def test_however_often_it_runs_each_is_heard_once(tmp_path: Path, minutes: int) -> None:
    here = desk(tmp_path, channel())
    mail = here.channels["mail"]
    assert isinstance(mail, Listener)
    here.now = at("2026-11-24 20:00")

    here.notify(works())
    while here.now < at("2026-11-25 01:00"):
        here.wait(minutes)
        here.notify(works())

    assert [key for _, key in mail.heard] == [
        "upgrade/reminder-1440-2026-11-24T22:00:00Z",
        "upgrade/reminder-60-2026-11-24T22:00:00Z",
        "upgrade/start-2026-11-24T22:00:00Z",
        "upgrade/end-2026-11-24T23:30:00Z",
    ]


class Turns(Listener):
    """A channel that tells of the great moments alone."""

    def takes(self, message: Message) -> bool:
        return turn_of(message.tags) != "update"


WORDS = works(said("2026-11-24 22:05", "in_progress"))


@pytest.mark.parametrize(
    ("runs", "keys"),
    [
        (["2026-11-24 22:01", "2026-11-24 22:06"], ["upgrade/start-2026-11-24T22:00:00Z"]),
        (["2026-11-24 22:06", "2026-11-24 22:20"], ["upgrade/2026-11-24T22:05:00Z"]),
    ],
    ids=["by the clock", "by words"],
)
def test_a_channel_for_great_moments_tells_a_start_once_whoever_says_it(
    tmp_path: Path, runs: list[str], keys: list[str]
) -> None:
    here = desk(tmp_path, channel())
    here.channels["mail"] = sms = Turns(here.settings.channels[0])

    for moment in runs:
        here.now = at(moment)
        here.notify(works() if at(moment) < at("2026-11-24 22:05") else WORDS)

    assert [key for _, key in sms.heard] == keys


def test_a_channel_for_everything_tells_a_start_and_then_its_words(tmp_path: Path) -> None:
    here = desk(tmp_path, channel())
    here.now = at("2026-11-24 22:01")
    here.notify(WORDS)
    here.now = at("2026-11-24 22:06")

    assert here.notify(WORDS) == ["sent"]


def test_a_first_run_amid_a_maintenance_tells_its_end_alone(tmp_path: Path) -> None:
    here = desk(tmp_path)
    here.settings = replace(here.settings, channels=(channel(),))
    here.channels["mail"] = mail = Listener(here.settings.channels[0])
    here.now = at("2026-11-24 22:30")

    assert [each.updates for each in here.plan(works()).beginnings] == [1]
    assert here.notify(works()) == []
    here.wait(60)
    here.notify(works())

    assert [key for _, key in mail.heard] == ["upgrade/end-2026-11-24T23:30:00Z"]
