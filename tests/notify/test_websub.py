"""Telling a hub of feeds: `plainstatus.notify.websub`."""

from collections.abc import Iterator
from urllib.parse import parse_qsl

import pytest

from plainstatus.notify.web.patience import TRIES, Waiting
from plainstatus.notify.websub import HubFault, tell_hub

from ..live import free_port
from ..timeline.building import at
from .web.receiver import Receiver, answers, drops, receiver

FEEDS = [f"https://status.otter.example/components/c{number}/feed.atom" for number in range(230)]
AT_ONCE = Waiting(lambda seconds: None, lambda: at("2026-11-24 14:30"), lambda: 0.0)


@pytest.fixture
def hub() -> Iterator[Receiver]:
    with receiver() as hub:
        yield hub


def test_a_hub_is_told_the_addresses_of_feeds_in_the_form_that_hubs_know(hub: Receiver) -> None:
    tell_hub(hub.url("/"), FEEDS[:2], waiting=AT_ONCE)

    (request,) = hub.received
    assert request.headers["content-type"] == "application/x-www-form-urlencoded"
    assert parse_qsl(request.body.decode()) == [("hub.mode", "publish"), ("hub.url", FEEDS[0]), ("hub.url", FEEDS[1])]


def test_many_feeds_are_told_in_several_requests(hub: Receiver) -> None:
    tell_hub(hub.url("/"), FEEDS, waiting=AT_ONCE)

    told = [parse_qsl(request.body.decode()) for request in hub.received]
    assert [len(each) for each in told] == [101, 101, 31]
    assert [url for each in told for name, url in each if name == "hub.url"] == FEEDS


def test_a_hub_that_has_trouble_is_tried_again(hub: Receiver) -> None:
    hub.behaviour = [answers(503), drops, answers(204)]

    tell_hub(hub.url("/"), FEEDS[:1], waiting=AT_ONCE)

    assert len(hub.received) == 3


def test_a_hub_that_refuses_is_told(hub: Receiver) -> None:
    hub.behaviour = [answers(400)]

    with pytest.raises(HubFault, match=r"^the hub localhost says 400$"):
        tell_hub(hub.url("/"), FEEDS, waiting=AT_ONCE)
    assert len(hub.received) == 1


def test_a_hub_that_is_not_there_or_wants_to_be_left_alone_is_told(hub: Receiver) -> None:
    hub.behaviour = [answers(429, retry_after="300")]

    with pytest.raises(HubFault, match=r"^the hub: it cannot be reached: Connection refused$"):
        tell_hub(f"http://localhost:{free_port()}/", FEEDS, waiting=AT_ONCE)
    with pytest.raises(HubFault, match=r"^the hub asks to be left alone for 300 seconds$"):
        tell_hub(hub.url("/"), FEEDS, waiting=AT_ONCE)
    assert len(hub.received) < TRIES
