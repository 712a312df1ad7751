"""A message as mail: `plainstatus.notify.mail`."""

from dataclasses import replace
from email import message_from_bytes, policy
from email.header import decode_header
from email.message import EmailMessage

import html5lib
import pytest

from plainstatus.model.incident import Incident
from plainstatus.model.settings import Settings
from plainstatus.notify.mail import as_bytes, mail_of

from ..timeline.building import at, incident, said
from .desk import SETTINGS, messages_of, news_of, voice_of

FIRST = replace(
    said("2026-11-24 14:05", "investigating"), text="One in **five** fails.\n\nA line with ümläuts – and dashes."
)
LATE = replace(incident(FIRST, said("2026-11-24 14:25", "identified"), id="2026-11-24-mail-late"), title="Mail is late")


def mails(
    *incidents: Incident, to: str = "list@otter.example", language: str = "en", settings: Settings = SETTINGS
) -> list[EmailMessage]:
    """The mail of each update, as a mail program reads it."""
    read = []
    for message in messages_of(*incidents, language=language, settings=settings):
        voice = voice_of(settings, news_of(*incidents), language)
        mail = mail_of(message, voice, "Otter <status@otter.example>", to, "mail", at("2026-11-24 14:30"))
        read.append(message_from_bytes(as_bytes(mail), policy=policy.default))
    return read  # type: ignore[return-value]


def body(mail: EmailMessage, kind: str) -> str:
    part = mail.get_body((kind,))
    assert part is not None
    return str(part.get_content()).replace("\r\n", "\n")


def test_the_head_of_a_mail_is_whole() -> None:
    mail, _ = mails(LATE, to="Ops <list@otter.example>")

    assert mail["From"] == "Otter <status@otter.example>"
    assert mail["To"] == "Ops <list@otter.example>"
    assert mail["Subject"] == "Investigating: Mail is late – Partial outage"
    assert mail["Date"].datetime == at("2026-11-24 14:30")
    assert mail["Message-ID"] == "<2026-11-24-mail-late.2026-11-24T140500Z@status.otter.example>"
    assert mail["List-Id"] == "Otter Mail status <mail.status.otter.example>"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["Content-Language"] == "en"
    assert mail["Precedence"] is None


@pytest.mark.parametrize(
    "title",
    [
        "=?utf-8?q?Late=0D=0ABcc=3A_ada=40example.com?=",
        "Late=?us-ascii?b?DQpCY2M6IGFkYUBleGFtcGxlLmNvbQ==?=",
        "a\rBcc: b",
    ],
)
def test_no_title_adds_a_header(title: str) -> None:
    (mail,) = mails(replace(LATE, title=title, updates=LATE.updates[:1]))

    assert "Bcc" not in mail
    assert mail["Subject"].replace("\u2060", "") == f"Investigating: {title} – Partial outage".replace("\r", " ")


def test_no_name_of_a_site_adds_a_header() -> None:
    name = "=?utf-8?q?Otter=0D=0ABcc=3A_ada=40example.com?="

    (mail,) = mails(replace(LATE, updates=LATE.updates[:1]), settings=replace(SETTINGS, name=name))

    assert "Bcc" not in mail


def test_all_updates_of_an_incident_are_one_thread() -> None:
    first, second = mails(LATE)

    thread = "<2026-11-24-mail-late@status.otter.example>"
    assert first["Message-ID"] != second["Message-ID"]
    assert {mail[name] for mail in (first, second) for name in ("References", "In-Reply-To")} == {thread}


def test_the_same_input_gives_the_same_bytes() -> None:
    first, again = mails(LATE)[0], mails(LATE)[0]

    assert first.as_bytes() == again.as_bytes()


def test_both_bodies_say_the_same() -> None:
    mail, _ = mails(LATE)

    text, page = body(mail, "plain"), body(mail, "html")
    assert text == (
        "Investigating: Mail is late\n\nOne in five fails.\n\nA line with ümläuts – and dashes.\n\n"
        "Mail API: Partial outage\nExpected back: Not known yet\n\n"
        "All of it, as it is now:\nhttps://status.otter.example/incidents/2026-11-24-mail-late/\n\n"
        "-- \nSent to list@otter.example by Otter Mail status.\n"
    )
    for words in ("One in <strong>five</strong> fails.", "Mail API", "Partial outage", "Sent to list@otter.example by"):
        assert words in page


def test_the_page_of_a_mail_asks_for_nothing_and_is_readable_in_the_dark() -> None:
    page = body(mails(LATE)[0], "html")

    html5lib.HTMLParser(strict=True).parse(page)
    assert 'name="color-scheme" content="light dark"' in page
    assert "@media (prefers-color-scheme:dark)" in page
    assert not any(asks in page for asks in ("<img", "src=", "url(", "<link", "@import", "<script"))


def test_what_is_sent_is_ascii_in_short_lines() -> None:
    message, _ = messages_of(replace(LATE, title="Ümläute " * 12))
    mail = mail_of(message, voice_of(SETTINGS, news_of(LATE)), None, "", "mail", at("2026-11-24 14:30"))

    data = as_bytes(mail)
    assert data.isascii()
    assert data.count(b"\n") == data.count(b"\r\n")
    assert max(map(len, data.split(b"\r\n"))) <= 998


def test_without_addresses_a_mail_is_to_nobody_and_from_the_site() -> None:
    message, _ = messages_of(LATE)
    mail = mail_of(message, voice_of(SETTINGS, news_of(LATE)), None, "", "outbox", at("2026-11-24 14:30"))

    assert mail["To"] == "undisclosed-recipients:;"
    assert mail["From"] == "Otter Mail status <status@status.otter.example>"
    assert body(mail, "plain").endswith("-- \nSent by Otter Mail status.\n")


@pytest.mark.parametrize("name", ["Öttér", 'Ott"er', "Otter, Inc.", "Otter (EU)"])
def test_any_name_can_stand_before_an_address(name: str) -> None:
    (first, _) = mails(LATE, settings=replace(SETTINGS, name=name))
    message, _ = messages_of(LATE)
    voice = voice_of(replace(SETTINGS, name=name), news_of(LATE))
    mail = message_from_bytes(
        as_bytes(mail_of(message, voice, None, "", "mail", at("2026-11-24 14:30"))), policy=policy.default
    )

    assert first["List-Id"].endswith("<mail.status.otter.example>")
    (sender,) = mail["From"].addresses
    assert (sender.display_name, sender.addr_spec) == (name, "status@status.otter.example")


def test_an_id_from_elsewhere_never_breaks_the_id_of_a_message() -> None:
    strange = replace(LATE, external_id="https://old.example/incidents/é <1>")
    first, second = mails(strange)

    assert first["Message-ID"] != second["Message-ID"]
    for mail in (first, second):
        assert mail["Message-ID"].endswith("@status.otter.example>")
        assert mail["Message-ID"].isascii()
        assert mail["References"] != mail["Message-ID"]


def test_another_address_of_the_site_leaves_threads_together() -> None:
    moved = replace(SETTINGS, site_url="https://elsewhere.example/", feed_authority="status.otter.example,2024")

    assert mails(LATE)[1]["References"] == mails(LATE, settings=moved)[1]["References"]


def test_each_language_has_messages_of_its_own() -> None:
    english, italian = mails(LATE)[0], mails(LATE, language="it")[0]

    assert english["Message-ID"] != italian["Message-ID"]
    assert italian["Content-Language"] == "it"


def test_long_ids_and_addresses_stay_as_they_are() -> None:
    long = replace(LATE, id="2026-11-24-sign-in-codes-by-text-message-do-not-arrive-in-any-country")
    leave = f"https://signup.otter.example/leave/{'x' * 120}"
    message, _ = messages_of(long)
    mail = mail_of(message, voice_of(SETTINGS, news_of(long)), None, "", "mail", at("2026-11-24 14:30"), leave)

    lines = as_bytes(mail).decode().split("\r\n")
    thread = f"<{long.id}@status.otter.example>"
    assert {f"In-Reply-To: {thread}", f"References: {thread}", f"List-Unsubscribe: <{leave}>"} <= set(lines)


@pytest.mark.parametrize("length", range(40, 80))
def test_a_subject_of_any_length_is_read_as_it_was_written(length: int) -> None:
    title = ("Codes by text message do not arrive in any of our countries, be it by day or night" * 2)[:length].strip()
    (mail,) = mails(replace(LATE, title=title, updates=LATE.updates[:1]))

    raw = message_from_bytes(as_bytes(mail))["Subject"]
    read = "".join(
        part.decode(charset or "ascii") if isinstance(part, bytes) else part
        for part, charset in decode_header(raw.replace("\r\n", ""))
    )
    assert read == f"Investigating: {title} – Partial outage"
