"""The pages that the site's owner writes in Markdown, beside ours: their language, their head, their place in ours."""

from collections.abc import Iterable
from typing import Any

from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from plainstatus.plugin.status_page import StatusPage
from plainstatus.site.page import common_context, owned_page_head
from plainstatus.site.site import Site
from plainstatus.wording.edition import Edition


def owned_page_context(page: Page, site: Site) -> dict[str, Any]:
    """What the template of an owner's page is handed."""
    path = page.file.dest_uri.removesuffix("index.html")
    edition = _edition_at(path, site)
    description = str(page.meta.get("description", ""))
    head = owned_page_head(site, edition, path.removeprefix(edition.prefix), page.title or "", description)
    return common_context(edition, path, head)


def pages_in_head(edition: Edition, nav: Navigation, site: Site) -> Iterable[Page]:
    """The owner's pages in the language of `edition`, or in the first one where they are not translated."""
    first = site.editions[0]
    chosen: dict[str, Page] = {}
    for page in nav.pages:
        written = _edition_at(page.url, site)
        path = page.url.removeprefix(written.prefix)
        if isinstance(page, StatusPage) or written not in (first, edition):
            continue
        if written is edition or path not in chosen:
            chosen[path] = page
    return chosen.values()


def _edition_at(path: str, site: Site) -> Edition:
    return next((each for each in site.editions[1:] if path.startswith(each.prefix)), site.editions[0])
