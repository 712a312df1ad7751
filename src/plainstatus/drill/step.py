"""What a drill does, one step after the other, each timed. Does not know what the steps are."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

#: `late`: it went well, and took too long. `unverified`: nobody can tell from here. `untried`: something before it
#: failed without which it makes no sense, or the time of the drill was over.
Verdict = Literal["passed", "late", "failed", "unverified", "untried"]
BAD: frozenset[Verdict] = frozenset({"late", "failed", "untried"})


class FailedError(Exception):
    """Why a step has failed."""


class UnverifiedError(Exception):
    """Why nobody can tell whether a step went well."""


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the part of a drill. `objective` is the most that `seconds` may be, None where nothing is said."""

    part: str
    name: str
    verdict: Verdict
    seconds: float
    objective: int | None = None
    said: str = ""

    @property
    def went_on(self) -> bool:
        """Whether what needs this step can be tried."""
        return self.verdict in ("passed", "late", "unverified")


_BROKEN_OFF = "The drill was broken off here."


@dataclass
class Log:
    """The steps so far. After `whole` seconds none begins; each that ends is told to `tell`."""

    whole: int
    tell: Callable[[Step], None]
    clock: Callable[[], float] = time.monotonic
    pause: Callable[[float], None] = time.sleep
    steps: list[Step] = field(default_factory=list)
    began: float = 0.0

    def __post_init__(self) -> None:
        self.began = self.clock()

    @property
    def seconds(self) -> float:
        """How long the drill has taken."""
        return self.clock() - self.began

    @property
    def left(self) -> float:
        """Seconds until no further step begins."""
        return self.whole - self.seconds

    def do(
        self,
        part: str,
        name: str,
        objective: int | None,
        action: Callable[[], str | None],
        *,
        needs: Step | None = None,
        since: float | None = None,
    ) -> Step:
        """Do `action`, unless what it `needs` did not go well. Its time counts from `since`, by the clock of the log.

        The action gives what is worth saying, or raises FailedError or UnverifiedError. Whatever else it raises
        breaks off the drill, and the step has failed.
        """
        missing = f"“{needs.name}” did not go well." if needs is not None and not needs.went_on else ""
        if self.left <= 0:
            missing = f"The {self.whole} s of the drill were over."
        if missing:
            return self._note(Step(part, name, "untried", 0.0, objective, missing))
        began = self.clock() if since is None else since
        verdict: Verdict = "failed"
        said = _BROKEN_OFF
        try:
            said = action() or ""
            verdict = "passed" if objective is None or self.clock() - began <= objective else "late"
        except FailedError as fault:
            said = str(fault)
        except UnverifiedError as doubt:
            verdict, said = "unverified", str(doubt)
        except Exception as error:
            said = f"The drill itself has a fault here: {type(error).__name__}: {error}"
        finally:
            step = self._note(Step(part, name, verdict, self.clock() - began, objective, said))
        return step

    def break_off(self) -> None:
        """Note that the drill has not come to its end, where no step says so: between two of them it could be good."""
        if not self.steps or self.steps[-1].said != _BROKEN_OFF:
            self._note(Step("After", "The whole drill", "failed", self.seconds, self.whole, _BROKEN_OFF))

    def _note(self, step: Step) -> Step:
        self.steps.append(step)
        self.tell(step)
        return step
