"""`plainstatus signup`."""

import os
import re
import signal
import socket
import subprocess
import sys
import zipfile
from email import message_from_bytes, policy
from urllib.parse import urlsplit
from urllib.request import urlopen

import pytest

from plainstatus.commands.signing_up import open_reception
from plainstatus.model.subscriber import Subscriber
from plainstatus.signup.answers import answer
from plainstatus.signup.exchange import FORM, Request
from plainstatus.signup.tokens import keys_in

from .conftest import CONFIG, Site

SIGNUP = "      signup: https://signup.otter.example/\n"
OUTBOX = "      channels: {mail: {outbox: outbox, to: [subscribers]}}\n"
CLOUD = (
    "      channels: {mail: {ses: [eu-south-1], from: s@otter.example, to: [subscribers, ops@otter.example]}}\n"
    "      subscribers: {ses_list: otter}\n"
)


def said(site: Site, *arguments: str, config: str) -> str:
    site.write("mkdocs.yml", CONFIG + config)
    done = site.run("signup", *arguments)
    assert done.exit_code == 1
    return done.output.strip()


def test_a_new_key_is_another_one_each_time_and_one_that_is_taken(site: Site) -> None:
    keys = [site.run("signup", "--new-key").output.strip() for _ in range(2)]

    assert keys[0] != keys[1]
    for key in keys:
        keys_in({"PLAINSTATUS_SIGNUP_KEY": key})


def test_what_is_missing_is_told(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PLAINSTATUS_SIGNUP_KEY", raising=False)

    assert said(site, config="") == "Error: mkdocs.yml says no `signup`: the address at which readers reach this."
    assert said(site, config=SIGNUP) == (
        "Error: No channel of mkdocs.yml tells subscribers, who would come in vain. "
        "Write `to: [subscribers]` in one that sends mail."
    )
    assert said(site, config=SIGNUP + OUTBOX) == (
        "Error: the variable PLAINSTATUS_SIGNUP_KEY is not set: it holds the key that the sign-up has; "
        "the first one is printed by `plainstatus signup --new-key`."
    )


def test_nobody_signs_up_by_themselves_for_what_is_not_public(site: Site) -> None:
    assert said(site, config=f"{SIGNUP}{OUTBOX}      audience: internal\n") == (
        "Error: mkdocs.yml is of the site for “internal”, and readers sign up for public words alone. "
        "Name the settings of the public site with -f."
    )


def test_a_port_that_is_taken_is_named(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PLAINSTATUS_SIGNUP_KEY", "k" * 32)
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        told = said(site, "--port", str(port), config=SIGNUP + OUTBOX)

    assert told == (
        f"Error: 127.0.0.1:{port} cannot be listened at: Address already in use. Name another with --host or --port."
    )


def test_an_address_that_is_none_is_told_with_its_place(site: Site) -> None:
    assert "mkdocs.yml:9:15: error" in said(site, config="      signup: http://signup.otter.example/\n")


def test_what_is_on_this_machine_is_nothing_for_a_function(site: Site) -> None:
    assert said(site, "--zip", "signup.zip", config=SIGNUP + OUTBOX) == (
        "Error: The channel mail is a folder of this machine: a function needs `ses` or `smtp`."
    )
    assert said(site, "--zip", "signup.zip", config=SIGNUP + CLOUD.splitlines()[0] + "\n") == (
        "Error: Subscribers are kept in .plainstatus/subscribers.db, on this machine: a function needs `ses_list`."
    )


def test_the_code_for_lambda_is_written_with_no_address_in_it_but_the_senders(site: Site) -> None:
    site.write("mkdocs.yml", CONFIG + SIGNUP + CLOUD)

    done = site.run("signup", "--zip", "signup.zip")

    assert re.fullmatch(r"Wrote signup\.zip \(\d+ kB\)\.\n", done.output)
    with zipfile.ZipFile(site.folder / "signup.zip") as made:
        known = made.read("signup.json").decode()
    assert set(re.findall(r"[\w.]+@[\w.]+", known)) == {"s@otter.example"}


def test_it_serves_until_it_is_interrupted(site: Site) -> None:
    site.write("mkdocs.yml", CONFIG + SIGNUP + OUTBOX)
    with subprocess.Popen(
        [sys.executable, "-u", "-m", "plainstatus", "signup", "--port", "0"],
        cwd=site.folder,
        env={**os.environ, "PLAINSTATUS_SIGNUP_KEY": "k" * 32},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
    ) as process:
        assert process.stdout
        begun = process.stdout.readline()
        found = re.match(r"Answering at (\S+), as https://signup\.otter\.example/ for readers\.", begun)
        assert found, begun
        with urlopen(found[1]) as answer:
            assert b"Mail API" in answer.read()
        process.send_signal(signal.SIGINT)
        assert process.stdout.read() == "Ended.\n"

    assert process.returncode == 0


def test_the_link_in_a_message_takes_its_reader_off_by_one_click(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PLAINSTATUS_SIGNUP_KEY", "k" * 32)
    monkeypatch.setenv("PLAINSTATUS_LEDGER_KEY", "l" * 32)
    site.write("mkdocs.yml", CONFIG + SIGNUP + OUTBOX)
    assert site.run("notify").exit_code == 0
    office = open_reception(site.folder / "mkdocs.yml").office({"PLAINSTATUS_SIGNUP_KEY": "k" * 32}, print)
    office.store.save(Subscriber("a1", "mail", "ada@example.com"))
    with (site.folder / "incidents/2026/2026-11-24-mail-late.md").open("a") as file:
        file.write("\n## Identified — 2026-11-24 14:25 UTC\n\nA disk is full.\n")
    assert site.run("notify").exit_code == 0

    (path,) = (site.folder / "outbox" / "new").glob("*")
    mail = message_from_bytes(path.read_bytes(), policy=policy.default)
    assert (mail["To"], mail["List-Unsubscribe-Post"]) == ("ada@example.com", "List-Unsubscribe=One-Click")
    url = urlsplit(mail["List-Unsubscribe"].strip("<>"))
    request = Request("POST", url.path, url.query, FORM, mail["List-Unsubscribe-Post"].encode())

    assert answer(request, office).status == 200
    assert [each.state for each in office.store.every()] == ["left"]
    office.store.close()
