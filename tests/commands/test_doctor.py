"""`plainstatus doctor`."""

import json

from .conftest import CONFIG


def test_what_is_not_in_order_is_told_with_what_to_do(site):
    result = site.run("doctor", "--offline")

    assert result.exit_code == 0
    lines = result.output.splitlines()
    assert lines[lines.index("target local (published)") :] == [
        "target local (published)",
        "  ok       the folder can be made",
        "  warning  nothing has been published there yet",
        "           Run `plainstatus build` and `plainstatus publish`.",
        "the site",
        "  ?        not looked at, since the network is left out",
        "its name",
        "  ?        not looked at, since the network is left out",
        "channel outbox (outbox/)",
        "  ok       the folder can be made",
        "the ledger (.plainstatus/ledger)",
        "  ok       the folder can be made",
        "drills",
        "  warning  there is no record of a drill that went well",
        "           Run `plainstatus drill`.",
        "",
        "3 warnings; 2 things cannot be told from here.",
    ]


def test_a_fault_in_the_settings_is_told_with_its_place(site):
    site.write("mkdocs.yml", CONFIG.replace("timezone: UTC", "timezome: UTC"))

    result = site.run("doctor", "--offline")

    assert result.exit_code == 1
    assert "  fault    mkdocs.yml:8:7: " in result.output
    assert "timezone" in result.output
    assert result.output.endswith("\n1 fault, 3 warnings; 3 things cannot be told from here.\n")


def test_other_programs_get_a_list(site):
    result = site.run("doctor", "--offline", "--format", "json")

    found = json.loads(result.stdout)
    assert {tuple(each) for each in found} == {("subject", "level", "words", "remedy")}
    assert {
        "subject": "target local (published)",
        "level": "warning",
        "words": "nothing has been published there yet",
        "remedy": "Run `plainstatus build` and `plainstatus publish`.",
    } in found


def test_nothing_is_changed(site):
    before = site.files()

    site.run("doctor", "--offline")

    assert site.files() == before
