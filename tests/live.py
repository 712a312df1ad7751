"""`mkdocs serve` as a process of its own, seen as a browser sees it."""

import os
import re
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.request import urlopen

#: Seconds after which an answer is no longer expected. Nothing waits for so long where all is well.
DEADLINE = 50

_EPOCH = re.compile(r"livereload\((\d+), (\d+)\)")


@dataclass(frozen=True)
class Live:
    """A served site under `url`, which ends in a slash."""

    url: str

    def text(self, path: str = "") -> str:
        with urlopen(self.url + path, timeout=DEADLINE) as answer:
            return str(answer.read().decode())

    def text_after_reload(self, shown: str, path: str = "") -> str:
        """What stands at `path` once the page that was `shown` has been told to load itself anew."""
        found = _EPOCH.search(shown)
        assert found, "the page does not listen for changes"
        # The server answers when there is a newer build.
        assert self.text(f"livereload/{found[1]}/{found[2]}") > found[1]
        return self.text(path)


def free_port() -> int:
    """A port of this machine at which nobody listens."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


@contextmanager
def live(folder: Path, environment: Mapping[str, str] | None = None) -> Iterator[Live]:
    """Serve the site whose files are in `folder` at a free port of this machine."""
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "-u", "-m", "mkdocs", "serve", "--dev-addr", f"127.0.0.1:{port}"],
        cwd=folder,
        env={**os.environ, **(environment or {})},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )
    assert process.stderr
    try:
        said: list[str] = []
        for line in process.stderr:
            said.append(line)
            if "Serving on" in line:
                break
        else:
            raise AssertionError("".join(said))
        yield Live(f"http://127.0.0.1:{port}/")
    finally:
        process.terminate()
        # What it says while it ends must not fill the pipe.
        process.communicate(timeout=DEADLINE)
