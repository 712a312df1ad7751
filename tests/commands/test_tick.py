"""`plainstatus tick`: what it does by the clock, what it leaves, and what it says."""

import json
import re
import shutil
import subprocess
import sys
import threading
from email import message_from_bytes, policy
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from plainstatus.publish.targets import directory
from plainstatus.publish.targets.interface import TargetFault

from ..aws.server import Aws
from ..notify.mail_server import mail_server
from .conftest import CONFIG, Site

CHANNELS = """\
      channels:
        box: {outbox: outbox}
        team: {outbox: team, hears: promises}
"""
WORKS = """\
---
title: Disks are changed
kind: maintenance
components: [api]
scheduled: {start: 2026-11-24 16:00 UTC, end: 1h}
remind: []
---

## Scheduled — 2026-11-24 14:00 UTC

Mail waits meanwhile.
"""
ANSWER = "\n## Update - 2026-11-24 14:40 UTC\n\nHalf of it is through.\n"


def tick(site: Site, time: str, *more: str) -> str:
    done = site.run("tick", "--now", f"2026-11-24 {time} UTC", *more)
    assert done.exit_code == 0, done.output
    return re.sub(r"\d+ files, .* s\.", "… files.", done.output)


def subjects(site: Site, box: str) -> list[str]:
    """What came into an outbox, in the order of its keys."""
    paths = sorted((site.folder / box / "new").glob("*"))
    return [str(message_from_bytes(path.read_bytes(), policy=policy.default)["Subject"]) for path in paths]


def published_files(site: Site) -> dict[str, bytes]:
    return {path: body for path, body in site.files().items() if path.startswith("published/")}


@pytest.fixture
def quiet(empty_site: Site) -> Site:
    """A site with nothing open, published at 14:10."""
    empty_site.write("mkdocs.yml", CONFIG + CHANNELS)
    empty_site.write("incidents/2026/2026-11-24-disks.md", WORKS)
    tick(empty_site, "14:10")
    return empty_site


@pytest.fixture
def open_site(site: Site) -> Site:
    """One with an incident whose next words are promised for 14:35, published at 14:10."""
    site.write("mkdocs.yml", CONFIG + CHANNELS)
    tick(site, "14:10")
    return site


def test_a_first_run_publishes_and_tells_nobody_of_what_was_there(site: Site) -> None:
    site.write("mkdocs.yml", CONFIG + CHANNELS)

    said = tick(site, "14:10").splitlines()

    assert said[0] == "local (published) is out of date: nothing is published there yet."
    assert said[1] == "Published at local (published): … files."
    assert "First run into team/: 3 updates are marked as known; nothing was sent." in said
    assert said[-1] == "next: 2026-11-24 14:25 UTC, the team is told that “Mail is late” waits for words"
    assert subjects(site, "outbox") == subjects(site, "team") == []


def test_where_nothing_is_due_nothing_is_built_or_written(quiet: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    before = quiet.files()
    monkeypatch.setattr("plainstatus.commands.mkdocs_site.built", None)

    assert tick(quiet, "14:20") == (
        "local (published) is up to date, as of 2026-11-24 14:10 UTC.\n"
        "There is nothing new to send.\n"
        "next: 2026-11-24 16:00 UTC, the maintenance “Disks are changed” begins\n"
    )
    assert quiet.files() == before


def test_a_maintenance_that_begins_is_on_the_page_and_told_once(quiet: Site) -> None:
    said = tick(quiet, "16:03")

    assert said.splitlines()[0] == (
        "local (published) is out of date: since 2026-11-24 16:00 UTC, the maintenance “Disks are changed” begins."
    )
    assert "next: 2026-11-24 17:00 UTC, the maintenance “Disks are changed” ends\n" in said
    assert tick(quiet, "16:04").startswith("local (published) is up to date")
    assert subjects(quiet, "outbox") == ["In progress: Disks are changed – until 24 Nov, 17:00 UTC"]


def test_a_day_that_turns_is_due(quiet: Site) -> None:
    tick(quiet, "23:58")

    done = quiet.run("tick", "--now", "2026-11-25 00:01 UTC")

    assert "out of date: since 2026-11-25 00:00 UTC, the day turns." in done.output


@pytest.mark.parametrize(
    ("minute", "due"), [("14:39", False), ("14:40", True), ("15:09", True)], ids=["young", "half", "old"]
)
def test_a_quiet_page_is_renewed_long_before_it_says_that_it_is_old(quiet: Site, minute: str, due: bool) -> None:
    assert ("is out of date: it was built" in tick(quiet, minute)) == due


def test_while_something_is_open_the_page_stays_fresh(open_site: Site) -> None:
    assert "is up to date" in tick(open_site, "14:13")
    assert "out of date: it was built 10 minutes ago" in tick(open_site, "14:20")


def test_the_team_is_told_of_a_promise_and_readers_are_not(open_site: Site) -> None:
    for time in ("14:26", "14:36", "14:51", "14:52", "15:36"):
        tick(open_site, time)

    assert subjects(open_site, "outbox") == []
    assert sorted(subjects(open_site, "team")) == sorted(
        f"{state}: Mail is late – promised for 24 Nov, 14:35 UTC"
        for state in ("Update due soon", "Update due", "Update overdue", "Update overdue")
    )


def test_words_make_what_was_to_be_told_void(open_site: Site) -> None:
    open_site.late.write_text(open_site.late.read_text() + ANSWER)

    tick(open_site, "14:51")

    assert subjects(open_site, "team") == []
    assert subjects(open_site, "outbox") == ["Update: Mail is late – Partial outage"]


def test_newer_words_that_are_committed_are_published(quiet: Site) -> None:
    def git(*words: str) -> None:
        who = ["-c", "user.name=Otter", "-c", "user.email=otter@otter.example"]
        subprocess.run(["git", *who, *words], cwd=quiet.folder, check=True, capture_output=True)

    git("init", "-q")
    quiet.write(".gitignore", "published\noutbox\nteam\n.plainstatus\n")
    git("add", "-A")
    git("commit", "-qm", "Begin")
    tick(quiet, "14:45")
    assert "is up to date" in tick(quiet, "14:50")
    quiet.write("incidents/2026/2026-11-24-more.md", WORKS.replace("Disks", "Cables"))
    git("add", "-A")
    git("commit", "-qm", "More")

    assert "local (published) is out of date: there are newer words." in tick(quiet, "14:51")
    assert "is up to date" in tick(quiet, "14:52")


def test_a_plan_shows_all_of_it_and_does_nothing(open_site: Site) -> None:
    before = open_site.files()

    said = tick(open_site, "14:36", "--plan")

    assert "out of date: since 2026-11-24 14:35 UTC, the update promised for “Mail is late” is due." in said
    assert "1 message would be sent, as of 2026-11-24 14:36 UTC." in said
    assert "\nplainstatus update 2026-11-24-mail-late update --next-update 30m\n" in said
    assert said.endswith("next: 2026-11-24 14:50 UTC, the team is told that “Mail is late” waits for words\n")
    assert open_site.files() == before


def test_programs_read_what_was_done_and_what_is_next(open_site: Site) -> None:
    done = open_site.run("tick", "--now", "2026-11-24 14:36 UTC", "--format", "json")

    told = json.loads(done.stdout)
    (page,) = told["page"]
    assert (page["target"], page["result"]) == ("local", "published")
    assert page["due"] == "since 2026-11-24 14:35 UTC, the update promised for “Mail is late” is due"
    assert [each["update"] for each in told["messages"]["messages"]] == [
        "2026-11-24-mail-late/update-due-2026-11-24T14:35:00Z"
    ]
    assert told["next"] == {
        "at": "2026-11-24T14:50:00Z",
        "what": "the team is told that “Mail is late” waits for words",
    }


def test_words_are_told_where_nothing_can_be_published(open_site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(self: object, upload: object, expect: object) -> str:
        raise TargetFault("the disk is full")

    with monkeypatch.context() as broken:
        broken.setattr(directory.DirectoryTarget, "put", refuse)
        done = open_site.run("tick", "--now", "2026-11-24 14:36 UTC")
    assert done.exit_code == 3
    assert "Not published at local (published): the disk is full." in done.output
    assert len(subjects(open_site, "team")) == 1

    assert "Published at local" in tick(open_site, "14:37")
    assert len(subjects(open_site, "team")) == 1


def test_the_page_is_published_where_the_ledger_is_out_of_reach(open_site: Site) -> None:
    ledger = open_site.folder / ".plainstatus" / "ledger"
    ledger.rename(open_site.folder / "elsewhere")
    ledger.write_text("not a folder")

    done = open_site.run("tick", "--now", "2026-11-24 14:36 UTC")

    assert done.exit_code == 3
    assert "Published at local" in done.output
    assert "Without it, nothing more is sent." in done.output
    ledger.unlink()
    (open_site.folder / "elsewhere").rename(ledger)
    assert "Sent: “Update due: Mail is late" in tick(open_site, "14:37")


def test_a_fault_in_one_file_keeps_the_page_and_that_file_back(open_site: Site) -> None:
    open_site.write("incidents/2026/2026-11-24-broken.md", "---\ntitle: Broken\n---\n")

    done = open_site.run("tick", "--now", "2026-11-24 14:36 UTC")

    assert done.exit_code == 3
    assert "The site cannot be built, so nothing was published." in done.output
    assert len(subjects(open_site, "team")) == 1


def test_a_run_that_is_killed_is_taken_up_by_the_next(open_site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """One ends behind the publish, the other while its message leaves."""

    def die(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    for place in ("plainstatus.commands.notifying.open_desk", "plainstatus.notify.channels.outbox.os.fsync"):
        with monkeypatch.context() as killed:
            killed.setattr(place, die)
            assert open_site.run("tick", "--now", "2026-11-24 14:36 UTC").exit_code == 1

    # The claim of a run that was killed lasts for ten minutes.
    for time in ("14:37", "14:47", "14:48"):
        open_site.run("tick", "--now", f"2026-11-24 {time} UTC")

    assert len(subjects(open_site, "team")) == 1


def test_of_two_at_once_each_ends_well_and_nobody_hears_twice(open_site: Site) -> None:
    """Processes of their own, as two schedulers start them."""
    command = [sys.executable, "-m", "plainstatus", "tick", "--now", "2026-11-24 14:36 UTC"]
    both = [
        subprocess.Popen(command, cwd=open_site.folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        for _ in range(2)
    ]
    said = [each.communicate(timeout=60)[0] for each in both]

    assert [each.returncode for each in both] == [0, 0], said
    assert len(subjects(open_site, "team")) == 1


def test_at_several_targets_only_the_one_that_is_behind_is_published(site: Site, aws: Aws) -> None:
    aws.bucket("milan")
    milan = f"{{bucket: milan, region: eu-south-1, endpoint_url: '{aws.url}'}}"
    site.write("mkdocs.yml", f"{CONFIG}{CHANNELS}      targets:\n        disk: {{directory: published}}\n")
    tick(site, "14:10")
    site.write(
        "mkdocs.yml",
        f"{CONFIG}{CHANNELS}      targets:\n        disk: {{directory: published}}\n        milan: {milan}\n",
    )

    said = tick(site, "14:12")

    assert "disk (published) is up to date" in said
    assert re.search(r"^milan .* is out of date: nothing is published there yet\.$", said, re.MULTILINE)
    assert "Published at disk" not in said
    assert aws.objects("milan").keys() >= {"index.html", "_publish/manifest.json"}


def test_a_target_that_cannot_be_asked_is_tried_and_told_of(quiet: Site) -> None:
    quiet.write(
        "mkdocs.yml",
        f"{CONFIG}{CHANNELS}      targets:\n        disk: {{directory: published}}\n"
        "        far: {bucket: nowhere, region: eu-south-1, endpoint_url: 'http://127.0.0.1:9'}\n",
    )

    done = quiet.run("tick", "--now", "2026-11-24 14:12 UTC", "--wait", "0")

    assert done.exit_code == 1
    assert "disk (published) is up to date" in done.output
    assert "is out of date: what is there cannot be read" in done.output
    assert "Not published at far" in done.output


@settings(max_examples=4, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(minutes=st.lists(st.integers(0, 240), min_size=1, max_size=4))
def test_after_any_runs_the_page_is_that_of_the_last_one(minutes: list[int], quiet: Site) -> None:
    """Whatever was run before: a page that is not renewed says what a page of now would say."""
    shutil.rmtree(quiet.folder / "published", ignore_errors=True)
    times = [f"{14 + (10 + minute) // 60}:{(10 + minute) % 60:02}" for minute in sorted(minutes)]
    for time in times:
        quiet.run("tick", "--now", f"2026-11-24 {time} UTC")
    quiet.run("build", "--now", f"2026-11-24 {times[-1]} UTC", "-d", "fresh")

    assert _state_of(quiet.folder / "published") == _state_of(quiet.folder / "fresh")


def _state_of(site: Path) -> str:
    """What the page of the maintenance says in its title."""
    text = (site / "incidents" / "2026-11-24-disks" / "index.html").read_text("utf-8")
    return text.partition("<title>")[2].partition("</title>")[0]


class _Flaky(ThreadingHTTPServer):
    """A way to a server on which every so many requests meet an error, or lose their answer after they were done."""

    def __init__(self, there: str, every: int) -> None:
        super().__init__(("127.0.0.1", 0), _Passing)
        self.there, self.every, self.number, self.lock = urlsplit(there), every, 0, threading.Lock()

    def fate(self) -> str:
        with self.lock:
            self.number += 1
            if not self.every or self.number % self.every:
                return "passes"
            return "is lost" if self.number % (2 * self.every) else "fails"


class _Passing(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _Flaky

    def log_message(self, *_: object) -> None:
        """Say nothing."""

    def handle_one(self) -> None:
        fate, body = self.server.fate(), self.rfile.read(int(self.headers.get("Content-Length") or 0))
        if fate == "fails":
            self.send_response(503)
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        line = HTTPConnection(self.server.there.hostname or "", self.server.there.port)
        line.request(self.command, self.path, body, dict(self.headers.items()))
        answer = line.getresponse()
        answered = answer.read()
        if fate == "is lost":
            self.close_connection = True
            return
        self.send_response(answer.status)
        for name, value in answer.getheaders():
            if name.lower() not in ("transfer-encoding", "content-length", "connection", "date", "server"):
                self.send_header(name, value)
        length = answer.getheader("Content-Length") if self.command == "HEAD" else str(len(answered))
        self.send_header("Content-Length", length or "0")
        self.end_headers()
        self.wfile.write(b"" if self.command == "HEAD" else answered)

    do_GET = do_PUT = do_POST = do_DELETE = do_HEAD = handle_one


@pytest.mark.proves("fake")
@pytest.mark.parametrize("every", [3, 7])
def test_on_a_bad_line_to_ledger_and_target_nobody_hears_twice_and_all_is_well_in_the_end(
    site: Site, aws: Aws, every: int
) -> None:
    aws.bucket("milan")
    aws.bucket("ledger")
    with _Flaky(aws.url, every) as line, mail_server() as post:
        threading.Thread(target=line.serve_forever, daemon=True).start()
        way = f"region: eu-south-1, endpoint_url: 'http://127.0.0.1:{line.server_port}'"
        team = f"{{smtp: 'localhost:{post.port}', from: a@otter.example, to: [b@otter.example], hears: promises}}"
        site.write(
            "mkdocs.yml",
            f"{CONFIG}      channels: {{team: {team}}}\n      targets: {{milan: {{bucket: milan, {way}}}}}\n"
            f"      ledger: {{bucket: ledger, {way}}}\n",
        )
        line.every = 0
        tick(site, "14:10")
        line.every = every
        for minute in (26, 36, 52, 58):
            done = site.run("tick", "--now", f"2026-11-24 14:{minute} UTC", "--wait", "0")
            assert done.exit_code in (0, 1, 3), done.output
            assert isinstance(done.exception, SystemExit | None), done.output
        line.every = 0
        last = site.run("tick", "--now", "2026-11-24 15:10 UTC")
        line.shutdown()

    told = [str(mail["Subject"]) for mail in post.mails()]
    overdue = "Update overdue: Mail is late – promised for 24 Nov, 14:35 UTC"
    assert len(told) == len(set(told))
    assert overdue in told
    # Where the ledger could not be told that it was sent, a person is asked.
    assert last.exit_code == 0 or f"Held: “{overdue}”" in last.output, last.output
    assert b"Mail is late" in aws.objects("milan")["index.html"]
