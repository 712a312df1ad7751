"""A letter that is mail, for every channel that sends mail."""

from datetime import datetime
from email.message import EmailMessage

from plainstatus.notify.channels.channel import Letter
from plainstatus.notify.mail import as_bytes, headers_shown, mail_of
from plainstatus.notify.messages import Message
from plainstatus.notify.recipients import Recipient
from plainstatus.notify.voice import Voice

_SHOWN = ("From", "To", "Subject")


def mail_letter(
    message: Message, voice: Voice, sender: str | None, recipient: Recipient, channel: str, now: datetime
) -> Letter:
    """The mail from the mailbox `sender` by which `message` reaches `recipient` on the channel of that name."""
    mail = mail_of(message, voice, sender, recipient.mailbox, channel, now)
    return Letter(message.subject, shown_of(mail), as_bytes(mail))


def shown_of(mail: EmailMessage) -> str:
    """What a person sees of a mail."""
    text = mail.get_body(("plain",))
    assert text is not None
    return "\n".join((*headers_shown(mail, _SHOWN), "", text.get_content().replace("\r\n", "\n").rstrip(), ""))
