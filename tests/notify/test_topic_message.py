"""What is published to a topic: `plainstatus.notify.topic_message`."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plainstatus.model.incident import Incident
from plainstatus.notify.topic_message import in_order, topic_message

from ..timeline.building import incident, said
from .desk import SETTINGS, messages_of, news_of, voice_of
from .test_golden import OUTAGE as STORY

OUTAGE = replace(
    incident(said("2026-11-24 14:05", "investigating"), id="2026-11-24-mail-late", components={"api": "major_outage"}),
    title="Mail is late",
)


def published(made: Incident, language: str = "en") -> dict[str, Any]:
    (message,) = messages_of(made, language=language)
    return topic_message(message, voice_of(SETTINGS, news_of(made), language))


def texts(made: Incident, language: str = "en") -> dict[str, str]:
    found: dict[str, str] = json.loads(published(made, language)["Message"])
    return found


def test_each_way_of_delivery_has_a_text_of_its_own() -> None:
    made = texts(OUTAGE)

    assert made.keys() == {"default", "email", "sms", "GCM", "APNS", "APNS_SANDBOX"}
    assert made["sms"] == (
        "Investigating: Mail API - Major outage. Mail is late https://status.otter.example/incidents/2026-11-24-mail-late/"
    )
    assert "Mail API: Major outage" in made["email"]
    assert made["email"].rstrip().endswith("Sent by Otter Mail status.")


def test_programs_get_what_webhooks_get() -> None:
    made = json.loads(texts(OUTAGE)["default"])

    assert made["type"] == "incident.investigating"
    assert made["data"]["id"] == "2026-11-24-mail-late/2026-11-24T14:05:00Z"
    assert made["data"]["components"] == [{"id": "api", "name": "Mail API", "status": "major_outage"}]


def test_apps_get_a_line_that_leads_to_the_page() -> None:
    android, apple = (json.loads(texts(OUTAGE)[each]) for each in ("GCM", "APNS"))

    on_android = android["fcmV1Message"]["message"]
    assert on_android["notification"] == apple["aps"]["alert"]
    assert on_android["notification"]["title"] == "Investigating: Mail is late – Major outage"
    assert on_android["data"]["url"] == apple["url"] == "https://status.otter.example/incidents/2026-11-24-mail-late/"


def test_attributes_say_what_filters_ask_for() -> None:
    made = published(replace(OUTAGE, components={"api": "major_outage", "web": "degraded_performance"}), "it")

    assert {name: each["StringValue"] for name, each in made["MessageAttributes"].items()} == {
        "kind": "incident",
        "state": "investigating",
        "impact": "critical",
        "turn": "opened",
        "incident": "2026-11-24-mail-late",
        "language": "it",
        "component": '["api","web"]',
    }
    assert made["MessageAttributes"]["component"]["DataType"] == "String.Array"


def test_what_touches_no_component_has_no_attribute_for_it() -> None:
    assert "component" not in published(replace(OUTAGE, components={}))["MessageAttributes"]


@pytest.mark.parametrize(
    ("title", "subject"),
    [
        ("La posta è in ritardo", "Investigating: La posta e in ritardo - Major outage"),
        ("“Mail” – late…", 'Investigating: "Mail" - late... - Major outage'),
        ("メールが遅れています", "Status: status.otter.example"),
    ],
)
def test_the_subject_is_ascii(title: str, subject: str) -> None:
    assert published(replace(OUTAGE, title=title))["Subject"] == subject


@given(st.text(min_size=1).filter(str.strip))
def test_every_title_makes_a_subject_that_sns_takes(title: str) -> None:
    subject = published(replace(OUTAGE, title=title))["Subject"]

    assert 1 <= len(subject) <= 100
    assert subject.isascii()
    assert subject.isprintable()


def test_long_words_stay_within_what_sns_and_telephones_take() -> None:
    long = replace(OUTAGE, updates=(replace(OUTAGE.updates[0], text="All work and no play. " * 3000),), title="x" * 300)
    made = published(long)

    for push in ("GCM", "APNS"):
        assert len(json.loads(made["Message"])[push].encode()) < 4096
    assert len(made["Message"].encode()) < 256 * 1024


def test_of_an_incident_all_stays_in_order_and_each_message_is_known_again() -> None:
    whole = replace(OUTAGE, updates=(*OUTAGE.updates, said("2026-11-24 14:20", "identified")))
    first, second = map(in_order, messages_of(whole))

    assert first["MessageGroupId"] == second["MessageGroupId"]
    assert first["MessageDeduplicationId"] != second["MessageDeduplicationId"]
    assert first == in_order(messages_of(whole, language="it")[0])


@pytest.mark.parametrize("language", ["en", "it"])
def test_what_is_published_is_what_was_kept(language: str, request: pytest.FixtureRequest) -> None:
    """Of an incident that opens, and of its end; `--refresh-golden` writes the kept ones anew, for review."""
    news = news_of(STORY, now="2026-11-24 16:00")
    voice = voice_of(SETTINGS, news, language, "2026-11-24 16:00")
    messages = messages_of(STORY, now="2026-11-24 16:00", language=language)
    made = [_readable(topic_message(messages[number], voice)) for number in (0, -1)]
    kept = Path(__file__).parent / "golden" / f"topic.{language}.json"
    if request.config.getoption("--refresh-golden"):
        kept.write_text(json.dumps(made, ensure_ascii=False, indent=2) + "\n", "utf-8")

    assert made == json.loads(kept.read_text("utf-8"))


def _readable(asked: dict[str, Any]) -> dict[str, Any]:
    """What is published, with the JSON in it laid open and the lines of texts apart."""
    texts = json.loads(asked["Message"])
    opened = {name: json.loads(text) if text.startswith("{") else text.split("\n") for name, text in texts.items()}
    return {**asked, "Message": opened}
