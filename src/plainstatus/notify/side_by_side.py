"""Several works at a time, told in a set order, so that whoever is slow keeps nobody else waiting."""

import threading
from collections.abc import Callable, Iterator, Sequence
from queue import SimpleQueue
from typing import Generic, TypeVar

T = TypeVar("T")

#: A work: gives one thing after the other, and stops between two of them once it is asked whether that is all.
Work = Callable[[Callable[[], bool]], Iterator[T]]


def side_by_side(works: Sequence[Work[T]]) -> Iterator[T]:
    """What `works` give, the first one's first, while all of them are done at once.

    What one of them raises is raised at the end, when all have come to theirs. Where nobody wants to know more,
    each stops after what it is at.
    """
    over = threading.Event()
    if len(works) == 1:
        yield from works[0](over.is_set)
        return
    threads = [_Working(work, over) for work in works]
    try:
        for thread in threads:
            yield from thread.results()
    finally:
        over.set()
        for thread in threads:
            thread.join()
    for thread in threads:
        if thread.fault is not None:
            raise thread.fault


class _Working(threading.Thread, Generic[T]):
    def __init__(self, work: Work[T], over: threading.Event) -> None:
        # Whoever stops the program twice does not wish to wait for a receiver.
        super().__init__(daemon=True)
        self.fault: BaseException | None = None
        self._work, self._over = work, over
        self._found: SimpleQueue[T | None] = SimpleQueue()
        self.start()

    def run(self) -> None:
        try:
            for each in self._work(self._over.is_set):
                self._found.put(each)
        except BaseException as fault:
            self.fault = fault
        finally:
            self._found.put(None)

    def results(self) -> Iterator[T]:
        while (each := self._found.get()) is not None:
            yield each
