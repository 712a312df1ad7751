"""The workflow of the drill: its record becomes a pull request, and its failure an issue."""

import json
from pathlib import Path

from .conftest import NOW, Desk
from .steps import GitHub

DAY = "2026-11-25"


def record_proposed(desk: Desk) -> dict[str, object]:
    """The record on the only branch of a drill."""
    desk.git("fetch", "--quiet", "origin")
    (branch,) = [each for each in desk.git("branch", "-r", "--format=%(refname:short)").split() if "/drill/" in each]
    names = desk.git("diff", "--name-only", f"origin/main...{branch}").split()
    assert all(name.startswith(f"incidents/_drills/{DAY}-third-party") for name in names)
    assert [Path(name).suffix for name in names] == [".json", ".md"]
    record: dict[str, object] = json.loads(desk.git("show", f"{branch}:{names[0]}"))
    return record


def test_the_record_of_a_good_drill_becomes_a_pull_request(github: GitHub, desk: Desk) -> None:
    jobs = github.run("drill.yml", "schedule")

    assert jobs["drill"].result == "success", jobs["drill"].said
    assert jobs["record"].result == "success", jobs["record"].said
    assert "# Drill of 2026-11-25 12:00 UTC: third-party" in jobs["drill"].summary
    record = record_proposed(desk)
    assert (record["good"], record["began"], NOW) == (True, "2026-11-25T12:00:00Z", 1795608000)
    (pull,) = github.state["pulls"]
    assert (pull["base"], pull["title"]) == ("main", "Keep the record of a drill")
    assert github.state["issues"] == []


def test_one_that_fails_opens_an_issue_that_says_where_and_keeps_its_record(github: GitHub, desk: Desk) -> None:
    (template,) = desk.place.glob("theme/incident.html")
    desk.write({template.relative_to(desk.place).as_posix(): "<p>Nothing</p>"})

    jobs = github.run("drill.yml", "schedule")

    assert jobs["drill"].result == "failure"
    (issue,) = github.state["issues"]
    assert issue["title"] == "The drill has failed"
    assert "**Investigating: See the words on the page** (failed)" in issue["body"]
    assert "https://github.example/owner/status/actions/runs/42" in issue["body"]
    assert record_proposed(desk)["good"] is False
