"""A StatusKit site, and an Astro page that grew from it, become one of ours."""

import tempfile
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from plainstatus.importers.cstate_file import Unreadable
from plainstatus.importers.statuskit import import_statuskit
from plainstatus.reading.site import read_site

from .statuskit_sites import astro, imported, statuskit
from .statuskit_sites import statuskit_incident as incident

MDX = """\
import Update from '@components/Update.astro';

No gate opens.

<Update date="2025-03-01T10:30:00Z">
  We found the cause.
  It is a certificate.
</Update>

### Way back

<Update date="2025-03-01T12:00:00Z">The gates are back online.</Update>
"""
TRACKED = """\
No gate opens.

## Update

We found the cause. {{< track "2025-03-01T10:30:00.000Z" >}}

It is fixed. {{< track "2025-03-01T12:00:00.000Z" >}}
"""


def told(incident):
    """An incident's updates as status, time and words."""
    return [(update.status, f"{update.at:%m-%d %H:%M:%S}", update.text) for update in incident.updates]


def remarks_of(report, path):
    return [remark for place, remark in report.remarks if place == path]


def utc(*parts):
    return datetime(*parts, tzinfo=UTC)


def test_elements_of_mdx_become_updates_and_what_stands_between_them_stays(tmp_path):
    _, _, incidents = imported(astro(tmp_path / "old", a=incident(MDX)))

    assert told(incidents["a"]) == [
        ("update", "03-01 10:00:00", "No gate opens."),
        ("update", "03-01 10:30:00", "We found the cause.\nIt is a certificate."),
        ("resolved", "03-01 12:00:00", "### Way back\n\nThe gates are back online."),
    ]


def test_a_track_closes_an_update_and_the_words_before_the_first_are_of_the_beginning(tmp_path):
    _, _, incidents = imported(statuskit(tmp_path / "old", a=incident(TRACKED)))

    assert told(incidents["a"]) == [
        ("update", "03-01 10:00:00", "No gate opens."),
        ("update", "03-01 10:30:00", "We found the cause."),
        ("resolved", "03-01 12:00:00", "It is fixed."),
    ]


def test_front_matter_may_be_toml_with_the_names_of_old_versions(tmp_path):
    text = (
        '+++\ntitle = "Gates stay shut"\ndate = 2025-03-01T10:00:00.000Z\n# a comment\nstate = "partial-outage"\n'
        'affectedsytems = ["Ticket gates"]\nresolved = false\n+++\nNo gate opens.\n'
    )
    _, _, incidents = imported(statuskit(tmp_path / "old", a=text))

    assert incidents["a"].components == {"ticket-gates": "partial_outage"}
    assert told(incidents["a"]) == [("update", "03-01 10:00:00", "No gate opens.")]


@pytest.mark.parametrize(
    ("severity", "status"),
    [
        ("degraded-performance", "degraded_performance"),
        ("partial-outage", "partial_outage"),
        ("major-outage", "major_outage"),
    ],
)
def test_a_severity_becomes_the_status_of_every_affected_component(tmp_path, severity, status):
    text = incident("Dark.", severity=severity, affectedSystems="[ticket gates, Timetable]")
    _, _, incidents = imported(statuskit(tmp_path / "old", a=text))

    assert incidents["a"].components == {"ticket-gates": status, "timetable": status}


def test_a_resolved_incident_ends_with_its_last_words_and_the_report_says_so(tmp_path):
    report, _, incidents = imported(astro(tmp_path / "old", a=incident(MDX)))

    assert incidents["a"].updates[-1].at == utc(2025, 3, 1, 12)
    assert (
        "src/content/incident/a.mdx",
        "no end is written: taken as the time of its last words, 2025-03-01 12:00 UTC",
    ) in report.remarks


@pytest.mark.parametrize(
    ("words", "closing"),
    [
        ("No gate opens.", "03-01 10:01:00"),
        ("It is fixed.", "03-01 10:01:00"),
        ('No gate opens.\n\n<Update date="2025-03-01T11:00:00Z">Half of them open.</Update>', "03-01 11:01:00"),
        ('No gate opens.\n\n<Update date="2025-03-01T11:00:00Z">It is not fixed.</Update>', "03-01 11:01:00"),
    ],
)
def test_an_end_that_no_words_tell_is_a_minute_after_the_last_ones(tmp_path, words, closing):
    report, _, incidents = imported(astro(tmp_path / "old", a=incident(words)))

    assert told(incidents["a"])[-1] == ("resolved", closing, "Marked as resolved.")
    assert remarks_of(report, "src/content/incident/a.mdx")[0].startswith("no end is written: taken as a minute after")


def test_an_incident_that_is_not_resolved_stays_open(tmp_path):
    report, _, incidents = imported(astro(tmp_path / "old", a=incident(MDX, resolved="false")))

    assert [update.status for update in incidents["a"].updates] == ["update", "update", "update"]
    assert remarks_of(report, "src/content/incident/a.mdx") == []


def test_a_postmortem_comes_after_the_end(tmp_path):
    words = (
        'Dark.\n\n<Update date="2025-03-01T11:00:00Z">All is fixed.</Update>\n\n## Postmortem\n\n'
        '<Update date="2025-03-02T09:00:00Z">A certificate ran out.</Update>\n'
    )
    _, _, incidents = imported(astro(tmp_path / "old", a=incident(words)))

    assert told(incidents["a"])[1:] == [
        ("resolved", "03-01 11:00:00", "All is fixed."),
        ("postmortem", "03-02 09:00:00", "A certificate ran out."),
    ]


def test_maintenance_lasts_from_its_date_to_its_last_words_and_the_report_asks_for_the_window(tmp_path):
    words = 'We swap gates on Monday.\n\n<Update date="2025-03-03T09:00:00Z">The swap is completed.</Update>'
    report, _, incidents = imported(astro(tmp_path / "old", a=incident(words, severity="under-maintenance")))

    works = incidents["a"]
    assert (works.kind, works.components) == ("maintenance", {"ticket-gates": "under_maintenance"})
    assert (works.schedule.window.start, works.schedule.window.end) == (utc(2025, 3, 1, 10), utc(2025, 3, 3, 9))
    assert [update.status for update in works.updates] == ["in_progress", "completed"]
    assert "write the true one as `scheduled`" in remarks_of(report, "src/content/incident/a.mdx")[0]


def test_maintenance_that_is_not_over_has_no_window_and_is_an_incident(tmp_path):
    text = incident("We swap gates.", severity="under-maintenance", resolved="false")
    report, _, incidents = imported(astro(tmp_path / "old", a=text))

    assert (incidents["a"].kind, incidents["a"].components) == ("incident", {"ticket-gates": "under_maintenance"})
    assert [each for each in remarks_of(report, "src/content/incident/a.mdx") if "until you make it" in each]


def test_an_incident_that_names_no_system_keeps_its_impact(tmp_path):
    _, _, incidents = imported(astro(tmp_path / "old", a=incident("Dark.", affectedSystems="[]"), b=incident("Dark.")))

    assert (incidents["a"].components, incidents["a"].impact) == ({}, "critical")


def test_the_systems_of_the_configuration_become_components(tmp_path):
    report, site, incidents = imported(
        statuskit(tmp_path / "old", a=incident("Dark.", affectedSystems="[Lighthouse]"), b=incident("Dark."))
    )

    assert site.catalog.ungrouped == ("timetable", "ticket-gates")
    assert site.catalog.components["lighthouse"].retired
    assert incidents["a"].components == {"lighthouse": "major_outage"}
    assert "“Lighthouse” is not in the list of systems: it is the retired component `lighthouse`" in remarks_of(
        report, "site/content/incidents/a.md"
    )
    assert (site.settings.name, site.settings.site_url) == ("Ferry status", "https://status.ferry.example/")


def test_systems_may_stand_among_the_parameters_of_hugo(tmp_path):
    config = 'title = "Ferry status"\n[params]\nsystems = ["Ticket gates", "Buoys"]\n'
    source = statuskit(tmp_path / "old", config, a=incident("Dark."))
    (source / "site" / "config.toml").rename(source / "site" / "hugo.toml")

    _, site, _ = imported(source)

    assert site.catalog.ungrouped == ("ticket-gates", "buoys")


def test_without_a_list_the_systems_of_incidents_are_the_components(tmp_path):
    report, site, _ = imported(
        astro(tmp_path / "old", a=incident("Dark."), b=incident("Dark.", affectedSystems="[Timetable, ticket gates]"))
    )

    assert site.catalog.ungrouped == ("ticket-gates", "timetable")
    assert not any(component.retired for component in site.catalog.components.values())
    assert [remark for path, remark in report.remarks if path == "components.yml" and "no list of systems" in remark]


def test_a_folder_of_incident_files_is_enough(tmp_path):
    (tmp_path / "old").mkdir()
    (tmp_path / "old" / "a.mdxx").write_text(incident(MDX))

    _, _, incidents = imported(tmp_path / "old")

    assert len(incidents["a"].updates) == 3


def test_imports_are_dropped_from_mdx_alone_and_not_from_code(tmp_path):
    words = (
        "import Update from './Update.astro'\n\nimport './style.css';\n\nimport fails.\n\n```\nimport a from 'b'\n```\n"
    )
    _, _, incidents = imported(astro(tmp_path / "old", a=incident(words)))

    assert incidents["a"].updates[0].text == "import fails.\n\n```\nimport a from 'b'\n```"


def test_an_element_that_is_never_closed_loses_no_word(tmp_path):
    words = (
        'Dark.\n\n<Update date="2025-03-01T11:00:00Z">One.\n\n<Update date="2025-03-01T12:00:00Z">Two.</Update>\n\n'
        '<Update date="2025-03-01T13:00:00Z">Three.\n'
    )
    report, _, incidents = imported(astro(tmp_path / "old", a=incident(words, resolved="false")))

    assert [update.text for update in incidents["a"].updates] == ["Dark.", "One.", "Two.", "Three."]
    assert remarks_of(report, "src/content/incident/a.mdx") == [
        "an <Update> is never closed: it ends where the next one begins",
        "an <Update> is never closed: it ends with the file",
    ]


def test_an_update_without_a_time_stays_in_the_words(tmp_path):
    words = 'Dark.\n\n<Update date="soon">Light.</Update>\n\n<Update>More.</Update>'
    report, _, incidents = imported(astro(tmp_path / "old", a=incident(words, resolved="false")))

    assert told(incidents["a"]) == [("update", "03-01 10:00:00", "Dark.\n\nLight. (soon)\n\nMore.")]
    assert len(remarks_of(report, "src/content/incident/a.mdx")) == 2


def test_a_time_without_a_zone_is_of_the_zone_that_was_asked_for_and_is_written_in_it(tmp_path):
    words = 'Dark.\n\n<Update date="2025-03-01T11:00:00">All is fixed.</Update>'
    report, site, incidents = imported(
        astro(tmp_path / "old", a=incident(words, date="2025-03-01T10:00:00")), zone="Europe/Rome"
    )

    assert [update.at for update in incidents["a"].updates] == [utc(2025, 3, 1, 9), utc(2025, 3, 1, 10)]
    assert "## Update — 2025-03-01 10:00 Europe/Rome" in (tmp_path / "new/incidents/2025/a.md").read_text()
    assert site.settings.timezone == "Europe/Rome"
    assert [remark for _, remark in report.remarks if "were read as Europe/Rome (--timezone)" in remark]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (incident("Dark.", date=None), "it has no `date`"),
        (incident("Dark.", date="yesterday"), "the time “yesterday” cannot be read"),
        (incident("Dark.", draft="true"), "it is a draft, which was never public"),
        ("---\ntitle: Dark\n", "its front matter is never closed: a line `---` is missing below the fields"),
        ('+++\nresolved = "\n+++\n', "its TOML cannot be read: Illegal character '\\n' (at line 1, column 13)"),
    ],
)
def test_a_file_that_cannot_be_read_is_named_with_the_reason(tmp_path, text, reason):
    report, _, incidents = imported(astro(tmp_path / "old", a=text, b=incident("Dark.")))

    assert report.skipped == [("src/content/incident/a.mdx", reason)]
    assert list(incidents) == ["b"]


def test_pages_that_are_no_incidents_are_named(tmp_path):
    source = statuskit(tmp_path / "old", a=incident("Dark."), about="---\ntitle: About\n---\nWords.\n")

    report, _, incidents = imported(source)

    assert report.skipped == [("site/content/incidents/about.md", "it is a page, not an incident")]
    assert list(incidents) == ["a"]


def test_a_second_import_changes_nothing(tmp_path):
    source = astro(tmp_path / "old", a=incident(MDX), b=incident("Dark.", severity="under-maintenance"))
    imported(source)
    before = {path: path.read_bytes() for path in (tmp_path / "new").rglob("*.*")}

    report, _, _ = imported(source)

    assert (report.written, report.unchanged) == ([], ["incidents/2025/a.md", "incidents/2025/b.md"])
    assert {path: path.read_bytes() for path in (tmp_path / "new").rglob("*.*")} == before


def test_a_file_that_somebody_changed_is_not_written_over(tmp_path):
    source = astro(tmp_path / "old", a=incident("Dark."))
    imported(source)
    mended = tmp_path / "new" / "incidents" / "2025" / "a.md"
    mended.write_text(mended.read_text().replace("Dark.", "It was dark."))

    report, _, _ = imported(source)

    assert [path for path, _ in report.skipped] == ["src/content/incident/a.mdx"]
    assert "It was dark." in mended.read_text()


def test_a_folder_without_incident_files_is_refused(tmp_path):
    (tmp_path / "old").mkdir()

    with pytest.raises(Unreadable, match="there is no"):
        import_statuskit(tmp_path / "old", tmp_path / "new")

    assert not (tmp_path / "new").exists()


def test_a_configuration_that_cannot_be_read_is_refused_with_its_place(tmp_path):
    source = statuskit(tmp_path / "old", 'title = "Ferry\n', a=incident("Dark."))

    with pytest.raises(Unreadable, match=r"site/config.toml:1:15: its TOML cannot be read"):
        import_statuskit(source, tmp_path / "new")

    assert not (tmp_path / "new").exists()


_front = ("title: x\n", "date: 2025-03-01T10:00:00Z\n", "date: 9999-12-31\n", "resolved: true\n", "state: x\n")
_more = ("severity: under-maintenance\n", "affectedSystems: [a, {b: c}]\n", "&a [*a]\n", "- a\n", "---\n", "+++\n")
_tags = ('<Update date="2025-03-01T11:00:00Z">', "<Update>", "</Update>", '<Update date="x" />', "<Chart/>")
_tracks = ('{{< track "2025-03-01 11:00:00" >}}', '{{< track "0001-01-01" >}}', "{{< track", "**Update**: ")
_marks = ("\n\n", "```\n", "## Postmortem\n", "import a from 'b'\n", "<!--", "\t", "é", "\x00", "[a]: b\n", "<<x>>")
_fragments = st.sampled_from((*_front, *_more, *_tags, *_tracks, *_marks))


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(_fragments, max_size=20).map("".join), st.lists(_fragments, max_size=20).map("".join))
def test_any_file_is_imported_or_named(tmp_path, front, words):
    source = astro(Path(tempfile.mkdtemp(dir=tmp_path)), b=incident(words), c=incident("Dark."))
    (source / "src/content/incident/a.md").write_text(f"---\n{front}\n---\n{words}")

    report = import_statuskit(source, source / "new")

    incidents = [path for path in report.written if path.startswith("incidents/")]
    assert len(incidents) + len(report.skipped) == report.read == 3
    reading = read_site(source / "new" / "mkdocs.yml")
    faults = [each for each in reading.findings if each.severity == "error" and each.code != "missing-address"]
    assert [str(each) for each in faults] == []
