"""A receiver of requests on this machine that behaves as a test wants it to: slow, rude, or not at all."""

import socket
import ssl
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

#: Seconds after which nobody waits any more. Nothing takes so long where all is well.
_PATIENCE = 30


@dataclass(frozen=True)
class Received:
    """A request as it came in: header names in small letters."""

    line: str
    headers: Mapping[str, str]
    body: bytes


@dataclass
class Receiver:
    """`behaviour` holds what is done with each request in turn; the last one counts for all that follow."""

    port: int
    behaviour: list["Behaviour"] = field(default_factory=lambda: [answers(204)])
    received: list[Received] = field(default_factory=list)
    over: threading.Event = field(default_factory=threading.Event)
    secure: bool = False

    def url(self, target: str = "/hook?token=very-secret", host: str = "localhost") -> str:
        return f"http{'s' if self.secure else ''}://{host}:{self.port}{target}"

    def next_behaviour(self) -> "Behaviour":
        return self.behaviour.pop(0) if len(self.behaviour) > 1 else self.behaviour[0]


Behaviour = Callable[[socket.socket, Receiver], None]


def answers(status: int, body: bytes = b"", **headers: str) -> Behaviour:
    """An answer as it should be. `retry_after` stands for the header `Retry-After`."""
    lines = [f"HTTP/1.1 {status} Whatever", f"Content-Length: {len(body)}"]
    lines += [f"{name.replace('_', '-').title()}: {value}" for name, value in headers.items()]
    return says("\r\n".join((*lines, "", "")).encode() + body)


def says(data: bytes) -> Behaviour:
    """These very bytes, then the end."""
    return lambda connection, receiver: connection.sendall(data)


def hangs(connection: socket.socket, receiver: Receiver) -> None:
    """No answer, and no end."""
    receiver.over.wait(_PATIENCE)


def drops(connection: socket.socket, receiver: Receiver) -> None:
    """No answer, but an end."""


def repeats(beginning: bytes, more: bytes, seconds: float = 0.0) -> Behaviour:
    """`beginning`, then `more` again and again, with a while between, until nobody listens."""

    def behave(connection: socket.socket, receiver: Receiver) -> None:
        with suppress(OSError):
            connection.sendall(beginning)
            while not receiver.over.wait(seconds):
                connection.sendall(more)

    return behave


@contextmanager
def receiver(certificate: Path | None = None) -> Iterator[Receiver]:
    """A receiver at a free port of this machine, over TLS where there is a certificate, which holds its key too."""
    context = None
    if certificate is not None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
    with socket.create_server(("127.0.0.1", 0)) as listening:
        here = Receiver(listening.getsockname()[1], secure=context is not None)
        accepting = threading.Thread(target=_accept, args=(listening, here, context))
        accepting.start()
        try:
            yield here
        finally:
            here.over.set()
            listening.shutdown(socket.SHUT_RDWR)
            accepting.join(_PATIENCE)


def _accept(listening: socket.socket, here: Receiver, context: ssl.SSLContext | None) -> None:
    serving = []
    with suppress(OSError):
        while True:
            connection, _ = listening.accept()
            serving.append(threading.Thread(target=_serve, args=(connection, here, context)))
            serving[-1].start()
    for thread in serving:
        thread.join(_PATIENCE)


def _serve(connection: socket.socket, here: Receiver, context: ssl.SSLContext | None) -> None:
    connection.settimeout(_PATIENCE)
    with suppress(OSError, ValueError), connection:
        line = context.wrap_socket(connection, server_side=True) if context else connection
        with line:
            here.received.append(_request(line))
            here.next_behaviour()(line, here)


def _request(line: socket.socket) -> Received:
    with line.makefile("rb") as reading:
        first = reading.readline().decode().rstrip()
        headers = {}
        while text := reading.readline().decode().rstrip():
            name, _, value = text.partition(":")
            headers[name.lower()] = value.strip()
        return Received(first, headers, reading.read(int(headers["content-length"])))
