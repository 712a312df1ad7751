"""Fetches one file of a site as a reader's browser does, without following where it is sent."""

import http.client
import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

#: Seconds to wait for a connection and for each further part of an answer.
TIMEOUT = 10.0
#: Bytes: no file of a status page that is looked at here has more.
LARGEST = 16 * 1024 * 1024


class UnreachableError(Exception):
    """There was no answer: `str()` is a phrase that says why; `certificate` that it was for the certificate."""

    def __init__(self, words: str, *, certificate: bool = False) -> None:
        super().__init__(words)
        self.certificate = certificate


@dataclass(frozen=True, slots=True)
class Answer:
    """`headers` have names in lower case. `valid_until`: when the certificate ends, in epoch seconds; None by HTTP."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    valid_until: float | None


def fetch(url: str, timeout: float = TIMEOUT) -> Answer:
    """GET `url`. Raises UnreachableError."""
    try:
        return _fetch(url, timeout)
    except ssl.SSLCertVerificationError as error:
        raise UnreachableError(f"its certificate does not hold: {error.verify_message}", certificate=True) from None
    except ssl.SSLError as error:
        raise UnreachableError(f"no private connection came about: {error.reason or error}", certificate=True) from None
    except TimeoutError:
        raise UnreachableError("it does not answer in time") from None
    except OSError as error:
        raise UnreachableError(f"it cannot be reached: {error.strerror or error}") from None
    except (http.client.HTTPException, ValueError) as error:
        raise UnreachableError(f"it answers, but not as a web server does ({type(error).__name__})") from None


def _fetch(url: str, timeout: float) -> Answer:
    parts = urlsplit(url)
    host, port = parts.hostname or "", parts.port
    connection: http.client.HTTPConnection
    if parts.scheme == "https":
        connection = http.client.HTTPSConnection(host, port, timeout=timeout, context=ssl.create_default_context())
    else:
        connection = http.client.HTTPConnection(host, port, timeout=timeout)
    try:
        # As it is kept: a packed body would be another one.
        connection.request(
            "GET", parts.path or "/", headers={"Accept-Encoding": "identity", "User-Agent": "plainstatus"}
        )
        until = _valid_until(connection.sock)
        answer = connection.getresponse()
        headers = {name.lower(): value for name, value in answer.getheaders()}
        return Answer(answer.status, headers, answer.read(LARGEST), until)
    finally:
        connection.close()


def _valid_until(socket: Any) -> float | None:
    if not isinstance(socket, ssl.SSLSocket):
        return None
    said = (socket.getpeercert() or {}).get("notAfter")
    return float(ssl.cert_time_to_seconds(said)) if isinstance(said, str) else None
