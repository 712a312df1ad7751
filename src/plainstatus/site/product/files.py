"""The files that other pages show, by path below the site's root."""

from collections.abc import Iterator
from pathlib import Path

from plainstatus.model.status import ComponentStatus
from plainstatus.site.json_text import json_file
from plainstatus.site.product.badge import badge_svg, shields_badge
from plainstatus.site.product.banner import banner_data, banner_script
from plainstatus.site.site import Site
from plainstatus.wording import addresses
from plainstatus.wording.edition import Edition


def product_files(site: Site, theme: Path) -> Iterator[tuple[str, bytes]]:
    """Badges, and the banner with its data. `theme` is the folder with the banner's script and style."""
    yield addresses.EMBED_SCRIPT, banner_script((theme / "banner.js").read_text(encoding="utf-8"))
    style = (theme / "banner.css").read_text(encoding="utf-8")
    for edition in site.editions:
        data = json_file(banner_data(site, edition, style))
        yield addresses.embed_data(edition.language), data
        if not edition.prefix:
            yield addresses.EMBED_DATA, data
        yield from _badges(site, edition)


def _badges(site: Site, edition: Edition) -> Iterator[tuple[str, bytes]]:
    timeline = site.timeline
    yield from _badge("", site.settings.name, timeline.overall, edition)
    for component in timeline.catalog.current:
        page, status = addresses.component(component.id), timeline.status_of(component.id)
        yield from _badge(page, edition.name(component), status, edition)


def _badge(page: str, name: str, status: ComponentStatus, edition: Edition) -> Iterator[tuple[str, bytes]]:
    """`page` is the address of the page that the badge stands for."""
    below, word = edition.prefix + page, str(edition.words.status(status))
    yield below + addresses.BADGE, badge_svg(name, status, word, edition.language)
    yield below + addresses.BADGE_DATA, json_file(shields_badge(name, status, word))
