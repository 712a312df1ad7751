"""`plainstatus serve`."""

import os
import socket
import subprocess
import sys

import pytest

from ..live import free_port
from .conftest import INCIDENT


@pytest.fixture
def served(monkeypatch):
    """Where the server of MkDocs was asked to listen, and with what."""
    asked = []
    monkeypatch.setattr(
        "mkdocs.livereload.LiveReloadServer.serve", lambda server, **options: asked.append((server.url, options))
    )
    return asked


@pytest.fixture
def address():
    """An address of this computer where nothing listens: MkDocs binds it before it serves."""
    return f"127.0.0.1:{free_port()}"


def test_mkdocs_serves_the_site(site, served, address):
    assert site.run("serve", "--dev-addr", address, "--open").exit_code == 0

    assert served == [(f"http://{address}/", {"open_in_browser": True})]


def test_a_moment_counts_for_every_build_of_the_server(site, served, address, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "0")

    site.run("serve", "--dev-addr", address, "--now", "2026-11-24 14:00 UTC")

    assert os.environ["SOURCE_DATE_EPOCH"] == "1795528800"


def test_faults_are_shown_instead_of_a_site(site):
    site.late.write_text(INCIDENT.replace("api:", "apu:"))

    result = site.run("serve")

    assert result.exit_code == 1
    assert "mail-late.md:4:14: error: there is no component “apu”" in result.output


def test_an_address_that_is_taken_is_one_line(site):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        address = f"127.0.0.1:{taken.getsockname()[1]}"
        # MkDocs leaves its own socket to the end of the process.
        command = [sys.executable, "-m", "plainstatus", "serve", "--dev-addr", address]
        result = subprocess.run(command, capture_output=True, text=True)

    assert result.returncode == 1
    assert result.stderr.splitlines()[-1] == "Error: Address already in use"
