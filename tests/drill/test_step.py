"""What counts as well, late, failed and untried."""

import pytest

from plainstatus.drill.step import FailedError, Log, Step, UnverifiedError


class Clock:
    """Shows what it was told."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now

    def takes(self, seconds: float, said: str = "") -> str:
        self.now += seconds
        return said


def log_of(clock: Clock, whole: int = 100) -> tuple[Log, list[Step]]:
    told: list[Step] = []
    return Log(whole, told.append, clock), told


def fails() -> str:
    raise FailedError("It is broken.")


def test_what_takes_longer_than_its_objective_is_late() -> None:
    clock = Clock()
    log, told = log_of(clock)

    log.do("Part", "In time", 5, lambda: clock.takes(5))
    log.do("Part", "Late", 5, lambda: clock.takes(5.1, "words"))
    log.do("Part", "Since the beginning", 10, lambda: "", since=0.0)

    assert [step.verdict for step in told] == ["passed", "late", "late"]
    assert told[1] == Step("Part", "Late", "late", pytest.approx(5.1), 5, "words")
    assert told[2].seconds == pytest.approx(10.1)


def test_what_needs_a_step_that_failed_is_not_tried_and_the_rest_is() -> None:
    log, told = log_of(Clock())

    failed = log.do("Part", "First", None, fails)
    log.do("Part", "Second", None, fails, needs=failed)
    log.do("Part", "Third", None, lambda: "well")

    assert [(step.verdict, step.said) for step in told] == [
        ("failed", "It is broken."),
        ("untried", "“First” did not go well."),
        ("passed", "well"),
    ]


def test_after_the_time_of_the_drill_nothing_begins() -> None:
    clock = Clock()
    log, told = log_of(clock, whole=10)

    log.do("Part", "Long", None, lambda: clock.takes(10))
    log.do("Part", "Too late", None, fails)

    assert told[1].verdict == "untried"
    assert told[1].said == "The 10 s of the drill were over."


def test_what_nobody_can_tell_is_neither_good_nor_bad() -> None:
    log, told = log_of(Clock())

    def doubt() -> str:
        raise UnverifiedError("Only a person can see.")

    doubted = log.do("Part", "First", None, doubt)
    log.do("Part", "Second", None, lambda: "", needs=doubted)

    assert [step.verdict for step in told] == ["unverified", "passed"]


def test_a_fault_of_the_drill_itself_is_told_and_ends_nothing() -> None:
    log, told = log_of(Clock())

    log.do("Part", "First", None, lambda: str(1 / 0))

    assert told[0].said == "The drill itself has a fault here: ZeroDivisionError: division by zero"


def test_a_step_that_is_broken_off_has_failed() -> None:
    log, told = log_of(Clock())

    def broken_off() -> str:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        log.do("Part", "First", None, broken_off)

    assert [(step.verdict, step.said) for step in told] == [("failed", "The drill was broken off here.")]


def test_one_that_is_broken_off_between_two_steps_is_not_good() -> None:
    log, told = log_of(Clock())
    log.do("Part", "First", None, lambda: "")

    log.break_off()
    log.break_off()

    assert [(step.name, step.verdict) for step in told] == [("First", "passed"), ("The whole drill", "failed")]
