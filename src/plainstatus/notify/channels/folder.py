"""A folder of messages for webhooks and chats, one file each: for a program that brings them on, or to look at them."""

from datetime import datetime
from pathlib import Path

from plainstatus.model.web_channel import FolderChannel
from plainstatus.notify.channels.channel import Letter, NotDeliveredError
from plainstatus.notify.ledger.ledger import path_part
from plainstatus.notify.messages import Message
from plainstatus.notify.recipients import Recipient
from plainstatus.notify.voice import Voice
from plainstatus.notify.web.letters import web_letter
from plainstatus.writing.atomic import write_text


class Folder:
    """The folder of `channel`, at `folder`. Whoever brings a message on deletes its file, or moves it away."""

    # A file that is written twice is the same file.
    holds_unclear = False

    def __init__(self, channel: FolderChannel, folder: Path) -> None:
        self._channel, self._folder = channel, folder

    def letter(self, message: Message, voice: Voice, recipient: Recipient, now: datetime) -> Letter:
        return web_letter(self._channel.form, message, voice)

    def send(self, letter: Letter, recipient: Recipient, key: str) -> str:
        name = f"{path_part(key)}.{self._channel.name}.json"
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            write_text(self._folder / name, letter.shown)
        except OSError as error:
            raise NotDeliveredError(f"{error.filename or self._folder}: {error.strerror}") from None
        return name

    def close(self) -> None:
        """Nothing is open."""
