"""A site of an invented company in memory, with channels and a ledger, for the tests of this folder. Times are UTC."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

from plainstatus.look import theme_folder
from plainstatus.model.channel import Channel, MailChannel, OutboxChannel
from plainstatus.model.component import Catalog, Component
from plainstatus.model.incident import Incident
from plainstatus.model.settings import Settings
from plainstatus.notify.channels.channel import Letter, NotDeliveredError, OpenChannel, UnclearError
from plainstatus.notify.channels.mail_letter import mail_letter
from plainstatus.notify.ledger.directory import LedgerInDirectory
from plainstatus.notify.ledger.ledger import Ledger
from plainstatus.notify.messages import Message, message_of
from plainstatus.notify.news import News, news_by_audience
from plainstatus.notify.occasion import occasion_of
from plainstatus.notify.plan import LedgerPast, Plan, Speaker, plan_of
from plainstatus.notify.recipients import Recipient
from plainstatus.notify.sending import Outcome, Run, begin, send_all
from plainstatus.notify.voice import Linkable, Voice
from plainstatus.timeline.said import said_in
from plainstatus.wording.edition import editions_of

from ..timeline.building import at

NOW = "2026-11-24 14:30"
COMPONENTS = {
    "api": Component("api", {"": "Mail API"}),
    "web": Component("web", {"en": "Web mail", "it": "Posta web"}),
    "vault": Component("vault", {"": "Key vault"}, audience="internal"),
}
CATALOG = Catalog(COMPONENTS, (), tuple(COMPONENTS))
SETTINGS = Settings(name="Otter Mail status", site_url="https://status.otter.example/", languages=("en", "it"))

_RUNS = count(1)


def voice_of(settings: Settings, news: News, language: str = "en", now: str = NOW) -> Voice:
    theme = theme_folder()
    edition = next(each for each in editions_of(settings, theme / "locales", at(now)) if each.language == language)
    pages = frozenset(part for course in news.timeline.courses for part in (course.id, course.id.partition("/")[0]))
    return Voice(settings, edition, (theme,), pages, Linkable(news.timeline))


def news_of(*incidents: Incident, now: str = NOW, audience: str = "public", settings: Settings = SETTINGS) -> News:
    listening = replace(settings, channels=(OutboxChannel("box", "box", audience=audience),))
    return news_by_audience(CATALOG, incidents, listening, at(now))[audience]


def messages_of(
    *incidents: Incident, now: str = NOW, language: str = "en", settings: Settings = SETTINGS, audience: str = "public"
) -> list[Message]:
    """The message of every update that was said, oldest first."""
    news = news_of(*incidents, now=now, settings=settings, audience=audience)
    voice = voice_of(settings, news, language, now)
    said = sorted(said_in(news.timeline.courses, news.timeline), key=lambda each: each.at)
    return [message_of(occasion_of(each), news.timeline, voice) for each in said]


@dataclass
class Listener:
    """A channel that keeps what it is handed. `troubles` maps an address to what is raised for it, call by call."""

    channel: Channel
    holds_unclear: bool = True
    heard: list[tuple[str, str]] = field(default_factory=list)
    troubles: dict[str, list[Exception | None]] = field(default_factory=dict)

    def letter(self, message: Message, voice: Voice, recipient: Recipient, now: datetime) -> Letter:
        sender = self.channel.sender if isinstance(self.channel, MailChannel) else None
        return mail_letter(message, voice, sender, recipient, self.channel.name, now)

    def send(self, letter: Letter, recipient: Recipient, key: str) -> str:
        trouble = self.troubles.get(recipient.mailbox)
        fault = trouble.pop(0) if trouble else None
        if fault is None or isinstance(fault, UnclearError):
            self.heard.append((recipient.mailbox, key))
        if fault is not None:
            raise fault
        return "taken"

    def close(self) -> None:
        pass


REFUSED, LATER, UNCLEAR = (
    NotDeliveredError("550 no", lasting=True),
    NotDeliveredError("451 later"),
    UnclearError("gone"),
)


@dataclass
class Desk:
    """A site that sends. `now` moves on when a test says so."""

    ledger: Ledger
    channels: dict[str, OpenChannel]
    settings: Settings
    now: datetime = field(default_factory=lambda: at(NOW))

    def plan(self, *incidents: Incident, retry: bool = False) -> Plan:
        news = news_by_audience(CATALOG, incidents, self.settings, self.now)
        return plan_of(self.speakers(news), news, LedgerPast(self.ledger), "", self.now, retry=retry)

    def speakers(self, news: Mapping[str, News]) -> tuple[Speaker, ...]:
        return tuple(
            Speaker(channel, self.channels[channel.name], voice_of(self.settings, news[channel.audience]))
            for channel in self.settings.channels
        )

    def carry_out(self, plan: Plan, *, retry: bool = False) -> list[Outcome]:
        run = Run(self.ledger, self.channels, f"run {next(_RUNS)}", lambda: self.now)
        list(begin(plan, run))
        return list(send_all(plan, run, retry=retry))

    def notify(self, *incidents: Incident, retry: bool = False) -> list[str]:
        """One whole run: what became of each message."""
        return [outcome.result for outcome in self.carry_out(self.plan(*incidents, retry=retry), retry=retry)]

    def wait(self, minutes: int) -> None:
        self.now += timedelta(minutes=minutes)


def desk(folder: Path, *channels: Channel, **settings: Any) -> Desk:
    """A desk whose channels are listeners, with a ledger that knows everybody already."""
    here = replace(SETTINGS, channels=channels, **settings)
    listeners: dict[str, OpenChannel] = {channel.name: Listener(channel) for channel in channels}
    made = Desk(LedgerInDirectory(folder / "ledger"), listeners, here)
    made.notify()
    return made


def channel(name: str = "mail", *to: str, **fields: Any) -> OutboxChannel:
    return OutboxChannel(name, name, "Otter <status@otter.example>", to or ("list@otter.example",), **fields)
