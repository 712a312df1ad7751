"""The system's Chromium for tests, and folders served to it over loopback.

Tests that use one of these fixtures carry the marker `browser`. While the browser runs, its
event loop counts as running in the process: `asyncio.run` is not to be had beside it.
"""

import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Route, sync_playwright

from .installed import missing

_NAMES = ("chromium", "chromium-browser", "google-chrome")
_ARGUMENTS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-dev-shm-usage",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # No name but this machine's is ever looked up.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
    "--no-proxy-server",
)
_LOOPBACK = "127.0.0.1"


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests; without one they are skipped, or fail with PLAINSTATUS_REQUIRE_BROWSER=1."""
    executable = os.environ.get("PLAINSTATUS_CHROMIUM") or next(filter(None, map(shutil.which, _NAMES)), None)
    if executable is None:
        reason = f"no browser: none of {', '.join(_NAMES)} is installed, and PLAINSTATUS_CHROMIUM names none"
        missing(reason, "PLAINSTATUS_REQUIRE_BROWSER")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=executable, args=_ARGUMENTS)
        yield chromium
        chromium.close()


@dataclass
class Served:
    """A folder under `url`, which ends in a slash. `requests` are the paths asked for, in order."""

    url: str
    requests: list[str] = field(default_factory=list)


class _Handler(SimpleHTTPRequestHandler):
    def __init__(self, *args: Any, requests: list[str], headers: Mapping[str, str], **fields: Any) -> None:
        self._requests = requests
        self._headers = headers
        super().__init__(*args, **fields)

    def do_GET(self) -> None:
        self._requests.append(self.path)
        super().do_GET()

    def end_headers(self) -> None:
        for name, value in self._headers.items():
            self.send_header(name, value)
        super().end_headers()

    def log_message(self, format: str, *args: Any) -> None:
        pass


@contextmanager
def serving(folder: Path, headers: Mapping[str, str] | None = None) -> Iterator[Served]:
    """Serve `folder` at a free port of this machine, with `headers` on every answer."""
    requests: list[str] = []
    handler = partial(_Handler, requests=requests, headers=headers or {}, directory=str(folder))
    with ThreadingHTTPServer((_LOOPBACK, 0), handler) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        thread.start()
        yield Served(f"http://{_LOOPBACK}:{server.server_port}/", requests)
        server.shutdown()
        thread.join()


@pytest.fixture
def served() -> Iterator[Callable[..., Served]]:
    """Serves folders until the test is over; a second argument has headers for every answer."""
    with ExitStack() as stack:
        yield lambda folder, headers=None: stack.enter_context(serving(folder, headers))


@dataclass
class Visits:
    """Opens pages, each for a reader of its own.

    `elsewhere` are the addresses that they asked of other hosts, none of which was let through;
    `complaints` what the console said of errors, a broken content security policy among them.
    """

    browser: Browser
    elsewhere: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def page(self, **reader: Any) -> Page:
        """An empty page. `reader` says how they browse: `timezone_id`, `color_scheme`, `viewport` …"""
        context = self.browser.new_context(**reader)
        context.route(lambda url: urlsplit(url).hostname not in (_LOOPBACK, None), self._refuse)
        page = context.new_page()
        page.set_default_timeout(5_000)
        page.on("console", self._listen)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        return page

    def _refuse(self, route: Route) -> None:
        self.elsewhere.append(route.request.url)
        route.abort()

    def _listen(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.complaints.append(message.text)


@pytest.fixture
def visits(browser: Browser, served: Callable[..., Served]) -> Iterator[Visits]:
    """Pages for one test, which fails where one asked another host for anything, or complained.

    A test that expects that clears the list. It asks for `served` so that the pages close before the folders do.
    """
    made = Visits(browser)
    yield made
    for context in browser.contexts:
        context.close()
    assert made.elsewhere == []
    assert made.complaints == []
