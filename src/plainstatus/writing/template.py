"""A step of a template on its way to the file: cut out, its fields set, its placeholders filled in, written out.

Does not know whom to ask for the answers, nor whether the result is right: that the reader says.
"""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import yaml

from plainstatus.model.template import COMPONENT, Template, TemplateStep
from plainstatus.reading.placeholders import placeholders_in
from plainstatus.reading.updates import part_fields
from plainstatus.writing.filling import filled_fields, filled_words, with_field, without_fields
from plainstatus.writing.incident import spoken
from plainstatus.writing.values import block_statuses, flow_statuses, scalar, time_text
from plainstatus.writing.words import protected

_COMPONENT = re.compile(rf"<<\s*{COMPONENT}\s*>>['\"]?[ \t]*:[ \t]*([a-z_]+)", re.IGNORECASE)
_ALL_COMPONENTS = re.compile(rf"\{{\s*<<\s*{COMPONENT}\s*>>\s*:\s*([a-z_]+)\s*\}}", re.IGNORECASE)
_TITLE = re.compile(r"^title:[ \t]*(\S[^\n]*)$", re.MULTILINE)
#: So much later than the words above it a note is dated: two updates of a file never share a time.
_APART = timedelta(seconds=1)


@dataclass(frozen=True)
class DraftUpdate:
    """One update that is to be said `at`; `fields` are lines, each with its end."""

    status: str
    at: datetime
    fields: str
    words: str

    def text(self, zone: str) -> str:
        """The section as it stands in a file, without a newline at its end."""
        heading = f"## {spoken(self.status)} — {time_text(self.at, zone)}\n{self.fields}"
        return f"{heading}\n{self.words}" if self.words else heading.rstrip()


@dataclass(frozen=True)
class Draft:
    """What a step of a template has for one file: `front` are the lines of its fields, "" where they are there."""

    front: str
    summary: str
    updates: tuple[DraftUpdate, ...]

    @property
    def placeholders(self) -> frozenset[str]:
        """The ids of those that are left."""
        texts = (self.front, self.summary, *(part for each in self.updates for part in (each.fields, each.words)))
        return frozenset(placeholders_in("\n".join(texts)))

    def with_front(self, name: str, written: str) -> "Draft":
        """With `written`, which is whole lines, in the place of the field `name` of the file."""
        return replace(self, front=with_field(self.front, name, written))

    def with_field(self, name: str, value: str) -> "Draft":
        """With `name: value` among the fields of the first update."""
        first = self.updates[0]
        changed = replace(first, fields=with_field(first.fields, name, f"{name}: {value}\n"))
        return replace(self, updates=(changed, *self.updates[1:]))

    def with_components(self, ids: Iterable[str]) -> "Draft":
        """With all of `ids` where an update gives the touched components, whichever they are, a status."""
        each_of = list(ids)

        def written(match: re.Match[str]) -> str:
            return flow_statuses({id: match[1] for id in each_of})

        updates = (replace(each, fields=_ALL_COMPONENTS.sub(written, each.fields)) for each in self.updates)
        return replace(self, updates=tuple(updates))

    def with_words(self, words: str) -> "Draft":
        """With `words` in the place of those of the first update."""
        changed = replace(self.updates[0], words=protected(words))
        return replace(self, updates=(changed, *self.updates[1:]))

    def without_updates(self, moments: Collection[datetime]) -> "Draft":
        """Without those said at one of `moments`."""
        return replace(self, updates=tuple(each for each in self.updates if each.at not in moments))

    def without_fields(self, placeholders: Collection[str]) -> "Draft":
        """Without the fields that hold nothing but one of `placeholders`."""
        return replace(
            self,
            front=without_fields(self.front, placeholders),
            updates=tuple(replace(each, fields=without_fields(each.fields, placeholders)) for each in self.updates),
        )

    def filled(self, answers: Mapping[str, str]) -> "Draft":
        """With each answer in the place of its placeholder, which nothing in it can turn into structure."""
        return Draft(
            filled_fields(self.front, answers),
            protected(filled_words(self.summary, answers)),
            tuple(
                replace(
                    each,
                    fields=filled_fields(each.fields, answers),
                    words=protected(filled_words(each.words, answers)),
                )
                for each in self.updates
            ),
        )

    def text(self, zone: str) -> str:
        """The text of a new file."""
        blocks = [f"---\n{self.front}---", self.summary, *(each.text(zone) for each in self.updates)]
        return "\n\n".join(block for block in blocks if block) + "\n"


def drafted(
    template: Template,
    step: TemplateStep,
    language: str,
    at: datetime,
    audiences: Collection[str],
    *,
    audience: str | None = None,
) -> Draft:
    """What `template` has for `step` in `language`, first said `at`.

    A note for an audience that is none of `audiences` is left out, as is one that a file for `audience`, if it has
    another than the template, could not have.
    """
    edition = template.editions[language]
    narrowed = audience not in (None, template.audience)
    updates = []
    for place, index in enumerate(step.sections):
        section = edition.sections[index]
        if place and (section.audience not in audiences or (narrowed and section.audience != audience)):
            continue
        fields, words = part_fields(section.body)
        if fields and not fields.endswith("\n"):
            fields += "\n"
        updates.append(DraftUpdate(section.status, at + place * _APART, fields, words.strip("\n").rstrip()))
    front, summary = (edition.front, edition.summary) if step.is_first else ("", "")
    return Draft(front, summary, tuple(updates))


def first_draft(
    template: Template,
    at: datetime,
    zone: str,
    audiences: Collection[str],
    *,
    title: str | None = None,
    components: Mapping[str, str] | None = None,
    started: datetime | None = None,
    audience: str = "public",
) -> Draft:
    """The first step in the language of the files, with the fields that are given, and its `template`."""
    narrower = audience if audience != "public" else None
    draft = drafted(template, template.steps[0], template.language, at, audiences, audience=narrower)
    if title is not None:
        draft = draft.with_front("title", f"title: {scalar(title)}\n")
    if components:
        draft = draft.with_front("components", f"components:{block_statuses(components)}\n")
    if started is not None:
        draft = draft.with_front("started", f"started: {time_text(started, zone)}\n")
    if narrower is not None:
        draft = draft.with_front("audience", f"audience: {narrower}\n")
    return draft.with_front("template", f"template: {scalar(template.name)}\n")


def usual_answers(template: Template, step: TemplateStep, language: str) -> Mapping[str, str]:
    """The answers that count where nobody gives others."""
    return {each.id: each.default for each in template.questions(step, language) if each.default}


def status_of_components(template: Template) -> str | None:
    """The status of components that the template leaves open; None where it names them itself."""
    match = _COMPONENT.search(template.original.front)
    return match[1] if match else None


def agreed_title(template: Template) -> str | None:
    """The title that stands in a template; None where it is left to the author."""
    return title_in(template.original.front)


def title_in(text: str) -> str | None:
    """The title among fields, or in a whole file; None where it is a placeholder."""
    written = _TITLE.search(text)
    if written is None or "<<" in written[1]:
        return None
    try:
        title = yaml.safe_load(written[1])
    except yaml.YAMLError:
        return None
    return title if isinstance(title, str) else None
