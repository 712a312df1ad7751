"""The mail with the link, and its way out: by the channel of the site that sends mail."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime, parseaddr
from hashlib import sha256
from pathlib import Path
from urllib.parse import urlsplit

from plainstatus.model.channel import Channel, MailChannel
from plainstatus.notify.channels.channel import Letter, OpenChannel
from plainstatus.notify.channels.places import open_channel
from plainstatus.notify.mail import as_header
from plainstatus.notify.mail_headers import POLICY
from plainstatus.notify.recipients import Recipient
from plainstatus.signup.links import Asked
from plainstatus.signup.place import Place
from plainstatus.wording.words import Words

#: Fills a template in with values.
Fill = Callable[..., str]


@dataclass(frozen=True)
class Sender:
    """`mailbox` is what mails are from, None for one that is made of the site's name and host."""

    mailbox: str | None
    open: Callable[[], OpenChannel]

    def send(self, address: str, mail: EmailMessage) -> None:
        """Send one mail. Raises NotDeliveredError and UnclearError."""
        key = mail["Message-ID"].strip("<>").partition("@")[0]
        channel = self.open()
        try:
            data = mail.as_bytes(policy=POLICY)
            channel.send(Letter(mail["Subject"], "", data), Recipient(address, sha256(key.encode()).hexdigest()), key)
        finally:
            channel.close()


def channel_for_mail(channels: tuple[Channel, ...]) -> MailChannel | None:
    """The one that brings the links: the first that tells subscribers of public updates by mail; None without one."""
    for channel in channels:
        if isinstance(channel, MailChannel) and channel.subscribers and channel.audience == "public":
            return channel
    return None


def sender_by(channel: MailChannel, root: Path, environment: Mapping[str, str]) -> Sender:
    """A way out that opens `channel` for every mail: there are few, and each thread needs its own."""
    return Sender(channel.sender, lambda: open_channel(channel, root, environment))


def mail_to_confirm(
    asked: Asked, link: str, place: Place, sender: str | None, words: Words, fill: Fill, now: datetime
) -> EmailMessage:
    """The mail in which `asked` is confirmed by `link`. It says the same whether the address is known or not."""
    mail = EmailMessage(POLICY)
    host = urlsplit(place.home).hostname or "localhost"
    name, address = parseaddr(sender or "")
    mail["From"] = Address(name or as_header(place.name), addr_spec=address or f"status@{host}")
    mail["To"] = Address(addr_spec=asked.address)
    mail["Subject"] = as_header(words.plain("Please confirm: messages from {name}", name=place.name))
    mail["Date"] = format_datetime(now)
    # Asked for twice in a short while, it is the same mail: mail programs show it once.
    mail["Message-ID"] = f"<signup.{sha256(link.encode()).hexdigest()[:24]}@{host}>"
    mail["Auto-Submitted"] = "auto-generated"
    said = {
        "subject": mail["Subject"],
        "asked": words.plain("Somebody, probably you, asked {name} for messages to this address.", name=place.name),
        "press": words.plain("If it was you, open this link within a day and press the button:"),
        "else_": words.plain("If it was not, there is nothing to do: without the button, no message comes."),
        "link": link,
        "home": place.home,
        "name": place.name,
        "language": words.language,
    }
    mail.set_content(fill("signup/mail.txt", **said), cte="quoted-printable")
    mail.add_alternative(fill("signup/mail.html", **said), subtype="html", cte="quoted-printable")
    mail["Content-Language"] = words.language
    mail.set_boundary(f"=_{sha256(mail['Message-ID'].encode()).hexdigest()[:32]}")
    return mail
