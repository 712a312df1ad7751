"""What was found out about one thing, and how that is done for many things side by side."""

from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Literal, NamedTuple

#: `unknown`: it cannot be told, and the words say why.
Level = Literal["ok", "warning", "fault", "unknown"]

_AT_ONCE = 16
_LEFT_OUT = "not looked at, since the network is left out"


class Diagnosis(NamedTuple):
    """One thing: what is so, as a phrase, and what to do where it is not in order."""

    level: Level
    words: str
    remedy: str = ""


class Examination(NamedTuple):
    """Something that is looked at as a whole. `look` finds its diagnoses; `far` says that it needs the network."""

    subject: str
    look: Callable[[], Iterable[Diagnosis]]
    far: bool = False


class Report(NamedTuple):
    """What came of one examination."""

    subject: str
    diagnoses: tuple[Diagnosis, ...]


def ok(words: str) -> Diagnosis:
    return Diagnosis("ok", words)


def warning(words: str, remedy: str) -> Diagnosis:
    return Diagnosis("warning", words, remedy)


def fault(words: str, remedy: str) -> Diagnosis:
    return Diagnosis("fault", words, remedy)


def unknown(words: str, remedy: str = "") -> Diagnosis:
    return Diagnosis("unknown", words, remedy)


def examine(examinations: Sequence[Examination], *, offline: bool) -> list[Report]:
    """The reports in the order of `examinations`, which run side by side. `offline`: those that are far do not run.

    What one examination finds several times, such as missing credentials, is told once.
    """

    def one(examination: Examination) -> Report:
        if offline and examination.far:
            return Report(examination.subject, (unknown(_LEFT_OUT),))
        return Report(examination.subject, tuple(dict.fromkeys(examination.look())))

    with ThreadPoolExecutor(_AT_ONCE) as pool:
        return list(pool.map(one, examinations))
