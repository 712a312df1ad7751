"""When a team is to be reminded of what it promised its readers, and nobody has done.

It depends on no now: each prompt has its moment, and the moment from which on it makes no sense any more.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from plainstatus.model.incident import Update
from plainstatus.model.promises import Promises
from plainstatus.timeline.course import CLOSED_STATES, UNDER_WAY_STATES, Course, Step

#: The next words are soon due, are due, or did not come; service is not back when it was expected; a maintenance that
#: people begin and end has not begun, or not ended, at its window.
PromptKind = Literal["update_near", "update_due", "update_missed", "recovery_missed", "start_missed", "end_missed"]

_AT_ONCE = timedelta(0)


@dataclass(frozen=True, slots=True)
class Prompt:
    """The team is told at `at`; from `until` on it makes no sense any more, None where it always does.

    `promised` is the moment that was promised, by `words`, where it was words that did; `after` is how long after
    it `at` is.
    """

    kind: PromptKind
    at: datetime
    until: datetime | None
    promised: datetime
    after: timedelta
    words: Update | None


@dataclass(frozen=True, slots=True)
class _Promise:
    """`promised` was readable from `said` on, and counts until `until`; None where it still does."""

    promised: datetime
    said: datetime
    until: datetime | None
    words: Update | None

    def prompts(self, told: Iterable[tuple[PromptKind, timedelta]]) -> Iterator[Prompt]:
        """Of all that are late, the last one says it all."""
        moments = [(self.promised + after, kind, after) for kind, after in told]
        open_ones = [each for each in moments if self.said < each[0] and (self.until is None or each[0] < self.until)]
        untils = [*(moment for moment, _, _ in open_ones[1:]), self.until]
        for (moment, kind, after), until in zip(open_ones, untils, strict=False):
            yield Prompt(kind, moment, until, self.promised, after, self.words)


def prompts_of(course: Course, promises: Promises) -> tuple[Prompt, ...]:
    """All prompts of a course, in the order of time: as far as its words go, which are those of its readers."""
    missed = sorted(promises.missed)
    found = [
        prompt
        for promise in _updates_promised(course)
        for prompt in promise.prompts(
            [("update_near", -promises.near), ("update_due", _AT_ONCE), *_each("update_missed", missed)]
        )
    ]
    found += [p for promise in _recoveries(course) for p in promise.prompts(_each("recovery_missed", missed))]
    found += [p for promise in _turns(course, "start") for p in promise.prompts(_each("start_missed", missed))]
    found += [p for promise in _turns(course, "end") for p in promise.prompts(_each("end_missed", missed))]
    return tuple(sorted(found, key=lambda prompt: prompt.at))


def _each(kind: PromptKind, lengths: Collection[timedelta]) -> list[tuple[PromptKind, timedelta]]:
    return [(kind, length) for length in lengths]


def _updates_promised(course: Course) -> Iterator[_Promise]:
    """The next words that each update promises; any words keep it."""
    for number, step in enumerate(course.steps):
        words = step.update
        if words is None or words.next_update is None or step.status in CLOSED_STATES:
            continue
        later = course.steps[number + 1 :]
        until = next((each.at for each in later if each.update is not None or each.status in CLOSED_STATES), None)
        yield _Promise(words.next_update, course.incident.readable_from(step.at), until, words)


def _recoveries(course: Course) -> Iterator[_Promise]:
    """When service is expected back, until other words speak of it, or all is over."""
    for number, step in enumerate(course.steps):
        words = step.update
        if words is None or not isinstance(words.expected_recovery, datetime) or step.status in CLOSED_STATES:
            continue
        later = course.steps[number + 1 :]
        until = next((each.at for each in later if _speaks_of_recovery(each)), None)
        yield _Promise(words.expected_recovery, course.incident.readable_from(step.at), until, words)


def _speaks_of_recovery(step: Step) -> bool:
    said = step.update is not None and step.update.expected_recovery is not None
    return said or step.status in CLOSED_STATES


def _turns(course: Course, end: Literal["start", "end"]) -> Iterator[_Promise]:
    """The start of each window, or its end, that nothing comes of: neither by the clock nor by words."""
    states = frozenset({"scheduled"}) if end == "start" else UNDER_WAY_STATES
    if course.kind != "maintenance":
        return
    before: Step | None = None
    for number, step in enumerate(course.steps):
        goes_on = before is not None and before.window == step.window and before.status in states
        before = step
        if step.window is None or step.status not in states or goes_on:
            continue
        due = step.window.start if end == "start" else step.window.end
        later = course.steps[number + 1 :]
        until = next((each.at for each in later if _ends(each, step, states, due)), None)
        yield _Promise(due, course.incident.readable_from(step.at), until, step.update)


def _ends(later: Step, step: Step, states: Collection[str], due: datetime) -> bool:
    """Whether what `step` promises for `due` is over with a later one: it came, or somebody has spoken since."""
    is_other = later.status not in states or later.window != step.window
    return is_other or (later.update is not None and later.at >= due)
