"""Mail by Amazon SES, as fast as the account may send, from the first region that takes it.

With a contact list, SES itself adds the way to leave it, and sends nothing to whoever took it.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
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
class _Account:
    """What SES grants in one region."""

    pace: Pace
    is_trial: bool = False


class Ses:
    """The channel `channel`. `regions` speak SES, version 2 of its API. May be used by several threads at once."""

    holds_unclear = True

    def __init__(
        self,
        channel: SesChannel,
        regions: Regions | None = None,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._channel, self._clock, self._sleep = channel, clock, sleep
        self._regions = regions or Regions("sesv2", "mail", channel.regions)
        self._accounts: dict[str, _Account] = {}
        self._lock = Lock()

    def letter(self, message: Message, voice: Voice, recipient: Recipient, now: datetime) -> Letter:
        return mail_letter(message, voice, self._channel.sender, recipient, self._channel.name, now)

    def send(self, letter: Letter, recipient: Recipient, key: str) -> str:
        address = address_of(recipient.mailbox)

        def hand_over(client: Any, region: str) -> str:
            self._account(client, region).pace.wait()
            return str(client.send_email(**self._asked(letter, address))["MessageId"])

        try:
            id, region = self._regions.call(hand_over, address)
        except NotDeliveredError as fault:
            raise NotDeliveredError(f"{fault}{self._trial()}", lasting=fault.lasting) from None
        return f"{id} in {region}"

    def close(self) -> None:
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
        """What may be behind a refusal: an account on trial writes to verified addresses only."""
        trials = [region for region, account in self._accounts.items() if account.is_trial]
        if not trials:
            return ""
        return f"; the account is in the sandbox of SES in {' and '.join(trials)}: ask AWS for production access"

    def _account(self, client: Any, region: str) -> _Account:
        with self._lock:
            if region not in self._accounts:
                self._accounts[region] = self._ask(client)
            return self._accounts[region]

    def _ask(self, client: Any) -> _Account:
        """What the account may do. Whoever has no right to ask sends all the same."""
        try:
            answer = client.get_account()
        except Exception as error:
            if not is_of_aws(error):
                raise
            return _Account(Pace(_USUAL_RATE, self._clock, self._sleep))
        rate = float(answer.get("SendQuota", {}).get("MaxSendRate", 0)) or _USUAL_RATE
        return _Account(Pace(rate, self._clock, self._sleep), not answer.get("ProductionAccessEnabled", True))
