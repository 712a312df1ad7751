"""How often a request is tried, and how long is waited in between."""

import json
import random
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from math import isfinite

from plainstatus.notify.web.hosts import Hosts
from plainstatus.notify.web.request import Answer, UnansweredError, UnsentError

#: So often one message is tried in a run. The next run tries again.
TRIES = 4
#: Seconds that are waited at most, however long a receiver asks for.
LONGEST_PAUSE = 30.0

#: These say that another try may do better: too many requests, and trouble on the other side.
_AGAIN = frozenset({408, 425, 429, 500, 502, 503, 504})
_FAR_TOO_LONG = 10.0**9


@dataclass(frozen=True)
class Waiting:
    """How a run waits: `sleep` waits for seconds, `now` is the time of day, `chance` is a number from 0 to 1."""

    sleep: Callable[[float], None] = time.sleep
    now: Callable[[], datetime] = lambda: datetime.now(UTC)
    chance: Callable[[], float] = random.random


class TooLongError(Exception):
    """A receiver asks to be left alone for longer than a run can wait: for `seconds`."""

    def __init__(self, answer: Answer, seconds: float) -> None:
        super().__init__(seconds)
        self.answer, self.seconds = answer, seconds


def tried(request: Callable[[], Answer], host: str, hosts: Hosts, waiting: Waiting) -> Answer:
    """The answer to `request`, which is made again while that may help.

    Raises what the last try raised, TooLongError, and UnsentError where `host` is given up.
    """
    for number in range(1, TRIES + 1):
        if hosts.is_given_up(host):
            raise UnsentError("it failed too often in this run, and is left alone")
        try:
            answer = request()
        except (UnsentError, UnansweredError) as fault:
            hosts.note(host, answered=False)
            if number == TRIES or (isinstance(fault, UnsentError) and fault.lasting):
                raise
            waiting.sleep(_growing(number, waiting))
            continue
        hosts.note(host, answered=answer.status not in _AGAIN or answer.status == 429)
        if answer.status not in _AGAIN or number == TRIES:
            break
        waiting.sleep(_pause_after(answer, number, waiting))
    return answer


def _pause_after(answer: Answer, number: int, waiting: Waiting) -> float:
    asked = asked_pause(answer, waiting.now())
    if asked is None:
        return _growing(number, waiting)
    if asked > LONGEST_PAUSE:
        raise TooLongError(answer, asked)
    # Many senders that were told the same moment should not all come back at it.
    return max(asked, 0.0) + waiting.chance()


def _growing(number: int, waiting: Waiting) -> float:
    """One second, two, four: each somewhat shorter by chance."""
    return 2.0 ** (number - 1) * (1 - waiting.chance() / 2)


def asked_pause(answer: Answer, now: datetime) -> float | None:
    """Seconds that the receiver asks to wait, in either form of RFC 9110 (section 10.2.3) or as Discord says it."""
    asked = answer.headers.get("retry-after", "").strip()
    if asked.isascii() and asked.isdecimal():
        return min(float(asked), _FAR_TOO_LONG)
    if asked:
        try:
            until = parsedate_to_datetime(asked)
        except (ValueError, OverflowError):
            return None
        return (until.replace(tzinfo=until.tzinfo or UTC) - now).total_seconds()
    return _asked_in_body(answer.body)


def _asked_in_body(body: bytes) -> float | None:
    try:
        asked = float(json.loads(body)["retry_after"])
    except (ValueError, TypeError, LookupError, OverflowError, RecursionError):
        return None
    return asked if isfinite(asked) else None
