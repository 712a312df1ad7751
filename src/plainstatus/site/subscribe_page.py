"""The page that says how to be told, and whom each way suits."""

from collections.abc import Iterator
from typing import NamedTuple

from markupsafe import Markup

from plainstatus.site.head import Head, head_of
from plainstatus.site.site import Site
from plainstatus.wording import addresses
from plainstatus.wording.edition import Edition


class Address(NamedTuple):
    href: str
    text: str


class Way(NamedTuple):
    title: Markup
    whom: Markup
    addresses: tuple[Address, ...]


class ComponentFeeds(NamedTuple):
    name: str
    href: str


class SubscribeView(NamedTuple):
    ways: tuple[Way, ...]
    components: tuple[ComponentFeeds, ...]


def subscribe_view(site: Site, edition: Edition, here: str) -> SubscribeView:
    return SubscribeView(
        ways=tuple(_ways(site, edition, here)),
        components=tuple(
            ComponentFeeds(edition.name(component), here + addresses.component(component.id))
            for component in site.timeline.catalog.current
        ),
    )


def _ways(site: Site, edition: Edition, here: str) -> Iterator[Way]:
    text = edition.words.text
    base = site.root + edition.prefix

    def address(path: str) -> Address:
        return Address(here + path, base + path)

    yield Way(
        text("Feed reader"),
        text("One entry for each incident; it comes up again with every update."),
        (address(f"{addresses.FEED}.atom"), address(f"{addresses.FEED}.rss")),
    )
    yield Way(
        text("Slack, Teams and other chat"),
        text("One entry for each update, none of which ever changes: chat tools post each of them once."),
        (address(addresses.UPDATES),),
    )
    if site.settings.for_programs:
        yield Way(
            text("Calendar"),
            text("Maintenance that is coming or under way, and what becomes of it: subscribe to the address."),
            (address(addresses.CALENDAR),),
        )
        yield Way(
            text("JSON Feed"),
            text("One item for each update, for a reader or for a program of your own."),
            (address(addresses.JSON_FEED),),
        )


def subscribe_head(site: Site, edition: Edition) -> Head:
    title = edition.words.plain("Subscribe – {name}", name=site.settings.name)
    described = edition.words.plain("Feeds of every incident and every update, for all and for each component.")
    return head_of(site, edition, addresses.SUBSCRIBE, title, described, section="subscribe")
