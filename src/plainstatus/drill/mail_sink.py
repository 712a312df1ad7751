"""A mail server of this machine that keeps what it is handed, and brings it to nobody."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any


@dataclass
class MailSink:
    """`received` has every mail with its recipient. The next `refusals` recipients are asked to come back later."""

    port: int = 0
    refusals: int = 0
    refused: int = 0
    received: list[tuple[str, bytes]] = field(default_factory=list)

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:
        if self.refusals:
            self.refusals -= 1
            self.refused += 1
            return "451 4.3.0 The drill wants you to come back later"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        self.received += [(recipient, bytes(envelope.content)) for recipient in envelope.rcpt_tos]
        return "250 Kept, and brought to nobody"


@contextmanager
def mail_sink() -> Iterator[MailSink]:
    """A sink at a free port of this machine."""
    from aiosmtpd.controller import Controller

    sink = MailSink(_free_port())
    # Of itself the library would ask the network for this machine's name.
    controller = Controller(sink, hostname="127.0.0.1", port=sink.port, server_hostname="drill.invalid")
    controller.start()
    try:
        yield sink
    finally:
        controller.stop()


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    return port
