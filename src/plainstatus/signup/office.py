"""All that answering needs, handed in: the look, the links, the store, the way of mails, the limits, the clock."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from plainstatus.signup.limits import Limit
from plainstatus.signup.links import Links
from plainstatus.signup.look import Look
from plainstatus.signup.post import Sender
from plainstatus.subscribers.store import SubscriberStore

#: So many mails in an hour go to one address, so many requests for one come from one network, and so many are sent.
MAILS_TO_ONE, MAILS_FROM_ONE, MAILS = 3, 20, 2000
_HOUR = 3600


@dataclass(frozen=True)
class Limits:
    """`address` and `network` are for each of them, `all` for everybody together."""

    address: Limit
    network: Limit
    all: Limit


@dataclass(frozen=True)
class Office:
    """`log` is told what whoever runs it should know; no address is ever in it."""

    look: Look
    links: Links
    store: SubscriberStore
    sender: Sender
    limits: Limits
    clock: Callable[[], datetime] = lambda: datetime.now(UTC)
    log: Callable[[str], None] = lambda said: None


def usual_limits(clock: Callable[[], float]) -> Limits:
    """As they are where nobody says otherwise."""
    return Limits(Limit(MAILS_TO_ONE, _HOUR, clock), Limit(MAILS_FROM_ONE, _HOUR, clock), Limit(MAILS, _HOUR, clock))
