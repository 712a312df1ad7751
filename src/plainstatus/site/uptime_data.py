"""The working behind the uptime figures, as CSV and JSON."""

from collections.abc import Iterator

from plainstatus.site.site import Site


def uptime_files(site: Site) -> Iterator[tuple[str, bytes]]:
    """The files, by path below the site's root."""
    yield from ()
