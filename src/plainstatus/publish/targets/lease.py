"""The right to be the only one who publishes into a bucket: an object that is kept alive while the work lasts.

What ends without a word leaves it behind, and after a short while the next may take it over.
"""

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any, Protocol

from plainstatus.publish.build_folder import OURS
from plainstatus.publish.plan import ABSENT, Absent
from plainstatus.publish.targets.interface import Busy, Changed, Lease, Stored, TargetFault

LOCK = OURS + "lock.json"
#: Seconds after which a lease that nobody keeps alive is over.
LEASE = 60.0
#: So long a store that knows no conditions is given until a rival's lock would have come to light.
_SETTLE = 2.0


class Store(Protocol):
    """What a lease needs of the place where it is kept."""

    is_amazons: bool
    conditional: bool

    def write(self, path: str, body: bytes, expect: str | Absent | None) -> str: ...

    def aged(self, path: str) -> tuple[Stored, float] | None: ...

    def delete(self, path: str, expect: str | None) -> None: ...


@contextmanager
def leased(store: Store, owner: str, pause: Callable[[float], None]) -> Iterator[Lease]:
    """Hold the lease of `store` for as long as the context lasts. Raises Busy, and TargetFault."""
    lease = _Lease(store, owner)
    lease.take(pause)
    alive = threading.Thread(target=lease.keep, name="lease", daemon=True)
    alive.start()
    begun = True
    try:
        yield lease
        begun = False
    finally:
        lease.ended.set()
        alive.join()
        # Whatever goes wrong with giving it back, it is over soon.
        with suppress(TargetFault):
            lease.give_back(broken_off=begun and lease.begun)


class _Lease:
    def __init__(self, store: Store, owner: str) -> None:
        from uuid import uuid4

        self._store = store
        self._owner = owner
        self._token = uuid4().hex
        self._tag = ""
        self._count = 0
        self._lost = ""
        self._until = 0.0
        self.was_broken_off = self.begun = False
        self.remark: str | None = None
        self.ended = threading.Event()

    def take(self, pause: Callable[[float], None]) -> None:
        try:
            self._write(ABSENT)
        except Changed:
            self._take_over()
        except TargetFault:
            # A store may answer a condition with an error. Where it does not answer at all, the next try tells.
            if self._store.is_amazons:
                raise
            return self._take_without_conditions(pause)
        if not self._store.is_amazons and not self._knows_conditions():
            self._take_without_conditions(pause)

    def begin(self) -> None:
        self.begun = True

    def check(self) -> None:
        if not self._lost and time.monotonic() > self._until:
            self._lost = "the store did not answer for a while"
        if self._lost:
            raise Busy(f"the right to publish was lost ({self._lost}), and nothing more was done: publish again")

    def keep(self) -> None:
        """Keep the lease alive until it has ended or is lost."""
        while not self.ended.wait(LEASE / 4) and not self._lost:
            try:
                self._write(self._tag)
            except Changed:
                self._lost = "somebody else has taken it over"
            except TargetFault:
                # The next time may go well; `check` minds how long that has been.
                continue

    def give_back(self, *, broken_off: bool) -> None:
        if self._lost:
            return
        if broken_off:
            self._write(self._tag, over=True)
        else:
            self._store.delete(LOCK, self._tag)

    def _write(self, expect: str | Absent | None, *, over: bool = False) -> None:
        self._count += 1
        began = time.monotonic()
        body = {"owner": self._owner, "token": self._token, "count": self._count, "over": over}
        self._tag = self._store.write(LOCK, json.dumps(body).encode(), expect)
        # Counted from before the request, so that we give up before anybody else may begin.
        self._until = began + 0.9 * LEASE

    def _take_over(self) -> None:
        """Take over what was left behind. Raises Busy where it is in use."""
        found = self._store.aged(LOCK)
        if found is None:
            return self._again(ABSENT)
        stored, age = found
        try:
            said: dict[str, Any] = json.loads(stored.body)
            owner, over = str(said["owner"]), bool(said["over"])
        except (ValueError, KeyError, TypeError):
            owner, over = "somebody", False
        if not over and age < LEASE:
            raise Busy(
                f"{owner} is publishing there at this moment, or was broken off: "
                f"publish again in {LEASE - age:.0f} seconds, or give --wait {LEASE:.0f}"
            )
        self.was_broken_off = self.begun = True
        return self._again(stored.tag)

    def _again(self, expect: str | Absent) -> None:
        try:
            self._write(expect)
        except Changed:
            raise Busy("somebody else has begun to publish there at this moment: publish again later") from None

    def _knows_conditions(self) -> bool:
        """Whether the store refuses what it should, which not every one does that speaks S3."""
        tag = self._tag
        try:
            self._write(ABSENT)
        except Changed:
            self._tag = tag
            return True
        except TargetFault:
            return False
        return False

    def _take_without_conditions(self, pause: Callable[[float], None]) -> None:
        """The last one to write the lock holds it. Raises Busy."""
        self._store.conditional = False
        self.remark = "the store knows no conditional writes: see to it that only one publishes at a time"
        self._write(None)
        pause(_SETTLE)
        found = self._store.aged(LOCK)
        if found is None or json.loads(found[0].body).get("token") != self._token:
            raise Busy("somebody else has begun to publish there at this moment: publish again later")
