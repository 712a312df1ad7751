"""What stands in the head of a page: its title, its description, its feeds, its other languages."""

from typing import NamedTuple

from plainstatus.site.site import Site
from plainstatus.wording import addresses
from plainstatus.wording.edition import Edition

_ATOM = "atom+xml"


class FeedLink(NamedTuple):
    """`form` is the last part of its media type, behind `application/`."""

    title: str
    path: str
    form: str


class LanguageLink(NamedTuple):
    language: str
    name: str
    path: str


class Head(NamedTuple):
    """`address` is absolute; "" on a page that answers at no address of its own."""

    title: str
    description: str
    address: str = ""
    section: str = ""
    kind: str = "website"
    feeds: tuple[FeedLink, ...] = ()
    alternates: tuple[tuple[str, str], ...] = ()
    languages: tuple[LanguageLink, ...] = ()


def head_of(
    site: Site,
    edition: Edition,
    path: str,
    title: str,
    description: str,
    *,
    section: str = "",
    kind: str = "website",
    feeds: tuple[FeedLink, ...] = (),
) -> Head:
    """`path` is the page's place below its edition's root; every edition has the same ones."""
    several = len(site.editions) > 1
    return Head(
        title=title,
        description=description,
        address=site.root + edition.prefix + path,
        section=section,
        kind=kind,
        feeds=feeds,
        alternates=tuple((other.language, site.root + other.prefix + path) for other in site.editions)
        if several
        else (),
        languages=languages_beside(site, edition, path),
    )


def languages_beside(site: Site, edition: Edition, path: str) -> tuple[LanguageLink, ...]:
    """The same page in the other languages, each named in its own words."""
    return tuple(
        LanguageLink(other.language, other.own_name, other.prefix + path)
        for other in site.editions
        if other is not edition
    )


def feeds_of_everything(site: Site, edition: Edition) -> tuple[FeedLink, ...]:
    plain, name = edition.words.plain, site.settings.name
    every_update = plain("{name}: every update", name=name)
    return (
        *feeds_below(plain("{name}: incidents", name=name), ""),
        FeedLink(every_update, addresses.UPDATES, _ATOM),
        *json_feed_below(every_update, "", site),
    )


def feeds_below(title: str, path: str) -> tuple[FeedLink, ...]:
    """The two feeds of the page at `path`."""
    base = path + addresses.FEED
    return FeedLink(title, f"{base}.atom", _ATOM), FeedLink(title, f"{base}.rss", "rss+xml")


def json_feed_below(title: str, path: str, site: Site) -> tuple[FeedLink, ...]:
    """The feed of the updates of the page at `path`, where the site has what programs read."""
    if not site.settings.for_programs:
        return ()
    return (FeedLink(title, path + addresses.JSON_FEED, "feed+json"),)
