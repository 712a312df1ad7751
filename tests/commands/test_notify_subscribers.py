"""`plainstatus notify` on a channel that is for subscribers."""

import json
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest

from plainstatus.commands.notify_progress import Lines, shown_progress
from plainstatus.model.subscriber import Subscriber, Wishes
from plainstatus.signup.links import Links
from plainstatus.signup.tokens import keys_in
from plainstatus.subscribers.sqlite import SubscribersInSqlite

from ..notify.mail_server import Post, mail_server
from .conftest import CONFIG, INCIDENT, Site
from .test_notify import IDENTIFIED, RESOLVED

OUTBOX = "      channels:\n        mail: {outbox: outbox, from: s@otter.example, to: subscribers}\n"
CAME = datetime(2026, 1, 1, tzinfo=UTC)
ANNA = Subscriber("a" * 32, "mail", "anna@list.example", since=CAME)
BEN = Subscriber("b" * 32, "mail", "ben@list.example", Wishes(("web",)), since=CAME)
CLEO = Subscriber("c" * 32, "mail", "cleo@list.example", language="it", zone="Asia/Tokyo", since=CAME)
DAN = Subscriber("d" * 32, "mail", "dan@list.example", since=datetime(2026, 11, 24, 14, 26, tzinfo=UTC))
LIST = Subscriber("e" * 32, "mail", "all@list.example", is_list=True, since=CAME)
KEY = "k" * 40


def store(site: Site) -> SubscribersInSqlite:
    return SubscribersInSqlite(site.folder / ".plainstatus" / "subscribers.db")


def keep(site: Site, *subscribers: Subscriber) -> None:
    register = store(site)
    for each in subscribers:
        register.add(each)
    register.close()


def begin(site: Site, channels: str = OUTBOX) -> None:
    """Let the ledger know what is there, and have something new said then."""
    site.write("mkdocs.yml", CONFIG + channels)
    assert site.run("notify").exit_code == 0
    site.write("incidents/2026/2026-11-24-mail-late.md", INCIDENT + IDENTIFIED)


def letters(site: Site) -> dict[str, EmailMessage]:
    """The mails in the outbox, by whom they are to."""
    read = [message_from_bytes(path.read_bytes(), policy=policy.default) for path in site.folder.glob("outbox/new/*")]
    found = {str(mail["To"]): mail for mail in read if isinstance(mail, EmailMessage)}
    assert len(found) == len(read)
    return found


@pytest.fixture
def post() -> Iterator[Post]:
    with mail_server() as post:
        yield post


def by_smtp(post: Post) -> str:
    return f"      channels:\n        mail: {{smtp: 'localhost:{post.port}', from: s@otter.example, to: subscribers}}\n"


def test_each_subscriber_hears_once_of_what_they_wish_for(site: Site) -> None:
    keep(site, ANNA, BEN, CLEO, DAN)
    begin(site)

    done, again = site.run("notify"), site.run("notify")

    assert done.output == (
        "Sent: “Identified: Mail is late – Partial outage, expected back 24 Nov, 16:00 UTC” to 2 subscribers,"
        " by mail.\n"
        "2 messages were sent, as of 2026-11-24 14:30 UTC.\n"
    )
    assert (done.exit_code, sorted(letters(site))) == (0, ["anna@list.example", "cleo@list.example"])
    assert (again.output, again.exit_code) == ("There is nothing new to send.\n", 0)


def test_the_first_run_tells_no_subscriber_of_what_is_there(site: Site) -> None:
    keep(site, ANNA)
    site.write("mkdocs.yml", CONFIG + OUTBOX)

    done = site.run("notify")

    assert done.output == "First run to subscribers, by mail: 3 updates are marked as known; nothing was sent.\n"
    assert letters(site) == {}


def test_each_subscriber_is_told_in_their_language_and_zone(site: Site) -> None:
    keep(site, ANNA, CLEO)
    begin(site, f"      languages: [en, it]\n{OUTBOX}")
    site.run("notify")

    subjects = {to: str(mail["Subject"]) for to, mail in letters(site).items()}
    assert subjects["anna@list.example"].endswith("expected back 24 Nov, 16:00 UTC")
    assert subjects["cleo@list.example"].startswith("Causa individuata: Mail is late")
    assert "25 nov, 01:00" in subjects["cleo@list.example"]


def test_named_recipients_and_subscribers_can_share_a_channel(site: Site) -> None:
    keep(site, ANNA)
    begin(site, OUTBOX.replace("to: subscribers", "to: [ops@otter.example, subscribers]"))

    assert site.run("notify").exit_code == 0
    assert sorted(letters(site)) == ["anna@list.example", "ops@otter.example"]


def test_who_is_named_and_subscribed_hears_once(site: Site) -> None:
    keep(site, ANNA, CLEO)
    begin(site, OUTBOX.replace("to: subscribers", "to: [Anna <ANNA@list.example>, subscribers]"))

    assert site.run("notify").exit_code == 0
    assert sorted(letters(site)) == ["Anna <ANNA@list.example>", "cleo@list.example"]


def test_a_plan_counts_subscribers_and_shows_an_example(site: Site) -> None:
    keep(site, ANNA, BEN, CLEO)
    begin(site)

    plan = site.run("notify", "--plan")
    data = json.loads(site.run("notify", "--plan", "--format", "json").output)

    subject = "Identified: Mail is late – Partial outage, expected back 24 Nov, 16:00 UTC"
    head, _, example = plan.output.partition("\n--- ")
    assert head == (
        f"2 messages would be sent, as of 2026-11-24 14:30 UTC.\n\n{subject}\n"
        "  mail (outbox/): 2 subscribers (1 of them it)\n"
    )
    assert example.startswith("mail: subscribers, for example ---")
    assert "\nTo: subscriber@example.com\n" in example
    (told,) = data["subscribers"]
    assert (told["channel"], told["number"], told["subject"]) == ("mail", 2, subject)
    assert letters(site) == {}


def test_what_a_merge_will_send_to_subscribers_is_told_without_looking_at_them(site: Site) -> None:
    begin(site)
    git = ["git", "-c", "user.name=x", "-c", "user.email=x@otter.example"]
    subprocess.run([*git, "init", "-q"], check=True)
    subprocess.run([*git, "add", "-A"], check=True)
    subprocess.run([*git, "commit", "-qm", "x"], check=True)
    site.write("incidents/2026/2026-11-24-mail-late.md", INCIDENT + IDENTIFIED + RESOLVED)

    shown = site.run("notify", "--plan", "--against", "HEAD", "--format", "markdown").output

    assert shown.startswith("### This merge will send 1 mail to subscribers\n")
    assert "all subscribers who wish for it" in shown


def test_what_the_ledger_tells_of_subscribers_is_one_line(site: Site) -> None:
    keep(site, *(replace(ANNA, id=f"{number:032x}", address=f"{number}@list.example") for number in range(200)))
    begin(site)
    site.run("notify")

    key = "2026-11-24-mail-late/2026-11-24T14:25:00Z"
    assert site.run("notify", "--status").output == f"mail, to subscribers: 200 sent: {key}\n"
    (told,) = json.loads(site.run("notify", "--status", "--format", "json").output)
    assert (told["recipient"], told["sent"], told["whole"]) == ("subscribers", 200, True)
    assert len(list((site.folder / ".plainstatus" / "ledger").rglob("*.json"))) < 64 * 4


def test_the_report_for_programs_has_the_subscribers(site: Site) -> None:
    keep(site, ANNA)
    begin(site)

    (told,) = json.loads(site.run("notify", "--format", "json").output)["subscribers"]["messages"]

    assert (told["result"], told["sent"], told["refused"], told["unclear"], told["left"]) == ("done", 1, 0, 0, 0)


def test_each_mail_has_a_way_out_for_its_reader_alone(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PLAINSTATUS_SIGNUP_KEY", KEY)
    keep(site, ANNA, LIST)
    begin(site, f"      signup: https://signup.otter.example/\n{OUTBOX}")
    site.run("notify")

    mails = letters(site)
    link = str(mails["anna@list.example"]["List-Unsubscribe"]).strip("<>")
    links = Links("https://signup.otter.example/", keys_in({"PLAINSTATUS_SIGNUP_KEY": KEY}))
    assert links.address_in("leave", link.partition("?t=")[2], datetime.now(UTC)) == ANNA.address
    assert mails["anna@list.example"]["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    body = mails["anna@list.example"].get_body(("plain",))
    assert body is not None
    assert f"Unsubscribe: {link}" in body.get_content()
    assert mails["all@list.example"]["List-Unsubscribe"] is None


def test_without_the_key_of_the_sign_up_no_subscriber_is_told(site: Site) -> None:
    keep(site, ANNA)
    begin(site, f"      signup: https://signup.otter.example/\n{OUTBOX}")

    done = site.run("notify")

    assert "The subscribers: the variable PLAINSTATUS_SIGNUP_KEY is not set" in done.output
    assert (done.exit_code, letters(site)) == (1, {})


def test_an_address_that_nobody_has_is_written_to_no_more(site: Site, post: Post) -> None:
    keep(site, ANNA, CLEO)
    post.refused = {"anna@list.example": "550 5.1.1 nobody of that name"}
    begin(site, by_smtp(post))

    done = site.run("notify")

    assert "to 1 subscriber, by mail." in done.output
    assert "Refused: “Identified: Mail is late" in done.output
    assert done.exit_code == 0
    gone = store(site).find("mail", "anna@list.example")
    assert gone is not None
    assert (gone.state, gone.why) == ("bounced", "the mail server says 550 5.1.1 nobody of that name")


@pytest.mark.parametrize("answer", ["550 5.7.1 we do not like you", "451 4.7.1 come back later"])
def test_a_refusal_that_is_not_about_the_address_takes_nobody_off(site: Site, post: Post, answer: str) -> None:
    keep(site, ANNA, CLEO)
    post.refused = {"anna@list.example": answer}
    begin(site, by_smtp(post))
    site.run("notify")

    known = store(site).find("mail", "anna@list.example")
    assert known is not None
    assert known.state == "active"


def test_who_is_greylisted_hears_from_a_later_run(site: Site, post: Post) -> None:
    keep(site, ANNA, CLEO)
    post.refused = {"anna@list.example": "451 4.7.1 come back later"}
    begin(site, by_smtp(post))

    first = site.run("notify")
    post.refused = {}
    second = site.run("notify")

    assert "Left: “Identified: Mail is late" in first.output
    assert "for 1 subscriber, by mail. The next run goes on." in first.output
    assert (first.exit_code, second.exit_code) == (3, 0)
    assert post.recipients() == ["cleo@list.example", "anna@list.example"]


def test_of_whom_nobody_can_tell_is_told_by_every_run_until_somebody_asks(site: Site, post: Post) -> None:
    keep(site, ANNA)
    begin(site, by_smtp(post))
    post.answer = ""

    first, second = site.run("notify"), site.run("notify")
    post.answer = "250 taken"
    retry, after = site.run("notify", "--retry"), site.run("notify")

    for done in (first, second):
        assert "for 1 subscriber, by mail.\n    Nobody can tell whether it arrived; --retry" in done.output
        assert done.exit_code == 1
    assert (retry.exit_code, after.output) == (0, "There is nothing new to send.\n")
    assert len(post.received) == 2


def test_a_store_that_cannot_be_read_keeps_nothing_from_the_others(site: Site) -> None:
    site.write(".plainstatus/subscribers.db", "no store at all")
    begin(site, OUTBOX.replace("to: subscribers", "to: [ops@otter.example, subscribers]"))

    done = site.run("notify")

    assert "The subscribers: " in done.output
    assert (done.exit_code, sorted(letters(site))) == (3, ["ops@otter.example"])


def test_a_run_that_is_asked_to_end_leaves_nobody_in_doubt(site: Site) -> None:
    everybody = [replace(ANNA, id=f"{number:032x}", address=f"{number}@list.example") for number in range(300)]
    keep(site, *everybody)
    begin(site, OUTBOX.replace("subscribers}", "subscribers, rate: 100/s}"))
    new = site.folder / "outbox" / "new"
    command = [sys.executable, "-m", "plainstatus", "notify"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8") as process:
        while not (new.is_dir() and any(new.iterdir())):
            assert process.poll() is None
            time.sleep(0.01)
        process.send_signal(signal.SIGTERM)
        said, _ = process.communicate(timeout=50)

    assert process.returncode == 3, said
    arrived = len(list(new.iterdir()))
    assert 0 < arrived < 300
    assert f"to {arrived} subscriber" in said
    assert "in flight" not in site.run("notify", "--status").output
    begin_again = site.run("notify")
    assert begin_again.exit_code == 0
    assert f"to {300 - arrived} subscriber" in begin_again.output
    assert len(letters(site)) == 300


def test_where_nobody_watches_a_line_tells_now_and_then(capsys: pytest.CaptureFixture[str]) -> None:
    now = [datetime(2026, 11, 24, 14, 30, tzinfo=UTC)]
    lines = Lines(1000, lambda: now[0])
    for _ in range(4):
        now[0] += timedelta(seconds=20)
        lines.add(100)

    assert capsys.readouterr().err.splitlines() == [
        "200 of at most 1,000 sent, 5 a second, done by 14:33 UTC at the latest.",
        "400 of at most 1,000 sent, 5 a second, done by 14:33 UTC at the latest.",
    ]


def test_on_a_terminal_a_bar_moves(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr("sys.stderr.isatty", lambda: True, raising=False)
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("TERM", "xterm")
    with shown_progress(1000, lambda: CAME, silent=False) as progress:
        progress.add(400)
        progress.add(100)

    shown = capfd.readouterr()
    assert "500/1000" in shown.err
    assert shown.out == ""


def test_a_report_for_programs_has_nothing_before_it(capfd: pytest.CaptureFixture[str]) -> None:
    with shown_progress(1000, lambda: CAME, silent=True) as progress:
        progress.add(400)

    assert capfd.readouterr() == ("", "")
