"""How one site is set up: what `mkdocs.yml` says under the plugin, checked and complete."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from plainstatus.model.channel import DEFAULT_CHANNEL, DEFAULT_LEDGER, Channel, LedgerPlace
from plainstatus.model.checks import Checks
from plainstatus.model.contact import Contact
from plainstatus.model.promises import Promises
from plainstatus.model.rehearsal import DEFAULT_REHEARSAL, Rehearsal
from plainstatus.model.subscriber_place import DEFAULT_SUBSCRIBERS, SubscribersPlace
from plainstatus.model.target import DEFAULT, Target


@dataclass(frozen=True, slots=True)
class Link:
    """A named address, for the head or the foot of every page."""

    name: str
    url: str


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that a site owner can set. The documentation of each stands in `reading/settings.py`."""

    name: str = "Status"
    site_url: str = ""
    components: str = "components.yml"
    audience: str = "public"
    #: every audience but `public` → the further audiences that its readers belong to
    audiences: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: {"internal": ()})
    timezone: str = "UTC"
    #: the first is the language of the incident files and of the front address
    languages: tuple[str, ...] = ("en",)
    description: str = ""
    logo: str | None = None
    logo_dark: str | None = None
    favicon: str | None = None
    accent: str | None = None
    accent_dark: str | None = None
    links: tuple[Link, ...] = ()
    contact: Link | None = None
    footer: str = ""
    feed_authority: str | None = None
    #: told of changed feeds by `plainstatus publish`, where the site is public
    feed_hub: str | None = None
    uptime_weights: Mapping[str, float] = field(default_factory=lambda: {"major_outage": 1.0, "partial_outage": 0.3})
    promises: Promises = field(default_factory=Promises)
    #: what stands before the path of an incident file, where it is edited on the web; "" where nobody says
    edit_url: str = ""
    remind: tuple[timedelta, ...] = (timedelta(days=1), timedelta(hours=1))
    stale_after: timedelta = timedelta(hours=1)
    edits: bool = True
    #: whether the site has what other programs and other pages read, besides feeds
    for_programs: bool = True
    targets: tuple[Target, ...] = (DEFAULT,)
    #: those that this site tells
    channels: tuple[Channel, ...] = (DEFAULT_CHANNEL,)
    #: those that stand in the settings too, and that are told by the sites of other audiences
    channels_elsewhere: tuple[Channel, ...] = ()
    ledger: LedgerPlace = DEFAULT_LEDGER
    subscribers: SubscribersPlace = DEFAULT_SUBSCRIBERS
    #: where readers sign up, with a slash at its end; None where they cannot
    signup: str | None = None
    #: so long after an update became public it is still sent
    notify_within: timedelta = timedelta(days=1)
    rehearsal: Rehearsal = DEFAULT_REHEARSAL
    checks: Checks = field(default_factory=Checks)
    team: tuple[Contact, ...] = ()
    #: the audience whose sites have the page of the runbook; "" where none has
    runbook: str = "internal"
    #: the same for the report
    report: str = "internal"

    @property
    def readers_of(self) -> frozenset[str]:
        """The audiences whose words this site may show."""
        return frozenset({"public", self.audience, *self.audiences.get(self.audience, ())})
