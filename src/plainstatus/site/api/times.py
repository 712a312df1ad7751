"""Times as the API writes them: with milliseconds, in the zone of the page at that moment."""

from datetime import datetime
from zoneinfo import ZoneInfo


class Clock:
    """Writes moments in one zone."""

    def __init__(self, zone: ZoneInfo) -> None:
        self.zone = zone
        self._always_utc = zone.key in ("UTC", "Etc/UTC")

    def text(self, moment: datetime) -> str:
        """`2026-11-24T15:05:00.000+01:00`; with `Z` where the clocks of the page show UTC."""
        if self._always_utc:
            return f"{moment.replace(tzinfo=None).isoformat(timespec='milliseconds')}Z"
        text = moment.astimezone(self.zone).isoformat(timespec="milliseconds")
        return f"{text[:-6]}Z" if text.endswith("+00:00") else text
