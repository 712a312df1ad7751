"""`plainstatus notify`."""

import json
import re
import shutil
import subprocess
from collections.abc import Callable
from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest

from ..aws.server import REGION, Aws
from ..live import free_port
from ..notify.mail_server import mail_server
from .conftest import CONFIG, INCIDENT, Site

IDENTIFIED = """
## Identified — 2026-11-24 14:25 UTC
expected_recovery: 16:00

A disk is full.
"""
RESOLVED = "\n## Resolved — 2026-11-24 14:29 UTC\n\nMail is in time again.\n"


def letters(site: Site) -> list[EmailMessage]:
    """The messages in the outbox, in the order of their names."""
    paths = sorted((site.folder / "outbox" / "new").glob("*"))
    return [message_from_bytes(path.read_bytes(), policy=policy.default) for path in paths]  # type: ignore[misc]


def with_mail(site: Site, port: int, to: str = "list@otter.example", more: str = "") -> None:
    channels = f"      channels:\n        mail: {{smtp: 'localhost:{port}', from: s@otter.example, to: [{to}]}}\n"
    site.write("mkdocs.yml", CONFIG + channels + more)


@pytest.fixture
def begun(site: Site) -> Site:
    """A site whose ledger knows what is there, and that has one new update since."""
    assert site.run("notify").exit_code == 0
    site.write("incidents/2026/2026-11-24-mail-late.md", INCIDENT + IDENTIFIED)
    return site


def test_the_first_run_sends_nothing_and_says_so(site: Site) -> None:
    done = site.run("notify")

    assert done.output == "First run into outbox/: 3 updates are marked as known; nothing was sent.\n"
    assert (done.exit_code, letters(site)) == (0, [])


def test_a_job_of_ci_is_told_that_it_forgets_a_ledger_in_a_folder(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CI", "true")

    assert "finds every run a first one: set `ledger: {bucket: …}`." in site.run("notify").output


def test_a_new_update_is_sent_once(begun: Site) -> None:
    first, second = begun.run("notify"), begun.run("notify")

    subject = "Identified: Mail is late – Partial outage, expected back 24 Nov, 16:00 UTC"
    assert first.output == f"Sent: “{subject}” into outbox/.\n1 message was sent, as of 2026-11-24 14:30 UTC.\n"
    assert second.output == "There is nothing new to send.\n"
    assert (first.exit_code, second.exit_code) == (0, 0)
    assert [letter["Subject"] for letter in letters(begun)] == [subject]


def test_a_mend_a_new_title_and_another_order_send_nothing_again(begun: Site) -> None:
    begun.run("notify")
    front, first = INCIDENT.split("## ")
    mended = (
        front.replace("Mail is late", "Mail was late") + IDENTIFIED.lstrip().replace("full", "fuller") + "\n## " + first
    )
    begun.write("incidents/2026/2026-11-24-mail-late.md", mended)

    assert begun.run("notify").output == "There is nothing new to send.\n"


def test_a_plan_shows_each_message_in_full_and_sends_and_writes_nothing(begun: Site) -> None:
    before = begun.files()

    done = begun.run("notify", "--plan")

    assert done.exit_code == 0
    assert done.output == (
        "1 message would be sent, as of 2026-11-24 14:30 UTC.\n"
        "\n"
        "Identified: Mail is late – Partial outage, expected back 24 Nov, 16:00 UTC\n"
        "  outbox (outbox/): 1 message\n"
        "\n"
        "--- outbox: outbox/ ------------------------------------------------------------\n"
        "\n"
        "From: Otter Mail status <status@status.otter.example>\n"
        "To: undisclosed-recipients:;\n"
        "Subject: Identified: Mail is late – Partial outage, expected back 24 Nov, 16:00 UTC\n"
        "\n"
        "Identified: Mail is late\n"
        "\n"
        "A disk is full.\n"
        "\n"
        "Mail API: Partial outage\n"
        "Expected back: 24 Nov, 16:00 UTC\n"
        "\n"
        "All of it, as it is now:\n"
        "https://status.otter.example/incidents/2026-11-24-mail-late/\n"
        "\n"
        "-- \n"
        "Sent by Otter Mail status.\n"
    )
    assert begun.files() == before


def test_what_would_be_sent_is_what_is_sent(begun: Site) -> None:
    planned = json.loads(begun.run("notify", "--plan", "--format", "json").output)
    done = json.loads(begun.run("notify", "--format", "json").output)

    assert [message["subject"] for message in planned["messages"]] == [letter["Subject"] for letter in letters(begun)]
    assert [(message["update"], message["result"]) for message in done["messages"]] == [
        ("2026-11-24-mail-late/2026-11-24T14:25:00Z", "sent")
    ]


def test_the_status_tells_what_the_ledger_holds(begun: Site) -> None:
    assert begun.run("notify", "--status").output == "outbox: nothing sent yet\n"
    begun.run("notify")

    assert begun.run("notify", "--status").output == "outbox: 1 sent\n"
    (entry,) = json.loads(begun.run("notify", "--status", "--format", "json").output)
    assert (entry["state"], entry["update"]) == ("sent", "2026-11-24-mail-late/2026-11-24T14:25:00Z")


def test_an_empty_ledger_says_that_the_first_run_has_yet_to_come(site: Site) -> None:
    assert site.run("notify", "--status").output == "The ledger is empty: the first run has yet to come.\n"


def test_mail_goes_to_every_address_by_itself(begun: Site) -> None:
    with mail_server() as post:
        with_mail(begun, post.port, "anna@list.example, 'Ben <ben@list.example>'")
        assert begun.run("notify").exit_code == 0
        begun.write("incidents/2026/2026-11-24-mail-late.md", INCIDENT + IDENTIFIED + RESOLVED)
        done = begun.run("notify")

    assert done.exit_code == 0
    assert post.recipients() == ["anna@list.example", "ben@list.example"]
    assert [mail["To"] for mail in post.mails()] == ["anna@list.example", "Ben <ben@list.example>"]
    assert done.output.endswith("2 messages were sent, as of 2026-11-24 14:30 UTC.\n")


def test_some_that_failed_end_with_3_and_all_with_1(begun: Site) -> None:
    with mail_server() as post:
        with_mail(begun, post.port, "anna@list.example, ben@list.example")
        begun.run("notify")
        begun.write("incidents/2026/2026-11-24-mail-late.md", INCIDENT + IDENTIFIED + RESOLVED)
        post.refused = {"anna@list.example": "550 nobody of that name"}
        some, none = begun.run("notify"), begun.run("notify")
        post.refused = {}
        all_well = begun.run("notify")

    assert (some.exit_code, none.exit_code, all_well.exit_code) == (3, 1, 0)
    assert (
        "to anna@list.example, by mail.\n    The mail server says 550 nobody of that name. The next run" in some.output
    )
    assert sorted(post.recipients()) == ["anna@list.example", "ben@list.example"]


def test_an_address_that_nobody_has_is_told_of_once_and_tried_again_when_a_person_says_so(begun: Site) -> None:
    with mail_server() as post:
        with_mail(begun, post.port)
        begun.run("notify")
        begun.write("incidents/2026/2026-11-24-mail-late.md", INCIDENT + IDENTIFIED + RESOLVED)
        post.refused = {"list@otter.example": "550 5.1.1 nobody of that name"}
        first, second = begun.run("notify"), begun.run("notify")
        post.refused = {}
        retried = begun.run("notify", "--retry")

    assert (first.exit_code, second.exit_code, retried.exit_code) == (1, 0, 0)
    assert first.output.startswith("Refused: “Resolved: Mail is late – after 24 min” to list@otter.example, by mail.\n")
    assert "It is not tried again; --retry does so." in first.output
    assert second.output == "There is nothing new to send.\n"
    assert len(post.received) == 1


def test_a_mail_of_which_nobody_can_tell_is_held_until_retry(begun: Site) -> None:
    with mail_server() as post:
        with_mail(begun, post.port)
        begun.run("notify")
        begun.write("incidents/2026/2026-11-24-mail-late.md", INCIDENT + IDENTIFIED + RESOLVED)
        post.answer = ""
        first, second = begun.run("notify"), begun.run("notify")
        post.answer = "250 OK"
        retried = begun.run("notify", "--retry")

    assert (first.exit_code, second.exit_code, retried.exit_code) == (1, 1, 0)
    assert first.output.startswith("Unknown: “Resolved: Mail is late – after 24 min” to list@otter.example, by mail.\n")
    assert "--retry sends it again" in second.output
    assert len(post.received) == 2


def test_a_server_that_is_not_there_says_what_is_wrong(begun: Site) -> None:
    port = free_port()
    with_mail(begun, port)
    begun.run("notify")
    begun.write("incidents/2026/2026-11-24-mail-late.md", INCIDENT + IDENTIFIED + RESOLVED)

    done = begun.run("notify")

    assert done.exit_code == 1
    assert f"localhost:{port}: it cannot be reached: Connection refused. The next run tries again." in done.output


def test_a_fault_in_one_incident_keeps_the_others_going(begun: Site) -> None:
    begun.write("incidents/2026/2026-11-23-broken.md", "---\ntitle: Broken\n---\n")

    done = begun.run("notify")

    assert done.exit_code == 3
    assert "Sent: “Identified: Mail is late" in done.output
    assert "incidents/2026/2026-11-23-broken.md:" in done.output


@pytest.mark.parametrize(
    ("file", "text"), [("components.yml", "components: 7\n"), ("mkdocs.yml", CONFIG + "      audiense: x\n")]
)
def test_where_it_is_not_certain_who_may_read_what_nothing_is_sent(begun: Site, file: str, text: str) -> None:
    begun.write(file, text)

    done = begun.run("notify")

    assert done.exit_code == 1
    assert "Nothing was sent: who may read what is not certain." in done.output
    assert letters(begun) == []


def test_a_public_channel_gets_no_internal_word_and_an_internal_one_does(begun: Site) -> None:
    channels = "      channels:\n        box: {outbox: outbox}\n        staff: {outbox: staff, audience: internal}\n"
    begun.write("mkdocs.yml", CONFIG + channels)
    begun.run("notify")
    note = "\n## Update — 2026-11-24 14:27 UTC\naudience: internal\n\nIt was the vault door.\n"
    begun.write("incidents/2026/2026-11-24-mail-late.md", INCIDENT + IDENTIFIED + note + RESOLVED)

    assert begun.run("notify").exit_code == 0

    everything = {path: data for path, data in begun.files().items() if path.startswith(("outbox", "staff"))}
    assert [path.split("/")[0] for path in everything if b"vault door" in everything[path]] == ["staff"]
    assert sum(path.startswith("outbox/") for path in everything) == 1


def test_the_owners_template_takes_the_place_of_ours(begun: Site) -> None:
    begun.write("mkdocs.yml", CONFIG.replace("name: plainstatus\n", "name: plainstatus\n  custom_dir: look\n"))
    begun.write("look/messages/mail.txt", "{% autoescape false %}OTTER {{ message.title }}{% endautoescape %}\n")

    begun.run("notify")

    (letter,) = letters(begun)
    body = letter.get_body(("plain",))
    assert body is not None
    assert body.get_content().strip() == "OTTER Mail is late"


@pytest.mark.proves("moto")
def test_a_second_checkout_with_the_same_ledger_sends_nothing_twice(
    begun: Site, aws: Aws, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    bucket = aws.bucket("otter-ledger")
    begun.write("mkdocs.yml", CONFIG + f"      ledger: {{bucket: {bucket}, region: {REGION}}}\n")
    assert "First run" in begun.run("notify").output
    begun.write("incidents/2026/2026-11-24-mail-late.md", INCIDENT + IDENTIFIED + RESOLVED)
    elsewhere = tmp_path_factory.mktemp("laptop") / "site"
    shutil.copytree(begun.folder, elsewhere)

    here = begun.run("notify")
    monkeypatch.chdir(elsewhere)
    there = begun.run("notify")

    assert here.output.endswith("1 message was sent, as of 2026-11-24 14:30 UTC.\n")
    assert there.output == "There is nothing new to send.\n"


@pytest.mark.proves("moto")
def test_without_its_ledger_nothing_is_sent(begun: Site, aws: Aws) -> None:
    begun.write("mkdocs.yml", CONFIG + f"      ledger: {{bucket: not-there, region: {REGION}}}\n")

    done = begun.run("notify")

    assert done.exit_code == 1
    assert "Error: The ledger: s3://not-there: there is no such bucket" in done.output
    assert letters(begun) == []


@pytest.fixture
def merged(site: Site) -> Callable[..., str]:
    """Commits what is there, and gives the name of the commit."""

    def git(*args: str) -> str:
        who = ["-c", "user.name=Otter", "-c", "user.email=otter@otter.example"]
        return subprocess.run(["git", *who, *args], cwd=site.folder, check=True, capture_output=True, text=True).stdout

    git("init", "-q")

    def commit() -> str:
        git("add", "-A")
        git("commit", "-q", "-m", "As it is")
        return git("rev-parse", "HEAD").strip()

    return commit


def test_against_a_revision_the_plan_needs_no_ledger(site: Site, merged: Callable[..., str]) -> None:
    base = merged()
    site.write("incidents/2026/2026-11-24-mail-late.md", INCIDENT + IDENTIFIED)
    site.write("incidents/2026/2026-11-24-later.md", INCIDENT.replace("14:05", "15:05").replace("14:35", "15:35"))
    site.write("incidents/2026/2026-11-01-old.md", INCIDENT.replace("2026-11-24", "2026-11-01"))
    before = site.files()

    done = json.loads(site.run("notify", "--plan", "--against", base, "--format", "json").output)

    assert [message["update"] for message in done["messages"]] == ["2026-11-24-mail-late/2026-11-24T14:25:00Z"]
    assert {each["update"].split("/")[0]: each["reason"] for each in done["left_out"]} == {
        "2026-11-24-later": "later",
        "2026-11-01-old": "old",
    }
    assert {path: data for path, data in site.files().items() if ".git/" not in path} == {
        path: data for path, data in before.items() if ".git/" not in path
    }


def test_a_site_below_the_top_of_its_repository_is_compared_too(site: Site, merged: Callable[..., str]) -> None:
    inner = site.folder / "sites" / "otter"
    inner.mkdir(parents=True)
    for name in ("mkdocs.yml", "components.yml", "incidents"):
        shutil.move(site.folder / name, inner / name)
    base = merged()
    site.write("sites/otter/incidents/2026/2026-11-24-mail-late.md", INCIDENT + IDENTIFIED)

    done = site.run("notify", "--plan", "--against", base, "--format", "json", "-f", "sites/otter")

    assert [each["update"] for each in json.loads(done.output)["messages"]] == [
        "2026-11-24-mail-late/2026-11-24T14:25:00Z"
    ]


def test_a_merge_that_mends_words_sends_nothing(site: Site, merged: Callable[..., str]) -> None:
    base = merged()
    site.write("incidents/2026/2026-11-24-mail-late.md", INCIDENT.replace("an hour", "two hours"))

    done = site.run("notify", "--plan", "--against", base, "--format", "markdown")

    assert done.output == "### This merge will send no message\n"


def test_no_title_means_anything_in_a_comment(site: Site, merged: Callable[..., str]) -> None:
    base = merged()
    hostile = 'title: "@team #12 <b> **x** `y` | [z](http://e.example) ```"'
    site.write(
        "incidents/2026/2026-11-24-x.md", INCIDENT.replace('title: "Mail is late"', hostile) + "\n````\ncode\n````\n"
    )

    done = site.run("notify", "--plan", "--against", base, "--format", "markdown")

    head, _, block = done.output.partition("<details>")
    assert head.startswith(
        "### This merge will send 1 message\n\n- <code>Investigating&#58; &#64;team &#35;12 &#60;b&#62;"
    )
    assert not set("@#*`|[]<>") & set(re.sub(r"&#\d+;|</?code>|^###", "", head))
    fence = re.search(r"^(`+)text$", block, re.MULTILINE)
    assert fence
    assert block.count(fence[1]) == 2


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (["--against", "HEAD"], "--against shows a plan: write --plan too."),
        (["--plan", "--status"], "--plan, --status and --retry exclude each other."),
        (["--format", "markdown"], "--format markdown is for a plan: write --plan too."),
        (["--plan", "--against", "nowhere"], "--against: the site is in no git repository."),
    ],
)
def test_what_does_not_go_together_is_told(site: Site, args: list[str], words: str) -> None:
    done = site.run("notify", *args)

    assert done.exit_code == 2
    assert words in done.output


def test_a_revision_that_is_not_there_is_told(site: Site, merged: Callable[..., str]) -> None:
    merged()

    done = site.run("notify", "--plan", "--against", "nowhere")

    assert done.exit_code == 2
    assert "--against: there is no commit or branch “nowhere” here." in done.output
