"""What `plainstatus publish` tells a hub."""

from collections.abc import Iterator
from urllib.parse import parse_qsl

import pytest

from ..live import free_port
from ..notify.web.receiver import Receiver, receiver
from .conftest import CONFIG, INCIDENT, Site

IDENTIFIED = "\n## Identified — 2026-11-24 14:25 UTC\n\nA disk is full.\n"


@pytest.fixture
def hub() -> Iterator[Receiver]:
    with receiver() as hub:
        yield hub


def publish(site: Site, hub: str, more: str = "") -> str:
    site.write("mkdocs.yml", f"{CONFIG}      feed_hub: {hub}\n{more}")
    assert site.run("build").exit_code == 0
    done = site.run("publish")
    assert done.exit_code == 0
    return done.output


def told(hub: Receiver) -> list[str]:
    return [value for request in hub.received for name, value in parse_qsl(request.body.decode()) if name == "hub.url"]


def test_a_hub_is_told_of_the_feeds_that_changed(site: Site, hub: Receiver) -> None:
    first = publish(site, hub.url("/"))
    again = publish(site, hub.url("/"))
    site.late.write_text(INCIDENT + IDENTIFIED)
    changed = publish(site, hub.url("/"))

    assert "hub" not in first + again
    assert changed.endswith("The hub is told of 4 feeds.\n")
    root = "https://status.otter.example/"
    assert told(hub) == [
        f"{root}components/api/history.atom",
        f"{root}history.atom",
        f"{root}incidents/2026-11-24-mail-late/history.atom",
        f"{root}updates.atom",
    ]
    # Each names the hub, or nobody would follow it there.
    for path in told(hub):
        feed = (site.folder / "published" / path.removeprefix(root)).read_text()
        assert f'<link href="{hub.url("/")}" rel="hub"/>' in feed
    assert 'rel="hub"' not in (site.folder / "published" / "history.rss").read_text()


def test_a_hub_that_is_not_there_is_but_a_warning(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("plainstatus.notify.web.patience.TRIES", 1)
    hub = f"http://localhost:{free_port()}/"
    publish(site, hub)
    site.late.write_text(INCIDENT + IDENTIFIED)

    assert "warning: the hub: it cannot be reached" in publish(site, hub)


def test_what_is_for_others_than_the_public_is_told_to_no_hub(site: Site, hub: Receiver) -> None:
    internal = "      audience: internal\n      targets: {staff: {directory: staff, audience: internal}}\n"
    publish(site, hub.url("/"), internal)
    site.late.write_text(INCIDENT + IDENTIFIED)
    publish(site, hub.url("/"), internal)

    assert hub.received == []
    assert 'rel="hub"' not in (site.folder / "staff" / "history.atom").read_text()
