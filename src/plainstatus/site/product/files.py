"""The files that other pages show, by path below the site's root."""

from collections.abc import Iterator

from plainstatus.site.site import Site


def product_files(site: Site) -> Iterator[tuple[str, bytes]]:
    """Badges, and the data of the banner."""
    yield from ()
