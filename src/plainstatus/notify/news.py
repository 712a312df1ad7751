"""Which updates may be told, and to which audience.

This is the wall of notifications: channels only ever see the timeline of their own audience.
Does not know what was sent already.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Literal

from plainstatus.model.component import Catalog
from plainstatus.model.incident import Incident
from plainstatus.model.settings import Settings
from plainstatus.timeline.audience import for_audience
from plainstatus.timeline.said import Said, said_in, update_key
from plainstatus.timeline.timeline import Timeline, timeline_of


@dataclass(frozen=True)
class News:
    """All that is `said` by now to one audience, from the beginning on, and of that what may still be told.

    Both are by the keys of their updates; what is `to_tell` is in order, the oldest first.
    """

    timeline: Timeline
    said: Mapping[str, Said]
    to_tell: Mapping[str, Said]


def news_by_audience(
    catalog: Catalog, incidents: Collection[Incident], settings: Settings, now: datetime
) -> dict[str, News]:
    """The news of every audience that a channel has, out of all that was read of a site."""
    return {
        audience: _news(timeline_for(audience, catalog, incidents, settings, now), settings.notify_within)
        for audience in dict.fromkeys(channel.audience for channel in settings.channels)
    }


def timeline_for(
    audience: str, catalog: Catalog, incidents: Collection[Incident], settings: Settings, now: datetime
) -> Timeline:
    """What the readers of `audience` may know by `now`."""
    readers = replace(settings, audience=audience)
    readable, kept = for_audience(catalog, incidents, readers)
    return timeline_of(readable, kept, readers, now)


def _news(timeline: Timeline, within: timedelta) -> News:
    # Of a series, the next date stands for all of them: the timeline has it last.
    said = {update_key(each): each for each in said_in(reversed(timeline.courses), timeline)}
    fresh = [(key, each) for key, each in said.items() if reason_against(each, timeline, within) is None]
    fresh.sort(key=lambda pair: (pair[1].public_from, pair[1].at, pair[0]))
    return News(timeline, said, dict(fresh))


#: Why an update is not told: somebody wished so, or it is too long ago.
Reason = Literal["silent", "old"]


def reason_against(said: Said, timeline: Timeline, within: timedelta) -> Reason | None:
    """Why `said` is not told at the moment of `timeline`; None where it is."""
    if not (said.update.notify and said.course.incident.notify):
        return "silent"
    return "old" if timeline.now - said.public_from > within else None


def still_to_come(timeline: Timeline) -> dict[str, Said]:
    """The updates that bear a time to come, or wait for their `publish_at`, by key: each is told then."""
    waiting: dict[str, Said] = {}
    for course in timeline.known:
        for number, update in enumerate(course.incident.updates):
            said = Said(update.at, course.id, number, course, update)
            if said.public_from > timeline.now:
                waiting.setdefault(update_key(said), said)
    return waiting
