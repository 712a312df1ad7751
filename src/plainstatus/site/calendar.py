"""Maintenance as calendars (RFC 5545): of everything and of each component."""

from collections.abc import Iterator

from plainstatus.site.edition import Edition
from plainstatus.site.site import Site


def calendar_files(site: Site, edition: Edition) -> Iterator[tuple[str, bytes]]:
    """The calendars, by path below the site's root."""
    yield from ()
