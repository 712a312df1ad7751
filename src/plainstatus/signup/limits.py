"""How often something may happen in a while, without keeping for whom it did: counts in buckets of a keyed hash."""

from array import array
from collections.abc import Callable
from hashlib import blake2b
from ipaddress import ip_address, ip_network
from secrets import token_bytes
from threading import Lock

#: Two of those who ask now share a bucket once in so many: then they share its count.
_BUCKETS = 1 << 16
#: As much of an address belongs to one client: what a house or an office has.
_NETWORKS = {4: 24, 6: 56}


class Limit:
    """At most `most` times in `seconds`, for each of those that it is asked for. May be shared by threads."""

    def __init__(self, most: int, seconds: int, clock: Callable[[], float]) -> None:
        self._most, self._seconds, self._clock = most, seconds, clock
        # Nobody who does not know it can look for two that share a bucket.
        self._key = token_bytes(16)
        self._window = -1
        self._counts = array("H")
        self._lock = Lock()

    @property
    def seconds(self) -> int:
        """After so long at most, it may happen again."""
        return self._seconds

    def allows(self, whom: str) -> bool:
        """Whether it may happen once more for `whom`; counts it."""
        bucket = int.from_bytes(blake2b(whom.encode(), key=self._key, digest_size=8).digest()) % _BUCKETS
        with self._lock:
            window = int(self._clock() // self._seconds)
            if window != self._window:
                self._window, self._counts = window, array("H", bytes(2 * _BUCKETS))
            if self._counts[bucket] >= self._most:
                return False
            self._counts[bucket] += 1
            return True


def network_of(client: str) -> str:
    """The network that an IP address belongs to; what is none counts as one of its own."""
    try:
        address = ip_address(client)
    except ValueError:
        return client
    mapped = getattr(address, "ipv4_mapped", None) or address
    return str(ip_network((mapped, _NETWORKS[mapped.version]), strict=False))
