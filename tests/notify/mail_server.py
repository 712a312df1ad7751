"""A mail server on this machine, with TLS and sign-in, that misbehaves where a test wants it to."""

import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from ipaddress import ip_address
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, LoginPassword

from ..live import free_port

USERNAME, PASSWORD = "otter", "correct horse"


@dataclass
class Post:
    """What the server was handed, and how it behaves.

    `refused` maps an address to the answer that it gets. `answer` is given once the text is there; "" breaks off the
    connection instead, as `breaks_before_text` does when the server is asked to take a text.
    """

    refused: dict[str, str] = field(default_factory=dict)
    answer: str = "250 OK, taken"
    breaks_before_text: bool = False
    received: list[tuple[str, list[str], bytes]] = field(default_factory=list)
    sessions: int = 0
    port: int = 0

    def mails(self) -> list[EmailMessage]:
        return [message_from_bytes(data, policy=policy.default) for _, _, data in self.received]  # type: ignore[misc]

    def recipients(self) -> list[str]:
        return [recipient for _, recipients, _ in self.received for recipient in recipients]

    async def handle_EHLO(
        self, server: Any, session: Any, envelope: Any, hostname: str, responses: list[str]
    ) -> list[str]:
        self.sessions += 1
        session.host_name = hostname
        return responses

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:
        if address in self.refused:
            return self.refused[address]
        envelope.rcpt_tos.append(address)
        if self.breaks_before_text:
            server.transport.close()
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        self.received.append((envelope.mail_from, list(envelope.rcpt_tos), envelope.content))
        if not self.answer:
            server.transport.close()
        return self.answer or "250 OK"


def _sign_in(server: Any, session: Any, envelope: Any, mechanism: str, data: Any) -> AuthResult:
    right = isinstance(data, LoginPassword) and (data.login, data.password) == (USERNAME.encode(), PASSWORD.encode())
    # Unless it is told that nothing was answered, the server leaves the client waiting.
    return AuthResult(success=right, handled=right)


@contextmanager
def mail_server(*, tls: str = "none", certificate: Path | None = None, sign_in: bool = False) -> Iterator[Post]:
    """A server at a free port of this machine. `certificate` holds its key too; `tls` is as in the settings."""
    post = Post(port=free_port())
    context = None
    if certificate is not None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
    ways: dict[str, Any] = {}
    if tls == "starttls":
        ways = {"tls_context": context, "require_starttls": True}
    elif tls == "implicit":
        ways = {"ssl_context": context}
    if sign_in:
        ways |= {"authenticator": _sign_in, "auth_required": True, "auth_require_tls": tls == "starttls"}
    controller = Controller(post, hostname="127.0.0.1", port=post.port, **ways)
    controller.start()
    try:
        yield post
    finally:
        controller.stop()


def make_certificate(folder: Path, host: str = "localhost") -> Path:
    """A file with a key and a certificate for `host` and 127.0.0.1 that vouches for itself."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.x509.oid import NameOID

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, host)])
    now = datetime.now(UTC)
    names: list[x509.GeneralName] = [x509.DNSName(host)]
    if host == "localhost":
        names.append(x509.IPAddress(ip_address("127.0.0.1")))
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName(names), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    plain_key = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path = folder / f"{host}.pem"
    path.write_bytes(plain_key + made.public_bytes(serialization.Encoding.PEM))
    return path
