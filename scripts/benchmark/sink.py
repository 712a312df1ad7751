"""A mail server that takes everything as fast as Python can, and the bare loop that it is compared with.

With a latency, what it says arrives so much later, as from a relay that is some way off.
"""

import asyncio
import smtplib
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import cast

SENDER = "status@bench.example"
#: Where the reader's address stands in the mail of the bare loop.
READER = b"reader@bench.example"
_END = b"\r\n.\r\n"


class Sink:
    """A server that runs at `port`."""

    def __init__(self, port: int) -> None:
        self.port = port

    def taken(self) -> int:
        """How many mails it has taken until now."""
        with smtplib.SMTP("127.0.0.1", self.port, "bench.example") as server:
            return int(server.docmd("VRFY", "mails")[1])


@contextmanager
def running(latency: float = 0) -> Iterator[Sink]:
    """A server in a process of its own; `latency` is in seconds."""
    command = [sys.executable, "-m", "scripts.benchmark.sink", "serve", str(latency)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=Path(__file__).parents[2]) as server:
        try:
            assert server.stdout is not None
            yield Sink(int(server.stdout.readline()))
        finally:
            server.terminate()


class _Talk(asyncio.Protocol):
    latency = 0.0
    taken = 0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast("asyncio.Transport", transport)
        self.heard = bytearray()
        self.in_text = False
        self.say(b"220 sink\r\n")

    def data_received(self, data: bytes) -> None:
        self.heard += data
        answers = []
        while answer := self.next():
            answers.append(answer)
        if answers:
            self.say(b"".join(answers))

    def next(self) -> bytes:
        """The answer to what was heard first, b"" where that is not all of it yet."""
        end = self.heard.find(_END if self.in_text else b"\r\n")
        if end < 0:
            return b""
        if self.in_text:
            del self.heard[: end + len(_END)]
            self.in_text = False
            _Talk.taken += 1
            return b"250 taken\r\n"
        verb = bytes(self.heard[:4]).upper()
        del self.heard[: end + 2]
        match verb:
            case b"DATA":
                self.in_text = True
                return b"354 go on\r\n"
            case b"EHLO":
                return b"250-sink\r\n250-PIPELINING\r\n250 8BITMIME\r\n"
            case b"VRFY":
                return b"252 %d\r\n" % _Talk.taken
            case b"QUIT":
                return b"221 bye\r\n"
        return b"250 fine\r\n"

    def say(self, answers: bytes) -> None:
        if self.latency:
            asyncio.get_running_loop().call_later(self.latency, self.transport.write, answers)
        else:
            self.transport.write(answers)


async def _serve(latency: float) -> None:
    _Talk.latency = latency
    server = await asyncio.get_running_loop().create_server(_Talk, "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


def send_one_by_one(port: int, mail: Path, readers: Path) -> None:
    """The bare loop: one connection, and the file `mail` to each address that is a line of the file `readers`."""
    head, _, rest = mail.read_bytes().partition(READER)
    with smtplib.SMTP("127.0.0.1", port, "bench.example") as server, readers.open(encoding="ascii") as lines:
        for line in lines:
            reader = line.strip()
            server.sendmail(SENDER, [reader], head + reader.encode() + rest)


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["serve", latency]:
            asyncio.run(_serve(float(latency)))
        case ["loop", port, mail, readers]:
            send_one_by_one(int(port), Path(mail), Path(readers))
