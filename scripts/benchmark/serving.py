"""How long a writer waits for a saved change to appear in the served page."""

import http.client
import os
import re
import secrets
import socket
import subprocess
import sys
import time
from pathlib import Path

PATIENCE = 60.0


def seconds_until_served(site: Path, source: Path, page: str, changes: int) -> list[float]:
    """Saves `source` anew `changes` times under a real `plainstatus serve` and waits for it in `page`."""
    port = free_port()
    command = [sys.executable, "-m", "plainstatus", "serve", "--dev-addr", f"127.0.0.1:{port}"]
    # MkDocs serves a temporary folder: it lies on the same file system as the site.
    environment = {**os.environ, "TMPDIR": str(site.parent)}
    with subprocess.Popen(
        command, cwd=site, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as server:
        try:
            _wait_for(server, port, page, b"</html>")
            return [_one_change(server, source, port, page, number) for number in range(changes)]
        finally:
            server.terminate()


def _one_change(server: subprocess.Popen[bytes], source: Path, port: int, page: str, number: int) -> float:
    # Saved at another moment of the watcher's round each time.
    time.sleep(1 + 0.137 * number)
    mark = f"Change {secrets.token_hex(8)} of the benchmark."
    text = re.sub(r"\n*(Change \w+ of the benchmark\.\n)?$", f"\n\n{mark}\n", source.read_text(encoding="utf-8"))
    draft = source.with_name(".draft")
    draft.write_text(text, encoding="utf-8")
    began = time.perf_counter()
    os.replace(draft, source)  # noqa: PTH105
    _wait_for(server, port, page, mark.encode())
    return time.perf_counter() - began


def _wait_for(server: subprocess.Popen[bytes], port: int, page: str, words: bytes) -> None:
    patient_until = time.perf_counter() + PATIENCE
    while words not in _page(port, page):
        if server.poll() is not None or time.perf_counter() > patient_until:
            raise RuntimeError(f"the server never showed {words.decode()!r} in {page}")
        time.sleep(0.01)


def _page(port: int, page: str) -> bytes:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    try:
        connection.request("GET", page)
        return connection.getresponse().read()
    except OSError:
        return b""
    finally:
        connection.close()


def free_port() -> int:
    """A port on loopback that nothing listens at."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
