"""What a message says: `plainstatus.notify.messages`."""

from dataclasses import replace

import pytest

from plainstatus.model.incident import UNKNOWN, Incident, Update

from ..timeline.building import at, incident, maintenance, notice, said, window
from .desk import SETTINGS, messages_of, news_of, voice_of

LATE = "2026-11-25 09:00"


def outage(*updates: Update, **fields: object) -> Incident:
    return replace(incident(*updates, id="2026-11-24-mail-late", components={"api": "major_outage"}), **fields)  # type: ignore[arg-type]


WHOLE = outage(
    said("2026-11-24 14:05", "investigating", next_update=at("2026-11-24 14:35")),
    said("2026-11-24 14:25", "identified", expected_recovery=at("2026-11-24 16:00")),
    said("2026-11-24 15:00", "monitoring", {"api": "operational"}, expected_recovery=UNKNOWN),
    said("2026-11-24 15:41", "resolved"),
    said("2026-11-24 18:00", "postmortem"),
    title="Mail is late",
    started=at("2026-11-24 14:00"),
)


def test_the_subject_says_what_how_bad_and_when_it_will_be_back() -> None:
    assert [message.subject for message in messages_of(WHOLE, now=LATE)] == [
        "Investigating: Mail is late – Major outage, next update 24 Nov, 14:35 UTC",
        "Identified: Mail is late – Major outage, expected back 24 Nov, 16:00 UTC",
        "Monitoring: Mail is late",
        "Resolved: Mail is late – after 1 h 41 min",
        "Postmortem: Mail is late",
    ]


def test_a_message_knows_nothing_that_came_after_its_update() -> None:
    early = messages_of(WHOLE, now="2026-11-24 14:06")

    assert early == messages_of(WHOLE, now=LATE)[:1]


def test_the_facts_are_those_of_the_moment() -> None:
    assert [message.facts for message in messages_of(WHOLE, now=LATE)] == [
        (("Mail API", "Major outage"), ("Expected back", "Not known yet"), ("Next update", "24 Nov, 14:35 UTC")),
        (("Mail API", "Major outage"), ("Expected back", "24 Nov, 16:00 UTC")),
        (("Expected back", "Not known yet"),),
        (("Lasted", "1 h 41 min"), ("Affected", "Mail API")),
        (("Lasted", "1 h 41 min"), ("Affected", "Mail API")),
    ]


def test_maintenance_says_when() -> None:
    works = maintenance(
        said("2026-11-20 10:00", "scheduled"),
        said("2026-11-22 10:00", "rescheduled", scheduled=window("2026-11-24 22:00", "2026-11-25 01:00")),
        said("2026-11-24 22:00", "in_progress"),
        said("2026-11-25 00:30", "completed"),
        window=window("2026-11-23 22:00", "2026-11-23 23:30"),
    )
    messages = messages_of(works, now=LATE)

    assert [message.subject for message in messages] == [
        "Scheduled: Upgrade – 23 Nov, 22:00 – 23:30 UTC",
        "Rescheduled: Upgrade – now 24 Nov, 22:00 UTC – 25 Nov, 01:00 UTC",
        "In progress: Upgrade – until 25 Nov, 01:00 UTC",
        "Completed: Upgrade",
    ]
    assert messages[0].facts == (("When", "23 Nov, 22:00 – 23:30 UTC"), ("Affected", "Mail API"))
    assert {message.status for message in messages} == {"under_maintenance"}


def test_a_repeating_maintenance_is_announced_with_its_first_date_and_the_page_of_all() -> None:
    works = maintenance(said("2026-11-20 10:00", "scheduled"), window=window("2026-11-29 02:00", "2026-11-29 03:00"))
    assert works.schedule is not None
    works = replace(works, schedule=replace(works.schedule, repeat="FREQ=WEEKLY"))
    news = news_of(works, now="2026-11-20 10:01")
    (only,) = news.to_tell.values()

    assert only.course.id == "upgrade/2026-11-29"
    (message, *_) = messages_of(works, now="2026-11-20 10:01")
    assert message.update == "upgrade/2026-11-20T10:00:00Z"


def test_a_notice_says_its_words_and_no_more() -> None:
    (message,) = messages_of(notice(said("2026-11-24 10:00", "notice")))

    assert (message.subject, message.facts) == ("Notice: Holiday", ())


def test_another_language_has_its_own_words_titles_and_pages() -> None:
    told = replace(said("2026-11-24 14:05", "investigating"), translations={"it": "La posta è *in ritardo*."})
    late = outage(told, titles={"it": "La posta è in ritardo"}, components={"web": "major_outage"})
    (message,) = messages_of(late, language="it")

    assert message.subject == "Verifica in corso: La posta è in ritardo – Interruzione grave"
    assert message.lines == "La posta è in ritardo."
    assert message.facts[0][0] == "Posta web"
    assert message.link == "https://status.otter.example/it/incidents/2026-11-24-mail-late/"
    assert (message.title_language, message.words_language) == (None, None)


def test_words_that_nobody_translated_are_marked_with_their_language() -> None:
    (message,) = messages_of(outage(said("2026-11-24 14:05", "investigating")), language="it")

    assert (message.title_language, message.words_language) == ("en", "en")


def test_links_lead_to_the_site_and_to_no_page_that_is_not_there() -> None:
    told = replace(
        said("2026-11-24 14:05", "investigating"),
        text="As [before](2026-11-01-before.md), see [this](secret.md), [the graph](assets/a.png), [home](/about/).",
    )
    before = incident(said("2026-11-01 10:00", "resolved"), id="2026-11-01-before")
    (*_, message) = messages_of(before, outage(told))

    root = "https://status.otter.example/"
    assert f'<a href="{root}incidents/2026-11-01-before/">before</a>' in message.words
    assert f'<a href="{root}assets/a.png">the graph</a>' in message.words
    assert f'<a href="{root}about/">home</a>' in message.words
    assert "<a>this</a>" in message.words
    assert f"before ({root}incidents/2026-11-01-before/)" in message.lines


@pytest.mark.parametrize("words", ["<script>alert(1)</script>", "<b onclick=alert(1)>x", "[x](javascript:alert(1))"])
def test_hostile_words_do_nothing(words: str) -> None:
    told = replace(said("2026-11-24 14:05", "investigating"), text=words)
    (message,) = messages_of(outage(told))

    assert "alert" not in message.words


def test_what_has_no_page_on_the_site_leads_to_its_front() -> None:
    news = news_of(outage(said("2026-11-24 14:05", "investigating")))
    voice = replace(voice_of(SETTINGS, news), pages=frozenset())

    assert voice.address("2026-11-24-mail-late") == "https://status.otter.example/"


def test_programs_choose_by_tags_that_are_the_same_in_every_language() -> None:
    tags = [message.tags for message in messages_of(WHOLE, now=LATE)]

    assert tags == [message.tags for message in messages_of(WHOLE, now=LATE, language="it")]
    assert [(each.kind, each.state, each.impact, each.components) for each in tags[1:4]] == [
        ("incident", "identified", "critical", ("api",)),
        ("incident", "monitoring", "critical", ("api",)),
        ("incident", "resolved", "critical", ("api",)),
    ]


def test_an_incident_opens_with_its_first_words_and_again_after_its_end() -> None:
    again = outage(
        said("2026-11-24 14:05", "investigating"),
        said("2026-11-24 14:25", "resolved"),
        said("2026-11-24 15:00", "investigating"),
        said("2026-11-24 15:30", "identified"),
    )

    assert [message.tags.opens for message in messages_of(again, now=LATE)] == [True, False, True, False]


def test_words_for_some_readers_say_so_first_and_all_that_these_are_sent_asks_not_to_be_passed_on() -> None:
    both = outage(said("2026-11-24 14:05", "investigating"), said("2026-11-24 14:25", "update", audience="internal"))

    public, note = messages_of(both, now=LATE, audience="internal")

    assert note.subject.startswith("[Internal] Update: Errors")
    assert public.subject.startswith("Investigating: Errors")
    assert [message.facts[-1] for message in (public, note)] == [
        ("Only for", "internal; please do not pass it on"),
    ] * 2
    assert [fact for fact in messages_of(both, now=LATE)[0].facts if fact[0] == "Only for"] == []
    assert messages_of(both, now=LATE, audience="internal", language="it")[1].state == "[Interno] Aggiornamento"
