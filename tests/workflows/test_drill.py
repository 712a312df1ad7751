"""The drill goes its whole course, and reaches nobody."""

import json
import re
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from scripts.drilling.course import Drill
from scripts.drilling.rehearsal_site import NoRehearsal, rehearsal_site

from ..notify.mail_server import PASSWORD, USERNAME, mail_server
from .conftest import Desk
from .steps import CHECKOUT, GitHub


def test_it_goes_well_and_says_how_long_each_step_took(github: GitHub) -> None:
    job = github.run("drill.yml", "schedule")["drill"]

    assert job.result == "success", job.said
    rows = re.findall(r"^\| (.+) \| (\d+\.\d) \| ok \|$", job.summary, re.MULTILINE)
    assert len(rows) == 19
    assert [name for name, _ in rows][3:12] == [
        "Open an incident", "Check", "Build", "Publish", "Notify", "Read the page", "Read the feed", "Read the JSON",
        "Resolve the incident",
    ]  # fmt: skip
    assert github.state["issues"] == []


def test_one_that_fails_opens_an_issue_that_says_where(github: GitHub, desk: Desk) -> None:
    (template,) = desk.place.glob("theme/incident.html")
    desk.write({template.relative_to(desk.place).as_posix(): "<p>Nothing</p>"})

    job = github.run("drill.yml", "schedule")["drill"]
    github.run("drill.yml", "schedule")

    assert job.result == "failure"
    (issue,) = github.state["issues"]
    assert issue["title"] == "The drill has failed"
    assert "| Read the page | 0.0 | failed |" in issue["body"]
    assert "https://github.example/owner/status/actions/runs/42" in issue["body"]


def test_it_reaches_no_target_and_no_subscriber(desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither those of the settings, of a file that they inherit from, nor what the environment names."""
    with mail_server() as mail, socket.socket() as aws:
        aws.bind(("127.0.0.1", 0))
        aws.listen()
        aws.setblocking(False)
        host = "https://s3.brightwater.example"
        text = (desk.place / "mkdocs.yml").read_text(encoding="utf-8")
        desk.write({"mkdocs.yml": "INHERIT: base.yml\n"})
        real = tmp_path / "real"
        options = (
            f"    targets: {{milan: {{bucket: milan, region: eu-south-1}}, disk: {{directory: {real}}}, "
            f"r2: {{bucket: b, endpoint_url: '{host}'}}}}\n"
            "    ledger: {bucket: ledger, region: eu-south-1}\n"
            f"    channels: {{mail: {{smtp: 'localhost:{mail.port}', tls: none, from: a@b.example, "
            f"to: [list@b.example], username: {USERNAME}, password_env: SMTP_PASSWORD}}}}\n"
        )
        desk.write({"base.yml": text.replace("  plainstatus:\n", f"  plainstatus:\n{options}", 1)})
        monkeypatch.setenv("AWS_ENDPOINT_URL", f"http://127.0.0.1:{aws.getsockname()[1]}")
        monkeypatch.setenv("SMTP_PASSWORD", PASSWORD)

        done = subprocess.run(
            [sys.executable, "-m", "scripts.drilling", "--site", str(desk.place)],
            cwd=CHECKOUT,
            capture_output=True,
            encoding="utf-8",
        )

        assert done.returncode == 0, done.stdout + done.stderr
        assert mail.sessions == 0
        assert not real.exists()
        with pytest.raises(BlockingIOError):
            aws.accept()
    assert desk.git("status", "--porcelain", "--ignored") == ""


def test_neither_its_commands_nor_its_settings_know_a_secret(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "of the workflow")
    monkeypatch.setenv("GH_TOKEN", "of the workflow")
    with (desk.place / "mkdocs.yml").open("a", encoding="utf-8") as file:
        file.write("extra: {token: !ENV [GH_TOKEN, none]}\n")

    copy = rehearsal_site(desk.place, tmp_path / "drill", "http://127.0.0.1:1/")

    assert "of the workflow" not in json.dumps(copy.environment)
    assert "token: none" in (copy.root / "mkdocs.yml").read_text(encoding="utf-8")


def test_a_site_with_faults_is_not_rehearsed(desk: Desk, tmp_path: Path) -> None:
    (desk.place / "mkdocs.yml").write_text("site_name: A\nplugins: {plainstatus: {langages: [en]}}\n", encoding="utf-8")

    with pytest.raises(NoRehearsal, match="langages"):
        rehearsal_site(desk.place, tmp_path / "drill", "http://127.0.0.1:1/")


def test_a_step_that_fails_is_the_last(desk: Desk, tmp_path: Path) -> None:
    from datetime import UTC, datetime

    (desk.place / "components.yml").write_text("components: {", encoding="utf-8")
    copy = rehearsal_site(desk.place, tmp_path / "drill", "http://127.0.0.1:1/")
    drill = Drill(copy, "http://127.0.0.1:1/", datetime(2026, 11, 25, 12, tzinfo=UTC))

    assert not drill.run()
    (step,) = drill.steps
    assert "components.yml:1" in step.fault
