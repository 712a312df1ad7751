"""Findings as people and programs read them."""

import pytest

from plainstatus.commands.findings import as_github, as_text, summary
from plainstatus.model.finding import Finding


def test_a_workflow_command_cannot_be_broken_by_what_it_says():
    finding = Finding("a,b:c%.md", 1, 2, "50% lost\n::error::fake", "No", "a,b", "warning")

    assert as_github([finding]) == (
        "::warning file=a%2Cb%3Ac%25.md,line=1,col=2,title=a%2Cb::50%25 lost%0A::error::fake%0ANo\n"
    )


def test_a_finding_about_a_whole_file_has_no_line():
    assert as_github([Finding("a.md", 0, 0, "gone")]) == "::error file=a.md::gone\n"
    assert as_text([Finding("a.md", 0, 0, "gone", "Make it.")]) == "a.md: error: gone\n  Make it.\n\n"


def test_the_mark_stands_under_its_character_behind_tabs_and_wide_lines(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.md").write_text("one\n\tätwo\x07\n")

    assert as_text([Finding("a.md", 2, 3, "odd")]) == "a.md:2:3: error: odd\n  2 | \tätwo\ufffd\n    | \t ^\n\n"


def test_a_line_that_is_not_there_is_not_shown(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.md").write_text("one\n")

    assert as_text([Finding("a.md", 9, 1, "odd"), Finding("b.md", 1, 1, "odd")]) == (
        "a.md:9:1: error: odd\n\nb.md:1:1: error: odd\n\n"
    )


@pytest.mark.parametrize(
    ("severities", "files", "said"),
    [
        ((), 0, "No faults in 0 incident files."),
        (("error",), 1, "1 error in 1 incident file."),
        (("error", "warning", "error", "notice"), 2, "2 errors, 1 warning, 1 notice in 2 incident files."),
    ],
)
def test_findings_are_counted_by_their_weight(severities, files, said):
    assert summary([Finding("a", 0, 0, "", severity=severity) for severity in severities], files) == said
