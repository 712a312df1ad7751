"""The files of the JSON API, by path below the site's root."""

from collections.abc import Iterator

from plainstatus.site.site import Site


def api_files(site: Site) -> Iterator[tuple[str, bytes]]:
    """Every document that lists more than one incident."""
    yield from ()
