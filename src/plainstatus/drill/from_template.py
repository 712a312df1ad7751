"""A scenario that is a template of the site: its own words are rehearsed, with the examples for answers."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from plainstatus.drill.copy import NoDrillError
from plainstatus.drill.scenario import THIRD_PARTY, Desk, Said, Scenario, say, written
from plainstatus.model.template import Question, Template, TemplateStep
from plainstatus.reading.context import ReadingContext
from plainstatus.reading.faults import instead
from plainstatus.reading.site import read_site
from plainstatus.reading.templates import read_named_template, template_names

#: What is said where a template has no example, by the field that wants it.
_ANSWERS = {"next_update": "30m", "expected_recovery": "unknown"}
_AHEAD = timedelta(hours=5)
_WORDS = "Words of the drill stand here."


@dataclass(frozen=True)
class FromTemplate:
    """The course of `template`, in all languages that it has and the site too."""

    template: Template

    @property
    def name(self) -> str:
        return self.template.name

    @property
    def turns(self) -> Sequence[str]:
        return [*(_spoken(step) for step in self._steps), *(said.status for said in self._missing)]

    @property
    def _steps(self) -> Sequence[TemplateStep]:
        """The course without what comes instead of another end."""
        return [step for step in self.template.steps if step.status != "cancelled"]

    @property
    def _missing(self) -> Sequence[Said]:
        """What a template that ends too early leaves out: a drill needs a second turn, and an all-clear."""
        said = {step.status for step in self.template.steps}
        if "resolved" in said or self.template.kind != "incident":
            return ()
        return [each for each in THIRD_PARTY.said if each.status in ("Identified", "Resolved")][len(said) > 1 :]

    def write(self, turn: int, desk: Desk, at: datetime) -> None:
        if turn >= len(self._steps):
            say(self._missing[turn - len(self._steps)], desk, at)
            return
        step = self._steps[turn]
        answers = [part for answer in self._answers(step, desk.languages, at) for part in ("--set", answer)]
        if step.is_first:
            status = "partial_outage" if self.template.kind == "incident" else "under_maintenance"
            desk.open("--template", self.name, "--at", written(at), *answers, status=status)
        else:
            desk.commands.run("update", desk.id, step.status.replace("_", "-"), "--at", written(at), *answers)

    def _answers(self, step: TemplateStep, languages: Sequence[str], at: datetime) -> Iterator[str]:
        for language in self.template.editions:
            if language in languages:
                before = "" if language == self.template.language else f"{language}:"
                for question in self.template.questions(step, language):
                    if not question.optional:
                        yield f"{before}{question.id}={_answer(question, at)}"


def _answer(question: Question, at: datetime) -> str:
    if "start" in (question.field, *question.id.split("-")):
        # So late that the clock begins nothing while the drill goes on.
        return written(at + _AHEAD)
    if "end" in (question.field, *question.id.split("-")):
        return "2h"
    if question.example and not question.field:
        # A note with nothing but its usual answers would be left out.
        return question.example
    return question.default or question.example or _ANSWERS.get(question.field) or _WORDS


def _spoken(step: TemplateStep) -> str:
    words = step.status.replace("_", " ").capitalize()
    return f"{words} ({step.number + 1})" if step.number else words


def scenario_called(name: str, config_file: Path) -> Scenario:
    """The template of that name; or the scenario that every site has. Raises NoDrillError."""
    reading = read_site(config_file)
    names = template_names(reading.files.incidents)
    if name not in names:
        if name == THIRD_PARTY.name:
            return THIRD_PARTY
        hint = instead(name, tuple(dict.fromkeys((*names, THIRD_PARTY.name))))
        raise NoDrillError(f"there is no template “{name}”. {hint}")
    context = ReadingContext(reading.catalog, reading.settings)
    template, found = read_named_template(reading.files.incidents, name, context, display="incidents")
    errors = [finding for finding in found if finding.severity == "error"]
    if template is None or errors:
        raise NoDrillError("\n".join([f"the template “{name}” has faults:", *map(str, errors)]))
    if template.kind == "notice":
        raise NoDrillError(f"the template “{name}” is for a notice, which has no course to be rehearsed.")
    return FromTemplate(template)
