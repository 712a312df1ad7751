"""Those who receive the messages of a drill, each with what has come to it. Bring nothing, and refuse nothing."""

import json
import time
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple, Protocol

from plainstatus.drill.mail_sink import MailSink
from plainstatus.drill.plain import text_of_json, text_of_mail
from plainstatus.drill.stand_ins import Handed, StandIns, text_at_aws
from plainstatus.drill.step import FailedError
from plainstatus.notify.web.signature import key_of, signed_headers

#: Seconds that a signature may be old or ahead, as Standard Webhooks has it.
_TOLERANCE = 300


class Received(NamedTuple):
    """A message as it came: `text` is all that a reader could see of it, `told` what else is worth saying."""

    text: str
    told: str = ""


class Receiver(Protocol):
    """Somebody who can tell what has come."""

    def received(self) -> list[Received]:
        """Everything so far, in the order in which it came. Raises FailedError where something is not right."""


@dataclass(frozen=True)
class Mailbox:
    """The mailbox `address` at the mail server of the drill."""

    sink: MailSink
    address: str

    def received(self) -> list[Received]:
        return [Received(text_of_mail(data)) for recipient, data in self.sink.received if recipient == self.address]


@dataclass(frozen=True)
class MailFolder:
    """The outbox in `folder`."""

    folder: Path

    def received(self) -> list[Received]:
        return [Received(text_of_mail(path.read_bytes())) for path in _files_in(self.folder / "new")]


@dataclass(frozen=True)
class MessageFolder:
    """The folder of messages as webhooks and chats take them."""

    folder: Path

    def received(self) -> list[Received]:
        return [Received(text_of_json(json.loads(path.read_bytes()))) for path in _files_in(self.folder)]


def _files_in(folder: Path) -> list[Path]:
    """Those of messages, the oldest first."""
    if not folder.is_dir():
        return []
    return sorted((path for path in folder.iterdir() if path.is_file()), key=lambda path: path.stat().st_mtime_ns)


@dataclass(frozen=True)
class WebAddress:
    """The webhook or chat `name`; with `secret`, each message has to be signed."""

    stand_ins: StandIns
    name: str
    secret: str = ""

    def received(self) -> list[Received]:
        mine = [each for each in self.stand_ins.handed if each.receiver == self.name]
        return [self._read(each) for each in mine]

    def _read(self, handed: Handed) -> Received:
        if self.secret and not _is_signed(handed, self.secret):
            raise FailedError("The signature of a message does not hold.")
        try:
            text = text_of_json(json.loads(handed.body))
        except ValueError:
            raise FailedError("A message is no JSON.") from None
        return Received(text, "signed" if self.secret else "")


def _is_signed(handed: Handed, secret: str) -> bool:
    from hmac import compare_digest

    id, moment = handed.headers.get("webhook-id", ""), handed.headers.get("webhook-timestamp", "")
    if not (id and moment.isascii() and moment.isdecimal()) or abs(time.time() - int(moment)) > _TOLERANCE:
        return False
    right = signed_headers(id, int(moment), handed.body, [key_of(secret)])["webhook-signature"]
    given = handed.headers.get("webhook-signature", "").split()
    return any(compare_digest(each.encode(), right.encode()) for each in given)


@dataclass(frozen=True)
class AtAws:
    """A mailbox, a topic or a telephone that is reached by AWS, under any of `ids`."""

    stand_ins: StandIns
    ids: Collection[str]

    def received(self) -> list[Received]:
        return [self._read(each) for each in self.stand_ins.handed if each.receiver in self.ids]

    @staticmethod
    def _read(handed: Handed) -> Received:
        data = text_at_aws(handed)
        if handed.receiver.startswith("arn:"):
            text = text_of_json(json.loads(data))
        else:
            text = text_of_mail(data) if "@" in handed.receiver else data.decode()
        return Received(text, f"by {handed.region}")
