"""A topic of SNS, which brings a message to queues, functions, webhooks, telephones and apps.

Whoever subscribed to several topics of a channel hears from one of them: the first that takes the message.
"""

import json
from datetime import datetime
from typing import Any

from plainstatus.model.aws_channel import TopicChannel
from plainstatus.notify.channels.channel import Letter
from plainstatus.notify.channels.regions import Regions
from plainstatus.notify.messages import Message
from plainstatus.notify.recipients import Recipient
from plainstatus.notify.topic_message import in_order, topic_message
from plainstatus.notify.voice import Voice

_IN_ORDER = ".fifo"


class Sns:
    """The topics of `channel`; `regions` speak SNS, and have one topic each, by the ARN that names them."""

    # Behind a topic there may be telephones and mailboxes.
    holds_unclear = True

    def __init__(self, channel: TopicChannel, regions: Regions | None = None) -> None:
        self._channel = channel
        self._is_in_order = all(topic.endswith(_IN_ORDER) for topic in channel.topics)
        self._topics = {topic.split(":")[3]: topic for topic in channel.topics}
        self._regions = regions or Regions("sns", "topics", tuple(self._topics), repeatable=self._is_in_order)

    def letter(self, message: Message, voice: Voice, recipient: Recipient, now: datetime) -> Letter:
        asked = topic_message(message, voice) | (in_order(message) if self._is_in_order else {})
        return Letter(message.subject, _shown(asked), json.dumps(asked).encode())

    def send(self, letter: Letter, recipient: Recipient, key: str) -> str:
        asked = json.loads(letter.data)

        def hand_over(client: Any, region: str) -> str:
            return str(client.publish(TopicArn=self._topics[region], **asked)["MessageId"])

        id, region = self._regions.call(hand_over, recipient.mailbox)
        return f"{id} in {region}"

    def close(self) -> None:
        self._regions.close()


def _shown(asked: dict[str, Any]) -> str:
    texts = json.loads(asked["Message"])
    attributes = (f"{name}: {value['StringValue']}" for name, value in sorted(asked["MessageAttributes"].items()))
    programs = json.dumps(json.loads(texts["default"]), ensure_ascii=False, indent=2)
    parts = (f"Subject: {asked['Subject']}", *attributes, "", texts["email"].strip(), "", texts["sms"], "", programs)
    return "\n".join(parts) + "\n"
