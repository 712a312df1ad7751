"""The figures of a period, summed up over its incidents and maintenances."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from fractions import Fraction

from plainstatus.model.status import IMPACTS, Impact
from plainstatus.report.telling import Telling
from plainstatus.report.works import Work

_NO_TIME = timedelta(0)


@dataclass(frozen=True, slots=True)
class Share:
    """`part` out of `whole`."""

    part: int
    whole: int

    @property
    def ratio(self) -> Fraction | None:
        """From 0 to 1; None of nothing."""
        return Fraction(self.part, self.whole) if self.whole else None


@dataclass(frozen=True, slots=True)
class Spread:
    """Lengths of time in short: how many there are, the one in the middle, and the two ends.

    Of an even number the middle is half way between the two in the middle. `worst` is the one that is furthest
    from nothing. All are None where nothing was measured.
    """

    measured: int
    median: timedelta | None = None
    least: timedelta | None = None
    most: timedelta | None = None

    @property
    def worst(self) -> timedelta | None:
        if self.least is None or self.most is None:
            return None
        return max(self.most, self.least, key=abs)


def spread_of(lengths: Iterable[timedelta | None]) -> Spread:
    """The spread of those of `lengths` that there are."""
    found = sorted(length for length in lengths if length is not None)
    if not found:
        return Spread(0)
    middle = len(found) // 2
    median = found[middle] if len(found) % 2 else (found[middle - 1] + found[middle]) / 2
    return Spread(len(found), median, found[0], found[-1])


@dataclass(frozen=True, slots=True)
class PromisesFigures:
    """What came of promised updates.

    `kept` are those out of all that can be judged; `lateness` is by how much words came too late, where they did;
    `overdue` are those that are judged because nothing came; `waiting` lie ahead. `silent` are the incidents that
    never promised any, out of all that were told while they lasted.
    """

    kept: Share
    lateness: Spread
    overdue: int
    waiting: int
    silent: Share


@dataclass(frozen=True, slots=True)
class RecoveryFigures:
    """What came of estimates.

    `error` is how much later than expected service was back. `close` are those whose error was at most a quarter of
    the time they gave, `by_then` those by whose moment service was back, out of all that can be judged. `waiting`
    cannot yet. `never` are the incidents that gave no time at all, out of all that were told while they lasted;
    `unknown` are those of them that said so.
    """

    error: Spread
    close: Share
    by_then: Share
    waiting: int
    never: Share
    unknown: int


@dataclass(frozen=True, slots=True)
class MaintenanceFigures:
    """`within` its window, out of all of which both ends are known; `unannounced` had no words before it began."""

    done: int
    cancelled: int
    notice: Spread
    unannounced: int
    began: Spread
    ended: Spread
    within: Share
    began_early: int
    ended_late: int


@dataclass(frozen=True, slots=True)
class Figures:
    """Everything about one period but uptime. `postmortems` are out of the grave incidents that are over."""

    impacts: Mapping[Impact, int]
    open: int
    first_words: Spread
    gaps: Spread
    promises: PromisesFigures
    recovery: RecoveryFigures
    all_clear: Spread
    postmortem: Spread
    postmortems: Share
    maintenance: MaintenanceFigures

    @property
    def incidents(self) -> int:
        return sum(self.impacts.values())


def figures_of(tellings: Sequence[Telling], works: Sequence[Work]) -> Figures:
    """The figures over these incidents and maintenances, in any order."""
    grave_over = [each for each in tellings if each.has_postmortem or each.owes_postmortem]
    owing = sum(each.owes_postmortem for each in grave_over)
    return Figures(
        impacts={impact: sum(each.impact == impact for each in tellings) for impact in reversed(IMPACTS)},
        open=sum(each.open for each in tellings),
        first_words=spread_of(each.first_words for each in tellings),
        gaps=spread_of(gap for each in tellings for gap in each.gaps),
        promises=_promises(tellings),
        recovery=_recovery(tellings),
        all_clear=spread_of(each.all_clear for each in tellings),
        postmortem=spread_of(each.postmortem for each in tellings),
        postmortems=Share(len(grave_over) - owing, len(grave_over)),
        maintenance=_maintenance(works),
    )


def _promises(tellings: Sequence[Telling]) -> PromisesFigures:
    promises = [promise for each in tellings for promise in each.promises]
    return PromisesFigures(
        kept=Share(sum(each.kept for each in promises), sum(each.judged for each in promises)),
        lateness=spread_of(each.late for each in promises if each.late),
        overdue=sum(each.overdue for each in promises),
        waiting=sum(not each.judged for each in promises),
        silent=_accompanied(tellings, lambda each: not each.promises),
    )


def _recovery(tellings: Sequence[Telling]) -> RecoveryFigures:
    estimates = [estimate for each in tellings for estimate in each.estimates]
    errors = [each.error for each in estimates if each.error is not None]
    return RecoveryFigures(
        error=spread_of(errors),
        close=Share(sum(each.close for each in estimates), len(errors)),
        by_then=Share(sum(error <= _NO_TIME for error in errors), len(errors)),
        waiting=len(estimates) - len(errors),
        never=_accompanied(tellings, lambda each: not each.estimates),
        unknown=sum(each.accompanied and not each.estimates and each.said_unknown for each in tellings),
    )


def _accompanied(tellings: Sequence[Telling], lacks: Callable[[Telling], bool]) -> Share:
    told = [each for each in tellings if each.accompanied]
    return Share(sum(map(lacks, told)), len(told))


def _maintenance(works: Sequence[Work]) -> MaintenanceFigures:
    done = [each for each in works if not each.cancelled]
    known = [each.within for each in done if each.within is not None]
    return MaintenanceFigures(
        done=len(done),
        cancelled=len(works) - len(done),
        notice=spread_of(each.notice for each in done),
        unannounced=sum(each.notice == _NO_TIME for each in done),
        began=spread_of(each.began for each in done),
        ended=spread_of(each.ended for each in done),
        within=Share(sum(known), len(known)),
        began_early=sum(each.began is not None and each.began < _NO_TIME for each in done),
        ended_late=sum(each.ended is not None and each.ended > _NO_TIME for each in done),
    )
