from collections.abc import Iterator
from threading import Barrier

from plainstatus.doctor.diagnosis import Diagnosis, Examination, Report, examine, ok, unknown


def test_examinations_run_side_by_side_and_are_told_in_their_order() -> None:
    together = Barrier(3, timeout=10)

    def look(words: str) -> Iterator[Diagnosis]:
        together.wait()
        yield ok(words)

    reports = examine([Examination(name, lambda name=name: look(name)) for name in "cab"], offline=False)

    assert reports == [Report(name, (ok(name),)) for name in "cab"]


def test_offline_looks_at_nothing_that_is_far() -> None:
    def look() -> Iterator[Diagnosis]:
        raise AssertionError("the network was asked")
        yield

    reports = examine([Examination("near", lambda: [ok("fine")]), Examination("far", look, far=True)], offline=True)

    assert reports == [
        Report("near", (ok("fine"),)),
        Report("far", (unknown("not looked at, since the network is left out"),)),
    ]


def test_what_is_found_twice_is_told_once() -> None:
    (report,) = examine([Examination("a bucket", lambda: [ok("fine"), unknown("dark"), ok("fine")])], offline=False)

    assert report.diagnoses == (ok("fine"), unknown("dark"))
