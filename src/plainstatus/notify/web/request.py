"""One POST over HTTP, with a limit on everything: time, size, and where it may lead. Tries once, and follows nobody.

It is the standard library's HTTP, for two reasons: the address that was judged has to be the one that is
connected to, and a receiver that sends one byte every few seconds must not hold us for longer than the whole limit.

Failures of a request:

    Unsent        it is certain that the receiver was handed nothing
    Unanswered    it was handed a request, or a part of one, and never said what became of it
"""

import contextlib
import http.client
import io
import socket
import ssl
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from plainstatus.notify.web.addresses import (
    AddressFault,
    Place,
    Resolve,
    allowed_addresses,
    place_of,
    system_resolve,
)

_USER_AGENT = "plainstatus"


class UnsentError(Exception):
    """It is certain that nothing arrived. `lasting` tells that the next try will do no better."""

    def __init__(self, reason: str, *, lasting: bool = False) -> None:
        super().__init__(reason)
        self.lasting = lasting


class UnansweredError(Exception):
    """The request was sent, or a part of it, and no answer came."""


@dataclass(frozen=True)
class Limits:
    """Seconds to look up the name and to connect, for each silence, and for all of it.

    `answer` is how many bytes of an answer are read.
    """

    connect: float = 5.0
    silence: float = 15.0
    whole: float = 25.0
    answer: int = 16_384


@dataclass(frozen=True)
class Answer:
    """What a receiver said: `headers` by their names in small letters, of `body` as much as the limits allow."""

    status: int
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True)
class Network:
    """The way to the network: how names are looked up and addresses connected to, and a clock in seconds."""

    resolve: Resolve = system_resolve
    connect: Callable[[tuple[str, int], float], socket.socket] = socket.create_connection
    clock: Callable[[], float] = time.monotonic
    limits: Limits = Limits()


def post(url: str, body: bytes, headers: Mapping[str, str], network: Network, *, allow_private: bool) -> Answer:
    """The answer to `body`, whatever its status. Raises UnsentError or UnansweredError, which name no address.

    `allow_private` lets it go to this machine and its own network, and without TLS.
    """
    deadline = _Deadline(network)
    try:
        place = place_of(url)
        addresses = allowed_addresses(place, network.resolve, network.limits.connect, allow_private=allow_private)
    except AddressFault as fault:
        raise UnsentError(str(fault), lasting=True) from None
    except OSError as error:
        raise UnsentError(told(error)) from None
    with contextlib.closing(_connected(place, addresses, deadline)) as connection:
        line = http.client.HTTPConnection(place.host, place.port)
        # The library names a port in `Host` unless it is the usual one of its own scheme.
        line.default_port = 443 if place.secure else 80
        line.sock = _Timed(connection, deadline)
        try:
            line.request("POST", place.target, body, {"User-Agent": _USER_AGENT, **headers, "Connection": "close"})
            response = line.getresponse()
        except (http.client.HTTPException, OSError) as error:
            raise UnansweredError(told(error)) from None
        known = {name.lower(): value for name, value in response.getheaders()}
        return Answer(response.status, known, _beginning(response, network.limits.answer))


def _beginning(response: http.client.HTTPResponse, most: int) -> bytes:
    """What comes of the body. The status is known by now: a body that ends badly changes nothing."""
    read = b""
    with contextlib.suppress(http.client.HTTPException, OSError):
        while len(read) < most and (more := response.read1(most - len(read))):
            read += more
    return read


class _Deadline:
    """The end of a request, and the limits until then."""

    def __init__(self, network: Network) -> None:
        self.network, self.limits = network, network.limits
        self._end = network.clock() + network.limits.whole

    def left(self, most: float) -> float:
        """Seconds that the next step may take. Raises TimeoutError where there are none."""
        seconds = min(most, self._end - self.network.clock())
        if seconds <= 0:
            raise TimeoutError
        return seconds


def _connected(place: Place, addresses: Sequence[str], deadline: _Deadline) -> socket.socket:
    """A connection to the first of `addresses` that takes one, private where `place` says so."""
    trouble = OSError("no address")
    for address in addresses:
        try:
            plain = deadline.network.connect((address, place.port), deadline.left(deadline.limits.connect))
        except OSError as error:
            trouble = error
            continue
        if not place.secure:
            return plain
        try:
            plain.settimeout(deadline.left(deadline.limits.silence))
            # The certificate has to be for the name, whichever address was connected to.
            return ssl.create_default_context().wrap_socket(plain, server_hostname=place.host)
        except OSError as error:
            plain.close()
            trouble = error
    raise UnsentError(told(trouble))


class _Timed:
    """A connection on which every step has but the time that is left. Stands in for a socket in `http.client`."""

    def __init__(self, connection: socket.socket, deadline: _Deadline) -> None:
        self._connection, self._deadline = connection, deadline

    def sendall(self, data: bytes) -> None:
        self._in_time().sendall(data)

    def makefile(self, mode: str) -> io.BufferedReader:
        return io.BufferedReader(_Answering(self))

    def receive(self, buffer: memoryview) -> int:
        return self._in_time().recv_into(buffer)

    def close(self) -> None:
        """The library closes what it still reads from; whoever connected ends the connection."""

    def _in_time(self) -> socket.socket:
        self._connection.settimeout(self._deadline.left(self._deadline.limits.silence))
        return self._connection


class _Answering(io.RawIOBase):
    """What comes back on a connection."""

    def __init__(self, line: _Timed) -> None:
        self._line = line

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        return self._line.receive(buffer)


def told(error: Exception) -> str:
    """What went wrong on the way, without a word of the address."""
    match error:
        case TimeoutError():
            return "it does not answer in time"
        case ssl.SSLCertVerificationError():
            return f"its certificate does not hold: {error.verify_message}"
        case ssl.SSLError():
            return f"no private connection came about: {error.reason or 'it broke off'}"
        case socket.gaierror():
            return "nobody knows its name"
        case http.client.RemoteDisconnected() | ConnectionResetError() | BrokenPipeError():
            return "it broke off the connection"
        case http.client.HTTPException():
            return "its answer is no HTTP"
        case OSError():
            return f"it cannot be reached: {error.strerror or 'no reason is known'}"
        case _:
            return "it fails for an unknown reason"
