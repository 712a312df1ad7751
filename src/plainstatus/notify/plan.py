"""What is to be sent to whom: the news, laid beside what is known of the past. Sends nothing and writes nothing."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import NamedTuple, Protocol

from plainstatus.model.channel import Channel, SubscriberChannel
from plainstatus.notify.channels.channel import FollowingChannel, Letter, OpenChannel, is_taken
from plainstatus.notify.ledger.ledger import Entry, Key, Ledger
from plainstatus.notify.mailing.mailing import ALL, LeaveLink, Mailing, nobody_leaves
from plainstatus.notify.mailing.writing import mailing_of
from plainstatus.notify.messages import Message, message_of
from plainstatus.notify.news import News
from plainstatus.notify.occasion import Occasion
from plainstatus.notify.recipients import Recipient, name_in_ledger, recipients_of
from plainstatus.notify.voice import Voice, Voices

#: In the place of an update: what was there before a recipient was.
BEGUN = "begun"

#: Of what was there before, so much is kept by name; everything older is known anyway.
_KEPT = timedelta(days=7)


class Begun(NamedTuple):
    """Since when a recipient is told of updates, and the keys of the latest ones from before."""

    since: datetime
    keys: frozenset[str]

    def has(self, key: str, said: Occasion) -> bool:
        """Whether `said` was there before the recipient was."""
        return key in self.keys or said.public_from < self.since - _KEPT


class Past(Protocol):
    """What is known of the past: in a ledger, or out of an older revision of the site."""

    def begun(self, channel: Channel, recipient: Recipient) -> Begun | None:
        """What was there before the recipient was; None for one who is new."""

    def entry(self, key: Key) -> Entry | None:
        """How it stands with one message; None where nobody tried to send it."""


@dataclass(frozen=True)
class LedgerPast:
    """The past as a ledger has it."""

    ledger: Ledger

    def begun(self, channel: Channel, recipient: Recipient) -> Begun | None:
        entry = self.ledger.get(Key(BEGUN, _name(channel), recipient.hash))
        return Begun(entry.since, frozenset(entry.detail.split("\n"))) if entry else None

    def entry(self, key: Key) -> Entry | None:
        return self.ledger.get(key)


@dataclass(frozen=True)
class RevisionPast:
    """The past as an older revision of the site has it: everybody knows all that stands there, by audience."""

    since: datetime
    keys: Mapping[str, frozenset[str]]

    def begun(self, channel: Channel, recipient: Recipient) -> Begun:
        return Begun(self.since - timedelta(days=36_500), self.keys[channel.audience])

    def entry(self, key: Key) -> None:
        return None


@dataclass(frozen=True)
class Delivery:
    """One message to one recipient. `before` is what the ledger has of earlier tries.

    `earlier` are the keys of all that was said before it of the same incident, the oldest first.
    """

    key: Key
    channel: Channel
    recipient: Recipient
    said: Occasion
    message: Message
    letter: Letter
    before: Entry | None = None
    earlier: tuple[str, ...] = ()


@dataclass(frozen=True)
class Beginning:
    """A recipient who is new, with the number of updates that are not sent to them, for they were there before."""

    key: Key
    channel: Channel
    recipient: Recipient
    updates: int
    kept: tuple[str, ...]


@dataclass
class Plan:
    """What a run would do.

    `held` is what may have arrived or not, and is not sent again; of `under_way` another run takes care.
    """

    now: datetime
    deliveries: list[Delivery] = field(default_factory=list)
    beginnings: list[Beginning] = field(default_factory=list)
    held: list[Delivery] = field(default_factory=list)
    under_way: list[Delivery] = field(default_factory=list)
    #: what goes to subscribers: how far it has come, its shards know
    mailings: list[Mailing] = field(default_factory=list)


@dataclass(frozen=True)
class Speaker:
    """A channel of the settings, ready to send, with the way in which it speaks."""

    channel: Channel
    open: OpenChannel
    voice: Voice
    #: those for subscribers who chose a language or a zone
    voices: Voices | None = None
    #: opens the channel once more, for those who send at the same time
    another: Callable[[], OpenChannel] | None = None
    leave_link: LeaveLink = nobody_leaves


#: All subscribers, as one who is told.
SUBSCRIBERS = Recipient(ALL, ALL)


def plan_of(
    speakers: tuple[Speaker, ...], news: Mapping[str, News], past: Past, key: str, now: datetime, *, retry: bool = False
) -> Plan:
    """What is to be sent at `now`, the oldest first on each channel.

    `news` is by audience, and `key` that of the hashes of recipients. With `retry`, what is held is sent as well.
    """
    plan = Plan(now)
    for speaker in speakers:
        heard = news[speaker.channel.audience]
        messages = _messages(speaker, heard)
        for recipient in recipients_of(speaker.channel, key):
            begun = past.begun(speaker.channel, recipient)
            if begun is None:
                plan.beginnings.append(_beginning(speaker.channel, recipient, heard, now))
                continue
            for delivery in _new_to(recipient, begun, speaker, heard, messages, past, now):
                _sort_in(delivery, speaker, plan, retry)
        if isinstance(speaker.channel, SubscriberChannel) and speaker.channel.subscribers:
            _plan_mailings(speaker, speaker.channel, heard, messages, past, plan)
    return plan


def _plan_mailings(
    speaker: Speaker, channel: SubscriberChannel, heard: News, messages: Mapping[str, Message], past: Past, plan: Plan
) -> None:
    """Add what is not known to have reached all subscribers, or, on a first run, that there is none."""
    begun = past.begun(channel, SUBSCRIBERS)
    if begun is None:
        plan.beginnings.append(_beginning(channel, SUBSCRIBERS, heard, plan.now))
        return
    voices = speaker.voices or Voices(speaker.voice, {})
    for update, message in messages.items():
        said = heard.to_tell[update]
        before = past.entry(Key(update, _name(channel), ALL))
        if not begun.has(update, said) and (before is None or before.state != "sent"):
            mailing = mailing_of(channel, said, heard.timeline, message, voices, speaker.leave_link, plan.now)
            plan.mailings.append(mailing)


def _name(channel: Channel) -> str:
    return name_in_ledger(channel.name, channel.audience)


def _messages(speaker: Speaker, heard: News) -> dict[str, Message]:
    """What may still be told on a channel, by key."""
    hears = speaker.channel.hears
    chosen = ((key, said) for key, said in heard.to_tell.items() if said.hearing in hears)
    made = ((key, message_of(said, heard.timeline, speaker.voice)) for key, said in chosen)
    return {key: message for key, message in made if is_taken(message, speaker.open)}


def _beginning(channel: Channel, recipient: Recipient, heard: News, now: datetime) -> Beginning:
    kept = tuple(key for key, said in heard.said.items() if said.public_from >= now - _KEPT)
    updates = sum(said.kind == "update" for said in heard.said.values())
    return Beginning(Key(BEGUN, _name(channel), recipient.hash), channel, recipient, updates, kept)


def _new_to(
    recipient: Recipient,
    begun: Begun,
    speaker: Speaker,
    heard: News,
    messages: Mapping[str, Message],
    past: Past,
    now: datetime,
) -> Iterator[Delivery]:
    """Every message that was not sent to `recipient` yet, as far as anybody knows."""
    for update, message in messages.items():
        said = heard.to_tell[update]
        if begun.has(update, said) or _says_again(said, message, recipient, speaker, past):
            continue
        key = Key(update, _name(speaker.channel), recipient.hash)
        before = past.entry(key)
        if before is None or before.state != "sent":
            letter = speaker.open.letter(message, speaker.voice, recipient, now)
            earlier = _earlier(said, heard) if isinstance(speaker.open, FollowingChannel) else ()
            yield Delivery(key, speaker.channel, recipient, said, message, letter, before, earlier)


def _earlier(said: Occasion, heard: News) -> tuple[str, ...]:
    same = (each for each in heard.said.values() if each.thread == said.thread and each.at < said.at)
    return tuple(each.key for each in sorted(same, key=lambda each: each.at))


def _says_again(said: Occasion, message: Message, recipient: Recipient, speaker: Speaker, past: Past) -> bool:
    """Whether a channel for a few moments alone has told this one already, by the clock."""
    if said.follows is None:
        return False
    entry = past.entry(Key(said.follows, _name(speaker.channel), recipient.hash))
    is_told = entry is not None and entry.state in ("sent", "unknown", "claimed")
    return is_told and not is_taken(replace(message, tags=replace(message.tags, begins=False)), speaker.open)


def _sort_in(delivery: Delivery, speaker: Speaker, plan: Plan, retry: bool) -> None:
    before = delivery.before
    unclear = before is not None and (before.state == "unknown" or before.was_left(plan.now))
    if before is not None and before.is_under_way(plan.now):
        plan.under_way.append(delivery)
    elif unclear and speaker.open.holds_unclear and not retry:
        plan.held.append(delivery)
    elif before is None or before.state != "refused" or retry:
        plan.deliveries.append(delivery)
