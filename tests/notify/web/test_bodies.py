"""What receivers are sent: `plainstatus.notify.web.webhook`, `slack`, `teams` and `discord`.

`pytest tests/notify/web/test_bodies.py --refresh-golden` writes the kept ones anew; the difference is then for review.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plainstatus.model.incident import Incident
from plainstatus.model.web_channel import WebChannel, WebKind
from plainstatus.notify.channels.http import Http
from plainstatus.notify.recipients import Recipient
from plainstatus.notify.web.hosts import Hosts
from plainstatus.notify.web.shortening import length

from ...timeline.building import at, incident, maintenance, said, window
from ..desk import SETTINGS, messages_of, news_of, voice_of

KEPT = Path(__file__).parent / "expected"
KINDS: tuple[WebKind, ...] = get_args(WebKind)
LATE = replace(
    incident(
        replace(
            said("2026-11-24 14:25", "identified", {"web": "partial_outage"}, expected_recovery=at("2026-11-24 16:00")),
            text="A disk is *full* & <slow>.\n\n- We mend it.\n- Then [we tell](https://otter.example/how).",
        ),
        id="2026-11-24-mail-late",
    ),
    title="Mail is late",
)
WORKS = maintenance(said("2026-11-20 10:00", "scheduled"), window=window("2026-11-29 02:00", "2026-11-29 03:00"))
CASES: dict[str, tuple[Incident, str, str]] = {
    "incident": (LATE, "en", "2026-11-24 14:30"),
    "incident-it": (LATE, "it", "2026-11-24 14:30"),
    "maintenance": (WORKS, "en", "2026-11-20 10:01"),
}


def body(kind: WebKind, file: Incident, language: str = "en", now: str = "2026-11-24 14:30") -> Any:
    """The body of the last update of `file`, as a receiver reads it."""
    message = messages_of(file, language=language, now=now)[-1]
    voice = voice_of(SETTINGS, news_of(file, now=now), language, now)
    channel = Http(WebChannel("hook", kind, "HOOK"), {}, Hosts())
    letter = channel.letter(message, voice, Recipient("", ""), at(now))
    assert json.loads(letter.shown) == json.loads(letter.data)
    return json.loads(letter.data)


def saying(text: str, title: str = "Mail is late") -> Incident:
    return replace(LATE, title=title, updates=(replace(LATE.updates[0], text=text),))


def strings(node: Any) -> Iterator[str]:
    """Every text in a body, wherever it stands."""
    if isinstance(node, dict):
        for each in node.values():
            yield from strings(each)
    elif isinstance(node, list):
        for each in node:
            yield from strings(each)
    elif isinstance(node, str):
        yield node


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("kind", KINDS)
def test_a_body_is_what_was_kept(kind: WebKind, case: str, request: pytest.FixtureRequest) -> None:
    made, kept = body(kind, *CASES[case]), KEPT / f"{kind}-{case}.json"
    if request.config.getoption("--refresh-golden"):
        kept.parent.mkdir(exist_ok=True)
        kept.write_text(json.dumps(made, ensure_ascii=False, indent=2) + "\n", "utf-8")

    assert made == json.loads(kept.read_text("utf-8"))


LONG = " ".join(f"This is sentence number {number}, and it is “quoted” & (long)." for number in range(3000))


@pytest.mark.parametrize("words", [LONG, "a" * 100_000, "🦦 " * 50_000, "&" * 50_000, "- item\n" * 20_000])
@pytest.mark.parametrize("kind", KINDS)
def test_a_body_is_never_larger_than_its_receiver_takes(kind: WebKind, words: str) -> None:
    made = body(kind, saying(words, "Title " * 200))
    size = len(json.dumps(made))

    match kind:
        case "webhook":
            assert size < 20_000
        case "teams":
            assert size < 28_000
        case "slack":
            assert sum(map(length, strings(made))) < 13_000
            for block in made["blocks"]:
                assert (
                    length(block.get("text", {"text": ""})["text"]) <= {"header": 150, "section": 3000}[block["type"]]
                )
        case "discord":
            (embed,) = made["embeds"]
            assert length(made["content"]) <= 2000
            assert length(embed["title"]) <= 256
            assert sum(map(length, strings(embed))) <= 6000
            assert all(0 < length(each["value"]) <= 1024 for each in embed["fields"])
    assert any("…" in text for text in strings(made)), "what is left out is marked"


@pytest.mark.parametrize("kind", KINDS)
def test_words_are_shortened_by_whole_sentences(kind: WebKind) -> None:
    text = " ".join(strings(body(kind, saying(LONG))))

    assert re.search(r"“quoted” (&|&amp;) \(long\)\. …", text)


HOSTILE = (
    "<!channel> <!here> <@U024BE7LH> @everyone @here <@&123> <at>all</at> <https://evil.example|Your bank> "
    "[Your bank](https://evil.example) ![x](https://evil.example/x.png) \\[a](https://evil.example) :rotating_light:"
)
#: As an author's words they would lose most of this; a title is never Markdown.
HOSTILE_TITLE = saying("Words.", HOSTILE)


def test_slack_is_told_no_link_and_calls_nobody() -> None:
    made = body("slack", HOSTILE_TITLE)
    ours = "<https://status.otter.example/incidents/2026-11-24-mail-late/>"

    assert [text for text in strings(made) if "<" in text] == [f"All of it, as it is now: {ours}"]
    # Only what is formatted can be called from or linked.
    formatted = [block["text"] for block in made["blocks"] if block.get("text", {}).get("type") == "mrkdwn"]
    assert [text["text"] for text in formatted] == [f"All of it, as it is now: {ours}"]


def test_discord_calls_nobody_and_shows_every_address_as_it_is() -> None:
    made = body("discord", HOSTILE_TITLE)

    assert made["allowed_mentions"] == {"parse": []}
    for text in (made["content"], made["embeds"][0]["title"]):
        assert not re.search(r"(?<!\\)[\[\]<>@*_`]", text.replace("\\\\", "")), text


def test_teams_reads_no_format_in_the_words_of_an_author() -> None:
    (attachment,) = body("teams", HOSTILE_TITLE)["attachments"]
    card = attachment["content"]

    assert "entities" not in card["msteams"]
    assert not re.search(r"(?<!\\)[\[\]<>@]", card["fallbackText"].replace("\\\\", ""))
    items = [item for block in card["body"] for item in block.get("items", [block])]
    assert {item["type"] for item in items} == {"RichTextBlock"}
    assert {run["type"] for item in items for run in item["inlines"]} == {"TextRun"}
    assert not any("selectAction" in run for item in items for run in item["inlines"])


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=300), st.sampled_from(KINDS))
def test_no_words_whatever_make_a_body_that_cannot_be_read(title: str, kind: WebKind) -> None:
    file = saying("Words.", title or "x")

    made = body(kind, file)

    assert made == json.loads(json.dumps(made))


def test_a_webhook_says_of_which_kind_it_is_in_the_same_words_in_every_language() -> None:
    types = {body("webhook", LATE, language)["type"] for language in ("en", "it")}

    assert types == {"incident.identified"}
    assert re.fullmatch(r"[A-Za-z0-9_.]+", body("webhook", *CASES["maintenance"])["type"])
