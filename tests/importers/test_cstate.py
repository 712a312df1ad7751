"""A cState site becomes one of ours."""

import tempfile
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from plainstatus.importers.cstate import import_cstate
from plainstatus.importers.cstate_file import Unreadable
from plainstatus.reading.site import read_site

from .cstate_sites import CONFIG, cstate_site, imported, issue, words_of, words_to_keep

TRACKED = """\
**Service restored**:
Bookings go through again.
{{< track "2025-03-01 12:00:00" >}}

**Monitoring**:
The new certificate is in place. See [the list][list].
{{< track "2025-03-01 11:30:00" >}}

**Investigating**:
Half of all bookings fail.
{{< track "2025-03-01 10:05:00" >}}

[list]: https://harbour.example/list
"""


def told(incident):
    """An incident's updates as status, time and words."""
    return [(update.status, f"{update.at:%m-%d %H:%M:%S}", update.text) for update in incident.updates]


def utc(*parts):
    return datetime(*parts, tzinfo=UTC)


def test_systems_become_components_and_categories_groups(tmp_path):
    _, site, _ = imported(tmp_path, a=issue())

    (group,) = site.catalog.groups
    assert (group.id, group.name, group.components, group.collapsed) == (
        "ports",
        {"": "Ports"},
        ("booking-api", "tracking"),
        True,
    )
    assert site.catalog.ungrouped == ("website",)
    assert site.catalog.components["booking-api"].name == {"": "Booking API"}
    assert site.catalog.components["booking-api"].url == "https://api.harbour.example/"
    assert site.catalog.components["tracking"].description == {"": "Where every ship is, to the minute."}


def test_the_settings_of_the_old_site_are_taken_over(tmp_path):
    _, site, _ = imported(tmp_path, zone="Europe/Lisbon", a=issue())

    assert site.settings.name == "Harbour Freight status"
    assert site.settings.site_url == "https://status.harbour.example/"
    assert site.settings.languages == ("en",)
    assert site.settings.timezone == "Europe/Lisbon"
    assert site.settings.description == "What sails and what does not."
    assert [(link.name, link.url) for link in site.settings.links] == [("Help", "https://help.harbour.example/")]


@pytest.mark.parametrize(
    ("severity", "status"),
    [("down", "major_outage"), ("disrupted", "partial_outage"), ("notice", "degraded_performance")],
)
def test_a_severity_becomes_the_status_of_every_affected_component(tmp_path, severity, status):
    _, _, incidents = imported(tmp_path, a=issue(severity=severity, affected="[Booking API, tracking]"))

    assert incidents["a"].components == {"booking-api": status, "tracking": status}


def test_a_system_that_the_configuration_does_not_know_is_retired(tmp_path):
    report, site, incidents = imported(tmp_path, a=issue(affected="[Telegraph]"))

    assert incidents["a"].components == {"telegraph": "major_outage"}
    assert site.catalog.components["telegraph"].retired
    assert (
        "content/issues/a.md",
        "“Telegraph” is no system of config.yml: it is the retired component `telegraph`",
    ) in report.remarks


def test_words_without_a_system_and_of_little_weight_are_a_notice(tmp_path):
    _, _, incidents = imported(tmp_path, a=issue("We are away.", severity="notice", affected=""))

    assert incidents["a"].kind == "notice"
    assert incidents["a"].components == {}
    assert incidents["a"].until == utc(2025, 3, 1, 12)
    assert told(incidents["a"]) == [("notice", "03-01 10:00:00", "We are away.")]


def test_an_outage_that_names_no_system_is_a_notice_that_keeps_its_weight(tmp_path):
    report, _, incidents = imported(tmp_path, a=issue("All is dark.", affected=None))

    assert (incidents["a"].kind, incidents["a"].impact) == ("notice", "critical")
    assert [remark for _, remark in report.remarks if "critical" in remark]


def test_tracked_paragraphs_are_updates(tmp_path):
    _, _, incidents = imported(tmp_path, a=issue(TRACKED))

    assert incidents["a"].started == utc(2025, 3, 1, 10)
    assert told(incidents["a"]) == [
        ("investigating", "03-01 10:05:00", "Half of all bookings fail."),
        (
            "monitoring",
            "03-01 11:30:00",
            "The new certificate is in place. See [the list][list].\n\n[list]: https://harbour.example/list",
        ),
        ("resolved", "03-01 12:00:00", "**Service restored**:\nBookings go through again."),
    ]


def test_two_updates_of_one_moment_keep_their_order_a_second_apart(tmp_path):
    track = '{{< track "2025-03-01 10:00:00" >}}'
    _, _, incidents = imported(tmp_path, a=issue(f"**Begun**:\nSecond.\n{track}\n\n**Planned**:\nFirst.\n{track}\n"))

    assert told(incidents["a"])[:2] == [
        ("update", "03-01 10:00:00", "**Planned**:\nFirst."),
        ("update", "03-01 10:00:01", "**Begun**:\nSecond."),
    ]


def test_words_of_an_end_end_it_only_where_they_are_the_last(tmp_path):
    words = (
        '**All seats fixed**:\nBookings go through.\n{{< track "2025-03-01 12:00:00" >}}\n\n'
        '**First ports restored**:\nTwo ports are back.\n{{< track "2025-03-01 11:00:00" >}}\n'
    )
    _, _, incidents = imported(tmp_path, a=issue(words))

    assert [update.status for update in incidents["a"].updates] == ["update", "resolved"]


def test_a_track_that_was_copied_from_years_before_stays_in_the_words(tmp_path):
    report, _, incidents = imported(
        tmp_path, a=issue('*Investigating* - It is dark. {{< track "2018-04-13 15:54:00" >}}')
    )

    assert told(incidents["a"])[0] == ("investigating", "03-01 10:00:00", "It is dark. (2018-04-13 15:54:00)")
    assert [remark for _, remark in report.remarks if "2018-04-13 15:54:00 is 2513 days before" in remark]


@pytest.mark.parametrize(
    ("words", "at", "text"),
    [
        ("- Sat Mar 01 11:10:05 UTC: Half is back.", "11:10:05", "Half is back."),
        ("- `2025-03-01T12:10:00+01:00`: Half is back.", "11:10:00", "Half is back."),
        ("**Update (11:10 UTC)**: Half is back.", "11:10:00", "Half is back."),
        ("_Edit 11:10 UTC:_ Half is back.", "11:10:00", "Half is back."),
        ("[2025-03-01 11:10 UTC] Half is back.", "11:10:00", "Half is back."),
        ("* 11:10 UTC – Half is back.\n  More will follow.", "11:10:00", "Half is back.\nMore will follow."),
        ("March 1, 2025 11:10 UTC: Half is back.", "11:10:00", "Half is back."),
    ],
)
def test_a_time_that_opens_a_paragraph_makes_it_an_update(tmp_path, words, at, text):
    _, _, incidents = imported(tmp_path, a=issue(f"All is dark.\n\nUpdates:\n\n{words}\n"))

    assert told(incidents["a"])[:2] == [
        ("update", "03-01 10:00:00", "All is dark."),
        ("update", f"03-01 {at}", text),
    ]


@pytest.mark.parametrize(
    "words",
    [
        "Update: half is back.",
        "- Sun Mar 01 11:10:05 UTC: It was a Saturday.",
        "11:10 CET: Whose clock?",
        "At 11:10 UTC we saw it.",
        "2:10 PM: Half is back.",
        "2031-03-01 11:10 UTC: Six years later.",
        "```\n11:10 UTC: a log\n```",
    ],
)
def test_a_time_that_is_not_safe_stays_in_the_words(tmp_path, words):
    _, _, incidents = imported(tmp_path, a=issue(f"All is dark.\n\n{words}"))

    assert told(incidents["a"])[0] == ("update", "03-01 10:00:00", f"All is dark.\n\n{words}")


def test_a_last_paragraph_that_says_resolved_is_said_when_it_was_resolved(tmp_path):
    _, _, incidents = imported(tmp_path, a=issue("All is dark.\n\n**Resolved:** There is light."))

    assert told(incidents["a"]) == [
        ("update", "03-01 10:00:00", "All is dark."),
        ("resolved", "03-01 12:00:00", "There is light."),
    ]


def test_an_end_that_no_words_tell_of_is_marked(tmp_path):
    _, _, incidents = imported(tmp_path, a=issue("All is dark."))

    assert told(incidents["a"])[-1] == ("resolved", "03-01 12:00:00", "Marked as resolved.")


def test_an_incident_that_was_described_after_its_end_ends_when_it_ended(tmp_path):
    words = 'Bookings failed for a while.\n{{< track "2025-03-01 14:00:00" >}}'
    _, _, incidents = imported(tmp_path, a=issue(words))

    assert incidents["a"].started == utc(2025, 3, 1, 10)
    assert [update[:2] for update in told(incidents["a"])] == [
        ("resolved", "03-01 12:00:00"),
        ("update", "03-01 14:00:00"),
    ]


def test_an_end_before_the_beginning_is_not_believed(tmp_path):
    report, _, incidents = imported(tmp_path, a=issue("All is dark.", resolvedWhen="2025-02-01 12:00:00"))

    assert told(incidents["a"])[-1] == ("resolved", "03-01 10:00:01", "Marked as resolved.")
    assert [remark for _, remark in report.remarks if "is not after its date" in remark]


def test_an_incident_that_is_not_resolved_stays_open_whatever_its_end(tmp_path):
    report, _, incidents = imported(tmp_path, a=issue("Dark.", resolved="false", resolvedWhen="2029-01-01 00:00:00"))

    assert told(incidents["a"]) == [("update", "03-01 10:00:00", "Dark.")]
    assert [remark for _, remark in report.remarks if "it stays open" in remark]


def test_planned_work_that_was_announced_days_before_hurts_from_its_date_on(tmp_path):
    words = (
        '**Maintenance complete**.\n{{< track "2025-03-01 12:00:00" >}}\n\n'
        '**Maintenance has begun**.\n{{< track "2025-03-01 10:00:00" >}}\n\n'
        '**Planned maintenance on Saturday**:\nIt will be dark.\n{{< track "2025-02-22 09:00:00" >}}\n'
    )
    _, _, incidents = imported(tmp_path, a=issue(words))

    assert incidents["a"].components == {"booking-api": "operational"}
    assert [update.components for update in incidents["a"].updates] == [{}, {"booking-api": "major_outage"}, {}]


@pytest.mark.parametrize(
    ("written", "at"),
    [
        ("2025-03-01 10:00:00", utc(2025, 3, 1, 9)),
        ('"2025-03-01T10:00:00+05:00"', utc(2025, 3, 1, 5)),
        ("2025-03-01T9:06:14+01:00", utc(2025, 3, 1, 8, 6, 14)),
        ("2025-03-01T10:00:00Z", utc(2025, 3, 1, 10)),
    ],
)
def test_a_time_without_a_zone_is_of_the_zone_that_was_asked_for(tmp_path, written, at):
    _, _, incidents = imported(tmp_path, zone="Europe/Rome", a=issue("Dark.", date=written))

    assert incidents["a"].updates[0].at == at


def test_times_are_written_in_the_zone_that_was_asked_for(tmp_path):
    imported(tmp_path, zone="Europe/Rome", a=issue("Dark.", date="2025-03-01T10:00:00Z"))

    (written,) = tmp_path.rglob("incidents/**/a.md")
    assert "— 2025-03-01 11:00 Europe/Rome" in written.read_text()


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (issue("Dark.", date='"2025-03-01T015:00:00+02:00"'), "the time “2025-03-01T015:00:00+02:00” cannot be read"),
        (issue("Dark.").removeprefix("---\n"), "it has no front matter: the first line is not `---`"),
        ("---\ntitle: Dark\n", "its front matter is never closed: a line `---` is missing below the fields"),
        (issue("Dark.", date=None), "it has no `date`"),
        (issue("Dark.", draft="true"), "it is a draft, which was never public"),
        (
            issue("Dark.", title="'unclosed"),
            "its YAML cannot be read: found unexpected end of stream (line 8 of the fields)",
        ),
    ],
)
def test_a_file_that_cannot_be_read_is_named_with_the_reason(tmp_path, text, reason):
    report, _, incidents = imported(tmp_path, a=text, b=issue("Dark."))

    assert report.skipped == [("content/issues/a.md", reason)]
    assert list(incidents) == ["b"]


def test_a_field_that_nobody_knows_is_reported(tmp_path):
    report, _, _ = imported(tmp_path, a=issue("Dark.", pin="true", colour="red"))

    assert ("content/issues/a.md", "the field `colour` was left out") in report.remarks
    assert not [remark for _, remark in report.remarks if "pin" in remark]


def test_file_names_become_ids_and_none_is_given_twice(tmp_path):
    report, _, incidents = imported(
        tmp_path, **{"2025-03-01-api.harbour-Outage": issue("One."), "2025-03-01-api-harbour_outage": issue("Two.")}
    )

    assert sorted(incidents) == ["2025-03-01-api-harbour-outage", "2025-03-01-api-harbour-outage-2"]
    first = incidents["2025-03-01-api-harbour-outage"]
    assert first.external_id in ("2025-03-01-api.harbour-Outage", "2025-03-01-api-harbour_outage")
    assert not first.notify
    assert first.path == "2025/2025-03-01-api-harbour-outage.md"
    assert [remark for _, remark in report.remarks if "the shorter one is taken" in remark]


def test_headings_and_placeholders_in_the_prose_are_words(tmp_path):
    _, _, incidents = imported(tmp_path, a=issue("Dark.\n\n## Known issues\n\nSend <<name>> to us.\n\nnext_update: no"))

    assert incidents["a"].updates[0].text == (
        "Dark.\n\n### Known issues\n\nSend <\\<name>> to us.\n\nnext\\_update: no"
    )


def test_no_word_of_the_prose_is_lost(tmp_path):
    words = TRACKED + "\n## Aside\n\n{{< youtube abc >}} and ~~more~~ *words*!\n"
    imported(tmp_path, a=issue(words))

    written = (tmp_path / "new" / "incidents" / "2025" / "a.md").read_text()
    assert words_to_keep(issue(words)) <= words_of(written)


def test_a_second_import_changes_nothing(tmp_path):
    imported(tmp_path, a=issue(TRACKED), b=issue("Dark.", affected="[Telegraph]"))
    before = {path: path.read_bytes() for path in (tmp_path / "new").rglob("*.*")}

    report = import_cstate(tmp_path / "old", tmp_path / "new")

    assert report.written == []
    assert report.unchanged == ["incidents/2025/a.md", "incidents/2025/b.md"]
    assert {path: path.read_bytes() for path in (tmp_path / "new").rglob("*.*")} == before


def test_a_file_that_somebody_changed_is_not_written_over(tmp_path):
    imported(tmp_path, a=issue("Dark."))
    mended = tmp_path / "new" / "incidents" / "2025" / "a.md"
    mended.write_text(mended.read_text().replace("Dark.", "It was dark."))

    report = import_cstate(tmp_path / "old", tmp_path / "new")

    assert report.skipped == [("content/issues/a.md", "incidents/2025/a.md is there already, with other words")]
    assert "It was dark." in mended.read_text()


def test_an_id_that_another_file_has_is_not_given_again(tmp_path):
    imported(tmp_path, a=issue("Dark."))
    incidents = tmp_path / "new" / "incidents"
    (incidents / "2025").rename(incidents / "old-years")

    report = import_cstate(tmp_path / "old", tmp_path / "new")

    assert report.skipped == [("content/issues/a.md", "its id is taken by incidents/old-years/a.md")]


def test_components_that_are_there_are_used_and_kept(tmp_path):
    source = cstate_site(tmp_path / "old", a=issue("Dark."), b=issue("Dark.", affected="[Website]"))
    target = tmp_path / "new"
    target.mkdir()
    own = "components:\n  - {id: book, name: Bookings, aliases: [booking api]}\n"
    (target / "components.yml").write_text(own)

    report = import_cstate(source, target)

    assert "book: major_outage" in (target / "incidents" / "2025" / "a.md").read_text()
    assert report.skipped == [("content/issues/b.md", "there is no component “website” (2025/b.md:4)")]
    assert (target / "components.yml").read_text() == own


def test_pages_that_are_no_incidents_are_named(tmp_path):
    source = cstate_site(tmp_path / "old", a=issue("Dark."))
    (source / "content" / "about.md").write_text("---\ntitle: About\n---\nWords.\n")
    (source / "content" / "issues" / "_index.md").write_text("---\ntitle: All\n---\n")

    report = import_cstate(source, tmp_path)

    assert report.skipped == [("content/about.md", "it is a page, not an incident")]
    assert report.read == 1


@pytest.mark.parametrize(
    ("config", "reason"),
    [(None, "there is no config.yml nor config.yaml: is this the folder of a cState site?"), ("- a", "config.yml: ")],
)
def test_a_folder_that_is_no_cstate_site_is_refused(tmp_path, config, reason):
    if config:
        (tmp_path / "config.yml").write_text(config)

    with pytest.raises(Unreadable, match=reason):
        import_cstate(tmp_path, tmp_path / "new")

    assert not (tmp_path / "new").exists()


def test_a_group_and_a_component_of_one_name_have_two_ids(tmp_path):
    config = CONFIG.replace("name: Ports", "name: Tracking").replace("category: Ports", "category: Tracking")
    source = cstate_site(tmp_path / "old", config, a=issue("Dark."))

    import_cstate(source, tmp_path)

    assert "id: tracking-group" in (tmp_path / "components.yml").read_text()


_front = ("title: ", "date: 2025-03-01 10:00:00\n", "date: 9999-12-31\n", "resolved: true\n", "resolvedWhen: ")
_fields = ("affected: ", "[API, ", "- a\n", "&a *a", "severity: down\n", "section: issue\n", "---\n", "+++\n")
_times = ("0001-01-01 00:00", "9999-12-31 23:59:59-23:00", "- 11:00 UTC: x\n", "Dec 31 23:59 UTC: x\n")
_tracks = ('{{< track "2025-03-01 11:00:00" >}}', "{{< track", "**Resolved**: x\n", "*Monitoring* - ")
_marks = ("\n\n", "```\n", "## x\n", "<!--", "\t", "é", "\u202e", "\x00", "[a]: b\n", "[x][a]", "<<x>>")
_fragments = st.sampled_from((*_front, *_fields, *_times, *_tracks, *_marks))


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(_fragments, max_size=30).map("".join), st.lists(_fragments, max_size=12).map("".join))
def test_any_file_is_imported_or_named(tmp_path, front, words):
    source = cstate_site(Path(tempfile.mkdtemp(dir=tmp_path)), b=issue(words))
    (source / "content" / "issues" / "a.md").write_bytes(f"---\n{front}\n---\n{words}".encode())

    report = import_cstate(source, source / "new")

    incidents = [path for path in report.written if path.startswith("incidents/")]
    assert report.read == 2
    assert len(incidents) + len(report.skipped) == 2
    reading = read_site(source / "new" / "mkdocs.yml")
    assert [str(each) for each in reading.findings if each.severity == "error" and each.code != "missing-folder"] == []


def test_a_site_that_names_no_address_is_remarked(tmp_path):
    source = cstate_site(tmp_path / "old", config=CONFIG.replace("baseURL", "baseUrl2"), outage=issue())
    (tmp_path / "new").mkdir()

    report = import_cstate(source, tmp_path / "new")

    assert ("mkdocs.yml", "it says no address: add a line `site_url` before you build") in report.remarks
