"""`plainstatus status`."""

import json


def test_the_state_is_told_in_words(site):
    result = site.run("status")

    assert result.exit_code == 0
    assert result.output == (
        "Otter Mail status, 2026-11-24 14:30 UTC\n"
        "Some components are partly out.\n"
        "\n"
        "Open incidents\n"
        "  Mail is late  2026-11-24-mail-late\n"
        "    Investigating, for 25 min, major impact\n"
        "    The next update is due in 5 min, at 2026-11-24 14:35 UTC.\n"
        "\n"
        "Maintenance to come\n"
        "  Disks move  2026-12-06-disks-move\n"
        "    2026-12-06 22:00 UTC to 2026-12-07 00:00 UTC\n"
        "    Push\n"
        "\n"
        "Notices\n"
        "  Office closed  2026-11-20-office-closed\n"
        "    until 2026-12-01 00:00 UTC\n"
        "\n"
        "Components\n"
        "  Mail API  Partial outage\n"
        "  Web mail  Operational\n"
        "  Push      Operational\n"
    )


def test_an_overdue_promise_is_told(site):
    result = site.run("status", "--now", "2026-11-24 16:40")

    assert "The next update is overdue by 2 h 5 min: it was promised for 2026-11-24 14:35 UTC." in result.output


def test_maintenance_under_way_is_told(site):
    result = site.run("status", "--now", "2026-12-06 22:00")

    assert "Maintenance under way\n  Disks move" in result.output
    assert "  Push      Under maintenance\n" in result.output


def test_other_programs_get_data(site):
    state = json.loads(site.run("status", "--format", "json").output)

    assert state["overall"] == "partial_outage"
    assert state["components"] == {"api": "partial_outage", "web": "operational", "push": "operational"}
    assert state["open"] == [
        {
            "id": "2026-11-24-mail-late",
            "title": "Mail is late",
            "status": "investigating",
            "started": "2026-11-24T14:05:00Z",
            "impact": "major",
            "components": {"api": "partial_outage"},
            "next_update": "2026-11-24T14:35:00Z",
            "overdue": False,
            "expected_recovery": None,
        }
    ]
    assert [coming["start"] for coming in state["coming"]] == ["2026-12-06T22:00:00Z"]


def test_there_are_no_colours_where_nobody_looks(site, monkeypatch):
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("FORCE_COLOR", "1")

    assert "\x1b[3" not in site.run("status").output


def test_what_is_internal_stays_internal(site):
    site.late.write_text(site.late.read_text().replace("title:", "audience: internal\ntitle:"))

    assert "Mail is late" not in site.run("status").output


def test_a_file_with_faults_is_left_out_and_named(site):
    site.late.write_text(site.late.read_text().replace("api:", "apu:"))

    result = site.run("status")

    assert result.exit_code == 1
    assert "All components are operational." in result.output
    assert "mail-late.md:4:14: error: there is no component “apu”" in result.output
