"""The sign-up as a WSGI application (PEP 3333), and a small server for it, a thread to a request."""

import sys
from collections.abc import Callable, Iterable
from http import HTTPStatus
from socketserver import ThreadingMixIn
from typing import TYPE_CHECKING, Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer

from plainstatus.signup.answers import answer
from plainstatus.signup.exchange import LONGEST_BODY, Request
from plainstatus.signup.office import Office

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

#: Seconds that a client may take to say what it wants.
_PATIENCE = 10

Application = Callable[["WSGIEnvironment", "StartResponse"], Iterable[bytes]]


def application(office: Office, *, behind_proxy: bool = False) -> Application:
    """The application. Only `behind_proxy` is believed who a request is said to come from (X-Forwarded-For)."""

    def serve(environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        made = answer(_request(environ, behind_proxy=behind_proxy), office)
        headers = [*made.headers.items(), ("Content-Length", str(len(made.body)))]
        start_response(f"{made.status} {HTTPStatus(made.status).phrase}", headers)
        return [made.body]

    return serve


def _request(environ: "WSGIEnvironment", *, behind_proxy: bool) -> Request:
    client = environ.get("REMOTE_ADDR", "")
    if behind_proxy:
        # What stands before the last one may have been written by the client itself.
        client = (environ.get("HTTP_X_FORWARDED_FOR") or client).rpartition(",")[2].strip()
    return Request(
        method=environ["REQUEST_METHOD"],
        path=environ.get("SCRIPT_NAME", "") + environ.get("PATH_INFO", ""),
        query=environ.get("QUERY_STRING", ""),
        content_type=environ.get("CONTENT_TYPE", ""),
        body=_body(environ),
        client=client,
        languages=environ.get("HTTP_ACCEPT_LANGUAGE", ""),
    )


def _body(environ: "WSGIEnvironment") -> bytes:
    length = environ.get("CONTENT_LENGTH") or "0"
    # One byte too many is enough to know that it is too much.
    size = min(int(length), LONGEST_BODY + 1) if length.isascii() and length.isdigit() and len(length) < 20 else 0
    try:
        body: bytes = environ["wsgi.input"].read(size) if size else b""
    except OSError:
        # They fell silent in the middle of it, or went away.
        return b""
    return body


class _Handler(WSGIRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:
        """Addresses of clients, and the tokens in what they ask for, are nothing to keep."""


class Server(ThreadingMixIn, WSGIServer):
    """Serves until it is shut down. A client that breaks off concerns nobody else."""

    daemon_threads = True

    def server_bind(self) -> None:
        # The name of this machine would be asked of the network, and nobody needs it.
        super(WSGIServer, self).server_bind()
        self.server_name, self.server_port = str(self.server_address[0]), int(self.server_address[1])
        self.setup_environ()

    def handle_error(self, request: Any, client_address: Any) -> None:
        error = sys.exc_info()[1]
        if not isinstance(error, OSError):
            super().handle_error(request, client_address)


def server(app: Application, host: str, port: int, patience: float = _PATIENCE) -> Server:
    """A server that is bound to its port, 0 for any; `serve_forever` lets it serve. Raises OSError.

    `patience` is how long, in seconds, it waits for a client that has fallen silent.
    """
    made = Server((host, port), type("Handler", (_Handler,), {"timeout": patience}))
    made.set_app(app)
    return made
