"""A mail that is written once and filled in for each of many: their address, the link by which they leave, the date.

What comes out says the same as if it had been written for that one alone.
"""

import re
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.quoprimime import body_encode
from email.utils import format_datetime
from secrets import token_hex

from markupsafe import escape

from plainstatus.notify.mail import as_bytes, mail_of
from plainstatus.notify.messages import Message
from plainstatus.notify.voice import Voice

#: What an address may consist of that stands in the head of a mail as it is. Behind `=?`, something could be decoded
#: there (RFC 2047): into the end of the line, say.
_ADDRESS = re.compile(r"(?!.*=\?)[^\s@<>()\[\],;:\\\"\x00-\x1f\x7f-\U0010ffff]{1,64}@[A-Za-z0-9.-]{1,255}")
#: Long as any other word of a line, and in no text: nobody can have guessed it.
_SIGN = f"gap{token_hex(12)}"
_TO, _LINK = f"to@{_SIGN}.invalid", f"https://leave.{_SIGN}.invalid/"
_LONGEST_LINE = 76
_STOOD_IN = re.compile(f"({re.escape(_TO)}|{re.escape(_LINK)})")
_GAPS = re.compile(rf"\[{_SIGN}-(\w+)\]".encode())


class UnusableAddressError(ValueError):
    """No mail can go to an address that is written so."""


def is_usable(address: str) -> bool:
    """Whether mail can go to an address that is written so."""
    return _ADDRESS.fullmatch(address) is not None


@dataclass(frozen=True, slots=True)
class MailForm:
    """`pieces` are text and names of gaps in turn, beginning and ending with text."""

    pieces: tuple[bytes, ...]

    def filled(self, address: str, now: datetime, leave: str | None = None) -> bytes:
        """The mail to `address`, written at `now`; `leave` is the link by which the reader leaves, for a form with it.

        Raises UnusableAddressError.
        """
        if not is_usable(address):
            raise UnusableAddressError(address)
        values = {b"date": format_datetime(now).encode(), b"to": address.encode()}
        values[b"to_text"] = _encoded(address)
        values[b"to_html"] = _encoded(str(escape(address)))
        if leave is not None:
            values[b"link"] = leave.encode("ascii")
            values[b"link_text"] = _encoded(leave)
            values[b"link_html"] = _encoded(str(escape(leave)))
        return b"".join([values[piece] if at % 2 else piece for at, piece in enumerate(self.pieces)])


def form_of(
    message: Message, voice: Voice, sender: str | None, list_name: str, now: datetime, *, leaves: bool
) -> MailForm:
    """The form of the mail that brings `message`; with `leaves`, it has a place for a link by which one leaves."""
    mail = mail_of(message, voice, sender, _TO, list_name, now, _LINK if leaves else None)
    for kind in ("text", "html"):
        part = mail.get_body(("plain" if kind == "text" else "html",))
        assert isinstance(part, EmailMessage)
        part.set_payload(_with_gaps(part.get_content(), kind))
    head, blank, body = as_bytes(mail).partition(b"\r\n\r\n")
    for stood_in, name in ((_TO, "to"), (_LINK, "link")):
        head = head.replace(stood_in.encode(), _gap(name).encode())
    head = re.sub(rb"^Date: .*$", f"Date: {_gap('date')}\r".encode(), head, flags=re.MULTILINE)
    return MailForm(tuple(_GAPS.split(head + blank + body)))


def _gap(name: str) -> str:
    return f"[{_SIGN}-{name}]"


def _with_gaps(content: str, kind: str) -> str:
    """`content` as quoted-printable, with gaps that stand on lines of their own: so none gets too long."""
    made = []
    for number, piece in enumerate(_STOOD_IN.split(content)):
        if number % 2:
            name = "to" if piece == _TO else "link"
            made.append(f"=\r\n{_gap(f'{name}_{kind}')}=\r\n")
        else:
            made.append(_encoded(piece).decode("ascii"))
    return "".join(made)


def _encoded(text: str) -> bytes:
    """`text` as quoted-printable (RFC 2045, section 6.7), in lines that are short enough."""
    if len(text) < _LONGEST_LINE and text.isascii() and "=" not in text and text.isprintable():
        return text.encode()
    lines = text.replace("\r\n", "\n").encode().decode("latin-1")
    return body_encode(lines, maxlinelen=_LONGEST_LINE, eol="\r\n").encode("ascii")
