"""The small picture of a tab: the worst state by its shape."""

from plainstatus.model.status import COMPONENT_STATUSES
from plainstatus.site.site import Site


def favicons(site: Site) -> dict[str, str]:
    """Status → path of its picture; empty where the site brings a picture of its own."""
    if site.settings.favicon:
        return {}
    return {status: site.assets[f"favicon-{status}.svg"] for status in COMPONENT_STATUSES}


#: Always there, showing the present state: a page that tells of the past never changes for it.
PRESENT = "favicon.svg"


def favicon(site: Site) -> str:
    """The picture of every page."""
    return site.settings.favicon or PRESENT
