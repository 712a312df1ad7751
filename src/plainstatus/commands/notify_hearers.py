"""Who of the subscribers would hear of what a plan has for them, with an example of each mail."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import TYPE_CHECKING

import click

from plainstatus.model.channel import Channel
from plainstatus.notify.channels.mail_letter import shown_of
from plainstatus.notify.channels.sms import shown_text
from plainstatus.notify.mailing.mailing import Mailing
from plainstatus.notify.plan import Plan
from plainstatus.subscribers.store import SHARDS, StoreFault

if TYPE_CHECKING:
    from plainstatus.commands.notifying import Desk
    from plainstatus.subscribers.store import SubscriberStore

#: Who reads an example.
_READER = "subscriber@example.com"


@dataclass(frozen=True)
class Hearers:
    """Those who would hear of a mailing, by the language they chose ("" for the channel's own); None: not counted.

    `shown` is what a person sees of the mail.
    """

    mailing: Mailing
    channel: Channel
    shown: str
    by_language: Mapping[str, int] | None

    @property
    def number(self) -> int:
        """How many; 0 where they were not counted."""
        return sum(self.by_language.values()) if self.by_language else 0

    @property
    def told(self) -> str:
        """`12,000 subscribers (2,400 of them it)`."""
        if self.by_language is None:
            return "all subscribers who wish for it"
        chosen = {language: number for language, number in sorted(self.by_language.items()) if language}
        own = ", ".join(f"{number:,} of them {language}" for language, number in chosen.items())
        number = f"{self.number:,} subscriber{'' if self.number == 1 else 's'}"
        return f"{number} ({own})" if own else number


def hearers_of(desk: "Desk", plan: Plan, *, counted: bool) -> list[Hearers]:
    """The hearers of every mailing of `plan`; they are `counted` out of the store, or not."""
    if not plan.mailings:
        return []
    channels = {speaker.channel.name: speaker.channel for speaker in desk.speakers}
    found: Mapping[int, Counter[str]] = {}
    if counted:
        try:
            with closing(desk.store()) as store:
                found = _counts(plan.mailings, store)
        except StoreFault as fault:
            raise click.ClickException(f"The subscribers: {fault}.") from None
    return [
        Hearers(each, channels[each.channel], _example(each, plan.now), found[at] if counted else None)
        for at, each in enumerate(plan.mailings)
    ]


def _counts(mailings: list[Mailing], store: "SubscriberStore") -> dict[int, Counter[str]]:
    """By the place of each mailing, how many wish for it; everybody is looked at once."""
    found: dict[int, Counter[str]] = {at: Counter() for at in range(len(mailings))}
    for kind, audience in dict.fromkeys((each.kind, each.audience) for each in mailings):
        there = ((at, each) for at, each in enumerate(mailings) if (each.kind, each.audience) == (kind, audience))
        those = [(found[at], each.interest) for at, each in there]
        for shard in range(SHARDS):
            for subscriber in store.shard(shard, kind, audience):
                for counts, interest in those:
                    if interest.is_shared_by(subscriber):
                        counts[subscriber.language or ""] += 1
    return found


def _example(mailing: Mailing, now: datetime) -> str:
    data = mailing.write((None, None, False)).filled(_READER, now)
    if mailing.kind == "sms":
        return shown_text(data.decode())
    mail = message_from_bytes(data, policy=policy.default)
    assert isinstance(mail, EmailMessage)
    return shown_of(mail)


def by_update(hearers: Sequence[Hearers]) -> Iterator[tuple[str, list[Hearers]]]:
    """The hearers of each update, by its key."""
    found: dict[str, list[Hearers]] = {}
    for each in hearers:
        found.setdefault(each.mailing.update, []).append(each)
    yield from found.items()
