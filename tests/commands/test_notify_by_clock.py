"""What `plainstatus notify` sends by the clock, and to readers elsewhere."""

import json
import subprocess
from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest

from .conftest import CONFIG, Site

WORKS = """---
title: Disks are changed
kind: maintenance
components: [api]
scheduled: {start: 2026-11-24 16:00 UTC, end: 1h}
---

## Scheduled — 2026-11-24 14:25 UTC

Mail waits meanwhile.
"""
ITALIAN = """---
title: Cambio dei dischi
---

## Programmata — 2026-11-24 14:25 UTC

La posta intanto attende.
"""
LATE = ("notify", "--now", "2026-11-24 16:20 UTC")


def letters(site: Site) -> dict[str, EmailMessage]:
    """The messages in the outbox, by subject."""
    paths = (site.folder / "outbox" / "new").glob("*")
    mails = (message_from_bytes(path.read_bytes(), policy=policy.default) for path in paths)
    return {str(mail["Subject"]): mail for mail in mails}


@pytest.fixture
def announced(site: Site) -> Site:
    """A site that told of a maintenance a moment ago."""
    site.run("notify")
    site.write("incidents/2026/2026-11-24-disks.md", WORKS)
    site.run("notify")
    return site


def test_a_reminder_that_came_too_late_is_told_of_once_and_the_start_is_sent(announced: Site) -> None:
    first, second = announced.run(*LATE), announced.run(*LATE)

    subject = "In progress: Disks are changed – until 24 Nov, 17:00 UTC"
    reminder = "“Reminder: Disks are changed – 24 Nov, 16:00 – 17:00 UTC” into outbox/. Its time has passed.\n"
    assert first.output == (
        f"Sent: “{subject}” into outbox/.\nNot sent: {reminder}1 message was sent, as of 2026-11-24 16:20 UTC.\n"
    )
    assert (first.exit_code, second.output) == (0, "There is nothing new to send.\n")
    assert "This message is late: it was due 24 Nov, 16:00 UTC." in str(letters(announced)[subject])


def test_what_is_missed_is_told_to_programs(announced: Site) -> None:
    done = json.loads(announced.run(*LATE, "--format", "json").output)

    assert [each["update"] for each in done["missed"]] == ["2026-11-24-disks/reminder-60-2026-11-24T16:00:00Z"]


def test_a_merge_shows_what_the_clock_will_send_and_when(site: Site) -> None:
    who = ["-c", "user.name=Otter", "-c", "user.email=otter@otter.example"]
    for command in (["init", "-q"], ["add", "-A"], [*who, "commit", "-q", "-m", "As it is"]):
        subprocess.run(["git", *command], cwd=site.folder, check=True)
    site.write("incidents/2026/2026-11-24-disks.md", WORKS)

    done = site.run("notify", "--plan", "--against", "HEAD")

    assert [line for line in done.output.splitlines() if line.startswith("Not sent")] == [
        "Not sent: Reminder: Disks are changed (it is sent by the first run after 2026-11-24 15:00 UTC)",
        "Not sent: In progress: Disks are changed (it is sent by the first run after 2026-11-24 16:00 UTC)",
        "Not sent: Completed: Disks are changed (it is sent by the first run after 2026-11-24 17:00 UTC)",
    ]


def test_a_subscriber_in_tokyo_who_reads_italian_is_reminded_in_italian_at_their_own_hours(site: Site) -> None:
    box = "{outbox: outbox, from: s@otter.example, to: subscribers}"
    site.write("mkdocs.yml", f"{CONFIG}      languages: [en, it]\n      channels:\n        box: {box}\n")
    for address, more in (("aiko@example.com", ("--language", "it", "--zone", "Asia/Tokyo")), ("ben@example.com", ())):
        done = site.run("subscribers", "add", address, "--consent", "Asked for it", *more)
        assert done.exit_code == 0, done.output
    site.run("notify")
    site.write("incidents/2026/2026-11-24-disks.md", WORKS)
    site.write("incidents/2026/2026-11-24-disks.it.md", ITALIAN)

    site.run("notify", "--now", "2026-11-24 15:00 UTC")

    # Both came after the announcement.
    italian, english = (
        "Promemoria: Cambio dei dischi – 25 nov, 01:00 – 02:00 JST",
        "Reminder: Disks are changed – 24 Nov, 16:00 – 17:00 UTC",
    )
    found = letters(site)
    assert {subject: (str(mail["To"]), str(mail["Content-Language"])) for subject, mail in found.items()} == {
        italian: ("aiko@example.com", "it"),
        english: ("ben@example.com", "en"),
    }
    words = found[italian].get_body(("plain",))
    assert words is not None
    assert "\n\nInizio della manutenzione: 25 nov, 01:00 JST.\n\nLa posta intanto attende.\n\n" in str(
        words.get_content()
    ).replace("\r", "")
