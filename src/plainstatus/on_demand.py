"""Pages that are made when somebody asks for them, for the server on the writer's own machine.

Whoever saves a file looks at one page: that one has to be there at once. It knows
neither MkDocs nor what a page is.
"""

import threading
from collections import deque
from collections.abc import Callable, Iterable
from typing import Any

#: The last so many paths that were asked for are made anew with every build, before it is shown.
REMEMBERED = 20

#: Makes what answers at a path below the site's root, where there is such a thing.
Make = Callable[[str], None]
#: A WSGI application (PEP 3333).
Application = Callable[[dict[str, Any], Any], Iterable[bytes]]


class OnDemand:
    """What was asked for, and the way to make it. One thread builds, others answer."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._asked: deque[str] = deque(maxlen=REMEMBERED)
        self._made: set[str] = set()
        self._make: Make | None = None

    def renew(self, make: Make) -> None:
        """A new build: from now on `make` makes every path, and at once those that were asked for of late."""
        with self._lock:
            self._make = make
            self._made = set(self._asked)
            for path in self._asked:
                make(path)

    def ask(self, path: str) -> None:
        """See to it that what stands at `path` is there."""
        with self._lock:
            if self._make is None or path in self._made:
                return
            if path in self._asked:
                self._asked.remove(path)
            self._asked.append(path)
            self._made.add(path)
            self._make(path)

    def before(self, application: Application, mounted_at: str) -> Application:
        """`application`, which serves files below `mounted_at`, with each of them made before it looks."""

        def answer(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
            path = environ.get("PATH_INFO", "").encode("latin-1").decode("utf-8", "ignore")
            if f"{path}/".startswith(mounted_at):
                self.ask(path[len(mounted_at) :])
            return application(environ, start_response)

        return answer
