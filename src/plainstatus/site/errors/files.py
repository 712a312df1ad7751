"""The files that stand in for the product, by path below the site's root."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from plainstatus.site.errors.kinds import KINDS
from plainstatus.site.errors.page import error_page
from plainstatus.site.errors.problem import problem
from plainstatus.site.json_text import json_file
from plainstatus.site.site import Site
from plainstatus.wording import addresses


def error_files(site: Site, themes: Sequence[Path]) -> Iterator[tuple[str, bytes]]:
    """Error pages and API error bodies; templates are looked for in `themes`, the owner's first."""
    for kind in KINDS:
        yield f"{addresses.ERRORS}{kind.name}.html", error_page(kind, site, themes)
        yield f"{addresses.ERRORS}{kind.name}.json", json_file(problem(kind, site))
