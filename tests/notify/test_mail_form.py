"""Mails that are written once and filled in for each reader: `plainstatus.notify.mail_form`."""

from dataclasses import replace
from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plainstatus.model.incident import Incident
from plainstatus.notify.mail import as_bytes, mail_of
from plainstatus.notify.mail_form import UnusableAddressError, form_of, is_usable

from ..timeline.building import at, incident, said
from .desk import SETTINGS, messages_of, news_of, voice_of

NOW, LATER = at("2026-11-24 14:30"), at("2026-11-24 15:45")
SENDER = "Otter <status@otter.example>"
WORDS = "One in **five** fails = 20 %.\n\nA line with ümläuts – and dashes.\n\n. alone\n\n" + "word " * 60
LATE = replace(
    incident(replace(said("2026-11-24 14:05", "investigating"), text=WORDS), id="2026-11-24-mail-late"),
    title="Mail is late",
)
ATOMS = "abcXYZ019!#$%&'*+/=?^_`{|}~.-"
ADDRESSES = st.builds(
    "{}@{}.example".format,
    st.text(ATOMS, min_size=1, max_size=64).filter(lambda name: "=?" not in name),
    st.text("ab01-", min_size=1, max_size=180),
)
LINKS = st.none() | st.text("abcXYZ019-_=&%?~", max_size=300).map("https://signup.example/leave?t={}".format)


def read(data: bytes) -> EmailMessage:
    mail = message_from_bytes(data, policy=policy.default)
    assert isinstance(mail, EmailMessage)
    return mail


def content(mail: EmailMessage) -> list[str]:
    parts = [mail.get_body((kind,)) for kind in ("plain", "html")]
    return [part.get_content().replace("\r\n", "\n") for part in parts if part is not None]


def both(address: str, leave: str | None, late: Incident = LATE) -> tuple[bytes, bytes]:
    """The mail to `address`, filled in, and as it is when it is written for that reader alone."""
    (message,) = messages_of(late)
    voice = voice_of(SETTINGS, news_of(late))
    form = form_of(message, voice, SENDER, "mail", NOW, leaves=leave is not None)
    return form.filled(address, LATER, leave), as_bytes(mail_of(message, voice, SENDER, address, "mail", LATER, leave))


@given(ADDRESSES, LINKS)
@settings(deadline=None, max_examples=40)
def test_a_form_that_is_filled_in_says_the_same_as_a_mail_for_one_alone(address: str, leave: str | None) -> None:
    filled, alone = (read(data) for data in both(address, leave))

    assert content(filled) == content(alone)
    assert len(content(filled)) == 2
    for name in set(alone):
        if name != "To":
            # A line that was folded behind the name of its header begins with a space.
            assert str(filled[name]).strip() == str(alone[name]).strip(), name
    assert filled.keys() == alone.keys()
    assert filled["To"] is not None


@given(ADDRESSES, LINKS)
@settings(deadline=None, max_examples=40)
def test_no_line_of_a_body_gets_too_long(address: str, leave: str | None) -> None:
    data, _ = both(address, leave)

    head, _, body = data.partition(b"\r\n\r\n")
    assert data.isascii()
    assert data.count(b"\n") == data.count(b"\r\n")
    assert max(map(len, body.split(b"\r\n"))) <= 78
    assert max(map(len, head.split(b"\r\n"))) <= 998


def test_the_head_names_its_reader_and_the_link_by_which_they_leave() -> None:
    mail = read(both("anna@list.example", "https://signup.example/leave?t=1")[0])

    assert mail["To"] == "anna@list.example"
    assert mail["Date"].datetime == LATER
    assert mail["List-Unsubscribe"] == "<https://signup.example/leave?t=1>"
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    text, page = content(mail)
    assert text.endswith(
        "-- \nSent to anna@list.example by Otter Mail status.\nUnsubscribe: https://signup.example/leave?t=1\n"
    )
    assert '<a href="https://signup.example/leave?t=1" style="color:inherit">Unsubscribe</a>' in page


def test_without_a_link_nobody_is_told_of_one() -> None:
    filled, _ = both("anna@list.example", None)

    assert read(filled)["List-Unsubscribe"] is None
    assert b"nsubscribe" not in filled


def test_a_mark_in_an_address_is_a_mark_on_the_page() -> None:
    _, page = content(read(both("a&b'c@list.example", None)[0]))

    assert "a&amp;b&#39;c@list.example" in page


@pytest.mark.parametrize(
    "address",
    [
        "",
        "anna",
        "a@b@c.example",
        "a b@c.example",
        "a@c.example\r\nBcc: x@y.example",
        "a@c.example\n",
        "<a@c.example>",
        "ä@c.example",
        "a@ä.example",
        "a@c.example, b@c.example",
        "x" * 65 + "@c.example",
        'a"@c.example',
        "=?utf-8?q?a=0D=0ABcc=3A_x=40y.example?=@c.example",
        "a=?utf-8?q?b?=@c.example",
    ],
)
def test_what_is_no_plain_address_gets_no_mail(address: str) -> None:
    assert not is_usable(address)
    with pytest.raises(UnusableAddressError):
        both(address, None)


def test_words_that_look_like_a_form_stay_words() -> None:
    strange = replace(LATE, title="[gap-to] to@gap.invalid {address}")

    filled, alone = (content(read(data)) for data in both("anna@list.example", None, strange))
    assert filled == alone
