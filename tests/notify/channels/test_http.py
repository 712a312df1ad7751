"""Messages to receivers on this machine, good ones and rude ones: `plainstatus.notify.channels.http`."""

import base64
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import pytest
from standardwebhooks import Webhook

from plainstatus.model.web_channel import WebChannel, WebKind
from plainstatus.notify.channels.channel import Letter, NotDeliveredError, UnclearError
from plainstatus.notify.channels.http import Http
from plainstatus.notify.recipients import Recipient
from plainstatus.notify.web.hosts import Hosts
from plainstatus.notify.web.patience import Waiting
from plainstatus.notify.web.request import Limits, Network

from ...live import free_port
from ...timeline.building import at
from ..web.receiver import Behaviour, Receiver, answers, drops, hangs, receiver

LETTER = Letter("Late", "", b'{"type":"incident.identified"}')
NOBODY = Recipient("", "0" * 32)
KEY = "2026-11-24-mail-late/2026-11-24T14:05:00Z"
OLD, NEW = (f"whsec_{base64.b64encode(bytes([number] * 32)).decode()}" for number in (1, 2))
#: For receivers that never answer: nobody else is held to it.
HURRY = Network(limits=Limits(silence=0.05))


@dataclass
class Pauses:
    """Waits for nobody, and keeps for how long it would have."""

    now: datetime = field(default_factory=lambda: at("2026-11-24 14:30"))
    asked: list[float] = field(default_factory=list)

    def waiting(self) -> Waiting:
        return Waiting(self.asked.append, lambda: self.now, lambda: 0.0)


@pytest.fixture
def here() -> Iterator[Receiver]:
    with receiver() as here:
        yield here


def to(
    url: str,
    kind: WebKind = "slack",
    pauses: Pauses | None = None,
    hosts: Hosts | None = None,
    network: Network | None = None,
    **fields: Any,
) -> Http:
    """The channel to a receiver on this machine."""
    channel = WebChannel("hook", kind, "HOOK_URL", **{"allow_private": True, **fields})
    environment = {"HOOK_URL": url, "OLD": OLD, "NEW": NEW, "BAD": "hunter2"}
    return Http(channel, environment, hosts or Hosts(), network, (pauses or Pauses()).waiting())


def fault(channel: Http) -> NotDeliveredError | UnclearError:
    """What goes wrong with a message. No word of it repeats more of the address than the host."""
    with pytest.raises((NotDeliveredError, UnclearError)) as raised:
        channel.send(LETTER, NOBODY, KEY)
    assert "secret" not in str(raised.value)
    assert raised.value.__cause__ is None
    assert isinstance(raised.value, NotDeliveredError | UnclearError)
    return raised.value


def test_a_message_arrives_as_json(here: Receiver) -> None:
    assert to(here.url()).send(LETTER, NOBODY, KEY) == "204"

    (request,) = here.received
    assert (request.headers["content-type"], json.loads(request.body)) == (
        "application/json",
        {"type": "incident.identified"},
    )
    assert "webhook-id" not in request.headers


def test_a_webhook_is_signed_with_every_secret_and_with_the_time_of_its_try(here: Receiver) -> None:
    pauses = Pauses(datetime.now(tz=at("2026-11-24 14:30").tzinfo))
    to(here.url(), "webhook", pauses, secrets_env=("OLD", "NEW")).send(LETTER, NOBODY, KEY)

    (request,) = here.received
    for secret in (OLD, NEW):
        assert Webhook(secret).verify(request.body, dict(request.headers)) == {"type": "incident.identified"}


def test_every_try_of_a_message_has_the_same_id_and_every_message_one_of_its_own(here: Receiver) -> None:
    here.behaviour = [answers(500), drops, answers(204)]
    to(here.url(), "webhook", secrets_env=("NEW",)).send(LETTER, NOBODY, KEY)
    # Another run.
    to(here.url(), "webhook", secrets_env=("NEW",)).send(LETTER, NOBODY, KEY)
    to(here.url(), "webhook", secrets_env=("NEW",)).send(LETTER, NOBODY, "another")

    ids = [request.headers["webhook-id"] for request in here.received]
    assert len(set(ids[:4])) == 1
    assert ids[4] not in ids[:4]
    assert not any("." in id for id in ids)


@pytest.mark.parametrize(
    ("status", "told", "lasting"),
    [
        (400, "the receiver localhost says 400 Bad Request (invalid_payload)", True),
        (404, "the receiver localhost says 404 Not Found (invalid_payload)", True),
        (429, "the receiver localhost says 429 Too Many Requests (invalid_payload)", False),
        (503, "the receiver localhost says 503 Service Unavailable (invalid_payload)", False),
        (
            301,
            "the receiver localhost says 301 Moved Permanently, and nobody is followed elsewhere: renew the address",
            True,
        ),
        (
            410,
            "the receiver localhost says 410 Gone, it wants no more: delete the channel, or renew its address",
            True,
        ),
        (599, "the receiver localhost says 599", None),
    ],
)
def test_only_an_answer_from_the_two_hundreds_is_a_yes(
    here: Receiver, status: int, told: str, lasting: bool | None
) -> None:
    here.behaviour = [answers(status, b"invalid_payload", location="https://secret.example/")]

    raised = fault(to(here.url()))

    assert str(raised) == told
    assert getattr(raised, "lasting", None) == lasting


@pytest.mark.parametrize("body", [b"<p>very-secret</p>", b"two words", b"a" * 61, b"\xff\xfe", "fäil".encode()])
def test_nothing_is_repeated_of_an_answer_but_one_plain_word(here: Receiver, body: bytes) -> None:
    here.behaviour = [answers(400, body)]

    assert str(fault(to(here.url()))) == "the receiver localhost says 400 Bad Request"


def test_who_wants_no_more_is_not_asked_again(here: Receiver) -> None:
    here.behaviour = [answers(410)]
    channel = to(here.url())

    assert str(fault(channel)) == str(fault(channel))
    assert len(here.received) == 1


def test_who_asks_for_a_longer_pause_than_a_run_can_make_is_left_alone(here: Receiver) -> None:
    here.behaviour = [answers(429, retry_after="7200")]
    pauses = Pauses()
    channel = to(here.url(), pauses=pauses)

    assert [str(fault(channel)) for _ in range(2)] == ["the receiver localhost asks to be left alone for 2:00:00"] * 2
    assert (len(here.received), pauses.asked) == (1, [])


def test_who_is_still_busy_after_every_pause_is_left_alone_for_the_rest_of_the_run(here: Receiver) -> None:
    here.behaviour = [answers(429, retry_after="20")]
    pauses = Pauses()
    channel = to(here.url(), pauses=pauses)

    assert [str(fault(channel)) for _ in range(3)] == ["the receiver localhost says 429 Too Many Requests"] * 3
    assert pauses.asked == [20, 20, 20]


def test_who_asks_for_a_short_pause_gets_it(here: Receiver) -> None:
    here.behaviour = [answers(429, retry_after="3"), answers(200, b"ok")]
    pauses = Pauses()

    assert to(here.url(), pauses=pauses).send(LETTER, NOBODY, KEY) == "200"
    assert (len(here.received), pauses.asked) == (2, [3])


@pytest.mark.parametrize(
    ("behaviour", "told"),
    [
        (hangs, "the receiver localhost: it does not answer in time after the message was sent"),
        (drops, "the receiver localhost: it broke off the connection after the message was sent"),
    ],
)
def test_what_was_never_answered_is_unclear_and_was_tried_more_than_once(
    here: Receiver, behaviour: Behaviour, told: str
) -> None:
    here.behaviour = [behaviour]

    pauses = Pauses()

    raised = fault(to(here.url(), pauses=pauses, network=HURRY if behaviour is hangs else None))

    assert (type(raised), str(raised), pauses.asked) == (UnclearError, told, [1, 2, 4])


def test_an_unclear_message_is_sent_again_by_the_next_run() -> None:
    assert not to("https://localhost/").holds_unclear


def test_a_receiver_that_is_not_there_is_told_by_its_host_alone() -> None:
    raised = fault(to(f"http://localhost:{free_port()}/secret"))

    assert str(raised) == "the receiver localhost: it cannot be reached: Connection refused"
    assert isinstance(raised, NotDeliveredError)
    assert not raised.lasting


def test_a_host_that_is_dead_for_one_channel_is_dead_for_all() -> None:
    url, hosts = f"http://localhost:{free_port()}/", Hosts()
    for _ in range(2):
        fault(to(url, hosts=hosts))

    assert str(fault(to(url, "discord", hosts=hosts))).endswith("it failed too often in this run, and is left alone")


def test_slack_gets_one_message_a_second(here: Receiver) -> None:
    pauses = Pauses()
    channel = to(here.url(), "slack", pauses)
    for key in ("a", "b", "c"):
        channel.send(LETTER, NOBODY, key)

    assert pauses.asked == [1, 1]


def test_a_private_address_gets_nothing_unless_it_is_allowed(here: Receiver) -> None:
    raised = fault(to(here.url().replace("http:", "https:"), allow_private=False))

    assert "the receiver localhost: it leads to a private network: set `allow_private: true`" in str(raised)
    assert here.received == []


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"url_env": "NOT_SET"}, "the variable NOT_SET is not set: it holds the address"),
        ({"secrets_env": ("NEW", "NOT_SET")}, "the variable NOT_SET is not set: it holds a secret"),
        (
            {"secrets_env": ("BAD",)},
            "the variable BAD holds no secret of a webhook: that is `whsec_` and base64 of 24 to 64 bytes",
        ),
        ({"url_env": "BAD"}, "the variable BAD is not right: it is not an address of the web"),
    ],
)
def test_a_variable_that_is_wrong_is_told_by_its_name(fields: dict[str, Any], told: str) -> None:
    channel = WebChannel(**{"name": "hook", "kind": "webhook", "url_env": "HOOK_URL", **fields})
    environment = {"HOOK_URL": "https://localhost/", "NEW": NEW, "BAD": "hunter2"}

    with pytest.raises(NotDeliveredError) as raised:
        Http(channel, environment, Hosts()).send(LETTER, NOBODY, KEY)

    assert str(raised.value) == told
