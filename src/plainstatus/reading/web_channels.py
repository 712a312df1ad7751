"""The channels of webhooks and chats in `mkdocs.yml`."""

from collections.abc import Mapping
from typing import get_args

from plainstatus.model.web_channel import FolderChannel, WebChannel, WebKind
from plainstatus.reading.channel_fields import AUDIENCE, HEARS, IN
from plainstatus.reading.fields import Entries, Field, Record
from plainstatus.reading.values import Choice, Flag, ListOf, Text
from plainstatus.reading.variables import Variable

_PRIVATE = Field(
    "allow_private", Flag(), "`true`: the address may lead to this machine or its own network, and needs no TLS."
)
_FORUM = Field("forum", Flag(), "`true`: the channel is a forum, and each incident is a post there.")
_NO_SECRET = {
    name: "A secret stands in no file: put it into a variable of the environment, and write the name of the variable."
    for name in ("url", "secret", "token")
}
_SECRETS = Field(
    "secrets_env",
    ListOf(Variable("WEBHOOK_SECRET"), "[WEBHOOK_SECRET]", least=1),
    "The variables that hold the secrets for signatures; two while one replaces the other.",
    required=True,
)

#: The field that makes a channel one of these → which.
_BY_FIELD: Mapping[str, WebKind] = {
    "webhook_url_env": "webhook",
    "slack_url_env": "slack",
    "teams_url_env": "teams",
    "discord_url_env": "discord",
}


def _record(field: str, whose: str, what: str, *more: Field) -> Record:
    example = field.removesuffix("_env").upper()
    address = Field(field, Variable(example), f"The variable that holds the address {whose}.", required=True)
    return Record(address, *more, _PRIVATE, AUDIENCE, HEARS, IN, what=what, elsewhere=_NO_SECRET)


WEB_KINDS: Mapping[str, Record] = {
    "webhook_url_env": _record("webhook_url_env", "of your own program", "a channel with a webhook", _SECRETS),
    "slack_url_env": _record("slack_url_env", "of an incoming webhook of Slack", "a channel with Slack"),
    "teams_url_env": _record("teams_url_env", "of a flow in Microsoft Teams", "a channel with Teams"),
    "discord_url_env": _record("discord_url_env", "of a webhook of Discord", "a channel with Discord", _FORUM),
    "folder": Record(
        Field("folder", Text(longest=4096), "A folder of messages, relative to `mkdocs.yml`.", required=True),
        Field("form", Choice(get_args(WebKind), "a form of messages", "form"), "Who could take them.", required=True),
        AUDIENCE,
        HEARS,
        IN,
        what="a channel with a folder",
    ),
}


def web_channel(name: str, entries: Entries) -> WebChannel | FolderChannel:
    """The channel that `entries` say; they are of one of `WEB_KINDS`."""
    values = dict(entries.values)
    if "folder" in values:
        return FolderChannel(name, **values)
    values["is_forum"] = values.pop("forum", False)
    field = next(field for field in _BY_FIELD if field in values)
    return WebChannel(name, _BY_FIELD[field], values.pop(field), **values)
