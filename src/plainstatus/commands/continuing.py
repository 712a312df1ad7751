"""The next words of an incident, from the template that it began with. Asks for what they need; does not write."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

import click

from plainstatus.commands.answers import answered, given_answers, missing, tell_left_out
from plainstatus.commands.append import OpenedFile
from plainstatus.commands.findings import refuse_text
from plainstatus.commands.new_files import OpenSite, template_called
from plainstatus.model.incident import ExpectedRecovery, Update, Window
from plainstatus.model.template import Template, TemplateStep
from plainstatus.reading import sections
from plainstatus.reading.faults import Faults
from plainstatus.reading.settings import Configuration
from plainstatus.reading.templates import template_names
from plainstatus.reading.updates import FileFacts, read_update
from plainstatus.writing.answered import answered_drafts
from plainstatus.writing.incident import spoken
from plainstatus.writing.template import Draft, drafted
from plainstatus.writing.values import time_text

_FRONT = "---\n---\n\n"


@dataclass(frozen=True)
class Continued:
    """The updates of a step, the public one first, with their words in `languages` as translations."""

    updates: tuple[Update, ...]
    languages: tuple[str, ...]


def refuse_both(message: str | None, answers: tuple[str, ...]) -> None:
    """Raise click.UsageError where there are words and answers: the words are the author's, or the template's."""
    if message is not None and answers:
        raise click.UsageError("-m and --set exclude each other: the words are yours, or those of the template.")


def continued(
    opened: OpenedFile,
    status: str,
    at: datetime,
    options: tuple[str, ...],
    *,
    fields: Mapping[str, str],
    ask: bool,
) -> Continued | None:
    """What the template of the incident has under `status`, filled in; None where there is no such thing.

    `options` are those of `--set`; `fields` of the first update take the place of those of the template. Raises
    click.UsageError where answers are missing and nobody can be asked, and SystemExit(1) after faults were shown.
    """
    template = _template(opened)
    step = template.step(status, _said(opened, status)) if template is not None else None
    if template is None or step is None:
        if options:
            what = "came from no template" if template is None else f"has no template for “{spoken(status)}”"
            raise click.UsageError(f"--set answers what a template asks, and this incident {what}. Write -m instead.")
        return None
    step = replace(step, is_first=False)
    given = given_answers(options, template, step)
    drafts = _drafts(template, step, opened, at, fields)
    wanted = {language: each.placeholders for language, each in drafts.items()}
    zone = opened.settings.timezone
    answers = answered(template, step, wanted, given, at=at, zone=zone, ask=ask, needed=True)
    filled = answered_drafts(template, step, drafts, answers)
    left = {language: each.placeholders for language, each in filled.items()}
    if any(left.values()):
        raise click.UsageError(
            f"The words of “{spoken(status)}” in the template “{template.name}” lack answers:\n"
            f"{missing(template, step, left)}\nOr write words of your own with -m."
        )
    tell_left_out([language for language in drafts if language not in answers], template, ask=ask)
    return _read(filled, opened)


def _template(opened: OpenedFile) -> Template | None:
    name = opened.incident.template
    if name is None or name not in template_names(opened.files.incidents):
        return None
    configuration = Configuration(opened.files, opened.settings, [])
    return template_called(OpenSite(configuration, opened.context), name)


def _said(opened: OpenedFile, status: str) -> int:
    """How many updates of this status the readers of the file have seen."""
    return sum(each.status == status and each.audience == opened.incident.audience for each in opened.incident.updates)


def _drafts(
    template: Template, step: TemplateStep, opened: OpenedFile, at: datetime, fields: Mapping[str, str]
) -> dict[str, Draft]:
    """The drafts by language; those of translations have no fields."""
    audience = opened.incident.audience
    drafts = {}
    for language in template.editions:
        draft = drafted(template, step, language, at, opened.context.audiences, audience=audience)
        if language == template.language:
            draft = draft.with_components(opened.incident.components)
            for name, value in fields.items():
                draft = draft.with_field(name, value)
        drafts[language] = draft
    return drafts


def _read(filled: Mapping[str, Draft], opened: OpenedFile) -> Continued:
    first, *others = filled
    zone = opened.settings.timezone
    text = _FRONT + "\n\n".join(each.text(zone) for each in filled[first].updates)
    parts = sections.split(text)
    facts = FileFacts(opened.incident.kind, opened.incident.audience, opened.context)
    faults = Faults("")
    read = [read_update(section, parts, facts, faults) for section in parts.sections]
    if faults.failed:
        refuse_text(faults.found, text)
    updates = [
        replace(update, translations={language: filled[language].updates[place].words for language in others})
        for place, update in enumerate(read)
        if update is not None
    ]
    return Continued(tuple(updates), tuple(others))


def fields_given(
    at: datetime, zone: str, promise: datetime | None, recovery: ExpectedRecovery, window: Window | None = None
) -> Mapping[str, str]:
    """The fields that options set, as they are written."""
    given = {}
    if promise is not None:
        given["next_update"] = time_text(promise, zone, after=at)
    if recovery is not None:
        given["expected_recovery"] = recovery if isinstance(recovery, str) else time_text(recovery, zone, after=at)
    if window is not None:
        given["scheduled"] = f"{{start: {time_text(window.start, zone)}, end: {time_text(window.end, zone)}}}"
    return given
