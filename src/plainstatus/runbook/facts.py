"""What the runbook of a site has to say of that site: its people, templates, audiences, channels and targets."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from plainstatus.model.aws_channel import SesChannel, SmsChannel, TopicChannel
from plainstatus.model.channel import Channel, OutboxChannel, SmtpChannel
from plainstatus.model.component import Catalog
from plainstatus.model.contact import Contact
from plainstatus.model.promises import Hearing
from plainstatus.model.settings import Settings
from plainstatus.model.target import Target
from plainstatus.model.web_channel import FolderChannel
from plainstatus.wording.edition import Edition
from plainstatus.wording.words import N_

_SMTP, _OUTBOX, _SES = N_("mail"), N_("mail into a folder"), N_("mail by Amazon SES")
_SMS, _TOPIC, _FOLDER = N_("text messages"), N_("a topic of Amazon SNS"), N_("files in a folder")

_HEARS: Mapping[Hearing, str] = {"updates": N_("updates"), "promises": N_("our promises")}


class OwnTemplate(NamedTuple):
    """A template of the site; `when` says when to take it."""

    name: str
    when: str
    audience: str = "public"


class OwnSite(NamedTuple):
    """A site of the same tree, and the name of the file of its settings."""

    settings: Settings
    config: str

    @property
    def audience(self) -> str:
        return self.settings.audience

    @property
    def url(self) -> str:
        return self.settings.site_url


class ChannelRow(NamedTuple):
    name: str
    way: str
    to: str
    hears: str
    audience: str
    language: str


class ComponentRow(NamedTuple):
    name: str
    id: str


@dataclass(frozen=True)
class Facts:
    """All that the words of a runbook name. Every text is plain, and in the language of the edition.

    `url` is where customers look.
    """

    site: Settings
    url: str
    contacts: tuple[Contact, ...]
    templates: tuple[OwnTemplate, ...]
    sites: tuple[OwnSite, ...]
    channels: tuple[ChannelRow, ...]
    targets: tuple[Target, ...]
    components: tuple[ComponentRow, ...]
    ledger: str
    contact: str
    near: str
    postmortem: str
    announce: str


def facts_of(
    settings: Settings,
    catalog: Catalog,
    edition: Edition,
    templates: Sequence[OwnTemplate] = (),
    sites: Sequence[OwnSite] = (),
    readers: Collection[str] | None = None,
) -> Facts:
    """The facts of the site of `settings`, whose components are those of `catalog`. `sites` are all of its tree.

    What is for other audiences than `readers` is left out; None leaves nothing out, for those who have the files.
    """
    duration = edition.moments.duration
    sites = tuple(sites) or (OwnSite(settings, "mkdocs.yml"),)

    def is_for_them(each: OwnSite | OwnTemplate | ChannelRow | Target) -> bool:
        return readers is None or each.audience in readers

    sites = tuple(filter(is_for_them, sites))
    channels = (row for each in sites for row in _channels(each.settings, edition))
    targets = (target for each in sites for target in each.settings.targets)
    return Facts(
        site=settings,
        url=next((each.url for each in sites if each.audience == "public"), settings.site_url),
        contacts=settings.team,
        templates=tuple(filter(is_for_them, templates)),
        sites=sites,
        channels=tuple(dict.fromkeys(filter(is_for_them, channels))),
        targets=tuple(dict.fromkeys(filter(is_for_them, targets))),
        components=tuple(ComponentRow(edition.name(each), each.id) for each in catalog.current),
        ledger=settings.ledger.place,
        contact=settings.contact.name if settings.contact else "",
        near=str(duration(settings.promises.near.total_seconds())),
        postmortem=str(duration(settings.checks.postmortem_within.total_seconds())),
        announce=str(duration(settings.checks.announce_before.total_seconds())),
    )


def _channels(settings: Settings, edition: Edition) -> Iterator[ChannelRow]:
    for channel in settings.channels:
        yield ChannelRow(
            name=channel.name,
            way=_way(channel, edition),
            to=_hearers(channel, edition),
            hears=edition.words.list([edition.words.plain(_HEARS[each]) for each in channel.hears]),
            audience=channel.audience,
            language=channel.language or settings.languages[0],
        )


def _way(channel: Channel, edition: Edition) -> str:
    plain = edition.words.plain
    if isinstance(channel, OutboxChannel):
        return plain(_OUTBOX)
    if isinstance(channel, SmtpChannel):
        return plain(_SMTP)
    if isinstance(channel, SesChannel):
        return plain(_SES)
    if isinstance(channel, SmsChannel):
        return plain(_SMS)
    if isinstance(channel, TopicChannel):
        return plain(_TOPIC)
    if isinstance(channel, FolderChannel):
        return plain(_FOLDER)
    return channel.place


def _hearers(channel: Channel, edition: Edition) -> str:
    """How many the channel reaches, without an address of anybody."""
    said = []
    if channel.to:
        said.append(str(edition.words.count("{n} address", "{n} addresses", len(channel.to))))
    if getattr(channel, "subscribers", False):
        said.append(edition.words.plain("subscribers"))
    return edition.words.list(said) or channel.place
