"""The channels and the ledger in `mkdocs.yml`. What a channel is, is told by the field that says where it leads."""

from collections.abc import Mapping
from dataclasses import replace

import yaml

from plainstatus.model.channel import (
    BucketLedger,
    Channel,
    DirectoryLedger,
    LedgerPlace,
    OutboxChannel,
    SmtpChannel,
    TableLedger,
)
from plainstatus.reading.aws_channels import AWS_KINDS, aws_channel, check_aws
from plainstatus.reading.buckets import BUCKET, ENDPOINT, PREFIX, REGION, REGIONS, with_slash
from plainstatus.reading.channel_fields import (
    AUDIENCE,
    FROM,
    HEARS,
    IN,
    PARALLEL,
    RATE,
    TO,
    Mailbox,
    without_subscribers,
)
from plainstatus.reading.faults import listed, nearest
from plainstatus.reading.fields import Entries, Field, Record, RecordValue
from plainstatus.reading.named import Named, OneOf
from plainstatus.reading.promises import check_hearing, heard_by_team
from plainstatus.reading.scope import Scope
from plainstatus.reading.values import Choice, Pattern, Text
from plainstatus.reading.variables import Variable
from plainstatus.reading.web_channels import WEB_KINDS, web_channel

_LOCAL = frozenset({"localhost", "127.0.0.1", "[::1]"})
#: The ports of RFC 8314: mail that is handed in, with TLS from STARTTLS on, and from the first byte.
_SUBMISSION, _SUBMISSIONS = 587, 465

_SERVER = Pattern(
    r"(?:[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?|\[[0-9A-Fa-f:.]+\])(?::\d{1,5})?",
    "a mail server",
    "mail.example.com:587",
    "mail-server",
)
_TLS = Choice(("starttls", "implicit", "none"), "a way to keep a connection private", "tls")

#: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/HowItWorks.NamingRulesDataTypes.html
_TABLE = Pattern(r"[A-Za-z0-9_.-]{3,255}", "the name of a table", "example-status-ledger", "table")

_NO_SECRET = {
    "password": "A secret stands in no file: put it into a variable of the environment, and write "
    "`password_env: SMTP_PASSWORD` with the name of the variable."
}

#: What each kind of channel may say, by the field that makes it one.
KINDS: Mapping[str, Record] = {
    "smtp": Record(
        Field("smtp", _SERVER, "The mail server, with its port; 587 where none is named.", required=True),
        FROM,
        TO,
        Field("tls", _TLS, "How the connection is kept private: `implicit` on port 465, else `starttls`."),
        Field("username", Text(longest=300), "Who signs in."),
        Field("password_env", Variable("SMTP_PASSWORD"), "The variable of the environment that holds the password."),
        AUDIENCE,
        HEARS,
        IN,
        PARALLEL,
        RATE,
        what="a channel with a mail server",
        elsewhere=_NO_SECRET,
    ),
    "outbox": Record(
        Field("outbox", Text(longest=4096), "A folder of complete messages, relative to `mkdocs.yml`.", required=True),
        Field("from", Mailbox(), "Whom the mail is from."),
        replace(TO, required=False),
        AUDIENCE,
        HEARS,
        IN,
        RATE,
        what="a channel with an outbox",
        elsewhere=_NO_SECRET,
    ),
    **WEB_KINDS,
    **AWS_KINDS,
}


def _tell_kind(node: yaml.Node, named: Mapping[str, yaml.Node], kinds: list[str], scope: Scope) -> None:
    if kinds:
        scope.fault(node, "channel-kind", "a channel leads to one place", f"Keep one of {listed(kinds)}.")
        return
    others = {name for record in KINDS.values() for name in record.by_name}
    near = next((near for name in named if name not in others and (near := _kind_like(name))), None)
    hint = f"Did you mean `{near}`?" if near else f"Write {listed(KINDS)}."
    scope.fault(node, "channel-kind", "nothing says where the channel leads", hint)


def _kind_like(name: str) -> str | None:
    """The kind that `name` was most likely meant to be: `slack_url_env` for `slack`."""
    return next((kind for kind in KINDS if kind.startswith(f"{name}_")), None) or nearest(name, KINDS)


def _check(kind: str, entries: Entries, scope: Scope) -> None:
    check_hearing(entries, scope)
    if kind == "smtp":
        _check_sign_in(entries, scope)
    else:
        check_aws(kind, entries, scope)


def _check_sign_in(entries: Entries, scope: Scope) -> None:
    written = entries.keys
    if ("username" in written) != ("password_env" in written):
        one, other = ("username", "password_env") if "username" in written else ("password_env", "username")
        scope.fault(written[one], "sign-in", f"`{one}` is nothing without `{other}`", f"Add `{other}`, or delete it.")
    server = entries.get("smtp", "")
    if entries["tls"] == "none" and "username" in written and _host_and_port(server)[0] not in _LOCAL:
        message = "the password would travel in the clear"
        scope.fault(written["tls"], "sign-in", message, "Delete `tls: none`, or `username` and `password_env`.")


def _channel(name: str, entries: Entries) -> Channel:
    entries = replace(entries, values=heard_by_team(entries.values))
    if not WEB_KINDS.keys().isdisjoint(entries.values):
        return web_channel(name, entries)
    if not AWS_KINDS.keys().isdisjoint(entries.values):
        return aws_channel(name, entries)
    values = without_subscribers(entries.values)
    values["sender"] = values.pop("from", None)
    if "outbox" in values:
        return OutboxChannel(name, **values)
    host, port = _host_and_port(values.pop("smtp"))
    if "tls" not in values:
        values["tls"] = "implicit" if port == _SUBMISSIONS else "none" if host in _LOCAL else "starttls"
    return SmtpChannel(name, host=host.strip("[]"), port=port, **values)


def _host_and_port(server: str) -> tuple[str, int]:
    host, colon, port = server.rpartition(":") if not server.endswith("]") else (server, "", "")
    return (host, int(port)) if colon else (server, _SUBMISSION)


#: What `channels` may say.
CHANNELS = Named(
    OneOf(KINDS, "a channel", "{outbox: outbox}", _tell_kind, _check),
    _channel,
    "channels",
    "outbox: {outbox: outbox}",
)


def _ledger(entries: Entries, scope: Scope) -> LedgerPlace | None:
    values = entries.values
    if "directory" in values and len(values) == 1:
        return DirectoryLedger(values["directory"])
    if "table" in values and values.keys() in ({"table"}, {"table", "region"}, {"table", "regions"}):
        one = (values["region"],) if "region" in values else ()
        return TableLedger(values["table"], values.get("regions", one))
    if "bucket" in values and not {"directory", "table", "regions"} & values.keys():
        prefix = {"prefix": with_slash(values["prefix"])} if "prefix" in values else {}
        return BucketLedger(**{**values, **prefix})
    place = next(iter(entries.keys.values()), None)
    if place is not None:
        message = "a ledger is kept in one place"
        hint = (
            "Write either `directory`, or `table` with its `region` or `regions`, or `bucket` and what belongs to it."
        )
        scope.fault(place, "ledger-place", message, hint)
    return None


#: What `ledger` may say.
LEDGER = RecordValue(
    Record(
        Field("directory", Text(longest=4096), "A folder, relative to `mkdocs.yml`."),
        Field("bucket", BUCKET, "A bucket of Amazon S3, or of a store that knows conditional writes."),
        Field("prefix", PREFIX, "What the keys begin with; `ledger/` where it is not said."),
        Field("table", _TABLE, "A table of DynamoDB, as `plainstatus aws template storage` makes it."),
        Field("region", REGION, "The region of the bucket or the table; else the one of the environment."),
        Field(
            "regions",
            REGIONS,
            "Those of a table that is the same in all of them, in the order in which they are asked.",
        ),
        Field("endpoint_url", ENDPOINT, "Where another store than Amazon's answers."),
        what="`ledger`",
    ),
    _ledger,
)
