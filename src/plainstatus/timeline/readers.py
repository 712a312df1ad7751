"""The timeline of the readers of one site: the wall first, then time."""

from collections.abc import Iterable
from datetime import datetime

from plainstatus.model.component import Catalog
from plainstatus.model.incident import Incident
from plainstatus.model.settings import Settings
from plainstatus.timeline.audience import for_audience
from plainstatus.timeline.timeline import Timeline, timeline_of


def timeline_for(catalog: Catalog, incidents: Iterable[Incident], settings: Settings, now: datetime) -> Timeline:
    """What the audience of `settings` may know by `now` of all that was read of a site."""
    readable, kept = for_audience(catalog, incidents, settings)
    return timeline_of(readable, kept, settings, now)
