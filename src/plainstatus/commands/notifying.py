"""From the files of a site to a plan of what is to be sent. Does not know how it is told, and sends nothing itself."""

import os
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Literal, NamedTuple

import click

from plainstatus.commands.findings import show
from plainstatus.commands.repository import GitFault, repository_around
from plainstatus.look import theme_folder
from plainstatus.model.finding import Finding
from plainstatus.model.settings import Settings
from plainstatus.notify.channels.places import opener_of
from plainstatus.notify.ledger.ledger import Ledger
from plainstatus.notify.ledger.places import open_ledger
from plainstatus.notify.mailing.mailing import LeaveLink, nobody_leaves
from plainstatus.notify.missed import Missed, missed_in
from plainstatus.notify.news import News, Reason, news_by_audience, reason_against, still_to_come
from plainstatus.notify.occasion import Occasion
from plainstatus.notify.plan import LedgerPast, Plan, RevisionPast, Speaker, plan_of
from plainstatus.notify.recipients import KEY_VARIABLE, recipients_of
from plainstatus.notify.voice import Linkable, Voice, Voices
from plainstatus.notify.web.hosts import Hosts
from plainstatus.reading.settings import Configuration
from plainstatus.reading.site import SiteReading, read_content, shown_path
from plainstatus.subscribers.opening import open_subscribers
from plainstatus.subscribers.store import SubscriberStore
from plainstatus.timeline.readers import timeline_for
from plainstatus.wording.edition import editions_of


class LeftOut(NamedTuple):
    """What is new and is not sent. `later` is sent when its time comes."""

    said: Occasion
    reason: Reason | Literal["later"]


@dataclass(frozen=True)
class Desk:
    """A site with its channels, ready to send. `faults` are those of incident files, which are left out."""

    reading: SiteReading
    faults: tuple[Finding, ...]
    now: datetime
    news: Mapping[str, News]
    speakers: tuple[Speaker, ...]

    def plan(self, ledger: Ledger, *, retry: bool = False) -> Plan:
        """What is new as `ledger` has it. Raises LedgerFault."""
        return plan_of(self.speakers, self.news, LedgerPast(ledger), _key(), self.now, retry=retry)

    def missed(self, ledger: Ledger) -> list[Missed]:
        """What some may not have heard while it made sense. Raises LedgerFault."""
        return list(missed_in(self.speakers, self.news, LedgerPast(ledger), _key()))

    def names(self) -> dict[str, str]:
        """The mailbox of every recipient in the settings, by the hash that stands in the ledger."""
        channels = (speaker.channel for speaker in self.speakers)
        return {each.hash: each.mailbox for channel in channels for each in recipients_of(channel, _key())}

    def ledger(self) -> Ledger:
        """The ledger of the settings. Raises LedgerFault where the way to it is not known."""
        return open_ledger(self.reading.settings.ledger, self.reading.files.root)

    def store(self) -> SubscriberStore:
        """The subscribers. Raises StoreFault where the way to them is not known."""
        return open_subscribers(self.reading.settings.subscribers, self.reading.files.root)

    def why_not_to_subscribers(self) -> str | None:
        """What is missing before anything can go to subscribers: without a key, their mails had no way out."""
        from plainstatus.signup.tokens import KeyFault, keys_in

        if self.reading.settings.signup is not None:
            try:
                keys_in(os.environ)
            except KeyFault as fault:
                return str(fault)
        return None

    def plan_against(self, revision: str) -> tuple[Plan, list[LeftOut]]:
        """What is new compared with a git revision, and what of it is not sent.

        Raises click.UsageError where there is no such revision, and click.ClickException where git refuses.
        """
        known = {
            audience: frozenset((*heard.said, *still_to_come(heard.timeline)))
            for audience, heard in self._news_at(revision).items()
        }
        plan = plan_of(self.speakers, self.news, RevisionPast(self.now, known), "", self.now)
        left_out: dict[str, LeftOut] = {}
        for audience, heard in self.news.items():
            left_out.update(_left_out(heard, known[audience], self.reading.settings.notify_within))
        return plan, list(left_out.values())

    def _news_at(self, revision: str) -> Mapping[str, News]:
        with tempfile.TemporaryDirectory(prefix="plainstatus-") as place:
            then = _content_at(revision, self.reading, Path(place))
        return news_by_audience(then.catalog, then.incidents, self.reading.settings, self.now)


def _key() -> str:
    return os.environ.get(KEY_VARIABLE, "")


def open_desk(reading: SiteReading, now: datetime) -> Desk:
    """What `notify` works with at `now`. Shows the faults and raises SystemExit(1) where nothing can be relied on.

    A fault in an incident file is none of these: the others are still told.
    """
    errors = [finding for finding in reading.findings if finding.severity == "error"]
    below = shown_path(reading.files.incidents, reading.files.root) + "/"
    faults = tuple(finding for finding in errors if finding.path.startswith(below))
    if len(faults) < len(errors):
        show(errors, reading.files.root)
        click.echo("The site has faults. Nothing was sent: who may read what is not certain.", err=True)
        raise SystemExit(1)
    settings = reading.settings
    news = news_by_audience(reading.catalog, reading.incidents, settings, now)
    return Desk(reading, faults, now, news, tuple(_speakers(reading, news, now)))


def _speakers(reading: SiteReading, news: Mapping[str, News], now: datetime) -> Iterator[Speaker]:
    settings, theme = reading.settings, theme_folder()
    site = timeline_for(reading.catalog, reading.incidents, settings, now)
    shown = (course.id for course in site.courses)
    pages = frozenset(part for id in shown for part in (id, id.partition("/")[0]))
    editions = {edition.language: edition for edition in editions_of(settings, theme / "locales", now)}
    hosts = Hosts()
    leave = _leave_link(settings)
    for channel in settings.channels:
        edition = editions[channel.language or settings.languages[0]]
        linkable = Linkable(news[channel.audience].timeline)
        voice = Voice(settings, edition, _themes(reading, theme), pages, linkable)
        another = opener_of(channel, reading.files.root, os.environ, hosts)
        yield Speaker(channel, another(), voice, Voices(voice, editions), another, leave)


def _leave_link(settings: Settings) -> LeaveLink:
    """Where subscribers leave."""
    if settings.signup is None:
        return nobody_leaves
    from plainstatus.signup.links import Links, leave_link
    from plainstatus.signup.tokens import KeyFault, keys_in

    try:
        return leave_link(Links(settings.signup, keys_in(os.environ)))
    except KeyFault:
        # Nothing is sent to subscribers then.
        return nobody_leaves


def _themes(reading: SiteReading, theme: Path) -> tuple[Path, ...]:
    """The folders of templates, the owner's first."""
    own = reading.files.own_theme
    return (own, theme) if own is not None else (theme,)


def _content_at(revision: str, reading: SiteReading, place: Path) -> SiteReading:
    """The components and incidents as they were at `revision`, written out into `place`, which is empty."""
    files = reading.files
    repository = repository_around(files.root)
    if repository is None:
        raise click.UsageError("--against: the site is in no git repository.")
    commit = repository.commit_of(revision)
    if commit is None:
        raise click.UsageError(
            f"--against: there is no commit or branch “{revision}” here. A shallow clone has but a few: fetch it first."
        )
    parts = [os.path.relpath(path, files.root).replace(os.sep, "/") for path in (files.incidents, files.components)]
    try:
        repository.write_out(commit, parts, place)
    except GitFault as fault:
        raise click.ClickException(f"git: {fault}") from None
    incidents, components = (place / os.path.normpath(repository.prefix + part) for part in parts)
    there = replace(files, root=place, incidents=incidents, components=components)
    return read_content(Configuration(there, reading.settings, []))


def _left_out(heard: News, known: frozenset[str], within: timedelta) -> Iterator[tuple[str, LeftOut]]:
    """What is new and is not sent, by key."""
    for key, said in heard.said.items():
        reason = reason_against(said, heard.timeline, within)
        if key not in known and reason is not None:
            yield key, LeftOut(said, reason)
    for key, said in still_to_come(heard.timeline).items():
        if key not in known:
            silent = reason_against(said, heard.timeline, within) == "silent"
            yield key, LeftOut(said, "silent" if silent else "later")
