"""What whole processes cost, measured in turn so that a noisy machine is noisy for all alike."""

import contextlib
import math
import os
import shutil
import statistics
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Cost:
    """Of one process with its children, in seconds: by the clock on the wall, and of processors."""

    wall: float
    cpu: float


@dataclass(frozen=True, slots=True)
class Program:
    """A command and the folder that it fills, which is emptied before each run."""

    command: tuple[str, ...]
    folder: Path
    output: Path | None = None


@dataclass(frozen=True, slots=True)
class Spread:
    """The median of several figures, with the least and the greatest."""

    median: float
    least: float
    greatest: float


def run(program: Program) -> Cost:
    """Runs `program` once; raises RuntimeError with its last words where it fails."""
    if program.output:
        shutil.rmtree(program.output, ignore_errors=True)
    with tempfile.TemporaryFile() as said:
        began = time.perf_counter()
        process = subprocess.Popen(
            program.command, cwd=program.folder, stdin=subprocess.DEVNULL, stdout=said, stderr=said
        )
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - began
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            said.seek(0)
            raise RuntimeError(f"{' '.join(program.command)}\n{said.read().decode(errors='replace')[-2000:]}")
    return Cost(wall, usage.ru_utime + usage.ru_stime)


def peak_together(program: Program, every: float = 0.01) -> float:
    """The most memory, in MiB, that a process and its children have at one time; shared pages count once.

    Looked at `every` so many seconds, in a run of its own where that is often, because looking costs time.
    """
    if program.output:
        shutil.rmtree(program.output, ignore_errors=True)
    peak = 0
    with subprocess.Popen(
        program.command, cwd=program.folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        while process.poll() is None:
            peak = max(peak, sum(map(_proportional_kib, _family(process.pid))))
            time.sleep(every)
    return peak / 1024


def _family(process: int) -> Iterator[int]:
    yield process
    with contextlib.suppress(OSError):
        for child in Path(f"/proc/{process}/task/{process}/children").read_text().split():
            yield from _family(int(child))


def _proportional_kib(process: int) -> int:
    """Memory of a process in KiB, each shared page divided by those who share it; 0 when it is gone."""
    with contextlib.suppress(OSError):
        for line in Path(f"/proc/{process}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1])
    return 0


def in_turn(programs: Mapping[str, Program], rounds: int, said: Callable[[str], None]) -> dict[str, list[Cost]]:
    """The costs of `rounds` runs of each program, one after the other in every round (A B C A B C …)."""
    for program in programs.values():
        run(program)
    costs: dict[str, list[Cost]] = {name: [] for name in programs}
    for turn in range(rounds):
        for name, program in programs.items():
            costs[name].append(run(program))
        said(f"  round {turn + 1} of {rounds}")
    return costs


def spread(figures: Sequence[float]) -> Spread:
    return Spread(statistics.median(figures), min(figures), max(figures))


def ratio(ours: Sequence[Cost], theirs: Sequence[Cost], what: str) -> Spread:
    """Ours to theirs, pair by pair; `what` is "wall" or "cpu"."""
    return spread([getattr(a, what) / getattr(b, what) for a, b in zip(ours, theirs, strict=True)])


def more(whole: Sequence[Cost], part: Sequence[Cost], what: str) -> Spread:
    """What the whole costs more than the part, in percent of that, pair by pair; `what` is "wall" or "cpu"."""
    return spread([100 * (getattr(a, what) / getattr(b, what) - 1) for a, b in zip(whole, part, strict=True)])


def exponent(smaller: Sequence[Cost], larger: Sequence[Cost], growth: float) -> Spread:
    """How wall time grows when the size grows `growth`-fold: 1 is in proportion, 2 its square."""
    return spread([math.log(b.wall / a.wall, growth) for a, b in zip(smaller, larger, strict=True)])
