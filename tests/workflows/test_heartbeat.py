"""The heartbeat complains in one issue while something is wrong, and closes it by itself."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from scripts.forge.heartbeat import TITLE, Schedule, told_of_page, told_of_schedule

from .conftest import NOW, Desk
from .steps import GitHub, Job

MOMENT = datetime.fromtimestamp(NOW, UTC)
_HOUR = 3600
_WELL = [{"updated_at": "2026-11-25T11:00:00Z"}]
_LONG_AGO = [{"updated_at": "2026-11-25T09:59:00Z"}]


class _Silent(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def page(folder: Path) -> Iterator[str]:
    """The address of a page whose files are in `folder`."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Silent, directory=str(folder)))
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()


def made(folder: Path, hours: float) -> None:
    """Let the page in `folder` be of so many hours ago."""
    (folder / "live.json").write_text(json.dumps({"built_at": NOW - int(hours * _HOUR)}), encoding="utf-8")


def at(desk: Desk, url: str) -> None:
    text = (desk.place / "mkdocs.yml").read_text(encoding="utf-8")
    desk.write({"mkdocs.yml": text.replace("https://status.brightwater.example/", url)})


def heartbeat(github: GitHub) -> Job:
    job = github.run("heartbeat.yml", "push")["heartbeat"]
    assert job.result == "success", job.said
    return job


def test_where_all_is_well_there_is_no_issue(github: GitHub, desk: Desk, tmp_path: Path) -> None:
    github.tell(runs=_WELL)
    with page(tmp_path) as url:
        at(desk, url)
        made(tmp_path, 1.9)
        job = heartbeat(github)

    assert "All is well." in job.said
    assert github.state["issues"] == []


def test_one_issue_complains_is_renewed_and_is_closed(github: GitHub, desk: Desk, tmp_path: Path) -> None:
    with page(tmp_path) as url:
        at(desk, url)
        made(tmp_path, 2.1)
        github.tell(runs=_LONG_AGO)
        heartbeat(github)
        (first,) = github.state["issues"]

        made(tmp_path, 1)
        heartbeat(github)
        (second,) = github.state["issues"]

        github.tell(runs=_WELL)
        heartbeat(github)
        heartbeat(github)
        (third,) = github.state["issues"]

    assert (first["title"], first["state"]) == (TITLE, "open")
    assert "- The schedule last ran well 2 h 1 min ago, at 2026-11-25 09:59 UTC.\n" in first["body"]
    assert f"- The page at {url} was made 2 h 6 min ago, at 2026-11-25 09:54 UTC.\n" in first["body"]
    assert second["state"] == "open"
    assert "The page at" not in second["body"]
    assert third["state"] == "closed"
    assert [each["body"] for each in github.state["comments"]["1"]] == ["The page is renewed again."]


@pytest.mark.parametrize(
    ("schedule", "said"),
    [
        (Schedule("active", MOMENT - timedelta(days=328), None), "not run well since it was set up, 328 days ago"),
        (
            Schedule("disabled_inactivity", MOMENT, MOMENT),
            "GitHub has switched the schedule off (`disabled_inactivity`)",
        ),
        (
            Schedule("active", MOMENT - timedelta(days=9), MOMENT - timedelta(hours=2, minutes=1)),
            "last ran well 2 h 1 min",
        ),
    ],
)
def test_a_schedule_that_is_not_under_way_is_told(schedule: Schedule, said: str) -> None:
    (fault,) = told_of_schedule(schedule, MOMENT)

    assert said in fault


def test_a_new_repository_has_two_hours() -> None:
    assert list(told_of_schedule(Schedule("active", MOMENT - timedelta(minutes=119), None), MOMENT)) == []


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (None, "it answers with 404"),
        ("{}", "it has no `built_at`"),
        ("[1]", "it has no `built_at`"),
        ("<html>", "Expecting value"),
        ('{"built_at": 1e400}', "it has no `built_at`"),
    ],
)
def test_a_page_that_does_not_say_its_age_is_told(text: str | None, reason: str, tmp_path: Path) -> None:
    if text is not None:
        (tmp_path / "live.json").write_text(text, encoding="utf-8")
    with page(tmp_path) as url:
        (fault,) = told_of_page(url, MOMENT)

    assert fault.startswith(f"{url}live.json does not say of when the page is: {reason}")


def test_a_page_that_nobody_serves_is_told(tmp_path: Path) -> None:
    with page(tmp_path) as url:
        pass

    (fault,) = told_of_page(url, MOMENT)

    assert "refused" in fault


@pytest.mark.parametrize("url", ["", "https://status.brightwater.example/", "https://example.com/status/"])
def test_a_page_that_has_no_address_yet_is_not_asked(url: str) -> None:
    assert list(told_of_page(url, MOMENT)) == []


def test_an_issue_of_a_person_with_the_same_title_is_left_alone(github: GitHub) -> None:
    own = {"number": 1, "state": "open", "title": TITLE, "body": "Mine.", "user": {"login": "eve", "type": "User"}}
    github.tell(issues=[own], runs=_LONG_AGO)

    heartbeat(github)

    assert github.state["issues"][0] == own
    assert len(github.state["issues"]) == 2
