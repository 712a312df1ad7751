"""The templates of this checkout, filled in from the first words to the postmortem, as a person at a shell would."""

import json
import re
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from plainstatus.commands.new_files import open_site
from plainstatus.model.template import Question, Template, TemplateStep
from plainstatus.reading.templates import read_templates
from plainstatus.writing.template import drafted

TEMPLATES = Path(__file__).parents[2] / "incidents" / "_templates"
NAMES = sorted(path.stem for path in TEMPLATES.glob("*.md") if "." not in path.stem)
BEGIN = datetime(2026, 11, 24, 14, 30, tzinfo=UTC)
APART = timedelta(minutes=20)
START = datetime(2026, 12, 6, 22, 0, tzinfo=UTC)
PLAIN = {"start": "2026-12-06 22:00", "end": "2h", "new-start": "2026-12-07 22:00", "new-end": "2026-12-08 00:00"}


@pytest.fixture
def house(empty_site):
    """A site in two languages that has the templates of this checkout."""
    text = (empty_site.folder / "mkdocs.yml").read_text()
    empty_site.write("mkdocs.yml", f"{text}      languages: [en, it]\n")
    shutil.copytree(TEMPLATES, empty_site.folder / "incidents" / "_templates")
    return empty_site


def templates(house) -> dict[str, Template]:
    site = open_site(house.folder / "mkdocs.yml")
    read, findings = read_templates(site.files.incidents, site.context, display="incidents")
    assert findings == []
    return dict(read)


def answers(template: Template, step: TemplateStep) -> list[str]:
    """What a person says: the example beside a question, and of a field only what has no usual answer."""
    return [
        f"--set={'' if language == template.language else f'{language}:'}{question.id}={sensible(question)}"
        for language in template.editions
        for question in template.questions(step, language)
        if sensible(question)
    ]


def sensible(question: Question) -> str:
    if question.id in PLAIN or question.field or not question.default:
        return PLAIN.get(question.id) or question.example
    return question.example or "https://wiki.example.com/it"


def written(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M} UTC"


def moments(template: Template) -> list[datetime]:
    """When each step is said: those of a maintenance after its announcement within its window."""
    steps = template.steps
    if template.kind != "maintenance":
        return [BEGIN + place * APART for place in range(len(steps))]
    first = BEGIN if template.name.startswith("planned") else START - timedelta(hours=3)
    return [first, first + timedelta(minutes=10)] + [
        START + timedelta(days=1) + place * APART for place in range(len(steps) - 2)
    ]


def above_notice(house, moment: datetime) -> list[str]:
    result = house.run("check", "--format", "json", "--now", written(moment + timedelta(minutes=1)))
    found = json.loads(result.output)
    return [f"{each['path']}:{each['line']}: {each['code']}: {each['message']}" for each in found
            if each["severity"] != "notice"]  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_a_template_is_a_whole_course_in_both_languages_that_check_has_nothing_against(house, name):
    template = templates(house)[name]
    when = moments(template)
    result = house.run(
        "new", "--template", name, "-c", "api", *answers(template, template.steps[0]), "--now", written(when[0])
    )
    assert result.exit_code == 0, result.output
    (file,) = [path for path in (house.folder / "incidents").rglob("*.md") if "_templates" not in path.parts
               and "." not in path.stem]  # fmt: skip
    complaints = above_notice(house, when[0])
    for step, moment in zip(template.steps[1:], when[1:], strict=True):
        if step.status == "cancelled":
            continue
        result = house.run("update", file.stem, step.status, *answers(template, step), "--now", written(moment))
        assert result.exit_code == 0, result.output
        complaints += above_notice(house, moment)

    assert complaints == []
    original = file.read_text()
    translated = file.with_suffix(".it.md").read_text()
    assert "<<" not in original + translated
    assert (
        original.count("\n## ")
        == translated.count("\n## ")
        == len(template.original.sections) - (1 if template.kind == "maintenance" else 0)
    )


@pytest.mark.parametrize("name", NAMES)
def test_the_title_fits_a_card_and_the_first_sentence_a_text_message(house, name):
    template = templates(house)[name]
    for step in template.steps:
        for language, edition in template.editions.items():
            said = {each.id: sensible(each) or each.default for each in edition.questions.values()}
            said = {id: PLAIN.get(id) or each.example or each.default
                    for id, each in template.original.questions.items()} | said  # fmt: skip
            words = drafted(template, step, language, BEGIN, ()).filled(said).updates[0].words
            sentence = re.split(r"(?<=[.!?])\s", " ".join(words.split()))[0]

            assert len(said["title"]) <= 80
            assert len(sentence) <= 140, sentence
