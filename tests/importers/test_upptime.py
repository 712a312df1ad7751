"""An Upptime repository and its issues become one of our sites."""

import json
import tempfile
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from plainstatus.importers.cstate_file import Unreadable
from plainstatus.importers.upptime import import_upptime
from plainstatus.reading.site import read_site

from .upptime_repositories import CONFIG, DOWN, HISTORY, UP, comment, imported, issue, maintenance, repository


@pytest.fixture
def old(tmp_path):
    return repository(tmp_path / "old", shop=HISTORY)


def told(incident):
    """An incident's updates as status and time."""
    return [(update.status, f"{update.at:%m-%d %H:%M:%S}") for update in incident.updates]


def remarks_of(report, path):
    return [remark for place, remark in report.remarks if place == path]


def utc(*parts):
    return datetime(*parts, tzinfo=UTC)


def test_sites_become_components_with_the_names_that_upptime_gave_them(old):
    _, site, _ = imported(old)

    shown = [(each.id, each.name[""], each.url, each.external_id) for each in site.catalog.current]
    assert shown == [
        ("shop", "Shop", "https://shop.heron.example", "shop"),
        ("print-queue", "PrintQueue", None, "print-queue"),
        ("post", "Mail", None, "post"),
    ]


def test_the_page_keeps_its_name_address_and_links(old):
    report, site, _ = imported(old, zone="Europe/Lisbon")

    assert (site.settings.name, site.settings.site_url) == ("Heron Press status", "https://status.heron.example/")
    assert site.settings.timezone == "Europe/Lisbon"
    assert [(link.name, link.url) for link in site.settings.links] == [
        ("Code", "https://github.com/heron-press/status")
    ]
    assert remarks_of(report, ".upptimerc.yml") == ["of `status-website` was left out: `theme`"]


def test_without_a_name_of_its_own_a_page_was_below_that_of_its_owner(tmp_path):
    config = CONFIG.replace("cname: status.heron.example", "baseUrl: /status")

    _, site, _ = imported(repository(tmp_path / "old", config))

    assert site.settings.site_url == "https://heron-press.github.io/status/"


@pytest.mark.parametrize(
    ("start", "zone", "since"),
    [
        ("Mon Aug 10 2020 23:54:39 GMT+0000 (Coordinated Universal Time)", "UTC", date(2020, 8, 10)),
        ("Mon Aug 10 2020 23:54:39 GMT+0000 (Coordinated Universal Time)", "Europe/Rome", date(2020, 8, 11)),
        ("2020-08-10T07:54:39.123Z", "UTC", date(2020, 8, 10)),
        ("Mon Foo 99 2020 23:54:39 GMT+0000", "UTC", None),
    ],
)
def test_a_component_counts_since_the_local_day_of_its_first_check(tmp_path, start, zone, since):
    history = "".join(f"- {line}\n" for line in f"status: up\nstartTime: {start}".split("\n"))

    report, site, _ = imported(repository(tmp_path / "old", shop=history), zone=zone)

    assert site.catalog.components["shop"].since == since
    assert bool(remarks_of(report, "history/shop.yml")) == (since is None)


def test_the_summary_says_what_files_and_labels_call_a_site(tmp_path):
    source = repository(tmp_path / "old", CONFIG.replace("PrintQueue", "Print queue n°1"))
    summary = [{"name": "Print queue n°1", "slug": "printing"}, {"name": "Fax", "slug": "fax"}]
    (source / "history" / "summary.json").write_text(json.dumps(summary))

    _, site, incidents = imported(source, issue(labels=["status", "printing"]), issue(8, labels=["status", "fax"]))

    assert site.catalog.components["printing"].name == {"": "Print queue n°1"}
    assert site.catalog.components["fax"].retired
    assert incidents["7"].components == {"printing": "major_outage"}
    assert incidents["8"].components == {"fax": "major_outage"}


def test_an_issue_becomes_an_incident_from_its_opening_to_its_closing(old):
    report, _, incidents = imported(old, issue(), comments=[comment(7)])

    (incident,) = incidents.values()
    assert (incident.id, incident.title, incident.external_id) == ("2025-03-01-shop-is-down", "Shop is down", "7")
    assert incident.components == {"shop": "major_outage"}
    assert not incident.notify
    assert told(incident) == [("investigating", "03-01 10:00:05"), ("resolved", "03-01 10:35:38")]
    assert incident.updates[0].text == DOWN.replace("\r", "").rstrip()
    assert incident.updates[1].external_id == "901"
    assert report.skipped == []


def test_degraded_performance_is_no_outage(old):
    _, _, incidents = imported(old, issue(title="⚠️ Shop has degraded performance"))

    assert incidents["7"].title == "Shop has degraded performance"
    assert incidents["7"].components == {"shop": "degraded_performance"}


def test_an_issue_without_its_comments_is_resolved_when_it_was_closed(old):
    _, _, incidents = imported(old, issue())

    assert told(incidents["7"])[-1] == ("resolved", "03-01 10:35:40")
    assert incidents["7"].updates[-1].text == "Marked as resolved."


def test_comments_become_updates_and_later_ones_do_not_open_it_again(old):
    further = [
        comment(7, "**Identified:** A cable was cut.", "2025-03-01T10:10:00Z", 900),
        comment(7),
        comment(7, "We have bought a better cable.", "2025-03-03T10:00:00Z", 902),
    ]
    _, _, incidents = imported(old, issue(), comments=further)

    assert told(incidents["7"]) == [
        ("investigating", "03-01 10:00:05"),
        ("identified", "03-01 10:10:00"),
        ("resolved", "03-01 10:35:38"),
        ("update", "03-03 10:00:00"),
    ]


def test_an_open_issue_stays_open(old):
    _, _, incidents = imported(old, issue(state="open", closed_at=None))

    assert told(incidents["7"]) == [("investigating", "03-01 10:00:05")]


def test_the_form_of_gh_issue_list_holds_comments_too(old):
    entry = {
        "number": 7,
        "title": "🛑 Shop is down",
        "body": DOWN,
        "state": "CLOSED",
        "createdAt": "2025-03-01T10:00:05Z",
        "closedAt": "2025-03-01T10:35:40Z",
        "labels": [{"id": "LA_1", "name": "status"}, {"id": "LA_2", "name": "shop"}],
        "comments": [{"id": "IC_1", "body": UP, "createdAt": "2025-03-01T10:35:38Z"}],
    }
    _, _, incidents = imported(old, entry)

    assert told(incidents["7"]) == [("investigating", "03-01 10:00:05"), ("resolved", "03-01 10:35:38")]
    assert incidents["7"].updates[-1].external_id == "IC_1"


@pytest.mark.parametrize("form", ["[{0}][{1}]", "[[{0}], [{1}]]", "[{0}]\n[]\n[{1}]\n", "\ufeff[{0}, {1}]"])
def test_pages_of_a_list_may_come_one_behind_the_other(old, form):
    path = old.parent / "issues.json"
    path.write_text(form.format(json.dumps(issue(7)), json.dumps(issue(8))))

    report = import_upptime(old, old.parent / "new", issues=path)

    assert [path for path in report.written if "2025" in path] == [
        "incidents/2025/2025-03-01-shop-is-down.md",
        "incidents/2025/2025-03-01-shop-is-down-8.md",
    ]


def test_two_incidents_of_one_day_and_name_are_told_apart_by_their_numbers_in_any_order(old):
    _, _, incidents = imported(old, issue(31), issue(8), issue(7))

    assert {number: each.id for number, each in incidents.items()} == {
        "7": "2025-03-01-shop-is-down",
        "8": "2025-03-01-shop-is-down-8",
        "31": "2025-03-01-shop-is-down-31",
    }


def test_an_incident_of_a_site_that_is_gone_names_a_retired_component(old):
    report, site, incidents = imported(old, issue(title="🛑 Telegraph is down", labels=["status", "telegraph"]))

    assert site.catalog.components["telegraph"].retired
    assert incidents["7"].components == {"telegraph": "major_outage"}
    assert remarks_of(report, "issues.json: issue 7") == [
        "“Telegraph” is no site of .upptimerc.yml: it is the retired component `telegraph`"
    ]


def test_an_incident_that_somebody_wrote_about_no_site_has_no_component(old):
    report, _, incidents = imported(old, issue(title="Cards are refused", labels=["status"]))

    assert (incidents["7"].components, incidents["7"].impact) == ({}, "none")
    assert remarks_of(report, "issues.json: issue 7") == [
        "none of its labels is a site of Upptime: it is an incident of impact `none`"
    ]


def test_maintenance_has_the_window_of_its_comment_block(old):
    _, _, incidents = imported(old, maintenance("expectedDown: shop, telex\nexpectedDegraded: post\n"))

    works = incidents["20"]
    assert (works.kind, works.title) == ("maintenance", "Disks are swapped")
    assert (works.schedule.window.start, works.schedule.window.end) == (utc(2025, 3, 8, 22), utc(2025, 3, 9, 2))
    assert works.components == {
        "shop": "under_maintenance",
        "telex": "under_maintenance",
        "post": "degraded_performance",
    }
    assert [(update.status, update.text) for update in works.updates] == [("scheduled", "We swap disks.")]


@pytest.mark.parametrize(
    ("closed", "last"),
    [
        ("2025-03-09T02:03:00Z", ("scheduled", "03-05 09:00:00")),
        ("2025-03-08T23:30:00Z", ("completed", "03-08 23:30:00")),
        ("2025-03-07T12:00:00Z", ("cancelled", "03-07 12:00:00")),
        (None, ("scheduled", "03-05 09:00:00")),
    ],
)
def test_maintenance_that_was_closed_before_its_end_was_over_then(old, closed, last):
    _, _, incidents = imported(old, maintenance(closed_at=closed))

    assert told(incidents["20"])[-1] == last


def test_words_of_the_moment_in_which_maintenance_was_closed_say_that_it_is_over(old):
    words = comment(20, "We are through early.", "2025-03-08T23:29:40Z")
    _, _, incidents = imported(old, maintenance(closed_at="2025-03-08T23:30:00Z"), comments=[words])

    assert [(update.status, update.text) for update in incidents["20"].updates] == [
        ("scheduled", "We swap disks."),
        ("completed", "We are through early."),
    ]


def test_a_window_without_a_zone_is_of_the_zone_that_was_asked_for(old):
    body = "<!--\nstart: 2025-03-08 22:00\nend: 2025-03-09 02:00\n-->"
    report, _, incidents = imported(old, maintenance(body=body), zone="Europe/Rome")

    assert incidents["20"].schedule.window.start == utc(2025, 3, 8, 21)
    assert remarks_of(report, "issues.json: issue 20") == [
        "its window names no zone: it was read as Europe/Rome (--timezone)"
    ]


@pytest.mark.parametrize(
    ("entry", "reason"),
    [
        (maintenance(body="We swap disks."), "it has no HTML comment with its `start:` and `end:`"),
        (maintenance(body="<!--\nstart: 2025-03-08T22:00Z\n-->"), "its HTML comment has no `end:`"),
        (
            maintenance(body="<!--\nstart: 2025-03-08T22:00Z\nend: 2025-03-08T22:00Z\n-->"),
            "its window ends before it begins",
        ),
        (issue(20, created_at=None), "it has no `created_at`"),
        (issue(20, created_at=5), "`created_at` is no time"),
        (issue(20, title=None), "it has no `title`"),
        (issue(20, body=["x"]), "`body` is no text"),
        (issue(20, body="\ud800"), "`body` has half a character"),
        (issue(20, comments=["x"]), "a comment is no object"),
        (issue(20, body="\x00"), None),
    ],
)
def test_an_issue_that_cannot_be_read_is_named_with_the_reason(old, entry, reason):
    report, _, incidents = imported(old, entry, issue())

    ((path, said),) = report.skipped
    assert path == "issues.json: issue 20"
    assert reason is None or said == reason
    assert list(incidents) == ["7"]


def test_issues_about_something_else_are_left_out(old):
    report, _, incidents = imported(
        old, issue(20, labels=["question"]), issue(21, pull_request={"url": "x"}), {"title": "no number"}, issue()
    )

    assert report.skipped == [
        ("issues.json: entry 3", "it has no `number`"),
        ("issues.json: issue 20", "it is about something else: it has no label `status` or `maintenance`"),
        ("issues.json: issue 21", "it is a pull request, not an incident"),
    ]
    assert list(incidents) == ["7"]


def test_without_issues_the_report_says_how_to_get_them(old):
    report, _, incidents = imported(old)

    assert incidents == {}
    (remark,) = remarks_of(report, "heron-press/status")
    assert "gh issue list --repo heron-press/status --state all --limit 100000" in remark
    assert "--issues issues.json" in remark


def test_a_site_that_was_down_at_last_without_an_open_issue_is_remarked(tmp_path):
    source = repository(tmp_path / "old", shop=HISTORY.replace("status: up", "status: down"))

    report, _, _ = imported(source, issue())

    assert remarks_of(report, "history/shop.yml") == [
        "it was `down` at 2025-03-09 23:07 UTC, and no open issue says so: tell it with `plainstatus new`"
    ]


def test_a_site_that_was_down_at_last_with_an_open_issue_is_not(tmp_path):
    source = repository(tmp_path / "old", shop=HISTORY.replace("status: up", "status: down"))

    report, _, _ = imported(source, issue(state="open", closed_at=None))

    assert remarks_of(report, "history/shop.yml") == []


def test_times_are_written_in_the_zone_that_was_asked_for(old):
    imported(old, issue(), zone="Europe/Rome")

    text = (old.parent / "new/incidents/2025/2025-03-01-shop-is-down.md").read_text()
    assert "## Investigating — 2025-03-01 11:00:05 Europe/Rome" in text


def test_a_second_import_changes_nothing(old):
    issues = (issue(), issue(8), maintenance())
    imported(old, *issues, comments=[comment(7)])
    new = old.parent / "new"
    before = {path: path.read_bytes() for path in new.rglob("*.*")}

    report, _, _ = imported(old, *issues, comments=[comment(7)])

    assert (report.written, len(report.unchanged), report.skipped) == ([], 3, [])
    assert {path: path.read_bytes() for path in new.rglob("*.*")} == before


def test_a_file_that_somebody_changed_is_not_written_over(old):
    imported(old, issue())
    mended = old.parent / "new/incidents/2025/2025-03-01-shop-is-down.md"
    mended.write_text(mended.read_text().replace("was **down**", "was gone"))

    report, _, _ = imported(old, issue())

    assert [path for path, _ in report.skipped] == ["issues.json: issue 7"]
    assert "was gone" in mended.read_text()


@pytest.mark.parametrize(
    ("name", "text", "reason"),
    [
        (".upptimerc.yml", "sites:\n  - name: [", r"\.upptimerc\.yml:3:1: its YAML cannot be read"),
        (".upptimerc.yml", "- a", r"\.upptimerc\.yml: its YAML is not a list of"),
        (".upptimerc.yml", "sites: no\n", r"\.upptimerc\.yml: it names no site below `sites:`"),
        ("history/shop.yml", "url: 'x", r"history/shop\.yml:1:8: its YAML cannot be read"),
        ("history/summary.json", '[{"name": "Shop"', r"history/summary\.json:1:17: the JSON ends in the middle"),
        ("issues.json", '[{"number": 7},\n {"title": "Sh', r"issues\.json:2:12: the JSON ends in the middle"),
        ("issues.json", '[{"number": 7},\n {"title" 5}]', r"issues\.json:2:11: it is no JSON: expecting"),
        ("issues.json", '{"message": "Not Found"}', r"issues\.json: it is no list: GitHub said “Not Found”"),
        ("issues.json", "", r"issues\.json: it is empty"),
        ("issues.json", "[" * 100_000, r"issues\.json: it is nested too deeply"),
        ("comments.json", '[{"body": "x"}]', r"comments\.json: entry 1 is no comment: it has no `issue_url`"),
    ],
)
def test_a_file_that_is_cut_off_or_wrong_is_named_with_the_place_and_nothing_is_imported(old, name, text, reason):
    files = {each: old.parent / each for each in ("issues.json", "comments.json")}
    files["issues.json"].write_text(json.dumps([issue()]))
    files["comments.json"].write_text(json.dumps([comment(7)]))
    (files.get(name) or old / name).write_text(text)

    with pytest.raises(Unreadable, match=reason):
        import_upptime(
            old, old.parent / "new", issues=files["issues.json"], comments=files["comments.json"], zone="UTC"
        )

    assert not (old.parent / "new").exists()


def test_a_folder_that_is_no_upptime_repository_is_refused(tmp_path):
    with pytest.raises(
        Unreadable, match=r"there is no \.upptimerc\.yml: is this the folder of an Upptime repository\?"
    ):
        import_upptime(tmp_path, tmp_path / "new")


def test_aliases_of_yaml_that_multiply_cost_nothing(tmp_path):
    bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n"
    bomb += "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 30))
    source = repository(tmp_path / "old", bomb + CONFIG, shop=bomb + HISTORY)

    _, site, _ = imported(source)

    assert site.catalog.components["shop"].since == date(2020, 8, 10)


_json = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 10**20) | st.sampled_from(["", "x", "2025-03-01T10:00:05Z", "\ud83d"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["name", "body", "id"]), inner),
    max_leaves=6,
)
_entries = st.fixed_dictionaries(
    {}, optional={name: _json for name in ("number", "title", "body", "labels", "created_at", "closed_at", "comments")}
)
_words = st.lists(
    st.sampled_from(
        (
            "<!--",
            "-->",
            "## Resolved — 2025",
            "\nstart: 2025-03-08T22:00Z\n",
            "end: 2025-03-08T23:00Z\n",
            "expectedDown: a,,b\n",
            "## x\n",
            "```",
            "\r\n",
            "**Resolved:** x",
            "components: x\n",
            "<<x>>",
            "\x00",
            "é",
            "\u202e",
        )
    ),
    max_size=12,
).map("".join)


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(_entries | _json, max_size=4), _words, _words)
def test_any_issues_are_imported_or_named(tmp_path, entries, body, said):
    old = repository(Path(tempfile.mkdtemp(dir=tmp_path)) / "old", shop=HISTORY)
    path = old.parent / "issues.json"
    given = [issue(1, title=body or "x", body=said), maintenance(body=body), *entries]
    path.write_text(json.dumps([entry for entry in given if not isinstance(entry, list)]))
    (old.parent / "comments.json").write_text(json.dumps([comment(1, body), comment(20, said)]))

    report = import_upptime(old, old.parent / "new", issues=path, comments=old.parent / "comments.json")

    incidents = [path for path in report.written if path.startswith("incidents/")]
    assert len(incidents) + len(report.skipped) == len(json.loads(path.read_text()))
    reading = read_site(old.parent / "new" / "mkdocs.yml")
    faults = [each for each in reading.findings if each.severity == "error" and each.code != "missing-folder"]
    assert [str(each) for each in faults] == []
