"""A web server on this machine that gives out what a test puts into it, by HTTP or HTTPS."""

import ssl
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import NamedTuple


class Page(NamedTuple):
    body: bytes
    type: str = "text/html; charset=utf-8"
    status: int = 200
    headers: Mapping[str, str] = {}


@dataclass
class Web:
    """`pages` by path below the root; `lost` is the answer to all else, `headers` are those of every answer.

    `moment` is what the server takes for now, in epoch seconds; None for the real one.
    """

    url: str = ""
    moment: float | None = None
    pages: dict[str, Page] = field(default_factory=dict)
    lost: Page = field(default_factory=lambda: Page(b"lost", status=404))
    headers: dict[str, str] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)


@contextmanager
def web_server(certificate: Path | None = None) -> Iterator[Web]:
    """A server at a free port. `certificate` holds its key too."""
    web = Web()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            path = self.path.removeprefix("/")
            web.asked.append(path)
            page = web.pages.get(path, web.lost)
            self.send_response(page.status)
            for name, value in {"Content-Type": page.type, **web.headers, **page.headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(page.body)

        def date_time_string(self, timestamp: float | None = None) -> str:
            return super().date_time_string(web.moment if timestamp is None else timestamp)

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.handle_error = lambda request, address: None  # type: ignore[method-assign,misc]
    if certificate is not None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        server.socket = context.wrap_socket(server.socket, server_side=True)
    web.url = f"{'https' if certificate else 'http'}://127.0.0.1:{server.server_port}/"
    thread = threading.Thread(target=lambda: server.serve_forever(poll_interval=0.02), daemon=True)
    thread.start()
    try:
        yield web
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
