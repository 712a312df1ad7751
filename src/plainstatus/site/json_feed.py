"""JSON Feed 1.1, one item for each update: for everything and for each component."""

from collections.abc import Iterator

from plainstatus.site.edition import Edition
from plainstatus.site.site import Site


def json_feed_files(site: Site, edition: Edition) -> Iterator[tuple[str, bytes]]:
    """The feeds, by path below the site's root."""
    yield from ()
