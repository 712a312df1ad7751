"""A post for each incident: `plainstatus.notify.channels.forum`."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from plainstatus.model.incident import Incident
from plainstatus.model.web_channel import WebChannel
from plainstatus.notify.channels.forum import Forum
from plainstatus.notify.ledger.directory import LedgerInDirectory
from plainstatus.notify.web.hosts import Hosts
from plainstatus.notify.web.patience import Waiting

from ...timeline.building import at, incident, said
from ..desk import SETTINGS, Desk
from ..web.receiver import Receiver, answers, receiver

FIRST, SECOND = said("2026-11-24 14:05", "investigating"), said("2026-11-24 14:25", "identified")
LAST = said("2026-11-24 14:29", "resolved")
CHANNEL = WebChannel("chat", "discord", "CHAT_URL", allow_private=True, is_forum=True)


def made(post: str) -> Any:
    """How Discord answers where it is asked to wait for the message."""
    return answers(200, json.dumps({"id": "1", "channel_id": post}).encode())


def late(*updates: Any, title: str = "Mail is late", id: str = "outage") -> Incident:
    return replace(incident(*updates, id=id), title=title)


@pytest.fixture
def here() -> Iterator[Receiver]:
    with receiver() as here:
        yield here


def forum(here: Receiver) -> Forum:
    """As a run opens it, without pauses."""
    waiting = Waiting(lambda seconds: None, lambda: at("2026-11-24 14:30"), lambda: 0.0)
    return Forum(CHANNEL, {"CHAT_URL": here.url()}, Hosts(), waiting=waiting)


@pytest.fixture
def desk(tmp_path: Path, here: Receiver) -> Desk:
    """A desk with a forum, whose ledger knows it."""
    desk = Desk(LedgerInDirectory(tmp_path), {"chat": forum(here)}, replace(SETTINGS, channels=(CHANNEL,)))
    desk.notify()
    return desk


def requests(here: Receiver) -> list[tuple[str, str | None]]:
    """The query of each request behind the secret, and the title of the post that it would make."""
    return [
        (request.line.split()[1].removeprefix("/hook?token=very-secret"), json.loads(request.body).get("thread_name"))
        for request in here.received
    ]


def test_the_updates_of_an_incident_stand_below_its_post_in_one_run_and_the_next(desk: Desk, here: Receiver) -> None:
    here.behaviour = [made("42")]

    assert desk.notify(late(FIRST, SECOND)) == ["sent", "sent"]
    assert desk.notify(late(FIRST, SECOND, LAST)) == ["sent"]

    assert requests(here) == [
        ("&wait=true", "Mail is late"),
        ("&wait=true&thread_id=42", None),
        ("&wait=true&thread_id=42", None),
    ]


def test_another_incident_has_another_post(desk: Desk, here: Receiver) -> None:
    here.behaviour = [made("42"), made("43"), made("43")]

    desk.notify(late(FIRST))
    desk.notify(late(FIRST), late(said("2026-11-24 14:10", "investigating"), title="Web is slow", id="slow"))
    desk.notify(late(FIRST), late(said("2026-11-24 14:10", "investigating"), LAST, title="Web is slow", id="slow"))

    assert [title for _, title in requests(here)] == ["Mail is late", "Web is slow", None]
    assert requests(here)[-1][0] == "&wait=true&thread_id=43"


def test_where_somebody_deleted_the_post_there_is_a_new_one(desk: Desk, here: Receiver) -> None:
    here.behaviour = [made("42"), answers(404), made("44")]

    desk.notify(late(FIRST))
    assert desk.notify(late(FIRST, SECOND)) == ["sent"]
    desk.notify(late(FIRST, SECOND, LAST))

    assert [query for query, _ in requests(here)] == [
        "&wait=true",
        "&wait=true&thread_id=42",
        "&wait=true",
        "&wait=true&thread_id=44",
    ]


@pytest.mark.parametrize("body", [b"", b"[]", b"{}", b'{"channel_id": "../../42"}', b'{"channel_id": null}'])
def test_an_answer_without_a_post_makes_the_next_update_one_of_its_own(desk: Desk, here: Receiver, body: bytes) -> None:
    here.behaviour = [answers(200, body)]

    assert desk.notify(late(FIRST, SECOND)) == ["sent", "sent"]

    assert requests(here) == [("&wait=true", "Mail is late")] * 2


def test_a_post_that_could_not_be_made_holds_back_what_belongs_below_it(desk: Desk, here: Receiver) -> None:
    here.behaviour = [answers(503)]

    assert desk.notify(late(FIRST, SECOND)) == ["failed", "waits"]

    here.behaviour = [made("42")]
    desk.channels["chat"] = forum(here)
    assert desk.notify(late(FIRST, SECOND)) == ["sent", "sent"]


def test_a_long_title_is_shortened_to_what_a_post_may_have(desk: Desk, here: Receiver) -> None:
    here.behaviour = [made("42")]

    desk.notify(late(FIRST, title="Mail " * 60))

    title = requests(here)[0][1]
    assert title is not None
    assert len(title) <= 100
    assert title.endswith(" …")
