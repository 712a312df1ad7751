"""The answers that a template needs: from `--set`, from a person at a terminal, or those that are usual.

Does not know what is made of them.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

import click

from plainstatus.commands.append import to_the_minute
from plainstatus.commands.clock import moment_from, past_moment_from
from plainstatus.commands.wishes import title_of
from plainstatus.commands.words import asked
from plainstatus.model.incident import UNKNOWN
from plainstatus.model.template import Question, Template, TemplateStep
from plainstatus.reading.faults import instead
from plainstatus.reading.values import as_id
from plainstatus.writing.incident import spoken
from plainstatus.writing.values import time_text

#: Language → id of the placeholder → the answer.
Answers = dict[str, dict[str, str]]


def given_answers(options: Iterable[str], template: Template, step: TemplateStep) -> Answers:
    """What `--set NAME=VALUE` and `--set LANGUAGE:NAME=VALUE` say. Raises click.UsageError."""
    found: Answers = {}
    for option in options:
        name, equals, value = option.partition("=")
        language, colon, rest = name.strip().partition(":")
        language, name = (language.strip(), rest) if colon else (template.language, name)
        if not equals or not value.strip():
            raise click.UsageError(f"--set {option}: write it as NAME=VALUE.")
        if language not in template.editions:
            raise click.UsageError(
                f"--set {option}: the template “{template.name}” is not in “{language}”. "
                f"{instead(language, template.editions)}"
            )
        question = _meant(name, template, step, language)
        found.setdefault(language, {})[question.id] = value.strip()
    return found


def _meant(name: str, template: Template, step: TemplateStep, language: str) -> Question:
    """The question whose id is `name` or begins with it. Raises click.UsageError."""
    known = {question.id: question for question in template.questions(step, language)}
    wanted = as_id(name)
    if wanted in known:
        return known[wanted]
    begun = [id for id in known if id.startswith(wanted)]
    if len(begun) == 1:
        return known[begun[0]]
    for other in template.steps:
        if any(question.id.startswith(wanted) for question in template.questions(other, language)):
            raise click.UsageError(f"--set {name}: this is asked for in “{spoken(other.status)}”, and not now.")
    if language != template.language and any(
        question.id == wanted for question in template.questions(step, template.language)
    ):
        raise click.UsageError(f"--set {language}:{name}: this is the same in all languages. Write --set {name}=….")
    hint = instead(wanted, known) or "Nothing is asked for here."
    raise click.UsageError(f"--set {name}: the template “{template.name}” does not ask for this. {hint}")


def answered(
    template: Template,
    step: TemplateStep,
    wanted: Mapping[str, Iterable[str]],
    given: Answers,
    *,
    at: datetime,
    zone: str,
    ask: bool,
    needed: bool = False,
) -> Answers:
    """Every answer that there is to the placeholders `wanted` in each language, those of all languages in each.

    With `ask`, a person is asked for what is not given; an empty answer leaves it open, unless all are `needed`. A
    language of which nothing at all was answered is left out. Raises click.UsageError for an answer that its field
    cannot hold.
    """
    first = template.language
    found: Answers = {}
    for language in template.editions:
        left = set(wanted.get(language, ()))
        questions = [each for each in template.questions(step, language) if each.id in left]
        said = given.get(language, {})
        if language != first and not ask and not said and not all(each.default or each.optional for each in questions):
            continue
        if ask and any(each.id not in said for each in questions):
            _tell_of_return(language if language != first else "", needed)
        answers: dict[str, str] = {}
        for number, question in enumerate(questions):
            answer = said.get(question.id, "" if ask else question.default)
            if answer:
                answer = _as_written(answer, question, at, zone, f"--set {question.id}")
            elif ask:
                leaves_out = language != first and number == 0
                may_skip = leaves_out or question.optional or not needed
                answer = _prompted(question, at, zone, "" if language == first else language, may_skip)
                if not answer and leaves_out:
                    break
            if answer:
                answers[question.id] = answer
        else:
            found[language] = {**found.get(first, {}), **answers}
    return found


def _tell_of_return(language: str, needed: bool) -> None:
    """What Return alone does at the questions that follow, in `language` or, where it is empty, that of the file."""
    if language:
        click.echo(f"\nIn “{language}”. Return alone, at the first question, writes nothing in that language.")
    elif not needed:
        click.echo("\nReturn alone takes what stands in brackets, or leaves the answer for later.")


def _prompted(question: Question, at: datetime, zone: str, language: str, may_skip: bool) -> str:
    if question.example:
        click.echo(f"  For example: {question.example}")

    def read(answer: str) -> str:
        if not answer and not may_skip:
            raise click.UsageError("This has to be answered.")
        return _as_written(answer, question, at, zone, question.id) if answer else ""

    words = f"{language}: {question.words}" if language else question.words
    if question.optional:
        words = f"{words}; Return leaves it out"
    return asked(words, read, default=question.default or ("" if may_skip else None))


def tell_left_out(languages: Sequence[str], template: Template, *, ask: bool) -> None:
    """Say which languages have no words, as nobody answered in them; with `ask`, somebody chose not to."""
    for language in languages:
        way = (
            f"until somebody adds it, its readers see the words in “{template.language}”"
            if ask
            else f"--set {language}:NAME=WORDS answers in that language"
        )
        click.echo(f"Nothing was written in “{language}”: {way}.")


def _as_written(answer: str, question: Question, at: datetime, zone: str, option: str) -> str:
    """`answer` as its field holds it: a time of day or a length counts from `at`. Raises click.UsageError."""
    if question.field == "expected_recovery" and answer.lower() == UNKNOWN:
        return UNKNOWN
    if question.field in ("next_update", "expected_recovery"):
        moment = moment_from(answer, zone, option, after=at)
        return time_text(to_the_minute(moment, at), zone, after=at)
    if question.field == "started":
        return time_text(past_moment_from(answer, zone, option, by=at), zone)
    if question.field in ("start", "until"):
        moment_from(answer, zone, option)
    if question.field == "end":
        moment_from(answer, zone, option, after=at)
    return title_of(answer) if question.field == "title" else answer


def missing(template: Template, step: TemplateStep, left: Mapping[str, Iterable[str]]) -> str:
    """What is still open of each language, one question a line, with the option that answers it."""
    lines = []
    for language, ids in left.items():
        open_ids = set(ids)
        prefix = "" if language == template.language else f"{language}:"
        lines += [
            f"  --set {prefix}{question.id}=…  {question.words}"
            for question in template.questions(step, language)
            if question.id in open_ids
        ]
    return "\n".join(lines)
