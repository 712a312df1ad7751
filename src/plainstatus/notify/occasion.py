"""What a message is sent for: words in a file, or the clock, where a maintenance or a promise comes near or passes."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from plainstatus.model.incident import Update
from plainstatus.model.moment import rfc3339
from plainstatus.model.promises import Hearing
from plainstatus.timeline.clock import ClockKind, Stroke, strokes_of
from plainstatus.timeline.course import CLOSED_STATES, UNDER_WAY_STATES, Course
from plainstatus.timeline.prompts import Prompt, PromptKind, prompts_of
from plainstatus.timeline.said import Said, course_key, is_of_series, key_around, update_key
from plainstatus.timeline.timeline import Timeline

#: `update` stands for words in a file, the others for the clock.
OccasionKind = Literal["update"] | ClockKind | PromptKind

_BY_CLOCK = {"reminder": "reminder", "start": "in_progress", "end": "completed"}
#: Of what is over for so long, no prompt is of any interest.
_LONG_OVER = timedelta(days=8)


@dataclass(frozen=True, slots=True)
class Occasion:
    """`key` stands for it in ledgers, and is the same in every run; `thread` is that of its incident.

    A message tells what was known `at` its moment, and may be sent from `public_from` on; from `until` on it
    makes no sense any more. `ahead` is how long before the start a reminder is due. `follows` is the key of a
    start by the clock, where words say after it that the maintenance has begun. With `prompt`, it is for the team.
    """

    key: str
    thread: str
    kind: OccasionKind
    at: datetime
    public_from: datetime
    course: Course
    update: Update | None = None
    until: datetime | None = None
    ahead: timedelta = timedelta(0)
    follows: str | None = None
    prompt: Prompt | None = None

    @property
    def status(self) -> str:
        """The status that stands over the words, or that the clock brings; else the kind, which changes nothing."""
        return _BY_CLOCK.get(self.kind, self.kind) if self.update is None else self.update.status

    @property
    def hearing(self) -> Hearing:
        """What a channel has to hear for it."""
        return "updates" if self.prompt is None else "promises"

    @property
    def is_silent(self) -> bool:
        """Whether somebody wished that nobody is told."""
        return self.prompt is None and not (self.course.incident.notify and (self.update is None or self.update.notify))

    @property
    def is_of_series(self) -> bool:
        """Whether it is about every occurrence of a maintenance that repeats."""
        return self.update is not None and is_of_series(self.course, self.update)

    def makes_sense(self, now: datetime) -> bool:
        """Whether it can still be said."""
        return self.until is None or now < self.until


def occasion_of(said: Said) -> Occasion:
    """That of words in a file."""
    key, course = update_key(said), said.course
    before = _start_before(said)
    follows = _by_clock(course, before).key if before else None
    return Occasion(key, key_around(said), "update", said.at, said.public_from, course, said.update, follows=follows)


def occasions_by_clock(courses: Iterable[Course], timeline: Timeline) -> Iterator[Occasion]:
    """Those of the clock, past ones and those to come, as far as what is known by now tells."""
    for course in courses:
        for stroke in strokes_of(course, timeline.settings.remind):
            yield _by_clock(course, stroke)


def prompts_by_clock(courses: Iterable[Course], timeline: Timeline) -> Iterator[Occasion]:
    """Those at which the team is told of its promises, past ones and those to come, as far as is known by now."""
    for course in courses:
        last = course.steps[-1]
        if last.status in CLOSED_STATES and last.at < timeline.now - _LONG_OVER:
            continue
        thread = course_key(course)
        for prompt in prompts_of(course, timeline.settings.promises):
            key = f"{thread}/{_name_of_prompt(prompt)}"
            yield Occasion(key, thread, prompt.kind, prompt.at, prompt.at, course, until=prompt.until, prompt=prompt)


def _start_before(said: Said) -> Stroke | None:
    """The start by the clock whose place these words take."""
    if said.course.kind != "maintenance" or said.update.status not in UNDER_WAY_STATES:
        return None
    return next((each for each in strokes_of(said.course, ()) if each.kind == "start" and each.until == said.at), None)


def _by_clock(course: Course, stroke: Stroke) -> Occasion:
    thread = course_key(course)
    return Occasion(
        f"{thread}/{_name(stroke)}", thread, stroke.kind, stroke.at, stroke.at, course, None, stroke.until, stroke.ahead
    )


def _name(stroke: Stroke) -> str:
    """`start-2026-11-24T22:00:00Z`; a reminder has the start and its own length: `reminder-60-2026-…`, in minutes."""
    if stroke.kind != "reminder":
        return f"{stroke.kind}-{rfc3339(stroke.at)}"
    return f"reminder-{stroke.ahead // timedelta(minutes=1)}-{rfc3339(stroke.window.start)}"


def _name_of_prompt(prompt: Prompt) -> str:
    """`update-due-2026-…`, with the promised moment; `update-missed-15-2026-…`, with the minutes since it."""
    name = prompt.kind.replace("_", "-")
    minutes = f"{prompt.after // timedelta(minutes=1)}-" if name.endswith("missed") else ""
    return f"{name}-{minutes}{rfc3339(prompt.promised)}"
