"""A drill from its first words to its last, as somebody runs it."""

import signal
import socket
from dataclasses import dataclass
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from plainstatus.drill.record_schema import record_schema

from ..notify.mail_server import mail_server
from .conftest import NOW, Site, new_site, said_of, steps_of

_GUARD = """\
import sys

def look(event, arguments):
    if event in ("socket.connect", "socket.getaddrinfo"):
        with open({log!r}, "a") as file:
            file.write(f"{{arguments[1] if event == 'socket.connect' else arguments[:2]}}\\n")

sys.addaudithook(look)
"""


#: A course that is quickly played.
SHOP = (
    "---\ntitle: <<What fails>>\ncomponents: {api: partial_outage}\n---\n\n"
    "## Investigating — <<time>>\n\n<<What customers see.>>\n"
)


@dataclass(frozen=True)
class Played:
    """A drill without any settings. `calls` are all names that were looked up and all addresses that were called."""

    said: str
    code: int
    record: dict[str, Any]
    calls: list[str]
    left: list[Path]
    has_changed: bool


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Played:
    place = tmp_path_factory.mktemp("whole")
    site, log = new_site(place), place / "calls"
    (place / "guard").mkdir()
    # It stands in every process of the drill.
    (place / "guard" / "sitecustomize.py").write_text(_GUARD.format(log=str(log)), encoding="utf-8")
    site.environment["PYTHONPATH"] = str(place / "guard")
    before = {path: path.read_bytes() for path in site.root.rglob("*") if path.is_file()}
    said, code = site.run("drill", "--now", NOW)
    calls = log.read_text(encoding="utf-8").splitlines()
    has_changed = any(path.read_bytes() != data for path, data in before.items())
    return Played(said, code, site.record(), calls, list((place / "tmp").iterdir()), has_changed)


def test_without_settings_it_is_complete_on_this_machine(played: Played) -> None:
    assert played.code == 0, played.said
    assert {step["verdict"] for step in played.record["steps"]} == {"passed"}
    kinds = ("outbox", "mail", "mail-it", "webhook", "slack", "teams", "discord", "ses", "topic", "sms")
    assert set(steps_of(played.record, "Resolved")) == {
        *("Write the words", "Check", "Build", "Publish", "See the words on the page", "Notify"),
        *(f"Read the {what}" for what in ("Atom feeds", "RSS feeds", "JSON Feeds", "API", "error pages")),
        "Read the embedded banner",
        *(f"Receive it by {kind}" for kind in kinds),
    }
    assert said_of(played.record, "Investigating", "Receive it by webhook") == "1 message, signed"


def test_its_record_is_as_the_schema_says(played: Played) -> None:
    Draft202012Validator.check_schema(record_schema())
    Draft202012Validator(record_schema()).validate(played.record)


def test_it_calls_no_other_machine_and_leaves_nothing_behind(played: Played) -> None:
    assert played.calls
    assert [call for call in played.calls if "127.0.0.1" not in call] == []
    assert not played.has_changed
    assert played.left == []


def test_the_first_region_fails_and_the_second_takes_over(played: Played) -> None:
    record = played.record
    assert said_of(record, "Identified", "Publish") == "the first target failed, the others have it"
    assert said_of(record, "Identified", "See the words on the page") == "from the second target"
    assert said_of(record, "Identified", "Notify again") == "a mail server had refused a message at first"
    taken_over = "1 message, by eu-west-1, after eu-south-1 refused"
    assert said_of(record, "Identified", "Receive it by ses") == taken_over
    assert said_of(record, "Resolved", "Receive it by sms") == taken_over
    assert steps_of(record, "After") == {
        "Read the page from the target first alone": "passed",
        "Read the page from the target second alone": "passed",
        "The whole drill": "passed",
    }


def test_what_fails_hides_nothing_of_the_rest(site: Site) -> None:
    """Pages without words: feeds are read nonetheless, and every message arrives."""
    own = site.config.read_text(encoding="utf-8").replace("name: plain", "custom_dir: own\n  name: plain")
    site.write("mkdocs.yml", own)
    site.write("own/incident.html", "<p>Nothing</p>")
    site.write("incidents/_templates/shop.md", SHOP)

    said, code = site.run("drill", "--now", NOW, "--scenario", "shop")

    assert code == 1
    record = site.record()
    assert not record["good"]
    shown = steps_of(record, "Investigating")
    assert shown.pop("See the words on the page") == "failed"
    assert set(shown.values()) == {"passed"}
    assert "does not say “Words of the drill stand here.”" in said


def test_rehearsal_places_are_used_and_hear_of_nothing_but_the_drill(site: Site, tmp_path: Path) -> None:
    """Twice: what the site has said between two drills is no news to those who hear of drills."""
    place = tmp_path / "rehearsal"
    with mail_server() as mail, _served(place / "one") as url:
        site.set_up(f"""
targets: {{milan: {{bucket: real-milan, region: eu-south-1}}}}
channels: {{mail: {{smtp: mail.otter.example, from: a@otter.example, to: [list@otter.example, subscribers]}}}}
rehearsal:
  targets: {{one: {{directory: ../rehearsal/one}}, two: {{directory: ../rehearsal/two}}}}
  url: {url}
  ledger: {{directory: ../rehearsal/ledger}}
  channels: {{mail: {{smtp: "127.0.0.1:{mail.port}", tls: none, from: a@otter.example, to: [drill@otter.example]}}}}
""")
        site.write("incidents/_templates/shop.md", SHOP)
        first, code = site.run("drill", "--now", NOW, "--scenario", "shop")
        assert code == 0, first
        site.write(
            "incidents/2026/2026-11-25-real.md",
            "---\ntitle: Real\ncomponents: {api: partial_outage}\n---\n\n"
            "## Investigating — 2026-11-25 12:10 UTC\n\nSomething real.\n",
        )
        second, code = site.run("drill", "--now", "2026-11-25 13:00 UTC", "--scenario", "shop")
        assert code == 0, second

    assert set(mail.recipients()) == {"drill@otter.example"}
    subjects = [str(each["Subject"]) for each in mail.mails()]
    assert len(subjects) == 6 and all("DRILL" in subject for subject in subjects)
    assert all("DRILL: Otter Mail status" in each.get_body(("plain",)).get_content() for each in mail.mails())
    record = site.records()[0]
    assert steps_of(record, "Investigating")["Receive it by mail"] == "unverified"
    assert "may lead to the target that was to fail" in said_of(record, "Identified", "See the words on the page")
    assert record["places"] == {"targets": "rehearsal", "channels": "rehearsal", "ledger": "rehearsal"}


class _served:
    """The folder `folder`, which need not be there yet, at an address of this machine."""

    def __init__(self, folder: Path) -> None:
        class Handler(SimpleHTTPRequestHandler):
            def __init__(self, *arguments: object) -> None:
                super().__init__(*arguments, directory=str(folder))  # type: ignore[arg-type]

            def log_message(self, *_: object) -> None: ...

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)

    def __enter__(self) -> str:
        Thread(target=self._server.serve_forever, daemon=True).start()
        return f"http://127.0.0.1:{self._server.server_port}/"

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()


def test_one_that_is_broken_off_says_where_and_clears_everything_away(site: Site, tmp_path: Path) -> None:
    """The receiver takes the first message and never answers; meanwhile somebody wants the drill to end."""
    with socket.create_server(("127.0.0.1", 0)) as silent:
        site.set_up("rehearsal: {channels: {room: {slack_url_env: DRILL_ROOM, allow_private: true}}}")
        site.environment["DRILL_ROOM"] = f"http://127.0.0.1:{silent.getsockname()[1]}/room"
        process = site.start("drill", "--now", NOW)
        connection, _ = silent.accept()
        process.send_signal(signal.SIGTERM)
        said, _ = process.communicate(timeout=30)
        connection.close()

    assert process.returncode == 1, said
    record = site.record()
    assert record["steps"][-1]["name"] == "Notify"
    assert (record["steps"][-1]["verdict"], record["good"]) == ("failed", False)
    assert said_of(record, "Investigating", "Notify") == "The drill was broken off here."
    assert list((tmp_path / "tmp").iterdir()) == []


def test_one_whose_receiver_never_answers_ends_in_its_time(site: Site, tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        site.set_up(
            "rehearsal: {objectives: {whole: 4s}, channels: {room: {slack_url_env: DRILL_ROOM, allow_private: true}}}"
        )
        site.environment["DRILL_ROOM"] = f"http://127.0.0.1:{silent.getsockname()[1]}/room"
        said, code = site.run("drill", "--now", NOW)

    assert code == 1
    assert {"failed", "untried"} <= {step["verdict"] for step in site.record()["steps"]}
    assert "The 4 s of the drill were over." in said
    assert list((tmp_path / "tmp").iterdir()) == []


def test_a_template_of_the_site_is_rehearsed_with_its_examples(site: Site) -> None:
    site.write("incidents/_templates/shop.md", SHOP)

    said, code = site.run("drill", "--now", NOW, "--scenario", "shop")

    assert code == 0, said
    assert said_of(site.record(), "Investigating", "Receive it by sms").startswith("1 message")
    record = site.record()
    assert record["scenario"] == "shop"
    assert list(dict.fromkeys(step["part"] for step in record["steps"])) == [
        *("Before", "Investigating", "Identified", "Resolved", "After")
    ]


def test_a_maintenance_is_rehearsed_up_to_its_end_and_not_to_its_cancelling(site: Site) -> None:
    site.write(
        "incidents/_templates/move.md",
        "---\ntitle: <<title>>\nkind: maintenance\ncomponents: [api]\n"
        "scheduled: {start: <<start>>, end: <<end>>}\n---\n\n"
        "## Scheduled — <<time>>\n\nWe move.\n\n## In progress — <<time>>\n\nWe are moving.\n\n"
        "## Completed — <<time>>\n\nWe have moved.\n\n## Cancelled — <<time>>\n\nWe stay.\n",
    )

    said, code = site.run("drill", "--now", NOW, "--scenario", "move")

    assert code == 0, said
    record = site.record()
    assert list(dict.fromkeys(step["part"] for step in record["steps"])) == [
        *("Before", "Scheduled", "In progress", "Completed", "After")
    ]
    assert said_of(record, "In progress", "Receive it by sms").startswith("1 message")
    assert said_of(record, "Scheduled", "Receive it by sms") == "0 messages, as it should be"


def test_a_scenario_that_is_not_there_is_answered_with_the_nearest(site: Site) -> None:
    said, code = site.run("drill", "--scenario", "third-prty")

    assert code == 1
    assert said == "Error: There can be no drill: there is no template “third-prty”. Did you mean `third-party`?\n"


def test_faults_in_the_components_are_told_with_their_lines(site: Site) -> None:
    site.write("components.yml", "components: [{id: api, nmae: Mail API}]\n")

    said, code = site.run("drill")

    assert code == 1
    assert said.startswith("Error: There can be no drill: components.yml has faults:\ncomponents.yml:1:14: error: ")
    assert site.records() == []
