"""The channels and the ledger in `mkdocs.yml`: `plainstatus.reading.channels`."""

from datetime import timedelta
from pathlib import Path

import pytest

from plainstatus.model.channel import BucketLedger, DirectoryLedger, OutboxChannel, SmtpChannel, TableLedger
from plainstatus.model.settings import Settings
from plainstatus.reading.settings import read_settings

from .files import write

BEFORE = "site_name: Parcels\nsite_url: https://status.example.com/\nplugins:\n  plainstatus:\n"


def read(folder: Path, options: str) -> tuple[Settings, list[str]]:
    """The settings whose options stand from line 5 on, and the faults without the name of the file."""
    lines = "".join(f"    {line}\n" for line in options.splitlines())
    settings, findings = read_settings(write(folder, {"mkdocs.yml": BEFORE + lines}) / "mkdocs.yml")
    return settings, [str(finding).removeprefix("mkdocs.yml:") for finding in findings]


def channel(folder: Path, fields: str) -> OutboxChannel | SmtpChannel:
    settings, faults = read(folder, f"channels:\n  mail: {{{fields}}}")
    assert faults == []
    return settings.channels[0]


def fault(folder: Path, fields: str) -> str:
    _, faults = read(folder, f"channels:\n  mail: {{{fields}}}")
    (only,) = faults
    return only


MAIL = "from: status@example.com, to: [list@example.com]"


def test_a_site_that_says_nothing_has_an_outbox_and_a_ledger_beside_it() -> None:
    assert Settings().channels == (OutboxChannel("outbox", "outbox"),)
    assert Settings().ledger == DirectoryLedger(".plainstatus/ledger")
    assert Settings().notify_within == timedelta(days=1)


def test_every_field_of_a_mail_server_is_read(tmp_path: Path) -> None:
    fields = (
        'smtp: "mail.example.com:2525", from: "Parcels <status@example.com>", to: [a@example.com, "B <b@example.com>"],'
        " username: parcels, password_env: SMTP_PASSWORD, tls: implicit, audience: internal, language: en"
    )
    assert channel(tmp_path, fields) == SmtpChannel(
        "mail",
        host="mail.example.com",
        port=2525,
        sender="Parcels <status@example.com>",
        to=("a@example.com", "B <b@example.com>"),
        tls="implicit",
        username="parcels",
        password_env="SMTP_PASSWORD",
        audience="internal",
        language="en",
    )


@pytest.mark.parametrize(
    ("server", "host", "port", "tls"),
    [
        ("mail.example.com", "mail.example.com", 587, "starttls"),
        ("mail.example.com:25", "mail.example.com", 25, "starttls"),
        ("mail.example.com:465", "mail.example.com", 465, "implicit"),
        ("localhost:1025", "localhost", 1025, "none"),
        ("'[::1]:1025'", "::1", 1025, "none"),
        ("'[2001:db8::1]'", "2001:db8::1", 587, "starttls"),
    ],
)
def test_a_connection_is_private_unless_it_stays_on_this_machine(
    tmp_path: Path, server: str, host: str, port: int, tls: str
) -> None:
    read = channel(tmp_path, f"smtp: {server}, {MAIL}")

    assert isinstance(read, SmtpChannel)
    assert (read.host, read.port, read.tls) == (host, port, tls)


def test_an_outbox_needs_no_addresses(tmp_path: Path) -> None:
    assert channel(tmp_path, "outbox: letters") == OutboxChannel("mail", "letters")
    assert channel(tmp_path, f"outbox: letters, {MAIL}") == OutboxChannel(
        "mail", "letters", "status@example.com", ("list@example.com",)
    )


def test_a_secret_in_the_file_is_refused_with_the_way_to_do_it(tmp_path: Path) -> None:
    assert fault(tmp_path, f"smtp: mail.example.com, {MAIL}, password: hunter2") == (
        "6:88: error: `password` does not belong here\n"
        "    A secret stands in no file: put it into a variable of the environment, and write "
        "`password_env: SMTP_PASSWORD` with the name of the variable."
    )


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ("smpt: mail.example.com", "nothing says where the channel leads\n    Did you mean `smtp`?"),
        (
            "to: [a@example.com]",
            "nothing says where the channel leads\n    Write `smtp`, `outbox`, `webhook_url_env`, ",
        ),
        ("smtp: mail.example.com, outbox: x", "a channel leads to one place\n    Keep one of `smtp` or `outbox`."),
        ("outbox: x, too: [a@example.com]", "“too” is not a field of a channel with an outbox\n    Did you mean `to`?"),
        (
            f"smtp: 'mail server', {MAIL}",
            "“mail server” is not a mail server\n    Write it like `mail.example.com:587`.",
        ),
        (f"smtp: mail.example.com, {MAIL}, tls: tsl", "is not a way to keep a connection private\n"),
        (
            f"smtp: mail.example.com, {MAIL}, username: me",
            "`username` is nothing without `password_env`\n    Add `password_env`, or delete it.",
        ),
        (
            f"smtp: mail.example.com, {MAIL}, username: me, password_env: P, tls: none",
            "the password would travel in the clear\n",
        ),
        ("outbox: x, from: 'me@'", "“me@” is not a mail address\n    Write it like `status@example.com` or"),
        ("outbox: x, to: ['a@b.example, c@d.example']", "is not a mail address"),
        ('outbox: x, to: ["a@b.example\\nBcc: c@d.example"]', "is not a mail address"),
        ("outbox: x, audience: intrenal", "of the channel `mail`, is not an audience of this site\n    Did you mean"),
        ("outbox: x, language: it", "“it”, of the channel `mail`, is not a language of this site\n    Write `en`."),
    ],
)
def test_a_fault_is_told_with_what_to_write(tmp_path: Path, fields: str, expected: str) -> None:
    assert expected in fault(tmp_path, fields)


def test_without_addresses_a_mail_server_is_of_no_use(tmp_path: Path) -> None:
    _, faults = read(tmp_path, "channels: {mail: {smtp: mail.example.com}}")

    assert [each.split("\n")[0] for each in faults] == [
        "5:22: error: a channel with a mail server has no `from`",
        "5:22: error: a channel with a mail server has no `to`",
    ]


def test_a_ledger_is_a_folder_a_bucket_or_a_table(tmp_path: Path) -> None:
    in_folder, _ = read(tmp_path, "ledger: {directory: kept}")
    in_bucket, faults = read(tmp_path, "ledger: {bucket: parcels-ledger, region: eu-west-1, prefix: told}")
    in_table, _ = read(tmp_path, "ledger: {table: parcels-ledger, region: eu-west-1}")
    in_both, _ = read(tmp_path, "ledger: {table: parcels-ledger, regions: [eu-west-1, eu-west-2]}")
    elsewhere, _ = read(tmp_path, "ledger: {bucket: parcels-ledger, endpoint_url: 'https://s3.example.com'}")

    assert faults == []
    assert in_folder.ledger == DirectoryLedger("kept")
    assert in_table.ledger == TableLedger("parcels-ledger", ("eu-west-1",))
    assert in_both.ledger == TableLedger("parcels-ledger", ("eu-west-1", "eu-west-2"))
    assert in_bucket.ledger == BucketLedger("parcels-ledger", "told/", "eu-west-1")
    assert elsewhere.ledger == BucketLedger("parcels-ledger", "ledger/", None, "https://s3.example.com")


def test_a_ledger_in_two_places_is_a_fault(tmp_path: Path) -> None:
    _, faults = read(tmp_path, "ledger: {directory: kept, bucket: parcels-ledger}")

    assert faults == [
        "5:14: error: a ledger is kept in one place\n"
        "    Write either `directory`, or `table` with its `region` or `regions`, or `bucket` and what belongs to it."
    ]
