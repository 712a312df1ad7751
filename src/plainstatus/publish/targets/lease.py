"""The right to be the only one who publishes into a bucket: an object that is kept alive while the work lasts.

What ends without a word leaves it behind, and after a short while the next may take it over. A store that knows no
conditional writes keeps out whoever comes while another is at work, but not two who begin in the same moment.
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


class NoConditions(TargetFault):
    """The store does not know what a condition is."""


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
    try:
        lease.take(pause)
    except TargetFault as fault:
        if not isinstance(fault, Busy):
            with suppress(TargetFault):
                lease.give_back(broken_off=False)
        raise
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
        self._until = _Deadline(0.0)
        self.was_broken_off = self.begun = False
        self.remark: str | None = None
        self.ended = threading.Event()

    def take(self, pause: Callable[[float], None]) -> None:
        if not self._store.is_amazons:
            # A store that minds no conditions would let us replace the lock of somebody who is at work.
            self._found_left()
        try:
            self._write(ABSENT)
        except Changed:
            self._take_over()
        except NoConditions:
            return self._take_without_conditions(pause)
        if not self._store.is_amazons and not self._knows_conditions():
            self._take_without_conditions(pause)

    def begin(self) -> None:
        self.begun = True

    def check(self) -> None:
        if not self._lost and self._until.is_over:
            self._lost = "the store did not answer for a while"
        if self._lost:
            raise Busy(f"the right to publish was lost ({self._lost}), and nothing more was done: publish again")

    def keep(self) -> None:
        """Keep the lease alive until it has ended or is lost."""
        while not self.ended.wait(LEASE / 4) and not self._lost:
            # The next time may go well; `check` minds how long that has been.
            with suppress(TargetFault):
                self._renew()

    def give_back(self, *, broken_off: bool) -> None:
        tag = self._kept()
        if tag is None and broken_off and self._store.conditional:
            # Something of ours may have arrived since: whoever publishes next must not rely on the manifest.
            self._write(ABSENT, over=True)
        elif tag is not None and broken_off:
            self._write(tag, over=True)
        elif tag is not None:
            self._store.delete(LOCK, tag)

    def _write(self, expect: str | Absent | None, *, over: bool = False) -> None:
        self._count += 1
        # Counted from before the request, so that we give up before anybody else may begin.
        until = _Deadline(0.9 * LEASE)
        body = {"owner": self._owner, "token": self._token, "count": self._count, "over": over}
        self._tag = self._store.write(LOCK, json.dumps(body).encode(), expect)
        self._until = until

    def _renew(self) -> None:
        try:
            if self._store.conditional:
                return self._write(self._tag)
        except Changed:
            # The answer to the last time may have been lost, and then its tag is not known.
            pass
        tag = self._kept()
        if tag is None:
            self._lost = "somebody else has taken it over"
        else:
            self._write(tag)

    def _kept(self) -> str | None:
        """The tag of the lock, None where it is not ours any more."""
        found = self._store.aged(LOCK)
        return found[0].tag if found and _said(found[0]).get("token") == self._token else None

    def _found_left(self) -> Stored | None:
        """The lock that was left behind. Raises Busy where it is in use."""
        found = self._store.aged(LOCK)
        if found is None:
            return None
        stored, age = found
        said = _said(stored)
        if not said.get("over") and age < LEASE:
            raise Busy(
                f"{said.get('owner', 'somebody')} is publishing there at this moment, or was broken off: "
                f"publish again in {LEASE - age:.0f} seconds, or give --wait {LEASE:.0f}"
            )
        self.was_broken_off = self.begun = True
        return stored

    def _take_over(self) -> None:
        left = self._found_left()
        try:
            self._write(left.tag if left else ABSENT)
        except Changed:
            raise Busy("somebody else has begun to publish there at this moment: publish again later") from None

    def _knows_conditions(self) -> bool:
        """Whether the store refuses what it should, which not every one does that speaks S3."""
        try:
            self._write(ABSENT)
        except Changed:
            return True
        except NoConditions:
            pass
        return False

    def _take_without_conditions(self, pause: Callable[[float], None]) -> None:
        """The last one to write the lock holds it. Raises Busy."""
        self._store.conditional = False
        self.remark = "the store knows no conditional writes: see to it that only one publishes at a time"
        self._write(None)
        pause(_SETTLE)
        if self._kept() is None:
            raise Busy("somebody else has begun to publish there at this moment: publish again later")


class _Deadline:
    """Some seconds from now. A machine that slept is late by the clock on the wall alone."""

    def __init__(self, seconds: float) -> None:
        self._steady, self._wall = time.monotonic() + seconds, time.time() + seconds

    @property
    def is_over(self) -> bool:
        return time.monotonic() > self._steady or time.time() > self._wall


def _said(stored: Stored) -> dict[str, Any]:
    """What a lock says; nothing where it is not one."""
    try:
        said = json.loads(stored.body)
    except (ValueError, RecursionError):
        return {}
    return said if isinstance(said, dict) else {}
