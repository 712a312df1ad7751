"""The scene that rules about courses are asked about, from all that was read of a site."""

from collections.abc import Iterable
from datetime import datetime

from plainstatus.check.course.readers import for_own_readers
from plainstatus.check.rule import Scene
from plainstatus.model.component import Catalog
from plainstatus.model.incident import Incident
from plainstatus.model.settings import Settings
from plainstatus.timeline.timeline import timeline_of


def scene_of(catalog: Catalog, incidents: Iterable[Incident], settings: Settings, now: datetime) -> Scene:
    """The scene at `now`: all `incidents`, and a timeline of what the readers of each know of it."""
    incidents = tuple(incidents)
    timeline = timeline_of(catalog, for_own_readers(catalog, incidents, settings), settings, now)
    return Scene(incidents, timeline, settings.checks, settings.languages)
