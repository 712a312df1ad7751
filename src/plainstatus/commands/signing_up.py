"""From the files of a site to all that its sign-up needs. Does not know how it is reached."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import click

from plainstatus.commands.findings import show
from plainstatus.look import theme_folder
from plainstatus.model.channel import MailChannel, OutboxChannel
from plainstatus.model.settings import Settings
from plainstatus.model.subscriber_place import SesListPlace
from plainstatus.reading.site import SiteReading, read_site
from plainstatus.signup.links import Links
from plainstatus.signup.look import Look
from plainstatus.signup.office import Office, usual_limits
from plainstatus.signup.packed import Packed
from plainstatus.signup.place import Place, place_of
from plainstatus.signup.post import channel_for_mail, sender_by
from plainstatus.signup.tokens import KeyFault, keys_in
from plainstatus.subscribers.opening import open_subscribers
from plainstatus.subscribers.store import StoreFault
from plainstatus.timeline.audience import for_audience
from plainstatus.wording.edition import editions_of


@dataclass(frozen=True)
class Reception:
    """The sign-up of a site. `themes` are folders of templates, the owner's first."""

    reading: SiteReading
    place: Place
    channel: MailChannel
    themes: tuple[Path, ...]

    def office(self, environment: Mapping[str, str], log: Callable[[str], None]) -> Office:
        """Ready to answer. Raises click.ClickException where a key or the store is missing."""
        root = self.reading.files.root
        try:
            links = links_of(self.reading.settings, environment)
            store = open_subscribers(self.reading.settings.subscribers, root, environment)
        except (KeyFault, StoreFault) as fault:
            raise click.ClickException(f"{fault}.") from None
        return Office(
            look=Look(self.place, self.themes),
            links=links,
            store=store,
            sender=sender_by(self.channel, root, environment),
            limits=usual_limits(time.time),
            log=log,
        )

    def packed(self) -> Packed:
        """What a function in the cloud needs. Raises click.ClickException where that is on this machine."""
        subscribers = self.reading.settings.subscribers
        if isinstance(self.channel, OutboxChannel):
            raise click.ClickException(
                f"The channel {self.channel.name} is a folder of this machine: a function needs `ses` or `smtp`."
            )
        if not isinstance(subscribers, SesListPlace):
            raise click.ClickException(
                f"Subscribers are kept in {subscribers.place}, on this machine: a function needs `ses_list`."
            )
        # Who else is written to is nothing that the function needs to know.
        return Packed(self.place, replace(self.channel, to=()), subscribers)


def links_of(settings: Settings, environment: Mapping[str, str]) -> Links:
    """The links of a site that has a sign-up. Raises KeyFault."""
    return Links(settings.signup or "", keys_in(environment))


def open_reception(config_file: Path) -> Reception:
    """What `config_file` says of the sign-up. Shows the faults and raises SystemExit(1) where there are some.

    Raises click.ClickException where something is not set that a sign-up needs.
    """
    reading = read_site(config_file)
    errors = [finding for finding in reading.findings if finding.severity == "error"]
    if reading.failed:
        show(errors, reading.files.root)
        raise SystemExit(1)
    settings = reading.settings
    if settings.audience != "public":
        said = f"{config_file} is of the site for “{settings.audience}”, and readers sign up for public words alone."
        raise click.ClickException(f"{said} Name the settings of the public site with -f.")
    if settings.signup is None:
        raise click.ClickException(f"{config_file} says no `signup`: the address at which readers reach this.")
    channel = channel_for_mail(settings.channels)
    if channel is None:
        hint = "Write `to: [subscribers]` in one that sends mail."
        raise click.ClickException(f"No channel of {config_file} tells subscribers, who would come in vain. {hint}")
    theme = theme_folder()
    editions = editions_of(settings, theme / "locales", datetime.now(UTC))
    readable, _ = for_audience(reading.catalog, (), settings)
    own = reading.files.own_theme
    themes = (own, theme) if own is not None else (theme,)
    return Reception(reading, place_of(settings, readable, editions), channel, themes)
