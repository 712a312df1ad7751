"""Where updates are sent by services of AWS. `regions` are tried in their order."""

from dataclasses import dataclass
from typing import ClassVar

from plainstatus.model.reach import Reach, SubscriberReach


@dataclass(frozen=True, slots=True)
class SesChannel(SubscriberReach):
    """Mail by Amazon SES. With `contact_list`, SES lets each contact leave it, or its one `topic`, by itself."""

    name: str
    regions: tuple[str, ...]
    sender: str
    to: tuple[str, ...]
    configuration_set: str | None = None
    contact_list: str | None = None
    topic: str | None = None

    @property
    def place(self) -> str:
        return f"SES in {self.regions[0]}"


@dataclass(frozen=True, slots=True)
class TopicChannel(Reach):
    """Topics of SNS by their ARNs, each of which leads to the same subscribers: the first that takes it has it."""

    name: str
    topics: tuple[str, ...]

    sender: ClassVar[None] = None
    to: ClassVar[tuple[str, ...]] = ()

    @property
    def place(self) -> str:
        return f"the topic {self.topics[0].rpartition(':')[2]}"


@dataclass(frozen=True, slots=True)
class SmsChannel(SubscriberReach):
    """Text messages by AWS End User Messaging, to telephone numbers (E.164). `max_price` is US dollars a part.

    With `dry_run`, AWS looks at each message, sends none, and asks for no money.
    """

    name: str
    regions: tuple[str, ...]
    to: tuple[str, ...]
    origin: str | None = None
    configuration_set: str | None = None
    protect: str | None = None
    max_price: str | None = None
    every_update: bool = False
    dry_run: bool = False

    sender: ClassVar[None] = None

    @property
    def place(self) -> str:
        return f"text messages from {self.regions[0]}"


AwsChannel = SesChannel | TopicChannel | SmsChannel
