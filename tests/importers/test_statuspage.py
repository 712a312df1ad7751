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
from hypothesis import given
from hypothesis import strategies as st

from plainstatus.commands.program import program
from plainstatus.importers.cstate_file import Unreadable
from plainstatus.importers.statuspage import import_statuspage
from plainstatus.importers.statuspage_markup import markdown_of
from plainstatus.reading.site import read_site
from plainstatus.site.plain_text import plain_lines
from plainstatus.site.text import Renderer
from plainstatus.writing.words import protected

from ..site.built import contents
from .statuspage_page import INCIDENTS, PAGE, component, documents, incident, update, write_page


def _paragraph(day: str, clock: str, state: str, words: str) -> str:
    when = f"<small>{day[:3]} <var data-var='date'>{day[3:]}</var>, <var data-var='time'>{clock}</var> UTC</small>"
    return html.escape(f"<p>{when}<br><strong>{state}</strong> - {words}</p>", quote=False)


FEED = f"""\
<?xml version="1.0" encoding="UTF-8"?>
<feed xml:lang="en-US" xmlns="http://www.w3.org/2005/Atom">
  <title>Lantern Post - Incident History</title>
  <link rel="alternate" type="text/html" href="https://status.lantern.example"/>
  <entry>
    <id>tag:status.lantern.example,2005:Incident/77</id>
    <published>2026-01-02T00:10:12Z</published>
    <link rel="alternate" type="text/html" href="https://status.lantern.example/incidents/n6sxthbnd2qz"/>
    <title>Post waits</title>
    <content type="html">
      {_paragraph("Jan 2", "00:10", "Resolved", "It moves.<br /><br />Sorry.")}
      {_paragraph("Dec31", "23:50", "Update", "Still.")}
      {_paragraph("Dec31", "23:50", "Investigating", "It waits.")}
    </content>
  </entry>
</feed>
"""


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


def test_components_of_two_groups_may_have_one_name(tmp_path: Path) -> None:
    import_statuspage([write_page(tmp_path / "old")], tmp_path / "new")
    site = read_site(tmp_path / "new" / "mkdocs.yml")

    assert [(group.id, group.components) for group in site.catalog.groups] == [
        ("europe", ("api", "web")),
        ("asia", ("asia-api",)),
    ]


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
