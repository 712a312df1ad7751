"""What some did not hear while it made sense: it is written down as known, and told to those who run the site once."""

import contextlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from plainstatus.model.channel import Channel, SubscriberChannel
from plainstatus.notify.channels.channel import is_taken
from plainstatus.notify.ledger.ledger import Key, OvertakenError
from plainstatus.notify.messages import message_of
from plainstatus.notify.news import News
from plainstatus.notify.plan import SUBSCRIBERS, Past, Speaker
from plainstatus.notify.recipients import Recipient, name_in_ledger, recipients_of
from plainstatus.notify.sending import LEASE, Run

_WHY = "its time had passed before it could be sent"


@dataclass(frozen=True)
class Missed:
    """A message that is of no use to one recipient any more, who may have had it in time."""

    key: Key
    channel: Channel
    recipient: Recipient
    subject: str


def missed_in(speakers: Iterable[Speaker], news: Mapping[str, News], past: Past, key: str) -> Iterator[Missed]:
    """What may have been missed by those in the settings, and by the subscribers, who count as one.

    `news` is by audience, and `key` that of the hashes of recipients.
    """
    for speaker in speakers:
        channel, heard = speaker.channel, news[speaker.channel.audience]
        name = name_in_ledger(channel.name, channel.audience)
        if "updates" not in channel.hears:
            continue
        for occasion in heard.void.values():
            message = message_of(occasion, heard.timeline, speaker.voice)
            if not is_taken(message, speaker.open):
                continue
            for recipient in _all_of(channel, key):
                begun = past.begun(channel, recipient)
                if begun is not None and not begun.has(occasion.key, occasion):
                    yield Missed(Key(occasion.key, name, recipient.hash), channel, recipient, message.subject)


def _all_of(channel: Channel, key: str) -> Iterator[Recipient]:
    yield from recipients_of(channel, key)
    if isinstance(channel, SubscriberChannel) and channel.subscribers:
        yield SUBSCRIBERS


def let_go(missed: Iterable[Missed], run: Run) -> Iterator[Missed]:
    """Write down what nobody needs to hear any more, and give it: not what was heard, or is written down already."""
    for each in missed:
        claim = run.ledger.claim(each.key, run.owner, run.clock(), LEASE)
        if claim.won:
            with contextlib.suppress(OvertakenError):
                run.ledger.advance(claim.entry, "known", run.clock(), _WHY)
            yield each
