"""A target that lets something happen before and after whatever is asked of it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from plainstatus.publish.targets.interface import Lease, Target


class Stepped:
    """`step` is told what is about to be asked, or has been."""

    def __init__(self, target: Target, step: Callable[[str], object]) -> None:
        self._target, self._step = target, step

    @property
    def parallel(self) -> int:
        return self._target.parallel

    @property
    def headers(self) -> str:
        return self._target.headers

    @contextmanager
    def hold(self, owner: str) -> Iterator[Lease]:
        with self._target.hold(owner) as lease:
            self._step("held")
            yield lease
            self._step("about to be given back")
        self._step("given back")

    def __getattr__(self, name: str) -> Callable[..., Any]:
        def asked(*args: Any) -> Any:
            self._step(f"before {name}")
            given = getattr(self._target, name)(*args)
            self._step(f"after {name}")
            return given

        return asked
