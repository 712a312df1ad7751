"""What becomes of documents and feeds of a hosted page, and of bad ones."""

import html
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from click.testing import CliRunner
from hypothesis import example, given
from hypothesis import strategies as st

from plainstatus.commands.program import program
from plainstatus.importers.cstate_file import Unreadable
from plainstatus.importers.statuspage import import_statuspage
from plainstatus.importers.statuspage_markup import markdown_of
from plainstatus.reading.site import read_site
from plainstatus.wording.plain_text import plain_lines
from plainstatus.wording.text import Renderer
from plainstatus.writing.words import protected

from ..site.built import build, contents
from .statuspage_page import (
    COMPONENTS,
    INCIDENTS,
    MAINTENANCES,
    PAGE,
    component,
    documents,
    incident,
    update,
    write_page,
)


def _paragraph(day: str, clock: str, state: str, words: str, zone: str = "UTC") -> str:
    when = f"<small>{day[:3]} <var data-var='date'>{day[3:]}</var>, <var data-var='time'>{clock}</var> {zone}</small>"
    return html.escape(f"<p>{when}<br><strong>{state}</strong> - {words}</p>", quote=False)


def feed(*paragraphs: str, published: str = "2026-01-02T00:10:12Z", title: str = "Post waits") -> str:
    """A feed with one entry."""
    return f"""\
<?xml version="1.0" encoding="UTF-8"?>
<feed xml:lang="en-US" xmlns="http://www.w3.org/2005/Atom">
  <title>Lantern Post - Incident History</title>
  <link rel="alternate" type="text/html" href="https://status.lantern.example"/>
  <entry>
    <id>tag:status.lantern.example,2005:Incident/77</id>
    <published>{published}</published>
    <link rel="alternate" type="text/html" href="https://status.lantern.example/incidents/n6sxthbnd2qz"/>
    <title>{title}</title>
    <content type="html">{" ".join(paragraphs)}</content>
  </entry>
</feed>
"""


FEED = feed(
    _paragraph("Jan 2", "00:10", "Resolved", "It moves.<br /><br />Sorry."),
    _paragraph("Dec31", "23:50", "Update", "Still."),
    _paragraph("Dec31", "23:50", "Investigating", "It waits."),
)


def text_of(folder: Path, name: str) -> str:
    return next(folder.rglob(f"*{name}*.md")).read_text("utf-8")


def updated(**more: Any) -> Any:
    return incident(
        "n9bcdfghjklm",
        "Slow",
        "minor",
        [],
        update("s1bcdfghjklm", "investigating", "2026-05-01T10:00:00Z", "Hm."),
        **more,
    )


def import_one(folder: Path, entry: Any) -> Any:
    return import_statuspage([write_page(folder / "old", {"i.json": {"incidents": [entry]}})], folder / "new")


def test_an_incident_reads_like_one_that_was_written_here(tmp_path: Path) -> None:
    import_statuspage([write_page(tmp_path / "old")], tmp_path / "new")

    assert (
        text_of(tmp_path / "new", "post-is-late")
        == """\
---
title: Post is late & lost
components:
  api: partial_outage
impact: major
notify: false
external_id: n6sxthbnd2qz
---

## Investigating — 2026-05-04 09:00:01.250 Europe/Rome
external_id: v1bcdfghjklm

We \\*look\\*.

## Update — 2026-05-04 09:20:00.001 Europe/Rome
external_id: v2bcdfghjklm

Still.\\
\\# not a heading

## Identified — 2026-05-04 09:40 Europe/Rome
components: {api: degraded_performance, web: major_outage}
external_id: v3bcdfghjklm

See [our page](<https://lantern.example/a_b_c>).

Thanks.
"""
    )


def test_an_imported_site_has_no_fault(tmp_path: Path) -> None:
    import_statuspage([write_page(tmp_path / "old")], tmp_path / "new")

    assert read_site(tmp_path / "new" / "mkdocs.yml").findings == ()


def test_a_second_run_changes_nothing(tmp_path: Path) -> None:
    old = write_page(tmp_path / "old")
    import_statuspage([old], tmp_path / "new")
    before = contents(tmp_path / "new")
    report = import_statuspage([old], tmp_path / "new")

    assert (report.written, report.skipped, contents(tmp_path / "new")) == ([], [], before)


def test_what_a_person_changed_is_left_alone_and_named(tmp_path: Path) -> None:
    old = write_page(tmp_path / "old")
    import_statuspage([old], tmp_path / "new")
    file = next((tmp_path / "new").rglob("*mail-waits*.md"))
    file.write_text(file.read_text("utf-8").replace("It waits.", "It waited."), "utf-8")
    changed = contents(tmp_path / "new")
    report = import_statuspage([old], tmp_path / "new")

    assert contents(tmp_path / "new") == changed
    ((place, reason),) = report.skipped
    assert place.endswith("incidents.json: Mail waits")
    assert "with other words" in reason


def test_a_later_list_brings_what_is_new_beside_what_was_imported(tmp_path: Path) -> None:
    page = documents()
    import_statuspage([write_page(tmp_path / "old", page)], tmp_path / "new")
    page["incidents.json"] = {"page": PAGE, "incidents": [updated(), *INCIDENTS]}
    report = import_statuspage([write_page(tmp_path / "later", page)], tmp_path / "new")

    assert (report.written, report.skipped) == (["incidents/2026/2026-05-01-slow.md"], [])


def test_an_incident_that_the_old_page_said_more_of_is_named_and_left_alone(tmp_path: Path) -> None:
    import_one(tmp_path, updated())
    before = contents(tmp_path / "new")
    more = update("s2bcdfghjklm", "resolved", "2026-05-01T11:00:00Z", "Over.")
    entry = updated()
    report = import_one(tmp_path, {**entry, "incident_updates": [more, *entry["incident_updates"]]})

    assert [reason for _, reason in report.skipped] == [
        "it has 1 new update, and incidents/2026/2026-05-01-slow.md is there already: it is left alone"
    ]
    assert contents(tmp_path / "new") == before


def test_an_update_that_came_without_its_id_is_not_called_new(tmp_path: Path) -> None:
    entry = updated()
    bare = [{**each, "id": None} for each in entry["incident_updates"]]
    import_one(tmp_path, {**entry, "incident_updates": bare})
    report = import_one(tmp_path, entry)

    assert [reason for _, reason in report.skipped] == [
        "incidents/2026/2026-05-01-slow.md is there already, with other words"
    ]


@pytest.mark.parametrize("id", ["'a\"# x'", "12345", "true", "a: b", "[a]"])
def test_any_id_is_known_again(tmp_path: Path, id: str) -> None:
    entry = {**updated(), "id": id}
    import_one(tmp_path, entry)
    report = import_one(tmp_path, entry)

    assert (report.written, report.skipped) == ([], [])


def test_the_document_of_a_single_incident_is_read(tmp_path: Path) -> None:
    old = write_page(tmp_path / "old", {"i.json": {"page": PAGE, "incident": updated()}})
    report = import_statuspage([old], tmp_path / "new")

    assert (report.written[2:], report.skipped) == (["incidents/2026/2026-05-01-slow.md"], [])


def test_what_nobody_can_see_in_names_does_not_come_along(tmp_path: Path) -> None:
    odd = "A\nB\x00\u202e\ud800"
    page = {"page": {**PAGE, "name": odd}, "components": [component("c4fjzc9q5lnw", odd, 1, description=odd)]}
    old = write_page(tmp_path / "old", {"i.json": {**page, "incidents": [{**updated(), "name": odd}]}})
    report = import_statuspage([old], tmp_path / "new")
    site = read_site(tmp_path / "new" / "mkdocs.yml")

    assert (report.skipped, site.findings) == ([], ())
    assert [site.settings.name, site.incidents[0].title] == ["A B", "A B"]
    assert site.catalog.components["a-b"].name == {"": "A B"}


def test_a_state_that_no_incident_tells_of_is_named(tmp_path: Path) -> None:
    ill = component("c4fjzc9q5lnw", "Mail", 1, status="partial_outage")
    told = component("c1bfvt6m2hks", "API", 2, status="major_outage")
    page = {"page": PAGE, "components": [ill, told], "incidents": [{**updated(), "components": [told]}]}
    report = import_statuspage([write_page(tmp_path / "old", {"i.json": page})], tmp_path / "new")

    assert [words for place, words in report.remarks if place == "components"] == [
        "“Mail” was `partial_outage`, and no open incident says so: here it is operational"
    ]


def test_a_zone_of_the_page_that_nobody_knows_is_named(tmp_path: Path) -> None:
    page = {"page": {**PAGE, "time_zone": "Moon Time"}, "incidents": [updated()]}
    report = import_statuspage([write_page(tmp_path / "old", {"i.json": page})], tmp_path / "new", zone="Asia/Tokyo")

    assert ("page", "its zone “Moon Time” is not known: it was taken for Asia/Tokyo (--timezone)") in report.remarks
    assert "investigating — 2026-05-01 19:00 Asia/Tokyo".casefold() in text_of(tmp_path / "new", "slow").casefold()


def test_a_component_of_before_is_found_by_its_group_and_name(tmp_path: Path) -> None:
    """The codes of a page that was set up anew are others."""
    entry = updated()
    entry["incident_updates"][0]["affected_components"] = [
        {"code": "zzzzzzzzzzzz", "name": "Asia - API", "old_status": "operational", "new_status": "major_outage"}
    ]
    page = {**documents(), "incidents.json": {"page": PAGE, "incidents": [entry]}}
    import_statuspage([write_page(tmp_path / "old", page)], tmp_path / "new")

    (incident,) = (each for each in read_site(tmp_path / "new" / "mkdocs.yml").incidents if each.kind == "incident")
    assert incident.components == {"asia-api": "major_outage"}


def test_components_of_two_groups_may_have_one_name(tmp_path: Path) -> None:
    import_statuspage([write_page(tmp_path / "old")], tmp_path / "new")
    site = read_site(tmp_path / "new" / "mkdocs.yml")

    assert [(group.id, group.components) for group in site.catalog.groups] == [
        ("europe", ("api", "web")),
        ("asia", ("asia-api",)),
    ]


def test_a_bare_list_of_everything_is_read_too(tmp_path: Path) -> None:
    old = write_page(tmp_path / "old", {"c.json": {"components": COMPONENTS}, "all.json": [*INCIDENTS, *MAINTENANCES]})
    report = import_statuspage([old], tmp_path / "new")

    assert report.skipped == []
    kinds = [each.kind for each in read_site(tmp_path / "new" / "mkdocs.yml").incidents]
    assert (kinds.count("incident"), kinds.count("maintenance")) == (len(INCIDENTS), len(MAINTENANCES))


def test_a_component_that_left_is_retired(tmp_path: Path) -> None:
    gone = {"id": "gbcdfghjklmn", "name": "Fax"}
    entry = {**updated(), "components": [gone]}
    import_statuspage(
        [
            write_page(
                tmp_path / "old",
                {"i.json": {"components": [component("c4fjzc9q5lnw", "Mail", 1)], "incidents": [entry]}},
            )
        ],
        tmp_path / "new",
    )

    fax = read_site(tmp_path / "new" / "mkdocs.yml").catalog.components["fax"]
    assert (fax.retired, fax.external_id) == (True, "gbcdfghjklmn")


def test_a_feed_gives_its_incidents_with_years(tmp_path: Path) -> None:
    (tmp_path / "history.atom").write_text(FEED, "utf-8")
    report = import_statuspage([tmp_path / "history.atom"], tmp_path / "new")

    assert report.skipped == []
    assert [remark for place, remark in report.remarks if place == "feed"] == [
        "it tells neither impact nor components: 1 are written with `impact: none`"
    ]
    text = text_of(tmp_path / "new", "post-waits")
    headings = [line for line in text.splitlines() if line.startswith("## ")]
    assert headings == [
        "## Investigating — 2025-12-31 23:50 UTC",
        "## Update — 2025-12-31 23:50:01 UTC",
        "## Resolved — 2026-01-02 00:10:12 UTC",
    ]
    assert "It moves.\n\nSorry.\n" in text
    assert "external_id: n6sxthbnd2qz" in text


@pytest.mark.parametrize(
    ("planned", "window"),
    [
        ("Dec 31, 22:00 - 23:30 UTC", ("2025-12-31 22:00 UTC", "2025-12-31 23:30 UTC")),
        ("Dec 31, 23:00 - Jan 1, 01:00 UTC", ("2025-12-31 23:00 UTC", "2026-01-01 01:00 UTC")),
        ("Feb 3, 23:00 - Feb 4, 01:00 +02:00", ("2026-02-03 21:00 UTC", "2026-02-03 23:00 UTC")),
    ],
)
def test_a_feed_gives_the_window_of_a_maintenance(tmp_path: Path, planned: str, window: tuple[str, str]) -> None:
    opening = html.escape(f"<p><strong>THIS IS A SCHEDULED EVENT {planned}</strong></p>")
    said = _paragraph("Dec 2", "10:00", "Scheduled", "We move.")
    (tmp_path / "f").write_text(feed(opening, said, published="2025-12-02T10:00:00Z", title="A move"), "utf-8")
    import_statuspage([tmp_path / "f"], tmp_path / "new")

    start, end = window
    assert f"scheduled:\n  start: {start}\n  end: {end}\n" in text_of(tmp_path / "new", "a-move")


def test_of_several_copies_of_a_feed_the_last_words_count(tmp_path: Path) -> None:
    first = _paragraph("Jan 2", "00:10", "Investigating", "Hm.")
    mended = FEED.replace("</published>", "</published><updated>2026-01-09T00:00:00Z</updated>")
    (tmp_path / "1.atom").write_text(FEED.replace("It waits", "It wates"), "utf-8")
    (tmp_path / "2.atom").write_text(mended, "utf-8")
    (tmp_path / "3.atom").write_text(feed(first, title="Post"), "utf-8")
    import_statuspage([tmp_path / "3.atom", tmp_path / "1.atom", tmp_path / "2.atom"], tmp_path / "new")

    assert "It waits." in text_of(tmp_path / "new", "post-waits")


def test_zones_of_a_feed_that_are_letters_alone_are_named(tmp_path: Path) -> None:
    said = _paragraph("Jan 1", "16:10", "Investigating", "Hm.", "PST")
    (tmp_path / "f").write_text(feed(said), "utf-8")
    report = import_statuspage([tmp_path / "f"], tmp_path / "new", zone="America/Los_Angeles")

    assert ("feed", "its times in PST were read as America/Los_Angeles (--timezone)") in report.remarks
    assert "## Investigating — 2026-01-01 16:10:12 America/Los_Angeles" in text_of(tmp_path / "new", "post-waits")


def test_words_behind_the_paragraph_of_an_update_are_not_lost(tmp_path: Path) -> None:
    said = _paragraph("Jan 2", "00:10", "Investigating", "Hm.") + html.escape("<p>And</p> that")
    (tmp_path / "f").write_text(feed(said), "utf-8")
    import_statuspage([tmp_path / "f"], tmp_path / "new")

    assert text_of(tmp_path / "new", "post-waits").endswith("\nHm.\n\nAnd\n\nthat\n")


def test_what_the_api_tells_of_an_incident_counts_more_than_the_feed(tmp_path: Path) -> None:
    old = write_page(tmp_path / "old", {**documents(), "history.atom": FEED})
    import_statuspage([old], tmp_path / "new")

    assert "Post is late" in text_of(tmp_path / "new", "post-is-late")
    assert not list((tmp_path / "new").rglob("*post-waits*"))


@pytest.mark.parametrize(
    ("broken", "message"),
    [
        ('{"incidents": [\n  {"id": "x",', "i.json:2:14: it ends too early"),
        ('{"incidents": [\n  {"id": x}]}', "i.json:2:10: it is no JSON: Expecting value"),
        ('{"incidents": 5}', "i.json: its `incidents` are no list"),
        ('{"components": {"a": 1}}', "i.json: its `components` are no list"),
        ("[1, 2]", "i.json: it is no document of a status page"),
        ('{"error": "gone"}', "i.json: it is no document of a status page"),
        ("<feed xmlns='http://www.w3.org/2005/Atom'>\n <entry>", "i.json:2:9: it is no XML: no element found"),
        ("<html><body/></html>", "i.json: it is no Atom feed"),
        ("<!DOCTYPE x [<!ENTITY a 'b'>]><feed/>", "i.json: it declares a document type"),
        ("{" * 100_000, "i.json"),
    ],
)
def test_a_wrong_file_names_the_place_and_nothing_at_all_is_imported(tmp_path: Path, broken: str, message: str) -> None:
    old = write_page(tmp_path / "old", {**documents(), "i.json": broken})

    with pytest.raises(Unreadable) as raised:
        import_statuspage([old], tmp_path / "new")

    assert message in str(raised.value)
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"id": None}, "it has no `id`"),
        ({"name": ""}, "it has no `name`"),
        ({"incident_updates": []}, "it has no updates"),
        ({"started_at": "yesterday"}, "the time “yesterday” cannot be read"),
        ({"started_at": "0001-01-01T00:00:00Z"}, "the time “0001-01-01T00:00:00Z” cannot be read"),
    ],
)
def test_an_incident_that_lacks_what_counts_is_skipped_by_name(tmp_path: Path, change: Any, reason: str) -> None:
    report = import_one(tmp_path, {**updated(), **change})

    assert [why for _, why in report.skipped] == [reason]


def test_statuses_that_nobody_knows_are_taken_for_the_nearest_and_reported(tmp_path: Path) -> None:
    entry = updated()
    entry["impact"] = "awful"
    entry["incident_updates"][0]["status"] = "investigated"
    report = import_one(tmp_path, entry)

    assert report.skipped == []
    assert sorted(remark for _, remark in report.remarks)[1:] == [
        "the impact “awful” is not known",
        "the status “investigated” is not known: it was taken for `investigating`",
    ]


def test_older_pages_lack_fields_and_are_read_all_the_same(tmp_path: Path) -> None:
    entry = updated()
    for key in ("started_at", "components", "reminder_intervals", "monitoring_at", "resolved_at"):
        entry.pop(key)
    entry["incident_updates"][0]["affected_components"] = [{"name": "Placeholder"}]
    report = import_one(tmp_path, entry)

    assert (len(report.written), report.skipped) == (3, [])


def test_the_command_tells_what_it_did_and_fails_on_a_bad_file_in_one_line(tmp_path: Path) -> None:
    old = write_page(tmp_path / "old")
    done = CliRunner().invoke(program, ["import", "statuspage", str(old), "--into", str(tmp_path / "new")])
    assert (done.exit_code, done.output.splitlines()[-1]) == (0, "Read 3 files, wrote 10 files, skipped 0.")

    (old / "incidents.json").write_text(json.dumps(documents())[:-40], "utf-8")
    done = CliRunner().invoke(program, ["import", "statuspage", str(old), "--into", str(tmp_path / "other")])
    assert done.exit_code == 2
    assert "incidents.json:1:" in done.output
    assert "Traceback" not in done.output


def back(body: str) -> str:
    """The words of a body after it went through a file of ours and onto a page."""
    return plain_lines(Renderer({}).html(protected(markdown_of(body)), "x.md"), "https://status.example/")


_MARKS = st.text(st.sampled_from("ab1 *_`>#-+=.~|\n[]()!\\&;:'\"/<"), max_size=40)


@given(_MARKS.filter(lambda body: not any(tag in body for tag in ("&#", "</", "<!"))))
def test_marks_in_words_stay_marks(body: str) -> None:
    assert back(body).split() == html.unescape(body).split()


_BITS = (
    *("a", "snake_case_x", "*b*", "https://x.example/_a_?b=1&c=2.", "www.x.example", "x@y.example", "<br />", "\r\n"),
    *("\n\n", "- item", "1. one", "# head", "> q", "    code", "```", "~~~", "---", "===", "&amp;", "|a|b|", "|---|"),
    *(
        "<<x>>",
        "<token>",
        "(c)",
        "[x]: y",
        "{{< z >}}",
        "a:",
        "next_update: 14:00",
        "## Resolved — 2026-01-01 10:00 UTC",
    ),
)


@given(st.lists(st.sampled_from(_BITS), max_size=8).map(" ".join))
def test_no_word_is_lost(body: str) -> None:
    assert back(body).split() == html.unescape(body.replace("<br />", " ")).split()


_TAGS = ("<b>", "</b>", "<em>", "</em>", "<strong>", "</strong>", "<i>", "</i>", "<u>", "<span>", "</span>")


@given(
    st.lists(st.sampled_from((*_TAGS, "a", "1", "b ", "*", "(x)", ".", "“q”", " ", "<br>", "_", "\n\n")), max_size=12)
)
@example(["<b>", "a", "</b>", "<b>", "a", "</b>"])
@example(["<i>", "a", "</i>", "<b>", "a", "</b>", "a"])
@example(["<b>", "a", "\n\n", "a", "</b>"])
@example(["<b>", "a", "<i>", "(x)", "</i>", "</b>", "a"])
def test_stress_adds_and_takes_no_sign(bits: list[str]) -> None:
    expected = "".join(" " if bit == "<br>" else "" if bit in _TAGS else bit for bit in bits)
    assert back("".join(bits)).split() == expected.split()


@pytest.mark.parametrize(
    ("body", "markdown"),
    [
        ("<strong>Note:</strong> down", "**Note**: down"),
        ("a<b> b </b>c", "a **b** c"),
        ("<table><tr><td>a</td><td>b</td></tr></table>c", "a b\n\nc"),
        ("a<hr>b", "a\n\nb"),
        ('<img alt="a map" src="https://x.example/m.png">', "a map"),
        ("\U0001f469\u200d\U0001f4bb is on it", "\U0001f469\u200d\U0001f4bb is on it"),
        ("a\u202eb\x07c", "abc"),
    ],
)
def test_html_becomes_the_markdown_that_a_person_would_write(body: str, markdown: str) -> None:
    assert markdown_of(body) == markdown


@pytest.mark.corpus
def test_all_real_feeds_together_make_one_site_with_the_words_of_the_archive(corpus: Path, tmp_path: Path) -> None:
    """Incidents whose words came after the last of the feeds are left out. The archive kept what was taken back."""
    history = corpus / "github-status-history"
    feeds = [*sorted((history / "atom-snapshots").glob("*.atom")), history / "github-status-history.atom"]
    report = import_statuspage(feeds, tmp_path)
    assert report.skipped == []
    site = read_site(tmp_path / "mkdocs.yml")
    assert site.findings == ()

    changed = {id: moment for feed in feeds for id, moment in sorted(last_changes(feed))}
    lines = (history / "parsed" / "incidents.jsonl").read_text("utf-8").splitlines()
    archive = {each["url"].rpartition("/")[2]: each for each in map(json.loads, lines)}
    whole = {id for id, moment in changed.items() if archive[id]["updated_at"] == moment}
    assert len(whole) > 150
    for each in site.incidents:
        if each.external_id in whole:
            ours = {bare(back_of_ours(update.text)) for update in each.updates}
            assert ours <= {bare(update["message"]) for update in archive[each.external_id]["updates"]}
    build(tmp_path, now="2026-11-25 12:00")


def last_changes(feed: Path) -> Iterator[tuple[str, str]]:
    """The id of each incident of a feed with the moment when it last changed."""
    atom = "{http://www.w3.org/2005/Atom}"
    for entry in ElementTree.parse(feed).getroot().iter(f"{atom}entry"):
        link = entry.find(f"{atom}link")
        assert link is not None
        yield link.get("href", "").rpartition("/")[2], entry.findtext(f"{atom}updated", "")


def bare(words: str) -> str:
    """Words without blanks, which the archive put where tags had been."""
    return "".join(_without_addresses(words).split())


@pytest.mark.corpus
def test_real_feeds_are_read_without_losing_a_word(corpus: Path, tmp_path: Path) -> None:
    history = corpus / "github-status-history"
    for feed in [*sorted((history / "atom-snapshots").glob("*.atom")), history / "github-status-history.atom"]:
        report = import_statuspage([feed], tmp_path / feed.stem)
        assert report.skipped == []
        site = read_site(tmp_path / feed.stem / "mkdocs.yml")
        assert site.findings == ()
        ours = {each.external_id: " ".join(back_of_ours(u.text) for u in each.updates) for each in site.incidents}
        theirs = dict(entries_with_words(feed))
        assert len(theirs) == 25
        assert {id: sorted(words.split()) for id, words in ours.items()} == theirs


def entries_with_words(feed: Path) -> Iterator[tuple[str, list[str]]]:
    """The id of each incident of a feed with its words in the order of the alphabet."""
    atom = "{http://www.w3.org/2005/Atom}"
    for entry in ElementTree.parse(feed).getroot().iter(f"{atom}entry"):
        content = entry.findtext(f"{atom}content", "")
        words = re.sub(r"<small>.*?</small>\s*<br>\s*<strong>[^<]*</strong> -", " ", content)
        link = entry.find(f"{atom}link")
        assert link is not None
        text = html.unescape(re.sub(r"</?(?:p|br|a|strong|var|i|b|em|ul|li)\b[^>]*>", " ", words))
        yield link.get("href", "").rpartition("/")[2], sorted(_without_addresses(text).split())


def _without_addresses(text: str) -> str:
    return re.sub(r"\s\(https?://[^)]*\)", "", text)


def back_of_ours(text: str) -> str:
    words = plain_lines(Renderer({}).html(text, "x.md"), "https://status.example/")
    return _without_addresses(words)
