"""Templates: incident files with placeholders and questions, in the languages of a site."""

from pathlib import Path

import pytest

from plainstatus.model.component import Catalog, Component
from plainstatus.model.finding import Finding
from plainstatus.model.settings import Settings
from plainstatus.model.template import Question, Template
from plainstatus.reading.context import ReadingContext
from plainstatus.reading.templates import read_named_template, read_templates, template_names

CONTEXT = ReadingContext(Catalog({"api": Component("api", {"": "API"})}), Settings(languages=("en", "it")))
SLOW = """\
---
when: Something is slow.
title: <<what-is-slow>>
components:
  <<component>>: degraded_performance
ask:
  what-is-slow:
    question: What is slow?
    example: Mail
  next-update: {question: When again?, default: 30m}
---

## Investigating — <<time>>
next_update: <<next-update>>

<<What customers see>>. We look.

<<meanwhile>>

## Update — <<time>>
audience: internal

Ask <<who>>.

## Update — <<time>>

Still slow: <<meanwhile>>

## Update — <<time>>

Nearly over.
"""
SLOW_IT = """\
---
title: <<what-is-slow>>
ask:
  what-is-slow: Che cosa è lento?
  next-update: {question: Quando ancora?, same: true}
---

## Investigating — <<time>>

Lento. <<meanwhile>>

## Update — <<time>>

Chiedere a <<chi>>.

## Update — <<time>>

Ancora lento.

## Update — <<time>>

Quasi finito.
"""


def read(folder: Path, *, name: str = "slow", **files: str) -> tuple[Template | None, list[Finding]]:
    """The template `name` of a site with `files`, by their names without the ending."""
    place = folder / "_templates"
    place.mkdir()
    for each, text in files.items():
        (place / f"{each.replace('_', '.')}.md").write_text(text, encoding="utf-8")
    return read_named_template(folder, name, CONTEXT, display="incidents")


def template(folder: Path, **files: str) -> Template:
    found, findings = read(folder, **files)
    assert found is not None, findings
    assert findings == []
    return found


def told(findings: list[Finding]) -> list[str]:
    return [f"{each.path}:{each.line}:{each.column}: {each.message} | {each.hint}" for each in findings]


def test_what_is_written_about_a_placeholder_is_its_question_and_its_name_is_where_nothing_is(tmp_path: Path) -> None:
    slow = template(tmp_path, slow=SLOW)

    assert list(slow.original.questions.values()) == [
        Question("what-is-slow", "What is slow?", "Mail", field="title"),
        Question("next-update", "When again?", default="30m", field="next_update"),
        Question("what-customers-see", "What customers see"),
        Question("meanwhile", "meanwhile"),
        Question("who", "who"),
    ]


OPTIONAL = SLOW.replace("\nask:\n", "\nstarted: <<began>>\nask:\n  began: {question: Since when?, optional: true}\n")


def test_a_question_may_be_optional_where_its_answer_is_a_field_of_its_own(tmp_path: Path) -> None:
    slow = template(tmp_path, slow=OPTIONAL)

    assert slow.original.questions["began"] == Question("began", "Since when?", field="started", optional=True)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("optional: true", "optional: perhaps", "8:44: “perhaps” is neither true nor false | Write `true` or `false`."),
        (
            "Still slow:",
            "Slow since <<began>>:",
            "8:34: `<<began>>` has to be answered: it is not the whole value of a field that may be missing | "
            "Write it as in `started: <<started>>`, and in no other place; or delete `optional`.",
        ),
        (
            "optional: true",
            "optional: true, default: '13:00'",
            "8:34: `<<began>>` is never without an answer, as it has a default | Delete one of the two.",
        ),
        (
            "example: Mail",
            "optional: true",
            "11:5: `<<what-is-slow>>` has to be answered: it is not the whole value of a field that may be missing | "
            "Write it as in `started: <<started>>`, and in no other place; or delete `optional`.",
        ),
    ],
)
def test_what_a_file_needs_is_not_optional(tmp_path: Path, old: str, new: str, said: str) -> None:
    _, findings = read(tmp_path, slow=OPTIONAL.replace(old, new))

    assert told(findings) == [f"incidents/_templates/slow.md:{said}"]


def test_a_translation_makes_nothing_optional_that_the_original_needs(tmp_path: Path) -> None:
    _, findings = read(tmp_path, slow=SLOW, slow_it=SLOW_IT.replace("same: true", "same: true, optional: true"))

    assert len(findings) == 1
    assert "`<<next-update>>`" in findings[0].message


def test_a_placeholder_takes_several_paragraphs_where_it_stands_alone_everywhere(tmp_path: Path) -> None:
    slow = template(tmp_path, slow=SLOW.replace("Still slow: <<meanwhile>>", "<<meanwhile>>"))

    assert slow.original.questions["meanwhile"].long


def test_the_notes_of_fewer_readers_belong_to_the_step_above_them(tmp_path: Path) -> None:
    slow = template(tmp_path, slow=SLOW)

    assert [(step.status, step.sections) for step in slow.steps] == [
        ("investigating", (0, 1)),
        ("update", (2,)),
        ("update", (3,)),
    ]
    assert slow.step("update", 5) == slow.steps[2]
    assert slow.step("resolved") is None


def test_each_step_asks_for_its_own_placeholders_alone(tmp_path: Path) -> None:
    slow = template(tmp_path, slow=SLOW)

    assert [each.id for each in slow.questions(slow.steps[1], "en")] == ["meanwhile"]
    assert slow.questions(slow.steps[2], "en") == ()


def test_questions_come_in_the_order_of_the_words_of_their_step(tmp_path: Path) -> None:
    slow = template(
        tmp_path, slow=SLOW.replace("Still slow: <<meanwhile>>", "<<why>> Still <<what-is-slow>>: <<meanwhile>>")
    )

    assert [each.id for each in slow.questions(slow.steps[1], "en")] == ["why", "what-is-slow", "meanwhile"]


def test_a_translation_asks_again_for_what_it_has_a_question_for_and_for_what_is_its_own(tmp_path: Path) -> None:
    slow = template(tmp_path, slow=SLOW, slow_it=SLOW_IT)

    assert [each.id for each in slow.questions(slow.steps[0], "it")] == ["what-is-slow", "chi"]
    assert slow.when == {"en": "Something is slow."}


def test_a_language_that_the_site_does_not_speak_is_passed_over(tmp_path: Path) -> None:
    assert list(template(tmp_path, slow=SLOW, slow_fr=SLOW_IT).editions) == ["en"]


def test_the_fields_that_are_no_part_of_an_incident_are_taken_out(tmp_path: Path) -> None:
    assert template(tmp_path, slow=SLOW).original.front == (
        "title: <<what-is-slow>>\ncomponents:\n  <<component>>: degraded_performance\n"
    )


@pytest.mark.parametrize(
    ("wrong", "right", "said"),
    [
        ("titel: <<", "title: <<", "incidents/_templates/slow.md:3:1: “titel” is not a field of the front matter of a "
         "template | Did you mean `title`?"),
        ("Investigatin — <<time>>", "Investigating — <<time>>", "slow.md:13:4: “Investigatin” is not a status of an "
         "update | Did you mean `Investigating`?"),
        ("Investigating — 2026-11-24 14:00 UTC", "Investigating — <<time>>", "slow.md:13:4: “Investigating — "
         "2026-11-24 14:00 UTC” does not end with `<<time>>` | Write the status, a dash, and `<<time>>`."),
        ("next_updat: <<", "next_update: <<", "slow.md:14:1: “next_updat” is not a field of an update"),
        ("what-is-slw:", "what-is-slow:", "slow.md:7:3: there is no placeholder `<<what-is-slw>>` in this template | "
         "Did you mean `what-is-slow`?"),
        ("exampel: Mail", "example: Mail", "slow.md:9:5: “exampel” is not a field of a question | "
         "Did you mean `example`?"),
        ("<<What customers\nsee>>", "<<What customers see>>", "slow.md:16:1: this placeholder does not end on its "
         "line"),
        ("audience: intern\n", "audience: internal\n", "slow.md:21:11:"),
        ("", SLOW[SLOW.index("\n## ") :], "slow.md: the template has no update"),
        ("titles", "---\nwhen", "slow.md:1:1: the template has no front matter that is closed"),
    ],
)  # fmt: skip
def test_a_mistake_in_a_template_is_told_with_its_place(tmp_path: Path, wrong: str, right: str, said: str) -> None:
    assert right in SLOW
    found, findings = read(tmp_path, slow=SLOW.replace(right, wrong, 1))

    assert found is None
    assert any(said.replace(".md: ", ".md:0:0: ") in each for each in told(findings)), told(findings)


@pytest.mark.parametrize(
    ("wrong", "right", "said"),
    [
        ("## Update — <<time>>\n\nQuasi finito.\n", "", "slow.it.md:0:0: here are 5 updates, and 4 in"),
        ("next_update: 30m\n\nLento.", "\nLento.", "slow.it.md:9:1: fields are read from"),
        ("components: {api: operational}\nask", "ask", "slow.it.md:3:1: `components` does not belong here"),
    ],
)
def test_a_mistake_in_a_translation_leaves_the_template_as_it_was(
    tmp_path: Path, wrong: str, right: str, said: str
) -> None:
    text = SLOW_IT.replace(right, wrong, 1) if right else SLOW_IT + "\n" + wrong

    found, findings = read(tmp_path, slow=SLOW, slow_it=text)

    assert found is not None
    assert list(found.editions) == ["en"]
    assert any(said in each for each in told(findings)), told(findings)


def test_a_site_has_the_templates_that_have_no_error_and_all_faults(tmp_path: Path) -> None:
    read(tmp_path, slow=SLOW, slow_it=SLOW_IT, bad="no front matter")

    templates, findings = read_templates(tmp_path, CONTEXT, display="incidents")

    assert template_names(tmp_path) == ("bad", "slow")
    assert list(templates) == ["slow"]
    assert {each.path for each in findings} == {"incidents/_templates/bad.md"}


def test_a_site_without_the_folder_has_no_templates(tmp_path: Path) -> None:
    assert read_templates(tmp_path, CONTEXT, display="incidents") == ({}, [])


def test_a_link_that_leads_out_of_the_folder_of_the_incidents_is_no_template(tmp_path: Path) -> None:
    folder = tmp_path / "incidents/_templates"
    folder.mkdir(parents=True)
    (tmp_path / "secret.md").write_text(SLOW, encoding="utf-8")
    (tmp_path / "secret.it.md").write_text(SLOW_IT, encoding="utf-8")
    (folder / "slow.md").write_text(SLOW, encoding="utf-8")
    (folder / "other.md").symlink_to(tmp_path / "secret.md")
    (folder / "slow.it.md").symlink_to(tmp_path / "secret.it.md")
    (folder / "same.md").symlink_to("slow.md")

    templates, findings = read_templates(tmp_path / "incidents", CONTEXT, display="incidents")

    assert {name: list(each.editions) for name, each in templates.items()} == {"same": ["en"], "slow": ["en"]}
    assert findings == []
