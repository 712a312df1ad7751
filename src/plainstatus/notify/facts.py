"""How bad it is, and when it will be back, begins or ends: as parts of a subject, and as labels with their values."""

from collections.abc import Iterator
from datetime import datetime

from plainstatus.model.incident import Window
from plainstatus.model.status import worst
from plainstatus.notify.occasion import Occasion
from plainstatus.notify.voice import Voice
from plainstatus.timeline.course import CLOSED_STATES, Course
from plainstatus.timeline.timeline import Timeline
from plainstatus.wording.text import plain
from plainstatus.wording.words import N_

_LASTED = N_("after {length}")
_BACK = N_("expected back {time}")
_NEXT = N_("next update {time}")
_UNTIL = N_("until {time}")
_MOVED = N_("now {window}")
_PLANNED = N_("was planned for {window}")
_FIRST = N_("for the first time {window}")


def in_short(occasion: Occasion, then: Timeline, voice: Voice) -> Iterator[str]:
    """How bad it is and when it will be back, in the fewest words; `then` is the timeline at the occasion's moment."""
    (course,) = then.known
    if course.kind == "maintenance":
        yield from _works_in_short(occasion, course, then, voice)
    elif course.kind == "incident" and not (occasion.update and occasion.update.status == "postmortem"):
        yield from _incident_in_short(course, then, voice)


def facts(occasion: Occasion, then: Timeline, voice: Voice) -> Iterator[tuple[str, str]]:
    """Labels with their values, as plain text."""
    (course,) = then.known
    words, moments, state = voice.edition.words, voice.edition.moments, then.state(course)
    over = state.status in CLOSED_STATES
    if course.kind == "incident" and not over:
        yield from _trouble(course, then, voice)
    else:
        if course.kind == "maintenance":
            yield from _dates(occasion, course, then, voice)
        if course.kind == "incident":
            yield words.plain("Lasted"), _lasted(course, then, voice)
        if named := names(course, then, voice):
            yield words.plain("Affected"), ", ".join(named.values())
    if (promised := then.next_update(course)) is not None:
        yield words.plain("Next update"), moments.text(promised)


def names(course: Course, then: Timeline, voice: Voice) -> dict[str, str]:
    """The names of the components of a course, by their ids."""
    known = then.catalog.components
    return {id: voice.edition.name(known[id]) for id in then.components_of(course) if id in known}


def window_before(occasion: Occasion) -> Window | None:
    """The window that a new one takes the place of, or that is called off before it began; None where there is none."""
    if occasion.update is None or occasion.update.status not in ("rescheduled", "cancelled"):
        return None
    steps = occasion.course.steps
    number = next(number for number, step in enumerate(steps) if step.update is occasion.update)
    before = steps[number - 1] if number else None
    if before is None or before.window is None:
        return None
    if occasion.update.status == "cancelled":
        return before.window if before.status == "scheduled" else None
    return before.window if before.window != steps[number].window else None


def _works_in_short(occasion: Occasion, course: Course, then: Timeline, voice: Voice) -> Iterator[str]:
    words, moments, state = voice.edition.words, voice.edition.moments, then.state(course)
    before = window_before(occasion)
    if state.status == "cancelled" and before:
        yield words.plain(_PLANNED, window=_written(before, voice))
    elif state.window and state.status == "scheduled":
        coming = _coming(occasion, state.window, voice)
        yield words.plain(_MOVED, window=coming) if before else coming
    elif state.window and state.status not in CLOSED_STATES:
        yield words.plain(_UNTIL, time=moments.text(state.window.end))


def _incident_in_short(course: Course, then: Timeline, voice: Voice) -> Iterator[str]:
    words, moments, state = voice.edition.words, voice.edition.moments, then.state(course)
    if state.status in CLOSED_STATES:
        yield words.plain(_LASTED, length=_lasted(course, then, voice))
        return
    present = worst(state.components.values())
    if present != "operational":
        yield str(words.status(present))
    recovery, promised = then.expected_recovery(course), then.next_update(course)
    if isinstance(recovery, datetime):
        yield words.plain(_BACK, time=moments.text(recovery))
    elif promised is not None:
        yield words.plain(_NEXT, time=moments.text(promised))


def _trouble(course: Course, then: Timeline, voice: Voice) -> Iterator[tuple[str, str]]:
    words, statuses = voice.edition.words, then.state(course).components
    for id, name in names(course, then, voice).items():
        if statuses[id] != "operational":
            yield name, str(words.status(statuses[id]))
    recovery = then.expected_recovery(course)
    known_by = voice.edition.moments.text(recovery) if isinstance(recovery, datetime) else words.plain("Not known yet")
    yield words.plain("Expected back"), known_by


def _dates(occasion: Occasion, course: Course, then: Timeline, voice: Voice) -> Iterator[tuple[str, str]]:
    words, state, before = voice.edition.words, then.state(course), window_before(occasion)
    if state.window and state.status not in CLOSED_STATES:
        yield words.plain("When"), _coming(occasion, state.window, voice)
    if before:
        label = words.plain("Was planned for") if state.status == "cancelled" else words.plain("Instead of")
        yield label, _written(before, voice)


def _coming(occasion: Occasion, window: Window, voice: Voice) -> str:
    shown = _written(window, voice)
    return voice.edition.words.plain(_FIRST, window=shown) if occasion.is_of_series else shown


def _written(window: Window, voice: Voice) -> str:
    return plain(voice.edition.moments.window(window.start, window.end))


def _lasted(course: Course, then: Timeline, voice: Voice) -> str:
    return plain(voice.edition.moments.duration(then.duration(course).total_seconds()))
