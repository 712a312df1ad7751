"""Where updates are sent, and where it is kept what was: `channels` and `ledger` in `mkdocs.yml`."""

from dataclasses import dataclass, field
from typing import Literal

from plainstatus.model.aws_channel import AwsChannel, SesChannel, SmsChannel
from plainstatus.model.reach import SubscriberReach
from plainstatus.model.web_channel import FolderChannel, WebChannel

#: How a connection to a mail server is kept private: from its first byte, from STARTTLS on, or not at all.
Tls = Literal["implicit", "starttls", "none"]


@dataclass(frozen=True, slots=True)
class OutboxChannel(SubscriberReach):
    """A folder of complete messages, one file each. `outbox` is relative to `mkdocs.yml` where it is not absolute.

    `sender` and `to` are mailboxes (RFC 5322): `Brightwater <status@brightwater.example>`. Without any recipient,
    each update is one message to nobody in particular.
    """

    name: str
    outbox: str
    sender: str | None = None
    to: tuple[str, ...] = ()
    parallel: int = field(default=2, kw_only=True)

    @property
    def place(self) -> str:
        return f"{self.outbox.rstrip('/')}/"


@dataclass(frozen=True, slots=True)
class SmtpChannel(SubscriberReach):
    """A mail server. The password is never part of the settings: `password_env` names the variable that has it.

    `parallel` is a number of connections.
    """

    name: str
    host: str
    sender: str
    to: tuple[str, ...]
    port: int = 587
    tls: Tls = "starttls"
    username: str | None = None
    password_env: str | None = None

    @property
    def place(self) -> str:
        return f"{self.host}:{self.port}"


#: Those that can bring mail to subscribers, and with text messages, all that reach them.
MailChannel = OutboxChannel | SmtpChannel | SesChannel
SubscriberChannel = MailChannel | SmsChannel

Channel = OutboxChannel | SmtpChannel | WebChannel | FolderChannel | AwsChannel

#: Where updates go of a site that names no channel.
DEFAULT_CHANNEL = OutboxChannel("outbox", "outbox")


@dataclass(frozen=True, slots=True)
class DirectoryLedger:
    """A folder, relative to `mkdocs.yml` where it is not absolute."""

    directory: str

    @property
    def place(self) -> str:
        return self.directory


@dataclass(frozen=True, slots=True)
class BucketLedger:
    """A bucket of Amazon S3, or, with `endpoint_url`, of another store that knows conditional writes.

    `prefix` is "" or ends with a slash.
    """

    bucket: str
    prefix: str = "ledger/"
    region: str | None = None
    endpoint_url: str | None = None

    @property
    def place(self) -> str:
        return f"s3://{self.bucket}/{self.prefix}"


@dataclass(frozen=True, slots=True)
class TableLedger:
    """A table of DynamoDB. `regions` are asked in their order, () for the one of the environment.

    Of several regions, all have the same table, and agree on each write before they answer.
    """

    table: str
    regions: tuple[str, ...] = ()

    @property
    def place(self) -> str:
        return f"dynamodb:{self.table}"


LedgerPlace = DirectoryLedger | BucketLedger | TableLedger

#: Where a site keeps its ledger that names no place for it.
DEFAULT_LEDGER = DirectoryLedger(".plainstatus/ledger")
