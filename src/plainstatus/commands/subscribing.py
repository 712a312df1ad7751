"""What the commands about subscribers share: the store, what may be wished for, and a word about git."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from plainstatus.model.finding import Finding
from plainstatus.model.settings import Settings
from plainstatus.model.subscriber import AddressKind
from plainstatus.model.subscriber_place import SqlitePlace

if TYPE_CHECKING:
    from plainstatus.reading.settings import SiteFiles
    from plainstatus.subscribers.offer import Site
    from plainstatus.subscribers.store import SubscriberStore

_IN_GIT = (
    "{path} is in a git repository, and git does not ignore it. Addresses do not belong into git, which forgets "
    "nothing: put the file elsewhere, or its name into .gitignore."
)

_NO_FILE = (
    "there is no file {place}, so nobody is subscribed as far as this machine knows. A job of CI begins without "
    "it: set `subscribers: {{ses_list: …}}`, or bring the file along."
)


@dataclass(frozen=True)
class Register:
    """The store of a site, with its settings."""

    store: "SubscriberStore"
    settings: Settings


@contextmanager
def register(config_file: Path) -> Iterator[Register]:
    """The store that the settings name, open. What it refuses is told as a fault of the command.

    Raises SystemExit after showing the faults of the settings.
    """
    from plainstatus.reading.settings import read_configuration

    configuration = read_configuration(config_file)
    _stop_at(configuration.findings, configuration.files.root)
    with _opened(configuration.files, configuration.settings) as store:
        yield Register(store, configuration.settings)


@contextmanager
def register_with_wishes(config_file: Path) -> "Iterator[tuple[Register, Site]]":
    """As `register`, with what may be wished for. A fault in an incident file is no reason to stop."""
    from plainstatus.reading.site import read_site, shown_path
    from plainstatus.subscribers.offer import Site, offer_of
    from plainstatus.timeline.audience import for_audience

    reading = read_site(config_file)
    below = shown_path(reading.files.incidents, reading.files.root) + "/"
    _stop_at((each for each in reading.findings if not each.path.startswith(below)), reading.files.root)
    settings = reading.settings
    offers = {}
    for audience in ("public", *settings.audiences):
        readable, incidents = for_audience(reading.catalog, reading.incidents, replace(settings, audience=audience))
        offers[audience] = offer_of(readable, [incident.id for incident in incidents])
    with _opened(reading.files, settings) as store:
        yield Register(store, settings), Site(offers, settings.languages)


def _stop_at(findings: Iterable[Finding], root: Path) -> None:
    from plainstatus.commands.findings import show

    errors = [finding for finding in findings if finding.severity == "error"]
    if errors:
        show(errors, root)
        raise SystemExit(1)


@contextmanager
def _opened(files: "SiteFiles", settings: Settings) -> "Iterator[SubscriberStore]":
    from plainstatus.subscribers.opening import open_subscribers
    from plainstatus.subscribers.store import StoreFault

    try:
        store = open_subscribers(settings.subscribers, files.root)
        try:
            yield store
        finally:
            store.close()
    except StoreFault as fault:
        raise click.ClickException(str(fault)) from None
    finally:
        if isinstance(settings.subscribers, SqlitePlace):
            warn_of_git(files.root / settings.subscribers.sqlite)


def warn_of_git(path: Path) -> None:
    """Say so where git would take the file at `path`, which has addresses in it, for one of its own."""
    from plainstatus.commands.repository import repository_around

    if not path.exists():
        return
    repository = repository_around(path.parent)
    if repository is not None and not repository.ignores(path):
        click.echo(f"Warning: {_IN_GIT.format(path=path)}", err=True)


def warn_of_no_file(settings: Settings, root: Path) -> None:
    """Say so where a channel is for subscribers, and the file that should have them is not there."""
    place = settings.subscribers
    wanted = any(getattr(channel, "subscribers", False) for channel in settings.channels)
    if wanted and isinstance(place, SqlitePlace) and not (root / place.sqlite).exists():
        click.echo(f"Warning: {_NO_FILE.format(place=place.place)}", err=True)


def kind_of(address: str) -> AddressKind:
    """What an address of the command line is. Raises click.UsageError where it is none."""
    from plainstatus.model.address import is_mail_address, is_number

    if is_mail_address(address.strip()):
        return "mail"
    if is_number(address.strip()):
        return "sms"
    raise click.UsageError(
        f"“{address}” is neither a mail address nor a telephone number. "
        "Write it like anna@example.com, or like +390511234567."
    )
