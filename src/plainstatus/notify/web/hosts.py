"""When a host is left alone for the rest of a run, so that nobody waits for it again and again."""

import threading
from collections import Counter

#: Failures in a row, of all channels together.
_MOST = 8


class Hosts:
    """How the hosts did so far in this run. Channels in several threads may share it."""

    def __init__(self) -> None:
        self._failures: Counter[str] = Counter()
        self._lock = threading.Lock()

    def is_given_up(self, host: str) -> bool:
        """Whether `host` failed so often in a row that nobody should wait for it any more."""
        with self._lock:
            return self._failures[host] >= _MOST

    def note(self, host: str, *, answered: bool) -> None:
        """Note that `host` answered something sensible, or failed once more."""
        with self._lock:
            self._failures[host] = 0 if answered else self._failures[host] + 1
