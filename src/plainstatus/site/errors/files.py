"""The files that stand in for the product, by path below the site's root."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from plainstatus.site.site import Site


def error_files(site: Site, themes: Sequence[Path]) -> Iterator[tuple[str, bytes]]:
    """Error pages and API error bodies; templates are looked for in `themes`, the owner's first."""
    yield from ()
