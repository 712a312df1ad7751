"""`plainstatus subscribers`."""

import json
import re
import sqlite3
import stat
import subprocess
from pathlib import Path

import pytest

from plainstatus.commands.subscribers import command
from plainstatus.subscribers.sqlite import SubscribersInSqlite

from .conftest import CONFIG, INCIDENT, Site

PEOPLE = """\
address,components,language
anna@example.com,api web,
ben@example.com,,
"""
AGREED = ("--consent", "Asked for it at the fair")
AUDIENCES = CONFIG + "      audiences: [internal]\n"


def add(site: Site, address: str, *more: str) -> str:
    """The id of somebody who is added."""
    done = site.run("subscribers", "add", address, *AGREED, *more)
    assert done.exit_code == 0, done.output
    return str(json.loads(site.run("subscribers", "show", address, "--format", "json").output)["id"])


def bring_in(site: Site, text: str, *more: str) -> str:
    site.write("people.csv", text)
    return site.run("subscribers", "import", "people.csv", *AGREED, *more).output


def bounce(address: str, kind: str = "Bounce") -> str:
    recipients = [{"emailAddress": address, "diagnosticCode": "smtp; 550 5.1.1 no such user"}]
    if kind == "Complaint":
        return json.dumps({"notificationType": kind, "complaint": {"complainedRecipients": recipients}})
    body = {"bounceType": "Permanent", "bouncedRecipients": recipients}
    return json.dumps({"Type": "Notification", "Message": json.dumps({"notificationType": kind, "bounce": body})})


@pytest.mark.parametrize("name", command.commands)
def test_every_inner_command_has_help(site: Site, name: str) -> None:
    result = site.run("subscribers", name, "--help")
    inner = command.commands[name]

    assert result.exit_code == 0
    assert inner.short_help
    for parameter in inner.params:
        assert parameter.param_type_name == "argument" or parameter.help, parameter.name


def test_a_site_begins_without_subscribers_and_looking_makes_none(site: Site) -> None:
    before = site.files()

    assert site.run("subscribers", "count").output == "There are no subscribers yet.\n"
    assert site.run("subscribers", "list").output == ""
    assert site.files() == before


def test_those_who_are_told_are_counted_by_audience_and_kind(site: Site) -> None:
    site.write("mkdocs.yml", AUDIENCES)
    add(site, "anna@example.com")
    add(site, "+390511234567")
    add(site, "crew@example.com", "--audience", "internal")
    add(site, "ben@example.com")
    site.run("subscribers", "suppress", "--left", "ben@example.com")

    assert site.run("subscribers", "count").output == (
        "public: 1 by mail, 1 by text message\ninternal: 1 by mail\nNot told: 1 left\n"
    )
    assert json.loads(site.run("subscribers", "count", "--format", "json").output)[0] == {
        "kind": "mail",
        "audience": "internal",
        "state": "active",
        "subscribers": 1,
    }


def test_an_address_is_shown_only_where_it_is_asked_for(site: Site) -> None:
    id = add(site, "anna@example.com", "--component", "api", "--only", "incident")

    outputs = [
        site.run("subscribers", *arguments).output
        for arguments in (
            ("list",),
            ("list", "--format", "json"),
            ("count",),
            ("suppress", "--left", "ANNA@example.com"),
        )
    ]

    assert outputs[0] == f"{id}  mail  active      incidents of api\n"
    assert not any("anna" in output.lower() for output in outputs)
    assert (
        site.run("subscribers", "list", "--addresses").output
        == "anna@example.com  mail  left        incidents of api\n"
    )


def test_the_list_can_be_narrowed(site: Site) -> None:
    add(site, "anna@example.com")
    add(site, "ben@example.com")
    site.run("subscribers", "suppress", "--left", "ben@example.com")

    listed = site.run("subscribers", "list", "--addresses", "--state", "active").output

    assert listed == "anna@example.com  mail  active      everything\n"
    assert site.run("subscribers", "list", "--audience", "internal").output == ""


def test_who_asks_is_shown_everything(site: Site) -> None:
    id = add(site, "Anna@example.com", "--component", "api", "--incident", "2026-11-24-mail-late", "--language", "en")

    assert site.run("subscribers", "show", "anna@example.com").output == (
        "address:  Anna@example.com\n"
        "state:    active\n"
        "wishes:   only 2026-11-24-mail-late\n"
        "audience: public\n"
        "language: en\n"
        "since:    2026-11-24T14:30:00Z\n"
        "source:   added by hand\n"
        "consent:  Asked for it at the fair\n"
        f"id:       {id}\n"
    )
    done = site.run("subscribers", "show", "nobody@example.com")
    assert (done.exit_code, done.output) == (1, "Error: That address is not here: nothing is held of it.\n")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("anna",), "“anna” is neither a mail address nor a telephone number."),
        (
            ("a@b.example", "--component", "ap"),
            "--component: “ap” is no component or group of this site. Did you mean `api`?",
        ),
        (
            ("a@b.example", "--audience", "intrnal"),
            "--audience: “intrnal” is not an audience of this site. Did you mean",
        ),
        (("a@b.example", "--language", "it"), "--language: “it” is not a language of this site. Write `en`."),
        (("a@b.example", "--zone", "Europe/Rom"), "--zone: “Europe/Rom” is not a zone. Did you mean `Europe/Rome`?"),
        (("a@b.example", "--incident", "mail"), "--incident: “mail” is no incident of this site."),
    ],
)
def test_a_wish_that_the_site_does_not_have_is_told(site: Site, arguments: tuple[str, ...], words: str) -> None:
    done = site.run("subscribers", "add", *arguments, *AGREED)

    assert done.exit_code == 2
    assert words in " ".join(done.output.split())
    assert site.run("subscribers", "count").output == "There are no subscribers yet.\n"


def test_without_consent_nobody_is_added(site: Site) -> None:
    done = site.run("subscribers", "add", "anna@example.com")

    assert done.exit_code == 2
    assert "--consent" in done.output


def test_who_is_there_is_not_added_again_and_who_left_not_brought_back(site: Site) -> None:
    add(site, "anna@example.com", "--component", "api")
    again = site.run("subscribers", "add", "anna@example.com", *AGREED)
    site.run("subscribers", "suppress", "--left", "anna@example.com")
    back = site.run("subscribers", "add", "anna@example.com", *AGREED)

    assert again.output == "Error: This address is here already. What it hears is for its reader to choose.\n"
    assert back.output.startswith("Error: This address is here as left, and nobody but its reader brings it back.")
    assert (again.exit_code, back.exit_code) == (1, 1)


def test_what_a_list_hears_may_be_changed(site: Site) -> None:
    assert site.run("subscribers", "add", "crew@example.com", "--list", *AGREED).output == (
        "Added: everything, as public readers may know it.\n"
    )
    changed = site.run("subscribers", "add", "crew@example.com", "--list", "--component", "api", *AGREED)

    assert changed.output == "Changed: api, as public readers may know it.\n"


def test_an_import_tells_what_became_of_the_rows(site: Site) -> None:
    assert bring_in(site, PEOPLE) == "2 rows: 2 added.\n"
    site.run("subscribers", "suppress", "--left", "ben@example.com")

    assert bring_in(site, PEOPLE + "cleo@example.com,,\n") == (
        "3 rows: 1 added, 1 there already, not brought back: 1 left.\n"
    )
    assert json.loads(site.run("subscribers", "show", "anna@example.com", "--format", "json").output) | {"id": ""} == {
        "id": "",
        "kind": "mail",
        "address": "anna@example.com",
        "components": ["api", "web"],
        "kinds": ["incident", "maintenance"],
        "incident": None,
        "audience": "public",
        "language": None,
        "zone": None,
        "is_list": False,
        "state": "active",
        "since": "2026-11-24T14:30:00Z",
        "source": "people.csv",
        "consent": "Asked for it at the fair",
        "why": "",
    }


def test_a_plan_says_what_an_import_would_do_and_does_nothing(site: Site) -> None:
    output = bring_in(site, PEOPLE, "--plan")

    assert output == "2 rows: 2 would be added.\nNothing was changed.\n"
    assert site.run("subscribers", "count").output == "There are no subscribers yet.\n"


def test_with_a_fault_in_any_row_nothing_is_imported(site: Site) -> None:
    output = bring_in(site, PEOPLE + "cleo@example.com,apo,\ndora,,\n")

    assert output == (
        "people.csv:4:18: error: “apo” is no component or group of this site\n"
        "    Did you mean `api`?\n"
        "people.csv:5:1: error: this is neither a mail address nor a telephone number\n"
        "    Write it like `anna@example.com`, in plain letters, or like `+39 051 123 4567`.\n"
        "2 of 4 rows cannot be read. Nothing was imported.\n"
    )
    assert site.run("subscribers", "count").output == "There are no subscribers yet.\n"


def test_a_file_with_very_many_faults_is_not_told_row_by_row(site: Site) -> None:
    output = bring_in(site, "address\n" + "nobody\n" * 300)

    assert output.count("error:") == 100
    assert "There are 200 faults more.\n300 of 300 rows cannot be read." in output


def test_a_file_of_excel_is_read(site: Site) -> None:
    site.folder.joinpath("people.csv").write_bytes("\ufeffaddress;components\r\nanna@example.com;api\r\n".encode())

    assert site.run("subscribers", "import", "people.csv", *AGREED).output == "1 row: 1 added.\n"


def test_a_file_in_another_encoding_is_told(site: Site) -> None:
    site.folder.joinpath("people.csv").write_bytes("address,source\nanna@example.com,Caffè\n".encode("latin-1"))

    output = site.run("subscribers", "import", "people.csv", *AGREED).output

    assert output.startswith("people.csv:2:22: error: this is no text in UTF-8\n    Save the file as UTF-8.\n")


def test_an_incident_file_with_a_fault_is_no_reason_not_to_import(site: Site) -> None:
    site.write("incidents/2026/2026-11-24-broken.md", INCIDENT.replace("Investigating", "Investigatin"))

    assert bring_in(site, PEOPLE) == "2 rows: 2 added.\n"


def test_with_a_fault_in_the_settings_nobody_is_touched(site: Site) -> None:
    site.write("mkdocs.yml", CONFIG + "      subscribers: {sqllite: a.db}\n")

    done = site.run("subscribers", "count")

    assert done.exit_code == 1
    assert "mkdocs.yml:9:21: error: “sqllite” is not a field of `subscribers`\n" in done.output


def test_what_is_exported_can_be_imported_elsewhere(site: Site) -> None:
    bring_in(site, PEOPLE)
    site.run("subscribers", "suppress", "--left", "ben@example.com")

    done = site.run("subscribers", "export", "all.csv")

    assert done.output == "2 subscribers written into all.csv.\n"
    assert stat.S_IMODE((site.folder / "all.csv").stat().st_mode) == 0o600
    assert site.run("subscribers", "export", "-").output == (site.folder / "all.csv").read_text()
    site.write("mkdocs.yml", CONFIG + "      subscribers: {sqlite: other.db}\n")
    assert site.run("subscribers", "import", "all.csv").output == "2 rows: 2 added.\n"
    assert site.run("subscribers", "count").output == "public: 1 by mail\nNot told: 1 left\n"
    assert site.run("subscribers", "export", "-").output == (site.folder / "all.csv").read_text()


def test_an_export_that_fails_leaves_the_older_one(site: Site) -> None:
    bring_in(site, PEOPLE)
    site.run("subscribers", "export", "all.csv")
    before = (site.folder / "all.csv").read_bytes()
    site.write(".plainstatus/subscribers.db", "x" * 9000)

    done = site.run("subscribers", "export", "all.csv")

    assert done.exit_code == 1
    assert "it is no file of subscribers, or a broken one" in done.output
    assert (site.folder / "all.csv").read_bytes() == before
    assert not list(site.folder.glob(".all.csv*"))


def test_addresses_in_git_are_warned_of(site: Site) -> None:
    subprocess.run(["git", "init", "-q", str(site.folder)], check=True)

    assert "Warning: people.csv is in a git repository, and git does not ignore it." in bring_in(site, PEOPLE)
    assert "Warning: all.csv is in a git repository" in site.run("subscribers", "export", "all.csv").output
    assert "Warning: .plainstatus/subscribers.db is in a git repo" in site.run("subscribers", "count").output

    site.write(".gitignore", "*.csv\n/.plainstatus/\n")

    assert bring_in(site, PEOPLE) == "2 rows: 2 there already.\n"
    assert "Warning" not in site.run("subscribers", "count").output


def test_who_is_erased_is_in_no_file_of_the_site(site: Site) -> None:
    add(site, "anna@example.com")
    add(site, "ben@example.com")

    done = site.run("subscribers", "erase", "ANNA@example.com")

    assert done.output == "Erased.\n"
    assert not any(b"anna@example" in content.lower() for content in site.files().values())
    assert site.run("subscribers", "count").output == "public: 1 by mail\n"
    assert site.run("subscribers", "erase", "anna@example.com").output == (
        "That address is not here: there was nothing to erase.\n"
    )


def test_a_bounce_from_standard_input_ends_what_is_sent(site: Site) -> None:
    add(site, "anna@example.com")

    done = site.run("subscribers", "suppress", "-", input=bounce("Anna@Example.com"))

    assert (done.exit_code, done.output) == (0, "1 bounced.\n")
    assert "why:      smtp; 550 5.1.1 no such user\n" in site.run("subscribers", "show", "anna@example.com").output


def test_files_of_all_kinds_are_counted_together(site: Site) -> None:
    add(site, "anna@example.com")
    add(site, "ben@example.com")
    site.write("1.json", bounce("anna@example.com") + "\n" + bounce("nobody@example.com"))
    site.write("2.json", bounce("ben@example.com", "Complaint") + json.dumps({"eventType": "Open"}))
    site.write("3.json", bounce("anna@example.com"))
    site.write("4.eml", "Subject: Hello\n\nHello.\n")

    done = site.run("subscribers", "suppress", "1.json", "2.json", "3.json", "4.eml")

    assert done.exit_code == 1
    assert done.output == (
        "4.eml: it is neither JSON, nor a mail that tells of a delivery or a complaint. Nothing of it was taken in.\n"
        "1 bounced, 1 complained, 1 told nothing already, 1 not here, 1 no hard bounce or complaint.\n"
    )


def test_a_file_with_a_fault_at_its_end_does_nothing(site: Site) -> None:
    add(site, "anna@example.com")
    site.write("1.json", bounce("anna@example.com") + '{"a"')

    assert site.run("subscribers", "suppress", "1.json").exit_code == 1
    assert site.run("subscribers", "count").output == "public: 1 by mail\n"


def test_a_list_of_which_a_reader_complains_stays_and_is_told_of(site: Site) -> None:
    id = add(site, "crew@example.com", "--list")

    done = site.run("subscribers", "suppress", "-", input=bounce("crew@example.com", "Complaint"))

    assert done.output.startswith(f"A reader of the list {id} complained. The list stays")
    assert site.run("subscribers", "count").output == "public: 1 by mail\n"


def test_suppressing_nothing_is_a_mistake(site: Site) -> None:
    assert (
        "Name a file, `-` for standard input, or an address with --left." in site.run("subscribers", "suppress").output
    )


def test_a_store_that_cannot_be_read_is_told_without_a_traceback(site: Site) -> None:
    Path(".plainstatus").mkdir()
    with sqlite3.connect(".plainstatus/subscribers.db") as other:
        other.execute("CREATE TABLE songs (title TEXT)")
    other.close()

    done = site.run("subscribers", "count")

    assert done.exit_code == 1
    assert done.output.startswith("Error: .plainstatus/subscribers.db: it is a file of another program")


def test_what_a_terminal_would_obey_is_not_shown(site: Site) -> None:
    add(site, "anna@example.com")
    store = SubscribersInSqlite(site.folder / ".plainstatus" / "subscribers.db")
    (kept,) = store.every()
    store.set_state(kept.id, "bounced", "\x1b[2Jno such user")
    store.close()

    assert "\x1b" not in site.run("subscribers", "show", "anna@example.com").output


def test_the_columns_in_the_help_are_those_of_the_file(site: Site) -> None:
    from plainstatus.subscribers.csv_people import header

    told = re.search(r"Columns:(.+?)\.", site.run("subscribers", "import", "--help").output, re.DOTALL)

    assert told is not None
    assert "".join(told[1].split()).split(",") == list(header())


def test_a_channel_for_subscribers_without_their_file_is_warned_of(site: Site) -> None:
    """A job of CI, which begins without the file, would else tell nobody, and say that all is well."""
    channel = "      channels: {mail: {outbox: outbox, from: s@otter.example, to: subscribers}}\n"
    site.write("mkdocs.yml", CONFIG + channel)

    assert "Warning: there is no file .plainstatus/subscribers.db, so nobody is subscribed" in site.run("notify").output

    add(site, "anna@example.com")

    assert "Warning" not in site.run("notify").output
