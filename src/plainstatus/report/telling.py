"""How one incident was told: how soon, how often, what was promised and what came of it.

It is judged by the words that the readers of the timeline have, and by nothing else: what nobody wrote is absent.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise

from plainstatus.model.incident import UNKNOWN
from plainstatus.model.status import GRAVE, Impact, worst
from plainstatus.timeline.course import CLOSED_STATES, Course, Step
from plainstatus.timeline.timeline import Timeline

_NO_TIME = timedelta(0)


@dataclass(frozen=True, slots=True)
class Promise:
    """The next words were promised for `due`.

    `late` is by how much they missed it, nothing where they came by then; None where no words came yet.
    `overdue` says that none came and it has passed.
    """

    due: datetime
    late: timedelta | None
    overdue: bool

    @property
    def judged(self) -> bool:
        return self.overdue or self.late is not None

    @property
    def kept(self) -> bool:
        """Whether words came by then; in its very second they did."""
        return self.late == _NO_TIME


@dataclass(frozen=True, slots=True)
class Estimate:
    """Service was expected back at `expected`, which lay `ahead` of the words that said so.

    `error` is by how much it came later; negative where it came sooner, None while it has not.
    """

    expected: datetime
    ahead: timedelta
    error: timedelta | None

    @property
    def close(self) -> bool:
        """Whether the error is at most a quarter of the time that the estimate gave."""
        return self.error is not None and abs(self.error) * 4 <= self.ahead


@dataclass(frozen=True, slots=True)
class Telling:
    """One incident; `day` is that of the site's zone on which it began.

    - `first_words`: from the start that its file names to the first words; None where it names none
    - `gaps`: from words to words while it was open, in their order
    - `accompanied`: whether anything was said before it was over
    - `said_unknown`: whether it was said that nobody knows when service is back
    - `all_clear`: from its beginning to its end; None while it is open, and where the first that is told of it
      is that it is over
    - `postmortem`: from its end to the first postmortem; None where there is none
    """

    course: Course
    day: date
    impact: Impact
    open: bool
    accompanied: bool
    first_words: timedelta | None
    gaps: tuple[timedelta, ...]
    promises: tuple[Promise, ...]
    estimates: tuple[Estimate, ...]
    said_unknown: bool
    all_clear: timedelta | None
    postmortem: timedelta | None
    has_postmortem: bool

    @property
    def owes_postmortem(self) -> bool:
        """Whether it was grave, is over, and nobody has told what was learnt."""
        return self.impact in GRAVE and not self.open and not self.has_postmortem


def telling_of(course: Course, timeline: Timeline, settled: datetime) -> Telling:
    """How an incident of `timeline` was told by its `now`. Up to `settled`, what was promised and has not come
    is overdue.
    """
    said = [step for step in course.steps if step.update is not None and step.at <= timeline.now]
    stretches = list(_stretches(said))
    ended = timeline.ended(course)
    postmortem, delay = _postmortem(said, course)
    started = course.incident.started
    return Telling(
        course=course,
        day=timeline.date_of(course),
        impact=timeline.impact(course),
        open=ended is None,
        accompanied=bool(stretches),
        first_words=None if started is None else max(_heard(said[0], course) - started, _NO_TIME),
        gaps=tuple(gap for stretch in stretches for gap in _gaps(stretch, course)),
        promises=tuple(each for stretch in stretches for each in _promises(stretch, course, settled)),
        estimates=tuple(each for stretch in stretches for each in _estimates(stretch)),
        said_unknown=any(step.update and step.update.expected_recovery == UNKNOWN for step in said),
        all_clear=ended - course.began if ended is not None and ended > course.began else None,
        postmortem=delay,
        has_postmortem=postmortem,
    )


def _heard(step: Step, course: Course) -> datetime:
    """When the words of a step could first be read."""
    return course.incident.readable_from(step.at)


def _stretches(said: Sequence[Step]) -> Iterator[Sequence[Step]]:
    """The words from an opening to the all-clear, which is the last of them; the last stretch may have none."""
    stretch: list[Step] = []
    for step in said:
        over = step.status in CLOSED_STATES
        if stretch or not over:
            stretch.append(step)
        if stretch and over:
            yield stretch
            stretch = []
    if stretch:
        yield stretch


def _gaps(stretch: Sequence[Step], course: Course) -> Iterator[timedelta]:
    for step, after in pairwise(stretch):
        gap = _heard(after, course) - _heard(step, course)
        # What was published at once has no silence in it.
        if gap:
            yield gap


def _promises(stretch: Sequence[Step], course: Course, settled: datetime) -> Iterator[Promise]:
    for step, after in pairwise((*stretch, None)):
        if step is None or step.update is None or step.update.next_update is None or step.status in CLOSED_STATES:
            continue
        due = step.update.next_update
        if after is None:
            yield Promise(due, None, due <= settled)
        elif _heard(after, course) > _heard(step, course):
            yield Promise(due, max(_heard(after, course) - due, _NO_TIME), overdue=False)


def _estimates(stretch: Sequence[Step]) -> Iterator[Estimate]:
    """What was expected, each moment once: to say it again is no second estimate."""
    over = stretch[-1].at if stretch[-1].status in CLOSED_STATES else None
    back = _back(stretch)
    known: set[datetime] = set()
    for step in stretch:
        expected = step.update.expected_recovery if step.update else None
        if not isinstance(expected, datetime) or expected in known or step.status in CLOSED_STATES:
            continue
        known.add(expected)
        # Said when all was well already, it speaks of the all-clear.
        came = back if back is not None and step.at < back else over
        yield Estimate(expected, max(expected - step.at, _NO_TIME), None if came is None else came - expected)


def _back(stretch: Sequence[Step]) -> datetime | None:
    """When service was back: none of its components was in trouble from here to the all-clear.

    It is the all-clear itself where one still is, and the first words where none ever was; None before the all-clear.
    """
    if stretch[-1].status not in CLOSED_STATES:
        return None
    back = stretch[-1].at
    for step in reversed(stretch):
        if not _is_well(step):
            break
        back = step.at
    return back


def _is_well(step: Step) -> bool:
    return worst(step.components.values()) == "operational"


def _postmortem(said: Sequence[Step], course: Course) -> tuple[bool, timedelta | None]:
    """Whether there is one, and how long after the end it came, where the end was told before it."""
    ended: datetime | None = None
    for step in said:
        if step.update is not None and step.update.status == "postmortem":
            return True, None if ended is None else max(_heard(step, course) - ended, _NO_TIME)
        if step.status not in CLOSED_STATES:
            ended = None
        elif ended is None:
            ended = _heard(step, course)
    return False, None
