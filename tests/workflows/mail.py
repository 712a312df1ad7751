"""A mail server on loopback that keeps what it is handed, and lets nobody in without the password."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult

from ..live import free_port

USER, PASSWORD = "status", "only-for-tests"


@dataclass
class Mailroom:
    """`received` is everything that was handed in, `port` where."""

    port: int
    received: list[EmailMessage] = field(default_factory=list)

    async def handle_MAIL(self, server: Any, session: Any, envelope: Any, address: str, options: list[str]) -> str:
        if not session.authenticated:
            return "530 Sign in first"
        envelope.mail_from = address
        return "250 Go on"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        self.received.append(message_from_bytes(envelope.content, policy=policy.default))
        return "250 Taken"


def _signed_in(server: Any, session: Any, envelope: Any, mechanism: str, told: Any) -> AuthResult:
    # Where it is not handled here, the server itself answers that it is wrong.
    return AuthResult(success=(told.login, told.password) == (USER.encode(), PASSWORD.encode()), handled=False)


@contextmanager
def mailroom() -> Iterator[Mailroom]:
    """A server for as long as the block lasts."""
    room = Mailroom(free_port())
    controller = Controller(
        room, hostname="127.0.0.1", port=room.port, authenticator=_signed_in, auth_require_tls=False
    )
    controller.start()
    try:
        yield room
    finally:
        controller.stop()
