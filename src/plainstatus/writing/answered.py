"""A step of a template with its answers in place, and without what nobody has said anything for.

Does not know who answered, nor whether the result is right: that the reader says.
"""

import re
from collections.abc import Mapping

from plainstatus.model.template import Template, TemplateStep
from plainstatus.reading.placeholders import placeholders_in
from plainstatus.writing.template import Draft, usual_answers

_BETWEEN = re.compile(r"\n[ \t]*\n")


def answered_drafts(
    template: Template, step: TemplateStep, drafts: Mapping[str, Draft], answers: Mapping[str, Mapping[str, str]]
) -> dict[str, Draft]:
    """Those of `drafts` that have `answers`, by language, filled in with these.

    Left out are fields whose question is optional and was not answered, and, where it holds in all languages, notes
    for fewer readers in which every paragraph waits for answers and has nothing but the usual ones.
    """
    first = template.language
    unanswered = {each.id for each in template.questions(step, first) if each.optional} - answers[first].keys()
    usual = usual_answers(template, step, first)
    empty = set.intersection(
        *(
            {
                note.at
                for note in drafts[language].updates[1:]
                if _says_nothing(note.words, said, {**usual, **usual_answers(template, step, language)})
            }
            for language, said in answers.items()
        )
    )
    return {
        language: drafts[language].without_updates(empty).without_fields(unanswered).filled(said)
        for language, said in answers.items()
    }


def _says_nothing(words: str, said: Mapping[str, str], usual: Mapping[str, str]) -> bool:
    asked = [placeholders_in(paragraph) for paragraph in _BETWEEN.split(words)]
    return all(ids and all(id in usual and said.get(id) == usual[id] for id in ids) for ids in asked)
