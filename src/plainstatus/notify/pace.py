"""Keeps to so many messages a second, however many send at once. Does not know what is sent."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass
class Pace:
    """`rate` is messages per second, None for as fast as it goes. `clock` gives seconds, `sleep` waits for some."""

    rate: float | None
    clock: Callable[[], float]
    sleep: Callable[[float], None]
    _next: float = 0.0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def wait(self) -> None:
        """Come back when the next message may leave."""
        if self.rate is None:
            return
        with self._lock:
            now = self.clock()
            turn = max(self._next, now)
            self._next = turn + 1 / self.rate
        if turn > now:
            self.sleep(turn - now)
