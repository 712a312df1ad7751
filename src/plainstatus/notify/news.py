"""What may be told, of words and by the clock, and to which audience.

This is the wall of notifications: channels only ever see the timeline of their own audience.
Does not know what was sent already.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import chain
from typing import Literal

from plainstatus.model.component import Catalog
from plainstatus.model.incident import Incident
from plainstatus.model.settings import Settings
from plainstatus.notify.occasion import Occasion, occasion_of, occasions_by_clock, prompts_by_clock
from plainstatus.timeline.course import CLOSED_STATES, Course
from plainstatus.timeline.readers import timeline_for
from plainstatus.timeline.said import Said, said_in
from plainstatus.timeline.timeline import Timeline


@dataclass(frozen=True)
class News:
    """All that is `said` by now to one audience, from the beginning on, and of that what may still be told.

    Both are by their keys; what is `to_tell` is in order, the oldest first. What the clock says counts as said.
    """

    timeline: Timeline
    said: Mapping[str, Occasion]
    to_tell: Mapping[str, Occasion]

    @property
    def void(self) -> dict[str, Occasion]:
        """What was to be told a short time ago, and makes no sense any more.

        No prompt is among it: the promise was kept, or there is a later prompt.
        """
        within = self.timeline.settings.notify_within
        readers = ((key, each) for key, each in self.said.items() if each.prompt is None)
        return {key: each for key, each in readers if reason_against(each, self.timeline, within) == "void"}


def news_by_audience(
    catalog: Catalog, incidents: Collection[Incident], settings: Settings, now: datetime
) -> dict[str, News]:
    """The news of every audience that a channel has, out of all that was read of a site."""
    timelines: dict[str, Timeline] = {}

    def known_to(audience: str) -> Timeline:
        if audience not in timelines:
            timelines[audience] = timeline_for(catalog, incidents, replace(settings, audience=audience), now)
        return timelines[audience]

    prompted = {channel.audience for channel in settings.channels if "promises" in channel.hears}
    return {
        audience: _news(
            known_to(audience),
            prompts_for(audience, known_to, settings) if audience in prompted else (),
            settings.notify_within,
        )
        for audience in dict.fromkeys(channel.audience for channel in settings.channels)
    }


def prompts_for(audience: str, known_to: Callable[[str], Timeline], settings: Settings) -> list[Occasion]:
    """What a team of that audience is reminded of: each promise, to whichever of its audiences it was made.

    Words that readers cannot see keep no promise that was made to them, so each audience has its own course of things.
    """
    found: dict[str, Occasion] = {}
    for each in sorted(replace(settings, audience=audience).readers_of):
        timeline = known_to(each)
        for prompt in prompts_by_clock(timeline.courses, timeline):
            other = found.get(prompt.key)
            if other is None or (other.until is not None and (prompt.until is None or prompt.until > other.until)):
                found[prompt.key] = prompt
    return list(found.values())


def _news(timeline: Timeline, prompts: Iterable[Occasion], within: timedelta) -> News:
    # Of a series, the next date stands for all of them: the timeline has it last.
    courses = tuple(reversed(timeline.courses))
    words = (occasion_of(said) for said in said_in(courses, timeline))
    strokes = chain(occasions_by_clock(courses, timeline), prompts)
    by_clock = (each for each in strokes if each.public_from <= timeline.now)
    said = {each.key: each for each in chain(words, by_clock)}
    fresh = [each for each in said.values() if reason_against(each, timeline, within) is None]
    fresh.sort(key=lambda each: (each.public_from, each.at, each.key))
    return News(timeline, said, {each.key: each for each in fresh})


#: Why something is not told: somebody wished so, it is too long ago, or what came since has made it void.
Reason = Literal["silent", "old", "void"]


def reason_against(occasion: Occasion, timeline: Timeline, within: timedelta) -> Reason | None:
    """Why `occasion` is not told at the moment of `timeline`; None where it is."""
    if occasion.is_silent:
        return "silent"
    if timeline.now - occasion.public_from > within:
        return "old"
    return None if occasion.makes_sense(timeline.now) else "void"


def still_to_come(timeline: Timeline) -> dict[str, Occasion]:
    """What bears a time to come, or waits for its `publish_at`, or for the clock, by key: each is told then.

    Of a maintenance that repeats, the clock is there with the next date alone.
    """
    words = (
        occasion_of(Said(update.at, course.id, number, course, update))
        for course in timeline.known
        for number, update in enumerate(course.incident.updates)
    )
    waiting: dict[str, Occasion] = {}
    for each in chain(words, occasions_by_clock(_next_dates(timeline), timeline)):
        if each.public_from > timeline.now:
            waiting.setdefault(each.key, each)
    return waiting


def prompts_to_come(
    catalog: Catalog, incidents: Collection[Incident], settings: Settings, now: datetime
) -> list[Occasion]:
    """What the team will be told if nobody writes anything, on any channel."""
    found: dict[str, Occasion] = {}
    for audience in {channel.audience for channel in settings.channels if "promises" in channel.hears}:

        def known_to(readers: str) -> Timeline:
            return timeline_for(catalog, incidents, replace(settings, audience=readers), now)

        found |= {each.key: each for each in prompts_for(audience, known_to, settings) if each.public_from > now}
    return list(found.values())


def _next_dates(timeline: Timeline) -> Iterator[Course]:
    """Every course that is not over; of a maintenance that repeats the next one alone."""
    seen: set[str] = set()
    for course in timeline.known:
        last = course.steps[-1]
        goes_on = last.at > timeline.now or last.status not in CLOSED_STATES
        if goes_on and course.incident.path not in seen:
            seen.add(course.incident.path)
            yield course
