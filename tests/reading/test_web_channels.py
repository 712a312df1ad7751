"""The channels of webhooks and chats in `mkdocs.yml`: `plainstatus.reading.web_channels`."""

from pathlib import Path

import pytest

from plainstatus.model.channel import Channel
from plainstatus.model.web_channel import FolderChannel, WebChannel, WebKind
from plainstatus.reading.settings import read_settings

from .files import write

BEFORE = "site_name: Parcels\nsite_url: https://status.example.com/\nplugins:\n  plainstatus:\n    channels:\n"


def read(folder: Path, fields: str) -> tuple[tuple[Channel, ...], list[str]]:
    """The channels of a file in which `chat` has these fields, on line 6, and the faults in them."""
    site = write(folder, {"mkdocs.yml": f"{BEFORE}      chat: {{{fields}}}\n"})
    settings, findings = read_settings(site / "mkdocs.yml")
    return settings.channels, [str(finding).removeprefix("mkdocs.yml:") for finding in findings]


@pytest.mark.parametrize("kind", ["slack", "teams", "discord"])
def test_a_chat_needs_the_name_of_a_variable(tmp_path: Path, kind: WebKind) -> None:
    channels, faults = read(
        tmp_path, f"{kind}_url_env: CHAT_URL, audience: internal, language: en, allow_private: true"
    )

    assert faults == []
    assert channels == (WebChannel("chat", kind, "CHAT_URL", allow_private=True, audience="internal", language="en"),)


def test_a_webhook_needs_a_secret_too_or_two_of_them(tmp_path: Path) -> None:
    channels, faults = read(tmp_path, "webhook_url_env: HOOK_URL, secrets_env: [NEW, OLD]")

    assert (channels, faults) == ((WebChannel("chat", "webhook", "HOOK_URL", ("NEW", "OLD")),), [])
    _, faults = read(tmp_path, "webhook_url_env: HOOK_URL")
    assert faults[0].startswith("6:13: error: a channel with a webhook has no `secrets_env`\n")


def test_a_folder_has_messages_of_one_form(tmp_path: Path) -> None:
    channels, faults = read(tmp_path, "folder: letters, form: teams")

    assert (channels, faults) == ((FolderChannel("chat", "letters", "teams"),), [])


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        (
            "slack_url_env: 'https://hooks.slack.com/services/T0/B0/hunter2'",
            "6:29: error: a secret stands where the name of an environment variable is expected\n"
            "    Put it into a variable, and write the name of that, like `SLACK_URL`.",
        ),
        (
            "webhook_url_env: HOOK_URL, secrets_env: [whsec_hunter2]",
            "6:55: error: a secret stands where the name of an environment variable is expected\n"
            "    Put it into a variable, and write the name of that, like `WEBHOOK_SECRET`.",
        ),
        ("slack: 'https://hooks.slack.com/hunter2'", "6:13: error: nothing says where the channel leads\n"),
        ("slack: 'https://hooks.slack.com/hunter2'", "    Did you mean `slack_url_env`?"),
        ("slack_url_env: A-B", "6:29: error: “A-B” is not the name of an environment variable\n"),
        ("discord_url_env: URL, url: 'https://discord.example/hunter2'", "6:36: error: `url` does not belong here\n"),
        ("discord_url_env: URL, url: 'https://discord.example/hunter2'", "A secret stands in no file"),
        ("teams_url_env: URL, to: [a@b.example]", "“to” is not a field of a channel with Teams"),
        ("folder: letters, form: slak", "“slak” is not a form of messages\n    Did you mean `slack`?"),
        ("slack_url_env: A, discord_url_env: B", "Keep one of `slack_url_env` or `discord_url_env`."),
    ],
)
def test_a_fault_is_told_with_what_to_write_and_without_the_secret(tmp_path: Path, fields: str, expected: str) -> None:
    _, faults = read(tmp_path, fields)

    assert expected in faults[0]
    assert "hunter2" not in "".join(faults)


def test_discord_may_have_a_forum(tmp_path: Path) -> None:
    channels, faults = read(tmp_path, "discord_url_env: CHAT_URL, forum: true")

    assert (channels, faults) == ((WebChannel("chat", "discord", "CHAT_URL", is_forum=True),), [])
    assert "“forum” is not a field" in read(tmp_path, "slack_url_env: CHAT_URL, forum: true")[1][0]
