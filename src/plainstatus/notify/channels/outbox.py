"""A folder of complete messages, laid out as a Maildir: another program can deliver them, or a person look at them."""

import os
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path

from plainstatus.model.channel import OutboxChannel
from plainstatus.notify.channels.channel import Answer, Letter, NotDeliveredError, Parcel
from plainstatus.notify.channels.mail_letter import mail_letter
from plainstatus.notify.ledger.ledger import path_part
from plainstatus.notify.messages import Message
from plainstatus.notify.recipients import Recipient
from plainstatus.notify.voice import Voice


class Outbox:
    """The outbox of `channel` in `folder`. New messages stand in `new/`; whoever delivers them moves them to `cur/`."""

    # A file that is written twice is the same file.
    holds_unclear = False

    def __init__(self, channel: OutboxChannel, folder: Path) -> None:
        self._channel, self._folder = channel, folder
        self._new, self._passing = folder / "new", folder / "tmp"
        self._is_ready = False

    def letter(self, message: Message, voice: Voice, recipient: Recipient, now: datetime) -> Letter:
        return mail_letter(message, voice, self._channel.sender, recipient, self._channel.name, now)

    def send(self, letter: Letter, recipient: Recipient, key: str) -> str:
        return self._put(f"{self._stem(key)}.{recipient.hash[:8]}.eml", letter.data, may_be_there=True)

    def send_each(self, parcels: Iterable[Parcel]) -> Iterator[Answer]:
        stem = ("", "")
        for parcel in parcels:
            if stem[0] != parcel.key:
                stem = (parcel.key, self._stem(parcel.key))
            try:
                yield self._put(f"{stem[1]}.{parcel.id}.eml", parcel.data, may_be_there=parcel.is_repeated)
            except NotDeliveredError as fault:
                yield fault

    def _stem(self, key: str) -> str:
        return f"{path_part(key)}.{self._channel.name}"

    def _put(self, name: str, data: bytes, *, may_be_there: bool) -> str:
        """Put a message into `new/`, unless it is there or, moved on by others, in `cur/`."""
        new, passing = self._new / name, self._passing / name
        try:
            if not self._is_ready:
                for part in (self._passing, self._new, self._folder / "cur"):
                    part.mkdir(parents=True, exist_ok=True)
                self._is_ready = True
            if may_be_there and (new.exists() or self._was_moved_on(name)):
                return f"new/{name}"
            with passing.open("wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            passing.replace(new)
        except OSError as error:
            raise NotDeliveredError(f"{error.filename or self._folder}: {error.strerror}") from None
        return f"new/{name}"

    def _was_moved_on(self, name: str) -> bool:
        # Whoever moves a message may add to its name what became of it.
        return any((self._folder / "cur").glob(f"{name}*"))

    def close(self) -> None:
        """Nothing is open."""
