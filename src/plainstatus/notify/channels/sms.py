"""Text messages by AWS End User Messaging, which cost money: by default when an incident opens or is resolved, and
when a maintenance begins.
"""

from datetime import datetime
from typing import Any

from plainstatus.model.aws_channel import SmsChannel
from plainstatus.notify.channels.channel import Letter
from plainstatus.notify.channels.regions import Regions
from plainstatus.notify.gsm import parts_of
from plainstatus.notify.messages import Message
from plainstatus.notify.recipients import Recipient
from plainstatus.notify.short_text import short_text
from plainstatus.notify.turning import turn_of
from plainstatus.notify.voice import Voice
from plainstatus.subscribers.store import normal

#: Seconds after which a message is dropped that could not be delivered: by then it says what was.
_OLD = 4 * 3600


class Sms:
    """The telephones of `channel`. `regions` speak End User Messaging (SMS and voice, version 2)."""

    holds_unclear = True

    def __init__(self, channel: SmsChannel, regions: Regions | None = None) -> None:
        self._channel = channel
        self._regions = regions or Regions("pinpoint-sms-voice-v2", "text messages", channel.regions)

    def takes(self, message: Message) -> bool:
        """Whether this is a moment for a text message."""
        return self._channel.every_update or message.tags.prompts or turn_of(message.tags) != "update"

    def letter(self, message: Message, voice: Voice, recipient: Recipient, now: datetime) -> Letter:
        text = short_text(message).text
        return Letter(message.subject, shown_text(text), text.encode())

    def send(self, letter: Letter, recipient: Recipient, key: str) -> str:
        # Subscribers keep their number as they wrote it.
        number = normal("sms", recipient.mailbox)
        asked = self._asked(letter.data.decode(), number)

        def hand_over(client: Any, region: str) -> str:
            return str(client.send_text_message(**asked)["MessageId"])

        id, region = self._regions.call(hand_over, number)
        return f"looked at in {region}, and not sent" if self._channel.dry_run else f"{id} in {region}"

    def close(self) -> None:
        self._regions.close()

    def _asked(self, text: str, number: str) -> dict[str, Any]:
        channel = self._channel
        wished = {
            "OriginationIdentity": channel.origin,
            "ConfigurationSetName": channel.configuration_set,
            "ProtectConfigurationId": channel.protect,
            "MaxPrice": channel.max_price,
            "DryRun": channel.dry_run,
        }
        return {
            "DestinationPhoneNumber": number,
            "MessageBody": text,
            "MessageType": "TRANSACTIONAL",
            "TimeToLive": _OLD,
            **{name: value for name, value in wished.items() if value},
        }


def shown_text(text: str) -> str:
    """What a person sees of a text message: it, and how many parts are paid for."""
    parts = parts_of(text)
    return f"{text}\n\n({parts} part{'' if parts == 1 else 's'})\n"
