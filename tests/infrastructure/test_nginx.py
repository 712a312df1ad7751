"""A real nginx with the configuration that `plainstatus errors nginx` prints, before a product that is down."""

import json
import os
import shutil
import socket
import subprocess
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from click.testing import CliRunner

from plainstatus.commands.program import program

from ..installed import missing
from ..live import free_port
from ..site import rich_site
from ..site.built import build, write_files

BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
_SURROUNDINGS = """\
daemon off;
{user}
pid {folder}/nginx.pid;
error_log stderr warn;
worker_processes 1;
events {{ worker_connections 64; }}
http {{
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    proxy_read_timeout 1s;
    include {folder}/errors.conf;
}}
"""

Get = Callable[..., tuple[int, Message, bytes]]


@pytest.fixture(scope="module")
def nginx() -> str:
    """The program. Without it tests are skipped, or fail with PLAINSTATUS_REQUIRE_NGINX=1."""
    found = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin")
    if found is None:
        missing("nginx is not installed", "PLAINSTATUS_REQUIRE_NGINX")
    return str(found)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(write_files(tmp_path_factory.mktemp("rich"), rich_site.FILES), now=rich_site.NOW)


@pytest.fixture
def before(nginx: str, site: Path, tmp_path: Path) -> Iterator[Callable[..., Get]]:
    """Starts nginx before an upstream at a port; gives the way to ask it."""
    running: list[subprocess.Popen[bytes]] = []

    def start(upstream: int, root: Path = site) -> Get:
        port = free_port()
        arguments = ["--upstream", f"127.0.0.1:{upstream}", "--listen", f"127.0.0.1:{port}", "--root", str(root)]
        config = ["--config-file", str(site.parent / "mkdocs.yml")]
        done = CliRunner().invoke(program, ["errors", "nginx", *arguments, "--retry-after", "45", *config])
        assert done.exit_code == 0, done.output
        # Started by root, its workers would be somebody who cannot read the folders of tests.
        user = "user root;" if os.geteuid() == 0 else ""
        (tmp_path / "errors.conf").write_text(done.output)
        (tmp_path / "nginx.conf").write_text(_SURROUNDINGS.format(folder=tmp_path, user=user))
        running.append(subprocess.Popen([nginx, "-p", tmp_path, "-c", tmp_path / "nginx.conf"]))
        _wait_for(port, running[-1])

        def get(accept: str | None, path: str = "/orders", method: str = "GET") -> tuple[int, Message, bytes]:
            request = urllib.request.Request(f"http://127.0.0.1:{port}{path}", method=method)
            if accept is not None:
                request.add_header("Accept", accept)
            try:
                with urllib.request.urlopen(request) as answer:
                    return answer.status, answer.headers, answer.read()
            except urllib.error.HTTPError as answer:
                with answer:
                    return answer.code, answer.headers, answer.read()

        return get

    yield start
    for process in running:
        process.terminate()
        process.wait()


def _wait_for(port: int, process: "subprocess.Popen[bytes]") -> None:
    while True:
        assert process.poll() is None, "nginx ended"
        try:
            socket.create_connection(("127.0.0.1", port)).close()
        except ConnectionRefusedError:
            continue
        return


@pytest.fixture
def product() -> Iterator[Callable[[int], int]]:
    """A product that answers everything with one code; 0 is one that never answers."""
    servers: list[ThreadingHTTPServer] = []

    def start(code: int) -> int:
        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                if code == 0:
                    self.rfile.read(1)
                    return
                self.send_response(code)
                self.send_header("Content-Length", "4")
                self.end_headers()
                self.wfile.write(b"oops")

            def log_message(self, format: str, *args: object) -> None:
                pass

        server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        servers.append(server)
        Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        return server.server_port

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


def test_a_browser_gets_the_page_while_the_product_is_gone(before: Callable[[int], Get], site: Path) -> None:
    status, headers, body = before(free_port())(BROWSER)

    assert (status, headers["Content-Type"]) == (502, "text/html; charset=utf-8")
    assert body == (site / "errors/502.html").read_bytes()
    assert (headers["Retry-After"], headers["Cache-Control"], headers["Vary"]) == ("45", "no-store", "Accept")


@pytest.mark.parametrize("accept", ["application/json", "application/problem+json", "*/*", None])
def test_a_program_gets_the_problem_while_the_product_is_gone(
    before: Callable[[int], Get], site: Path, accept: str | None
) -> None:
    status, headers, body = before(free_port())(accept)

    assert (status, headers["Content-Type"]) == (502, "application/problem+json")
    assert json.loads(body) == json.loads((site / "errors/502.json").read_bytes())


def test_sending_something_gets_the_same_answer(before: Callable[[int], Get]) -> None:
    status, _, body = before(free_port())("application/json", method="POST")

    assert (status, json.loads(body)["status"]) == (502, 502)


@pytest.mark.parametrize("code", [500, 503])
def test_an_error_of_the_product_itself_keeps_its_code(
    before: Callable[[int], Get], product: Callable[[int], int], site: Path, code: int
) -> None:
    get = before(product(code))

    assert get(BROWSER)[::2] == (code, (site / f"errors/{code}.html").read_bytes())
    assert get("application/json")[::2] == (code, (site / f"errors/{code}.json").read_bytes())


def test_a_product_that_never_answers_is_a_504(
    before: Callable[[int], Get], product: Callable[[int], int], site: Path
) -> None:
    assert before(product(0))(BROWSER)[::2] == (504, (site / "errors/504.html").read_bytes())


def test_what_the_product_answers_goes_through_untouched(
    before: Callable[[int], Get], product: Callable[[int], int]
) -> None:
    for code in (200, 404):
        status, headers, body = before(product(code))(BROWSER)
        assert (status, body, headers["Retry-After"]) == (code, b"oops", None)


def test_without_a_copy_of_the_pages_an_error_stays_one_of_the_server(
    before: Callable[..., Get], tmp_path: Path
) -> None:
    assert before(free_port(), tmp_path)(BROWSER)[0] == 503


def test_nobody_can_ask_for_an_error_page(before: Callable[[int], Get]) -> None:
    assert before(free_port())(BROWSER, path="/errors/500.html")[0] == 404


@pytest.mark.parametrize("root", ["/srv; return 200", "/srv}", "a b", "$host"])
def test_a_value_that_would_end_its_line_is_refused(site: Path, root: str) -> None:
    config = ["--config-file", str(site.parent / "mkdocs.yml")]
    done = CliRunner().invoke(program, ["errors", "nginx", "--root", root, *config])

    assert done.exit_code == 2
    assert "cannot stand in a configuration of nginx" in done.output
