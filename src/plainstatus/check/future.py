"""Updates that bear a time which has not come: most often a wrong zone or a wrong day."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from plainstatus.model.finding import Finding
from plainstatus.model.incident import Incident


def future_updates(incidents: Iterable[Incident], now: datetime) -> Iterator[Finding]:
    """A warning for each update later than `now`, unless its file is held back until then on purpose."""
    for incident in incidents:
        if incident.publish_at is not None and incident.publish_at > now:
            continue
        for update in incident.updates:
            if update.at > now:
                yield Finding(
                    incident.path,
                    update.line,
                    1,
                    f"this update is of {update.at:%Y-%m-%d %H:%M} UTC, which is still to come",
                    "It will be public only from then on. Is the day right, and the zone?",
                    "future-update",
                    "warning",
                )
