"""The first words of an incident from a template: its first step, in every language that can be said.

Does not write; what is asked for and not answered stays as a placeholder.
"""

from dataclasses import dataclass, replace
from datetime import datetime

import click

from plainstatus.commands.answers import answered, given_answers, tell_left_out
from plainstatus.commands.append import expected, promised
from plainstatus.commands.clock import past_moment_from
from plainstatus.commands.continuing import fields_given
from plainstatus.commands.findings import refuse_text
from plainstatus.commands.lookup import component_statuses
from plainstatus.commands.new_files import OpenSite, template_called
from plainstatus.commands.wishes import Wishes, chosen_components, refuse_misplaced, schedule_of, until_of
from plainstatus.commands.words import asked_components, given_words
from plainstatus.model.status import Kind
from plainstatus.model.template import Template
from plainstatus.reading.incident import read_incident
from plainstatus.writing.answered import answered_drafts
from plainstatus.writing.template import Draft, drafted, first_draft, status_of_components, title_in
from plainstatus.writing.values import time_text

_SOME_PATH = "new.md"


@dataclass(frozen=True)
class Begun:
    """The texts of the new files by language, that of the site first; `is_open` where placeholders are left."""

    texts: dict[str, str]
    day: datetime
    title: str
    kind: Kind
    is_open: bool


def begin(wishes: Wishes, site: OpenSite, at: datetime, *, ask: bool) -> Begun:
    """The texts of what a template begins with, as wished for and answered.

    Raises click.UsageError, and SystemExit(1) after the faults were shown that the file would have.
    """
    template = template_called(site, str(wishes.template))
    if wishes.kind not in (None, template.kind):
        raise click.UsageError(f"The template “{template.name}” is for a file of kind `{template.kind}`.")
    refuse_misplaced(wishes, template.kind)
    if wishes.status is not None:
        raise click.UsageError("--status: the template says how the course begins.")
    step = template.steps[0]
    given = given_answers(wishes.answers, template, step)
    drafts = {template.language: _with_wishes(_draft(wishes, template, site, at, ask), wishes, site, at)}
    for language in list(template.editions)[1:]:
        drafts[language] = _narrowed(drafted(template, step, language, at, site.context.audiences), drafts)
        if wishes.message is not None:
            drafts[language] = drafts[language].with_words("")
    wanted = {language: each.placeholders for language, each in drafts.items()}
    answers = answered(template, step, wanted, given, at=at, zone=site.zone, ask=ask)
    filled = answered_drafts(template, step, drafts, answers)
    texts = {language: each.text(site.zone) for language, each in filled.items()}
    begun = _begun(texts, template, site, at)
    tell_left_out([each for each in drafts if each not in answers], template, ask=ask)
    return begun


def _draft(wishes: Wishes, template: Template, site: OpenSite, at: datetime, ask: bool) -> Draft:
    status = status_of_components(template)
    components = chosen_components(wishes, site, status)
    if not components and status is not None and ask:
        components = component_statuses(asked_components(site), site.context.catalog, default=status)
    return first_draft(
        template,
        at,
        site.zone,
        site.context.audiences,
        title=wishes.title,
        components=components,
        started=past_moment_from(wishes.started, site.zone, "--started", by=at) if wishes.started else None,
        audience=wishes.audience or "public",
    )


def _with_wishes(draft: Draft, wishes: Wishes, site: OpenSite, at: datetime) -> Draft:
    """`draft` with what the other options say."""
    zone = site.zone
    if wishes.start is not None and wishes.end is not None:
        window = schedule_of(wishes.start, wishes.end, zone)
        start, end = (time_text(each, window.zone) for each in (window.window.start, window.window.end))
        draft = draft.with_front("scheduled", f"scheduled:\n  start: {start}\n  end: {end}\n")
    elif wishes.start is not None or wishes.end is not None:
        one = {"start": wishes.start} if wishes.start is not None else {"end": str(wishes.end)}
        draft = draft.filled(one)
    if wishes.until is not None:
        draft = draft.with_front("until", f"until: {time_text(until_of(wishes.until, zone), zone)}\n")
    given = fields_given(at, zone, promised(wishes.next_update, zone, at), expected(wishes.expected_recovery, zone, at))
    for name, value in given.items():
        draft = draft.with_field(name, value)
    words = given_words(wishes.message)
    return draft if words is None else draft.with_words(words)


def _narrowed(draft: Draft, drafts: dict[str, Draft]) -> Draft:
    """`draft` with the updates alone that the file itself has."""
    (first, *_) = drafts.values()
    kept = {update.at for update in first.updates}
    return replace(draft, updates=tuple(update for update in draft.updates if update.at in kept))


def _begun(texts: dict[str, str], template: Template, site: OpenSite, at: datetime) -> Begun:
    text = texts[template.language]
    incident, findings = read_incident(text.encode(), _SOME_PATH, site.context)
    if incident is None and any(each.severity == "error" and each.code != "placeholder" for each in findings):
        refuse_text(findings, text)
    if incident is None:
        return Begun(texts, at, title_in(text) or template.name, template.kind, True)
    day = incident.schedule.window.start if incident.schedule else at
    return Begun(texts, day, incident.title, template.kind, False)
