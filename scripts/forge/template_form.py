"""The form of a template: what it asks, under which labels, and what its answers are on the command line.

Every value is text from outside: it goes on as an argument, never as a part of a command.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from scripts.forge.form import NOTHING, OPTIONS, Unclear, values_of_workflow

from plainstatus.commands.new_files import OpenSite, open_site
from plainstatus.model.template import Question, Template
from plainstatus.reading.templates import read_templates, template_names

#: The label of the template itself, which an issue form has on top, and that of the components.
TEMPLATE = "Template"
COMPONENTS = "Components"
#: The choice that stands for words without a template.
NO_TEMPLATE = "none"

_VALUE = re.compile(r"((?:[a-z]{2,3}(?:-[A-Za-z0-9]+)*:)?[a-z0-9][a-z0-9-]*)[ \t]*:[ \t]+(.*)")
_BETWEEN = re.compile(r"\n|\|\|")


@dataclass(frozen=True)
class TemplateForm:
    """What somebody answered: the name of a template, components as written, and answers by placeholder.

    A placeholder of another language is `it:NAME`. `options` are further ones of `plainstatus new`.
    """

    template: str
    components: tuple[str, ...]
    answers: Mapping[str, str]
    options: tuple[str, ...] = ()

    @property
    def arguments(self) -> list[str]:
        """Those of `plainstatus new`."""
        given = ["--no-edit", f"--template={self.template}", *self.options]
        given += [f"--component={each}" for each in self.components]
        return given + [f"--set={name}={value}" for name, value in self.answers.items()]


def site_in(root: Path) -> OpenSite:
    """The site of the checkout at `root`."""
    return open_site(root / "mkdocs.yml")


def templates_of(site: OpenSite) -> Mapping[str, Template]:
    """The templates of a site. Raises Unclear where one has a fault."""
    templates, findings = read_templates(site.files.incidents, site.context, display="incidents")
    if findings:
        raise Unclear("\n".join(f"{each.path}:{each.line}: {each.message}" for each in findings))
    return templates


def asked(template: Template) -> Iterator[tuple[str, str, Question]]:
    """The name, the label and the question of each field: what the first words need, as far as readers see them.

    What is for the team alone stays out of a form that anybody may read, where it has an answer of its own.
    """
    step = template.steps[0]
    public = {
        (language, id)
        for language, edition in template.editions.items()
        for id in (*edition.opening, *edition.sections[step.sections[0]].placeholders)
    }
    for language in template.editions:
        prefix = "" if language == template.language else f"{language}:"
        for question in template.questions(step, language):
            if (language, question.id) in public or not question.default:
                label = f"{language}: {question.words}" if prefix else question.words
                yield f"{prefix}{question.id}", label, question


def form_of_template_issue(body: str, root: Path) -> TemplateForm | None:
    """What the issue form of a template says; None where it is another form. Raises Unclear."""
    text = f"\n{body.replace(chr(13), '')}\n"
    name = _under(text, TEMPLATE)
    if name is None:
        return None
    site = site_in(root)
    if name not in template_names(site.files.incidents):
        raise Unclear(f"There is no template “{name[:60]}”.")
    template = templates_of(site)[name]
    fields = list(asked(template))
    values = dict(_answers(text, [COMPONENTS, *(label for _, label, _ in fields)]))
    answers = {name: values[label] for name, label, _ in fields if label in values}
    return TemplateForm(name, components_in(values.get(COMPONENTS, "")), answers)


def form_of_template_run(inputs: str) -> TemplateForm | None:
    """What the form of the workflow says of a template; None where it names none. Raises Unclear."""
    values = values_of_workflow(inputs)
    name = values.get("template", NO_TEMPLATE)
    if name == NO_TEMPLATE:
        return None
    if values.keys() & {"translated_title", "translated_words", "language"}:
        raise Unclear("With a template, words in another language go into “Values”: `it:title: …`.")
    for field in OPTIONS.keys() & values.keys():
        if len(values[field].splitlines()) > 1:
            raise Unclear(f"“{field}” has to be one line.")
    options = [f"{option}={values[field]}" for field, option in OPTIONS.items() if field in values]
    if "words" in values:
        options.append(f"--message={values['words']}")
    return TemplateForm(
        name, components_in(values.get("components", "")), values_in(values.get("values", "")), tuple(options)
    )


def _under(text: str, label: str) -> str | None:
    match = re.search(rf"\A\s*### {re.escape(label)}\n\s*(\S+)[ \t]*\n", text)
    return match[1] if match else None


def _answers(text: str, labels: list[str]) -> Iterator[tuple[str, str]]:
    """The answer under each of `labels`, which come in their order."""
    parts: list[tuple[str, str]] = []
    rest = text
    for label in labels:
        before, found, after = rest.partition(f"\n### {label}\n")
        if not found:
            continue
        if parts:
            parts[-1] = (parts[-1][0], before)
        parts.append((label, after))
        rest = f"\n{after}"
    for label, answer in parts:
        if answer.strip() and answer.strip() != NOTHING:
            yield label, answer.strip()


def components_in(text: str) -> tuple[str, ...]:
    """The components that stand in a field, one a line or with commas between."""
    return tuple(each.strip() for each in re.split(r"[,;\n]", text) if each.strip())


def values_in(text: str) -> Mapping[str, str]:
    """The answers in `name: value` lines, or with `||` between; another line goes on with the one before it.

    Raises Unclear.
    """
    found: dict[str, str] = {}
    last = None
    for line in _BETWEEN.split(text.replace("\r", "")):
        if match := _VALUE.fullmatch(line.strip()):
            last = match[1]
            found[last] = match[2]
        elif last is not None:
            found[last] += f"\n{line}"
        elif line.strip():
            raise Unclear("“Values” has lines such as `what-works: Signing in works.`, or `it:what-works: …`.")
    return {name: value.strip() for name, value in found.items()}
