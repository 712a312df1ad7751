"""What the team is told of its promises: whole, in every language, as `golden/` has it, and to whom it goes.

After a change that is wished for, the files are made anew: `python -m tests.notify.test_prompting`.
"""

import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from plainstatus.model.aws_channel import SmsChannel
from plainstatus.model.channel import OutboxChannel
from plainstatus.model.incident import Incident
from plainstatus.model.promises import Promises
from plainstatus.notify.channels.sms import Sms
from plainstatus.notify.mail import mail_of
from plainstatus.notify.messages import Message, message_of
from plainstatus.notify.news import News, news_by_audience, prompts_to_come
from plainstatus.notify.short_text import short_text
from plainstatus.notify.web.letters import web_body
from plainstatus.notify.web.webhook import webhook_body

from ..timeline.building import at, incident, maintenance, said, window
from .desk import CATALOG, SETTINGS, Desk, Listener, channel, desk, voice_of

GOLDEN = Path(__file__).parent / "golden"
TEAM = OutboxChannel("team", "team", to=("ada@otter.example",), audience="internal", hears=("promises",))
OURS = replace(
    SETTINGS,
    channels=(TEAM,),
    edit_url="https://code.otter.example/status/edit/main/incidents/",
    promises=Promises(form="https://code.otter.example/status/form"),
    notify_within=timedelta(days=2),
)
FIRST = replace(
    said(
        "2026-11-24 14:05",
        "investigating",
        next_update=at("2026-11-24 14:35"),
        expected_recovery=at("2026-11-24 16:00"),
    ),
    text="Mail waits for **up to an hour**.",
    translations={"it": "La posta attende **fino a un’ora**."},
)
LATE = replace(
    incident(FIRST, id="2026-11-24-mail-late", components={"api": "major_outage"}),
    title="Mail is late",
    titles={"it": "La posta è in ritardo"},
)
BY_HAND = replace(
    maintenance(
        replace(said("2026-11-24 10:00", "scheduled"), text="Sending stops.", translations={"it": "L’invio si ferma."}),
        window=window("2026-11-24 15:00", "2026-11-24 15:30"),
        auto=False,
        id="disks",
    ),
    title="Disks are changed",
    titles={"it": "Cambio dei dischi"},
)
BEGUN = replace(
    BY_HAND, id="cables", path="cables.md", updates=(*BY_HAND.updates, said("2026-11-24 15:01", "in_progress"))
)
NOW = "2026-11-24 17:30"


def heard(*incidents: Incident, now: str = NOW) -> News:
    return news_by_audience(CATALOG, incidents, OURS, at(now))["internal"]


def messages(language: str) -> list[Message]:
    """One of each kind, in the order in which they come."""
    news = heard(LATE, BY_HAND, BEGUN)
    voice = voice_of(OURS, news, language, NOW)
    prompts = sorted((each for each in news.said.values() if each.prompt), key=lambda each: (each.at, each.key))
    first = {each.kind: each for each in reversed(prompts)}
    return [message_of(each, news.timeline, voice) for each in prompts if first[each.kind] is each]


def told(language: str) -> str:
    news, pages = heard(LATE, BY_HAND, BEGUN), []
    for message in messages(language):
        mail = mail_of(message, voice_of(OURS, news, language, NOW), None, "ada@otter.example", "team", at(NOW))
        text = mail.get_body(("plain",))
        assert text is not None
        shown = str(text.get_content()).replace("\r\n", "\n").rstrip("\n")
        short = short_text(message)
        pages.append(f"Subject: {mail['Subject']}\n\n{shown}\n\nSMS ({short.parts}): {short.text}\n")
    return f"\n{'=' * 80}\n\n".join(pages)


@pytest.mark.parametrize("language", ["en", "it"])
def test_every_message_to_the_team_reads_as_it_did(language: str) -> None:
    assert told(language) == (GOLDEN / f"team.{language}.txt").read_text("utf-8")


def test_every_kind_is_among_them_and_is_told_by_its_state() -> None:
    assert {each.tags.state for each in messages("en")} == {
        "update_near",
        "update_due",
        "update_missed",
        "recovery_missed",
        "start_missed",
        "end_missed",
    }


def test_a_program_learns_what_is_owed_and_a_telephone_gets_the_link_that_mends_it() -> None:
    near = messages("en")[0]

    news = heard(LATE)
    assert webhook_body(near, voice_of(OURS, news, "en", NOW))["type"] == "incident.update_near"
    assert Sms(SmsChannel("sms", ("eu-south-1",), ("+390511234567",))).takes(near)
    assert short_text(near).text.endswith("/edit/main/incidents/2026-11-24-mail-late.md")


def test_whoever_reads_it_in_a_chat_gets_to_the_file_with_one_press() -> None:
    near, file = messages("en")[0], f"{OURS.edit_url}2026-11-24-mail-late.md"
    voice = voice_of(OURS, heard(LATE), "en", NOW)

    slack, teams, discord = (json.dumps(web_body(kind, near, voice)) for kind in ("slack", "teams", "discord"))

    assert f"Or edit the file: <{file}>" in slack
    assert json.dumps({"type": "Action.OpenUrl", "title": "Edit the file", "url": file}) in teams
    assert json.dumps({"url": file})[1:-1] in discord


@pytest.fixture
def here(tmp_path: Path) -> Desk:
    """A channel of readers and one of the team."""
    made = desk(tmp_path, channel("mail"), TEAM, promises=OURS.promises, notify_within=OURS.notify_within)
    made.now = at("2026-11-24 14:05")
    made.notify(LATE)
    return made


def keys(of: Desk, name: str) -> list[str]:
    listener = of.channels[name]
    assert isinstance(listener, Listener)
    return [key.partition("/")[2] for _, key in listener.heard]


def test_promises_go_to_the_team_alone_and_updates_to_readers_alone(here: Desk) -> None:
    for minute in (20, 10, 20):
        here.wait(minute)
        here.notify(LATE)

    assert keys(here, "mail") == ["2026-11-24T14:05:00Z"]
    assert keys(here, "team") == [
        "update-near-2026-11-24T14:35:00Z",
        "update-due-2026-11-24T14:35:00Z",
        "update-missed-15-2026-11-24T14:35:00Z",
    ]


def test_who_hears_of_both_hears_both(tmp_path: Path) -> None:
    both = desk(tmp_path, channel("mail", hears=("updates", "promises")))
    both.now = at("2026-11-24 14:26")
    both.notify(LATE)

    assert keys(both, "mail") == ["2026-11-24T14:05:00Z", "update-near-2026-11-24T14:35:00Z"]


def test_a_first_run_tells_of_no_old_promise_and_of_the_next_one(tmp_path: Path) -> None:
    made = desk(tmp_path, TEAM)
    made.now = at("2026-11-24 14:40")
    made.settings = replace(made.settings, channels=(replace(TEAM, to=("new@otter.example",)),))
    assert made.notify(LATE) == []
    assert made.notify(LATE) == []

    made.wait(10)
    made.notify(LATE)

    assert keys(made, "team") == ["update-missed-15-2026-11-24T14:35:00Z"]


def test_a_promise_that_was_kept_late_is_told_of_no_more(here: Desk) -> None:
    answered = replace(LATE, updates=(FIRST, said("2026-11-24 14:45", "monitoring", expected_recovery="unknown")))
    here.now = at("2026-11-24 14:55")

    here.notify(answered)

    assert keys(here, "team") == []
    assert here.plan(answered).deliveries == []


def test_words_that_readers_cannot_see_keep_no_promise_to_them(here: Desk) -> None:
    """The team reads its own words and those for readers, and is asked for what each of them waits for."""
    aside = said("2026-11-24 14:20", "update", audience="internal", next_update=at("2026-11-24 15:20"))
    here.now = at("2026-11-24 14:36")

    here.notify(replace(LATE, updates=(FIRST, aside)))
    here.now = at("2026-11-24 15:12")
    here.notify(replace(LATE, updates=(FIRST, aside)))

    assert keys(here, "team") == [
        "update-due-2026-11-24T14:35:00Z",
        "update-missed-15-2026-11-24T14:35:00Z",
        "update-near-2026-11-24T15:20:00Z",
    ]


def test_a_team_hears_of_no_promise_to_an_audience_that_it_does_not_read_for(tmp_path: Path) -> None:
    outside = desk(tmp_path, replace(TEAM, audience="public"))
    secret = replace(LATE, audience="internal", updates=(replace(FIRST, audience="internal"),))
    outside.now = at("2026-11-24 14:36")

    outside.notify(secret)

    assert keys(outside, "team") == []


def test_silence_to_readers_is_none_to_the_team(here: Desk) -> None:
    here.now = at("2026-11-24 14:36")

    here.notify(replace(LATE, notify=False))

    assert keys(here, "team") == ["update-due-2026-11-24T14:35:00Z"]


def test_what_the_team_will_be_told_is_known_before() -> None:
    coming = prompts_to_come(CATALOG, (LATE,), OURS, at("2026-11-24 14:30"))

    assert min(each.public_from for each in coming) == at("2026-11-24 14:35")


#: Minutes after 14:00 at which a run takes place, and at which words are said.
RUNS = st.lists(st.integers(0, 300), min_size=1, max_size=12)
ANSWERS = st.lists(st.tuples(st.integers(6, 200), st.none() | st.integers(5, 60)), max_size=4, unique_by=lambda a: a[0])


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(runs=RUNS, answers=ANSWERS)
def test_whenever_runs_take_place_the_team_hears_each_prompt_once_and_each_that_made_sense(
    runs: list[int], answers: list[tuple[int, int | None]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    begin = at("2026-11-24 14:00")
    said_later = [
        said(f"{moment:%Y-%m-%d %H:%M}", "update", next_update=moment + timedelta(minutes=more) if more else None)
        for minute, more in sorted(answers)
        for moment in [begin + timedelta(minutes=minute)]
    ]
    whole = replace(LATE, updates=(FIRST, *said_later))
    here = desk(tmp_path_factory.mktemp("desk"), TEAM)
    wanted: set[str] = set()
    for minute in sorted(runs):
        here.now = begin + timedelta(minutes=minute)
        by_now = [update for update in whole.updates if update.at <= here.now]
        known = [replace(whole, updates=tuple(by_now))] if by_now else []
        news = news_by_audience(CATALOG, known, replace(OURS, channels=(TEAM,)), here.now)["internal"]
        wanted |= {key for key, each in news.to_tell.items() if each.prompt and each.makes_sense(here.now)}
        here.notify(*known)
        here.notify(*known)

    listener = here.channels["team"]
    assert isinstance(listener, Listener)
    found = [key for _, key in listener.heard]
    assert len(found) == len(set(found))
    assert set(found) == wanted


if __name__ == "__main__":
    for each in ("en", "it"):
        (GOLDEN / f"team.{each}.txt").write_text(told(each), "utf-8")
