"""What the readers of each file know of it: the words that rules about courses judge.

A note for fewer people keeps no promise given to all, and answers none of their questions.
"""

from collections.abc import Iterable
from dataclasses import replace

from plainstatus.model.component import Catalog
from plainstatus.model.incident import Incident
from plainstatus.model.settings import Settings
from plainstatus.timeline.audience import for_audience


def for_own_readers(catalog: Catalog, incidents: Iterable[Incident], settings: Settings) -> tuple[Incident, ...]:
    """The incidents, each as all of its readers see it: without the updates and components that are for fewer.

    What the audience of the site is plays no part. An incident of which nothing is left is gone.
    """
    by_audience: dict[str, list[Incident]] = {}
    for incident in incidents:
        by_audience.setdefault(incident.audience, []).append(incident)
    return tuple(
        seen
        for audience, files in by_audience.items()
        for seen in for_audience(catalog, files, replace(settings, audience=audience))[1]
    )
