"""A folder of complete messages, laid out as a Maildir: another program can deliver them, or a person look at them."""

from datetime import datetime
from pathlib import Path

from plainstatus.model.channel import OutboxChannel
from plainstatus.notify.channels.channel import Letter, NotDeliveredError
from plainstatus.notify.channels.mail_letter import mail_letter
from plainstatus.notify.ledger.ledger import path_part
from plainstatus.notify.messages import Message
from plainstatus.notify.recipients import Recipient
from plainstatus.notify.voice import Voice
from plainstatus.writing.atomic import write_text


class Outbox:
    """The outbox of `channel` in `folder`. New messages stand in `new/`; whoever delivers them moves them to `cur/`."""

    # A file that is written twice is the same file.
    holds_unclear = False

    def __init__(self, channel: OutboxChannel, folder: Path) -> None:
        self._channel, self._folder = channel, folder

    def letter(self, message: Message, voice: Voice, recipient: Recipient, now: datetime) -> Letter:
        return mail_letter(message, voice, self._channel.sender, recipient, self._channel.name, now)

    def send(self, letter: Letter, recipient: Recipient, key: str) -> str:
        name = f"{path_part(key)}.{self._channel.name}.{recipient.hash[:8]}.eml"
        new, passing = self._folder / "new" / name, self._folder / "tmp" / name
        try:
            for part in ("tmp", "new", "cur"):
                (self._folder / part).mkdir(parents=True, exist_ok=True)
            if not new.exists() and not any((self._folder / "cur").glob(f"{name}*")):
                write_text(passing, letter.data.decode("ascii"))
                passing.replace(new)
        except OSError as error:
            raise NotDeliveredError(f"{error.filename or self._folder}: {error.strerror}") from None
        return f"new/{name}"

    def close(self) -> None:
        """Nothing is open."""
