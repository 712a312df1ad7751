"""Which address a request goes to: looked up once, judged, and from then on the only one that is connected to.

A name that leads somewhere else a moment later (DNS rebinding) gains nothing.
"""

import ipaddress
import queue
import re
import socket
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

#: From a name and a port to addresses of the network, the best one first. Raises OSError.
Resolve = Callable[[str, int], Sequence[str]]

#: Addresses of IPv6 that stand for one of IPv4 behind a gateway (RFC 6052).
_GATEWAY = ipaddress.ip_network("64:ff9b::/96")
#: All of IPv6 that is given out to be reached from everywhere (RFC 4291, section 2.4). Older versions of Python call
#: more than that global: what was for sites, for gateways of one network, or stood for IPv4 once.
_WORLD = ipaddress.ip_network("2000::/3")
_HOST, _TARGET = re.compile(r"[A-Za-z0-9._:-]+"), re.compile(r"[!-~]+")
_PORTS = {"https": 443, "http": 80}


class AddressFault(Exception):
    """A request has no address that it may go to. Says why, and nothing of the address but its host."""


@dataclass(frozen=True)
class Place:
    """An address of the web in its parts. Only `host` may be told: the rest is often a secret."""

    secure: bool
    host: str
    port: int
    target: str


def place_of(url: str) -> Place:
    """The parts of `url`. Raises AddressFault."""
    try:
        parts = urlsplit(url.strip())
        host = (parts.hostname or "").encode("idna").decode()
        port = parts.port or _PORTS.get(parts.scheme, 0)
    except (ValueError, UnicodeError):
        raise AddressFault("it is not an address of the web") from None
    target = f"{parts.path or '/'}{f'?{parts.query}' if parts.query else ''}"
    if not (_HOST.fullmatch(host) and port and _TARGET.fullmatch(target)):
        raise AddressFault("it is not an address of the web")
    return Place(parts.scheme == "https", host, port, target)


def allowed_addresses(place: Place, resolve: Resolve, seconds: float, *, allow_private: bool) -> list[str]:
    """Where `place` may be reached. Raises AddressFault, or OSError where the name leads nowhere in time."""
    if not (place.secure or allow_private):
        raise AddressFault("it begins with http://, so that everybody on the way could read it: write https://")
    found = _looked_up(place, resolve, seconds)
    allowed = [address for address in found if allow_private or is_public(address)]
    if not allowed:
        raise AddressFault("it leads to a private network: set `allow_private: true` where that is meant")
    return allowed


def is_public(address: str) -> bool:
    """Whether everybody means the same host by `address`, whichever way it is written."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        if ip in _GATEWAY:
            return is_public(str(ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)))
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
        if inner is not None:
            return is_public(str(inner))
        if ip not in _WORLD:
            return False
    return ip.is_global and not ip.is_multicast


def system_resolve(host: str, port: int) -> list[str]:
    """The addresses that this machine knows for a name."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(address[0]) for *_, address in found))


def _looked_up(place: Place, resolve: Resolve, seconds: float) -> Sequence[str]:
    """What `resolve` finds, within `seconds`: the system itself may take minutes, and knows no limit."""
    answers: queue.SimpleQueue[Sequence[str] | OSError] = queue.SimpleQueue()

    def look() -> None:
        try:
            answers.put(resolve(place.host, place.port))
        except (OSError, UnicodeError) as error:
            answers.put(error if isinstance(error, OSError) else OSError("no such name"))

    threading.Thread(target=look, daemon=True).start()
    try:
        found = answers.get(timeout=seconds)
    except queue.Empty:
        raise TimeoutError from None
    if isinstance(found, OSError):
        raise found
    return found
