"""Moments as those say them who write the files: in the zone of the site."""

from datetime import datetime

from plainstatus.timeline.timeline import Timeline


def told(moment: datetime, timeline: Timeline) -> str:
    """`2026-11-24 14:05 Europe/Rome`, as a field may hold it; in UTC where the clocks there show that time twice."""
    local = moment.astimezone(timeline.zone)
    if local.replace(fold=0).utcoffset() != local.replace(fold=1).utcoffset():
        return f"{moment:%Y-%m-%d %H:%M} UTC"
    return f"{local:%Y-%m-%d %H:%M} {timeline.settings.timezone}"
