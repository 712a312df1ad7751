"""The address at which readers of a drill find the site: two folders, of which the second answers for the first."""

from collections.abc import Iterator
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any


class Front(ThreadingHTTPServer):
    """Serves the first of `folders` that is up and there, to this machine alone."""

    daemon_threads = True

    def __init__(self, *folders: Path) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.folders = folders
        #: the folders whose region has failed
        self.down: set[Path] = set()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/"

    def folder(self) -> Path:
        """The one that answers now."""
        return next((each for each in self.folders if each not in self.down), self.folders[-1])


class _Handler(SimpleHTTPRequestHandler):
    server: Front

    def translate_path(self, path: str) -> str:
        self.directory = str(self.server.folder())
        return super().translate_path(path)

    def list_directory(self, path: Any) -> None:
        self.send_error(404)

    def log_message(self, *_: object) -> None:
        """Nobody reads the log of a drill."""


@contextmanager
def running(server: ThreadingHTTPServer) -> Iterator[None]:
    """Meanwhile `server` answers."""
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
