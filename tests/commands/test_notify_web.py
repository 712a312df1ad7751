"""`plainstatus notify` to webhooks and chats."""

import base64
import json
from collections.abc import Iterator

import pytest
from standardwebhooks import Webhook

from ..live import free_port
from ..notify.web.receiver import Receiver, answers, receiver
from .conftest import CONFIG, INCIDENT, Site

SECRET = f"whsec_{base64.b64encode(bytes(32)).decode()}"
IDENTIFIED = "\n## Identified — 2026-11-24 14:25 UTC\nexpected_recovery: 16:00\n\nA disk is full.\n"
SUBJECT = "Identified: Mail is late – Partial outage, expected back 24 Nov, 16:00 UTC"
CHANNELS = """\
      channels:
        hook: {webhook_url_env: HOOK_URL, secrets_env: [HOOK_SECRET], allow_private: true}
        chat: {slack_url_env: CHAT_URL, allow_private: true}
"""


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch) -> Iterator[Receiver]:
    with receiver() as here:
        monkeypatch.setenv("HOOK_URL", here.url("/hook/very-secret"))
        monkeypatch.setenv("CHAT_URL", here.url("/chat/very-secret"))
        monkeypatch.setenv("HOOK_SECRET", SECRET)
        yield here


@pytest.fixture
def begun(site: Site, here: Receiver) -> Site:
    """A site with two channels whose ledger knows what is there, and that has one new update since."""
    site.write("mkdocs.yml", CONFIG + CHANNELS)
    first = site.run("notify")
    assert first.output == (
        "First run to a webhook, by hook: 3 updates are marked as known; nothing was sent.\n"
        "First run to Slack, by chat: 3 updates are marked as known; nothing was sent.\n"
    )
    site.write("incidents/2026/2026-11-24-mail-late.md", INCIDENT + IDENTIFIED)
    return site


def kept(site: Site) -> str:
    """All that stands in the ledger."""
    return "".join(str(path) + path.read_text() for path in (site.folder / ".plainstatus").rglob("*.json"))


def test_every_channel_gets_its_own_form_once(begun: Site, here: Receiver) -> None:
    first, second = begun.run("notify"), begun.run("notify")

    assert first.output == (
        f"Sent: “{SUBJECT}” to a webhook, by hook.\n"
        f"Sent: “{SUBJECT}” to Slack, by chat.\n"
        "2 messages were sent, as of 2026-11-24 14:30 UTC.\n"
    )
    assert second.output == "There is nothing new to send.\n"
    by_path = {request.line.split()[1]: request for request in here.received}
    assert by_path.keys() == {"/hook/very-secret", "/chat/very-secret"}
    hook = by_path["/hook/very-secret"]
    verified = Webhook(SECRET).verify(hook.body, dict(hook.headers))
    assert verified["data"]["title"] == "Mail is late"
    assert json.loads(by_path["/chat/very-secret"].body)["text"] == SUBJECT
    assert "secret" not in first.output + kept(begun)


def test_a_plan_shows_each_body_and_asks_nobody(begun: Site, here: Receiver) -> None:
    planned = begun.run("notify", "--plan").output

    assert "  hook (a webhook): 1 message\n  chat (Slack): 1 message\n" in planned
    assert "--- chat: Slack ---" in planned
    assert f'"text": "{SUBJECT}",' in planned
    assert "secret" not in planned
    assert here.received == []


def test_a_receiver_that_refuses_is_told_by_its_host_alone_and_the_others_hear(begun: Site, here: Receiver) -> None:
    here.behaviour = [answers(404, b"no_service")]

    done = begun.run("notify")

    assert (
        f"Failed: “{SUBJECT}” to Slack, by chat.\n    The receiver localhost says 404 Not Found (no_service)."
        in done.output
    )
    assert done.exit_code == 1
    assert "secret" not in done.output + kept(begun) + begun.run("notify", "--status").output
    here.behaviour = [answers(200)]
    assert begun.run("notify").exit_code == 0


def test_who_wants_no_more_is_told_of_once(begun: Site, here: Receiver, monkeypatch: pytest.MonkeyPatch) -> None:
    here.behaviour = [answers(410)]

    first, second = begun.run("notify"), begun.run("notify")

    assert f"Refused: “{SUBJECT}” to a webhook, by hook.\n" in first.output
    assert "it wants no more: delete the channel, or renew its address. It is not tried again; --retry" in first.output
    assert (first.exit_code, second.exit_code) == (1, 0)
    assert second.output == "There is nothing new to send.\n"
    assert "chat: 1 refused" in begun.run("notify", "--status").output
    here.behaviour = [answers(204)]
    assert begun.run("notify", "--retry").exit_code == 0


def test_a_variable_that_is_not_set_keeps_nothing_from_the_others(
    begun: Site, here: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("CHAT_URL")

    done = begun.run("notify")

    assert "The variable CHAT_URL is not set: it holds the address. The next run tries again." in done.output
    assert (done.exit_code, len(here.received)) == (3, 1)


def test_a_receiver_that_is_not_there_is_tried_again_by_the_next_run(
    begun: Site, here: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("plainstatus.notify.web.patience.TRIES", 1)
    monkeypatch.setenv("CHAT_URL", f"http://127.0.0.1:{free_port()}/very-secret")
    first = begun.run("notify")
    monkeypatch.setenv("CHAT_URL", here.url("/chat"))

    assert "The receiver 127.0.0.1: it cannot be reached: Connection refused. The next run tries again." in first.output
    assert begun.run("notify").output.startswith(f"Sent: “{SUBJECT}” to Slack, by chat.")
