"""`python -m scripts.forge.issue_forms`: an issue form of each template, and the templates in the workflow's form.

Forms on GitHub are fixed files, so they are made of the templates; a test says when they are behind.
"""

import re
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml
from scripts.forge.template_form import COMPONENTS, NO_TEMPLATE, TEMPLATE, asked, site_in, templates_of

from plainstatus.model.template import Question, Template
from plainstatus.writing.atomic import write_text

FORMS = Path(".github") / "ISSUE_TEMPLATE"
WORKFLOW = Path(".github") / "workflows" / "incident.yml"
_PREFIX = "template-"
_CHOICES = re.compile(r"(      template:\n(?:        .*\n)*?        options: )\[[^\]]*\]")
_ENDLESS = 10**6


def forms(root: Path) -> dict[Path, str]:
    """The files that follow from the templates of the checkout at `root`, by path below it."""
    templates = templates_of(site_in(root))
    made = {FORMS / f"{_PREFIX}{name}.yml": _form(template) for name, template in templates.items()}
    workflow = (root / WORKFLOW).read_text(encoding="utf-8")
    choices = f"[{', '.join((NO_TEMPLATE, *templates))}]"
    return {**made, WORKFLOW: _CHOICES.sub(lambda match: f"{match[1]}{choices}", workflow)}


def stale(root: Path) -> list[Path]:
    """The issue forms whose templates are gone."""
    there = {path.relative_to(root) for path in (root / FORMS).glob(f"{_PREFIX}*.yml")}
    return sorted(there - forms(root).keys())


def _form(template: Template) -> str:
    when = template.when.get(template.language, "")
    body: list[Mapping[str, Any]] = [
        {
            "type": "markdown",
            "attributes": {
                "value": f"{when} Somebody with write access sets the label `open-incident`; a pull request comes of "
                "it. Nothing is public before that is merged, but **this issue is, if the repository is**.".strip()
            },
        },
        {
            "type": "dropdown",
            "id": "template",
            "attributes": {"label": TEMPLATE, "options": [template.name], "default": 0},
            "validations": {"required": True},
        },
        {
            "type": "textarea",
            "id": "components",
            "attributes": {
                "label": COMPONENTS,
                "description": "One on each line, by its id in `components.yml`, its name or an alias.",
            },
            "validations": {"required": True},
        },
        *(_field(name, label, question, ":" in name) for name, label, question in asked(template)),
    ]
    form = {
        "name": f"From a template: {template.name}",
        "description": when or f"Begin with the words of the template {template.name}.",
        "title": f"{template.name}: ",
        "body": body,
    }
    written = yaml.safe_dump(form, sort_keys=False, allow_unicode=True, width=_ENDLESS)
    return f"# Made of incidents/_templates/{template.name}.md by scripts/forms.\n{written}"


def _field(name: str, label: str, question: Question, translated: bool) -> Mapping[str, Any]:
    attributes: dict[str, Any] = {"label": label}
    if question.example:
        attributes["placeholder"] = question.example
    if question.default:
        attributes["description"] = f"Left empty: {question.default}"
    elif question.optional:
        attributes["description"] = "May be left empty."
    elif translated:
        attributes["description"] = "All of this language, or none of it."
    field: dict[str, Any] = {
        "type": "input" if question.field else "textarea",
        "id": name.replace(":", "_"),
        "attributes": attributes,
    }
    return (
        field if question.default or question.optional or translated else {**field, "validations": {"required": True}}
    )


def main(root: Path) -> int:
    for path in stale(root):
        (root / path).unlink()
    for path, text in forms(root).items():
        write_text(root / path, text)
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(__file__).resolve().parents[2]))
