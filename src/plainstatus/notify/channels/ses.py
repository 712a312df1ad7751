"""Mail by Amazon SES, as fast as the account may send, from the first region that takes it.

With a contact list, SES itself adds the way to leave it, and sends nothing to whoever took it.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from threading import Lock
from typing import Any

from plainstatus.aws.faults import is_of_aws
from plainstatus.model.aws_channel import SesChannel
from plainstatus.notify.channels.channel import Letter, NotDeliveredError
from plainstatus.notify.channels.mail_letter import mail_letter
from plainstatus.notify.channels.regions import Regions
from plainstatus.notify.mail import address_of
from plainstatus.notify.messages import Message
from plainstatus.notify.pace import Pace
from plainstatus.notify.recipients import Recipient
from plainstatus.notify.voice import Voice

#: Messages a second where the account may not be asked: what AWS grants first. It says so when it is too much.
_USUAL_RATE = 14.0


@dataclass(frozen=True)
class Account:
    """What SES grants in one region. `is_trial`: mail goes to verified addresses only."""

    pace: Pace
    is_trial: bool = False


@dataclass
class Accounts:
    """What SES grants, by region; each is asked once. Shared by all who send on a channel at the same time."""

    clock: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    _known: dict[str, Account] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def of(self, region: str, client: Any) -> Account:
        """What is granted in `region`, of which `client` asks."""
        with self._lock:
            if region not in self._known:
                self._known[region] = self._asked(client)
            return self._known[region]

    def trials(self) -> list[str]:
        """The regions in which the account is on trial, as far as they were asked."""
        return [region for region, account in self._known.items() if account.is_trial]

    def _asked(self, client: Any) -> Account:
        """Whoever has no right to ask sends all the same."""
        try:
            answer = client.get_account()
        except Exception as error:
            if not is_of_aws(error):
                raise
            return Account(Pace(_USUAL_RATE, self.clock, self.sleep))
        rate = float(answer.get("SendQuota", {}).get("MaxSendRate", 0)) or _USUAL_RATE
        return Account(Pace(rate, self.clock, self.sleep), not answer.get("ProductionAccessEnabled", True))


class Ses:
    """The channel `channel`. `regions` speak SES, version 2 of its API.

    Those who send at the same time share `regions` and `accounts`, and nobody of them closes the regions.
    """

    holds_unclear = True

    def __init__(self, channel: SesChannel, regions: Regions | None = None, accounts: Accounts | None = None) -> None:
        self._channel, self._accounts = channel, accounts or Accounts()
        self._regions, self._is_shared = regions or regions_of(channel), regions is not None

    def letter(self, message: Message, voice: Voice, recipient: Recipient, now: datetime) -> Letter:
        return mail_letter(message, voice, self._channel.sender, recipient, self._channel.name, now)

    def send(self, letter: Letter, recipient: Recipient, key: str) -> str:
        address = address_of(recipient.mailbox)

        def hand_over(client: Any, region: str) -> str:
            self._accounts.of(region, client).pace.wait()
            return str(client.send_email(**self._asked(letter, address))["MessageId"])

        try:
            id, region = self._regions.call(hand_over, address)
        except NotDeliveredError as fault:
            raise NotDeliveredError(f"{fault}{self._trial()}", lasting=fault.lasting) from None
        return f"{id} in {region}"

    def close(self) -> None:
        if not self._is_shared:
            self._regions.close()

    def _asked(self, letter: Letter, address: str) -> dict[str, Any]:
        channel = self._channel
        asked: dict[str, Any] = {
            "Destination": {"ToAddresses": [address]},
            "Content": {"Raw": {"Data": letter.data}},
        }
        if channel.configuration_set:
            asked["ConfigurationSetName"] = channel.configuration_set
        if channel.contact_list:
            topic = {"TopicName": channel.topic} if channel.topic else {}
            asked["ListManagementOptions"] = {"ContactListName": channel.contact_list, **topic}
        return asked

    def _trial(self) -> str:
        """What may be behind a refusal."""
        trials = " and ".join(self._accounts.trials())
        return f"; the account is in the sandbox of SES in {trials}: ask AWS for production access" if trials else ""


def regions_of(channel: SesChannel) -> Regions:
    """Those of the settings."""
    return Regions("sesv2", "mail", channel.regions)
