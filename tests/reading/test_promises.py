"""What `mkdocs.yml` says of promises: `plainstatus.reading.promises`."""

from datetime import timedelta
from pathlib import Path

import pytest

from plainstatus.model.promises import Promises
from plainstatus.reading.settings import read_configuration

from .files import write
from .test_channels import MAIL, channel, fault, read

BEFORE = "site_name: Parcels\nsite_url: https://status.example.com/\nplugins: {plainstatus: {}}\n"


def edited_at(folder: Path, lines: str) -> str:
    return read_configuration(write(folder, {"mkdocs.yml": BEFORE + lines}) / "mkdocs.yml").settings.edit_url


def test_a_channel_hears_of_updates_where_nothing_is_said(tmp_path: Path) -> None:
    made = channel(tmp_path, f"smtp: mail.example.com, {MAIL}")

    assert (made.hears, made.audience) == (("updates",), "public")


def test_a_channel_that_hears_of_promises_alone_is_for_those_who_work_there(tmp_path: Path) -> None:
    made = channel(tmp_path, f"smtp: mail.example.com, {MAIL}, hears: promises")

    assert (made.hears, made.audience) == (("promises",), "internal")
    assert channel(tmp_path, f"smtp: mail.example.com, {MAIL}, hears: promises, audience: public").audience == "public"


def test_a_channel_that_hears_of_both_is_for_readers(tmp_path: Path) -> None:
    made = channel(tmp_path, f"smtp: mail.example.com, {MAIL}, hears: [updates, promises]")

    assert (made.hears, made.audience) == (("updates", "promises"), "public")


@pytest.mark.parametrize(
    "kind",
    [
        "outbox: team",
        "slack_url_env: SLACK_URL",
        "teams_url_env: TEAMS_URL",
        "discord_url_env: DISCORD_URL",
        "webhook_url_env: WEBHOOK_URL, secrets_env: [WEBHOOK_SECRET]",
        "folder: team, form: slack",
        "sms: [eu-south-1], to: ['+390511234567']",
        f"ses: [eu-south-1], {MAIL}",
        "sns: ['arn:aws:sns:eu-south-1:111122223333:team']",
    ],
)
def test_every_kind_of_channel_can_be_the_teams(tmp_path: Path, kind: str) -> None:
    assert channel(tmp_path, f"{kind}, hears: promises").hears == ("promises",)


def test_a_word_that_no_channel_hears_is_answered_with_the_nearest(tmp_path: Path) -> None:
    assert fault(tmp_path, "outbox: team, hears: promise") == (
        "6:35: error: “promise” is not something that a channel hears\n    Did you mean `promises`?"
    )


def test_subscribers_hear_of_no_promise(tmp_path: Path) -> None:
    found = fault(tmp_path, "outbox: out, from: a@example.com, to: subscribers, hears: [updates, promises]")

    assert found.endswith(
        "subscribers are readers, and promises are told to those who have to keep them\n"
        "    Name addresses in `to`, or make a channel of its own with `hears: promises`."
    )


def test_a_site_says_when_its_team_is_told(tmp_path: Path) -> None:
    settings, faults = read(tmp_path, "promises: {near: 5m, missed: [10m, 2h], form: 'https://code.example.com/form'}")

    assert faults == []
    assert settings.promises == Promises(
        timedelta(minutes=5), (timedelta(minutes=10), timedelta(hours=2)), "https://code.example.com/form"
    )


@pytest.mark.parametrize(
    ("lines", "address"),
    [
        ("repo_url: https://github.com/acme/status\n", "https://github.com/acme/status/edit/main/docs/"),
        (
            "repo_url: https://github.com/acme/status/\ndocs_dir: incidents\n",
            "https://github.com/acme/status/edit/main/incidents/",
        ),
        (
            "repo_url: https://gitlab.com/acme/status\ndocs_dir: incidents\n",
            "https://gitlab.com/acme/status/-/edit/main/incidents/",
        ),
        (
            "repo_url: https://code.example.com/acme/status\nedit_uri: _edit/trunk/incidents\n",
            "https://code.example.com/acme/status/_edit/trunk/incidents/",
        ),
        ("edit_uri: https://code.example.com/edit/incidents/\n", "https://code.example.com/edit/incidents/"),
        ("repo_url: https://code.example.com/acme/status\n", ""),
        ("edit_uri: edit/main/incidents\n", ""),
        ("repo_url: 'https://['\nedit_uri: edit\n", ""),
        ("", ""),
    ],
)
def test_where_a_file_is_edited_is_made_as_mkdocs_makes_it(tmp_path: Path, lines: str, address: str) -> None:
    assert edited_at(tmp_path, lines) == address
