"""A message as mail: complete, the same bytes for the same input, and in one thread with the rest of its incident."""

import re
from collections.abc import Sequence
from datetime import datetime
from email.message import EmailMessage
from email.utils import format_datetime, formataddr, parseaddr
from hashlib import sha256

from plainstatus.notify.mail_headers import POLICY
from plainstatus.notify.messages import Message, in_html, in_text
from plainstatus.notify.voice import Voice

#: What may stand on the left of an id of a message without quotes (RFC 5322, section 3.2.3).
_ATOMS = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{1,120}")


def mail_of(
    message: Message,
    voice: Voice,
    sender: str | None,
    to: str,
    list_name: str,
    now: datetime,
    leave: str | None = None,
) -> EmailMessage:
    """The mail that brings `message` to the mailbox `to`, "" for nobody in particular.

    `sender` is a mailbox; None stands for one that is made of the site's name and host. `list_name`
    tells the lists of a site apart, and `now` is the moment at which the mail is written. `leave` is the
    address where the reader is taken off the list, by a POST of the mail program or by hand.
    """
    mail = EmailMessage(POLICY)
    name, host = as_header(voice.settings.name), voice.host
    mail["From"] = _mailbox(sender or formataddr((name, f"status@{host}")))
    mail["To"] = _mailbox(to) if to else "undisclosed-recipients:;"
    mail["Subject"] = as_header(message.subject)
    mail["Date"] = format_datetime(now)
    mail["Message-ID"] = _id(message.update, voice)
    # Nobody gets a message of this id: it is what all updates of an incident have in common.
    mail["In-Reply-To"] = mail["References"] = _id(message.thread, voice)
    mail["List-Id"] = formataddr((name, f"{list_name}.{host}"))
    if leave is not None:
        # One click in the mail program is enough (RFC 8058).
        mail["List-Unsubscribe"] = f"<{leave}>"
        mail["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    mail["Auto-Submitted"] = "auto-generated"
    foot = _foot(to, voice)
    mail.set_content(in_text(message, voice, foot, leave), cte="quoted-printable")
    mail.add_alternative(in_html(message, voice, foot, leave), subtype="html", cte="quoted-printable")
    mail["Content-Language"] = voice.edition.language
    mail.set_boundary(f"=_{sha256(mail['Message-ID'].encode()).hexdigest()[:32]}")
    return mail


def as_header(text: str) -> str:
    """`text` for a header: on one line, and with nothing in it that would be decoded (RFC 2047)."""
    # Decoded, it could hold the end of a line, and headers behind that. Nobody sees what parts the two marks.
    return " ".join(text.splitlines()).replace("=?", "=\u2060?")


def address_of(mailbox: str) -> str:
    """The bare address of a mailbox."""
    return parseaddr(mailbox)[1]


def _mailbox(text: str) -> str:
    """A mailbox with its name in quotes where the name needs them."""
    name, address = parseaddr(text)
    return formataddr((name, address)) if name.isascii() else _with_name(name, address)


def _with_name(name: str, address: str) -> str:
    # The policy encodes what is not ASCII; formataddr would do so too, and once is enough.
    escaped = name.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}" <{address}>'


def _id(key: str, voice: Voice) -> str:
    """The id of a message, or of a thread: one for each language, for the words are others."""
    left = f"{voice.edition.prefix}{key}".replace("/", ".").replace(":", "").rstrip(".")
    if not _ATOMS.fullmatch(left) or ".." in left or left[0] == ".":
        left = sha256(key.encode()).hexdigest()[:40]
    return f"<{left}@{voice.host}>"


def _foot(to: str, voice: Voice) -> str:
    words, name = voice.edition.words, voice.settings.name
    if not to:
        return words.plain("Sent by {name}.", name=name)
    return words.plain("Sent to {address} by {name}.", address=address_of(to), name=name)


def as_bytes(mail: EmailMessage) -> bytes:
    """The mail as it is sent: ASCII, with the line ends of the network."""
    return mail.as_bytes(policy=POLICY)


def headers_shown(mail: EmailMessage, names: Sequence[str]) -> list[str]:
    """The headers `names` as people read them."""
    return [f"{name}: {mail[name]}" for name in names if mail[name]]
