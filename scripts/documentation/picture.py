"""A picture of the front page on the day of the README's incident, taken with the system's Chromium."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

from scripts.documentation.blocks import blocks_of

PICTURE = "docs/front.png"
NOW = "2026-11-24 14:50 Europe/Rome"
_WIDTH, _HEIGHT, _SCALE = 920, 1206, 1.3
# With fewer cards, the picture reaches down to the components.
_LEFT_OUT = ("*holiday-hours.md", "*database-move.md")


def take(root: Path) -> Path:
    """Build the checkout's own site with the README's incident as it was at `NOW`; gives the picture's file."""
    with tempfile.TemporaryDirectory() as folder:
        site = _built(root, Path(folder))
        with _served(site) as url:
            _photograph(url, root / PICTURE)
    return root / PICTURE


def _built(root: Path, folder: Path) -> Path:
    for name in ("mkdocs.yml", "components.yml"):
        shutil.copy(root / name, folder)
    shutil.copytree(root / "incidents", folder / "incidents", ignore=shutil.ignore_patterns(*_LEFT_OUT))
    shown = next(block for block in blocks_of((root / "README.md").read_text("utf-8")) if "shows" in block.marks)
    (folder / shown.marks["shows"]).write_text(shown.text, encoding="utf-8")
    build = (sys.executable, "-m", "plainstatus", "build", "--strict", "--now", NOW)
    subprocess.run(build, cwd=folder, check=True, stdout=subprocess.DEVNULL)
    return folder / "site"


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:
        pass


@contextmanager
def _served(folder: Path) -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder))) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


def _photograph(url: str, file: Path) -> None:
    from playwright.sync_api import sync_playwright

    chromium = os.environ.get("PLAINSTATUS_CHROMIUM") or shutil.which("chromium")
    if chromium is None:
        raise SystemExit("No picture was taken: Chromium is missing. `scripts/setup --all` installs it.")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=("--no-sandbox", "--disable-gpu"))
        # Without scripts the page cannot tell that its day is not today.
        reader = browser.new_context(
            java_script_enabled=False,
            color_scheme="light",
            viewport={"width": _WIDTH, "height": _HEIGHT},
            device_scale_factor=_SCALE,
        )
        page = reader.new_page()
        page.goto(url)
        page.screenshot(path=file)
        browser.close()
