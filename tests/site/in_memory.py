"""A site without files, for the tests of what its pages say. Times are UTC."""

from collections.abc import Iterable

from plainstatus.look import theme_folder
from plainstatus.model.component import Component
from plainstatus.model.incident import Incident
from plainstatus.model.settings import Settings
from plainstatus.site.site import Site
from plainstatus.timeline.timeline import timeline_of
from plainstatus.wording.edition import editions_of
from plainstatus.wording.text import Renderer

from ..timeline.building import at, catalog

COMPONENTS = (Component("api", {"": "API"}), Component("web", {"en": "Website & app", "it": "Sito"}))


def site_of(
    *incidents: Incident,
    now: str,
    components: Iterable[Component] = COMPONENTS,
    languages: tuple[str, ...] = ("en",),
    timezone: str = "UTC",
) -> Site:
    """The site of `incidents`. Its first edition stands at the root."""
    settings = Settings(name="Acme", site_url="https://status.example/", languages=languages, timezone=timezone)
    timeline = timeline_of(catalog(*components), incidents, settings, at(now))
    editions = editions_of(settings, theme_folder() / "locales", at(now))
    return Site(timeline, settings, editions, Renderer({}), {})
