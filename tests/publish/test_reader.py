"""A reader who asks all the time, while a site is published again and again."""

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from http.client import HTTPConnection
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest

from plainstatus.publish.build_folder import Build, read_build
from plainstatus.publish.delivery import deliver
from plainstatus.publish.targets.directory import DirectoryTarget

from ..site.built import built
from .consistent import faults, links_of
from .folders import NOW, URL, order
from .places import directory
from .stepped import Stepped

PUBLISHES = 200
COMPONENTS = "components:\n  - {id: api, name: API}\n  - {id: web, name: Website}\n"
INCIDENT = """\
---
title: {title}
components: {{api: partial_outage}}
---

## Investigating - 2026-11-24 14:05 UTC

We look into it.
"""
RESOLVED = "\n## Resolved - 2026-11-24 15:05 UTC\n\nAll is well.\n"
AT = "2026-11-24 16:00"


@pytest.fixture(scope="module")
def builds(tmp_path_factory: pytest.TempPathFactory) -> list[Build]:
    """Builds of one site, as `plainstatus build` makes them, that differ in colours, in incidents and in words."""
    first, second, third = (INCIDENT.format(title=title) for title in ("Mail is late", "Orders fail", "Pages are slow"))
    sites = {
        "#0b5394": {"one": first, "two": second + RESOLVED},
        "#8e1b1b": {"one": first + RESOLVED, "three": third},
        "#1b6e2b": {"two": second, "three": third + RESOLVED, "one": first},
    }
    folder = tmp_path_factory.mktemp("builds")
    return [
        read_build(
            built(folder / colour[1:], now=AT, components=COMPONENTS, incidents=files, colors={"accent": colour})
        )
        for colour, files in sites.items()
    ]


@contextmanager
def served(folder: Path) -> Iterator[HTTPConnection]:
    """A way to ask a plain server of files for what is in `folder`."""

    class Quiet(SimpleHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True

        def log_message(self, format: str, *args: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder))) as server:
        threading.Thread(target=server.serve_forever).start()
        connection = HTTPConnection("127.0.0.1", server.server_port)
        try:
            yield connection
        finally:
            connection.close()
            server.shutdown()


class Reader:
    """Opens the front page, with all that it is drawn with, and then each incident that it names."""

    def __init__(self, connection: HTTPConnection) -> None:
        self._connection = connection
        self.fronts: set[bytes] = set()
        self.pages = 0
        self.broken: list[str] = []

    def read(self) -> None:
        front = self._open("/")
        self.fronts.add(front)
        for is_part, address in links_of(front):
            path = urlsplit(urljoin("/", address)).path
            if not is_part and path.startswith("/incidents/"):
                self._open(path)

    def _open(self, path: str) -> bytes:
        page = self._ask(path, "the link")
        self.pages += 1
        for is_part, address in links_of(page):
            if is_part:
                self._ask(urlsplit(urljoin(path, address)).path, path)
        return page

    def _ask(self, path: str, origin: str) -> bytes:
        self._connection.request("GET", path)
        answer = self._connection.getresponse()
        body = answer.read()
        if answer.status != 200 or not body:
            self.broken.append(f"{origin} → {path}: {answer.status}")
        return body


def test_a_reader_never_meets_a_page_that_lacks_something(tmp_path: Path, builds: list[Build]) -> None:
    root = tmp_path / "published"
    deliver(DirectoryTarget(root), order(builds[-1]))
    has_read = threading.Semaphore(0)

    def publish_all() -> None:
        for number in range(PUBLISHES):
            deliver(DirectoryTarget(root), order(builds[number % len(builds)]))
            has_read.acquire()
            if number < len(builds):
                # That one may have begun before this publish; each build is to be seen.
                has_read.acquire()

    with served(root) as connection, ThreadPoolExecutor(1) as pool:
        reader = Reader(connection)
        publishing = pool.submit(publish_all)
        try:
            while not publishing.done():
                reader.read()
                has_read.release()
        finally:
            has_read.release(2 * PUBLISHES)
    publishing.result()

    assert reader.broken == []
    assert reader.fronts == {build.read("index.html") for build in builds}
    assert reader.pages > PUBLISHES


def test_at_every_step_of_a_publish_pages_and_feeds_lead_to_what_is_there(tmp_path: Path, builds: list[Build]) -> None:
    place = directory(tmp_path)
    broken: list[str] = []

    def look(step: str) -> None:
        if step == "after put" or step == "after delete":
            broken.extend(faults(place.contents(), URL))

    for number, build in enumerate([*builds, builds[0], builds[2]]):
        stepped = Stepped(place.target(), look)
        deliver(stepped, order(build, NOW + 100_000 * number))  # type: ignore[arg-type]

    assert broken == []
