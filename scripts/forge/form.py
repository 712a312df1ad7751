"""What somebody wrote into a form: that of the workflow, or the issue form. Both ask for the same.

Every value is text from outside: it goes on as an argument or a file, never as a part of a command.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass

#: Each field → its label in the issue form, in the order in which both ask.
LABELS = {
    "kind": "Kind",
    "title": "Title",
    "components": "Components",
    "status": "How they are",
    "next_update": "Next update",
    "expected_recovery": "Expected recovery",
    "started": "Began",
    "start": "Start",
    "end": "End",
    "until": "Until",
    "language": "Another language",
    "translated_title": "Title in that language",
    "translated_words": "Words in that language",
    "words": "Words",
}

KINDS = ("incident", "maintenance", "notice")

#: What GitHub writes for a field that was left empty.
NOTHING = "_No response_"

#: What the form of the workflow asks besides; on GitHub each template has an issue form of its own.
OF_TEMPLATES = ("template", "values")

OPTIONS = {
    "title": "--title",
    "next_update": "--next-update",
    "expected_recovery": "--expected-recovery",
    "started": "--started",
    "start": "--start",
    "end": "--end",
    "until": "--until",
}
_ON_ONE_LINE = LABELS.keys() - {"components", "translated_words", "words"}
_TAG = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")


class Unclear(Exception):
    """What is missing or wrong in a form."""


@dataclass(frozen=True)
class Translation:
    """The same title and words in another language, whose tag is `language`."""

    language: str
    title: str
    words: str


@dataclass(frozen=True)
class Form:
    """`values` has every field that was filled in."""

    values: Mapping[str, str]

    @property
    def words(self) -> str:
        """What readers are told."""
        return self.values.get("words", "")

    @property
    def arguments(self) -> list[str]:
        """Those of `plainstatus new`, which reads the words from standard input."""
        given = [self.values.get("kind", "incident"), "--no-edit", "--message=-"]
        given += [f"{option}={self.values[name]}" for name, option in OPTIONS.items() if name in self.values]
        status = self.values.get("status", "partial_outage")
        if self.values.get("kind") == "maintenance":
            status = "under_maintenance"
        for component in re.split(r"[,;\n]", self.values.get("components", "")):
            if component := component.strip():
                given.append(f"--component={component if '=' in component else f'{component}={status}'}")
        return given

    @property
    def translation(self) -> Translation | None:
        """The words in another language, where somebody wrote them. Raises Unclear."""
        language, title = self.values.get("language", ""), self.values.get("translated_title", "")
        words = self.values.get("translated_words", "")
        if not words and not title:
            return None
        if not _TAG.fullmatch(language):
            raise Unclear("There are words in another language: say which, by its tag, such as `it`.")
        return Translation(language, title, words)


def values_of_workflow(inputs: str) -> Mapping[str, str]:
    """The fields of the form in the JSON object `inputs` that were filled in."""
    said = json.loads(inputs or "null")
    values = {name: str(value).strip() for name, value in said.items()} if isinstance(said, dict) else {}
    return {name: value for name, value in values.items() if value}


def form_of_workflow(inputs: str) -> Form:
    """The form whose fields are the JSON object `inputs`. Raises Unclear."""
    return _form(values_of_workflow(inputs))


def form_of_issue(body: str) -> Form:
    """The form that GitHub wrote out as the text of an issue. Raises Unclear.

    The labels are found one after the other, so that one of them within the words, which come last, is a part of these.
    """
    rest = f"\n{body.replace(chr(13), '')}\n"
    values: dict[str, str] = {}
    last = None
    for name, label in LABELS.items():
        before, found, after = rest.partition(f"\n### {label}\n")
        if not found:
            continue
        if last is not None:
            values[last] = before
        last, rest = name, f"\n{after}"
    if last is not None:
        values[last] = rest
    return _form({name: value for name, value in values.items() if value.strip() != NOTHING})


def _form(values: Mapping[str, str]) -> Form:
    said = {name: values[name].strip() for name in LABELS if values.get(name, "").strip()}
    for name in ("title", "words"):
        if name not in said:
            raise Unclear(f"“{LABELS[name]}” is empty.")
    if said.get("kind", "incident") not in KINDS:
        raise Unclear(f"“Kind” is one of {', '.join(KINDS)}.")
    for name in _ON_ONE_LINE & said.keys():
        if len(said[name].splitlines()) > 1:
            raise Unclear(f"“{LABELS[name]}” has to be one line.")
    return Form(said)
