"""A template: the words of a whole course, agreed on beforehand, with placeholders for what is not known yet.

Does not know how it is read or filled in.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from plainstatus.model.status import Kind

#: Placeholders that nobody is asked for: the moment of an update, and the components that are touched.
TIME = "time"
COMPONENT = "component"


@dataclass(frozen=True, slots=True)
class Question:
    """What a person is asked for one placeholder.

    `example` shows what an answer looks like, `default` is the one that counts where nobody answers. A `long` one
    stands alone in its paragraph, so that the answer may have several. `field` is the name of the field that holds
    nothing but the placeholder, "" where it stands among words. Without an answer to an `optional` one, that field is
    left out.
    """

    id: str
    words: str
    example: str = ""
    default: str = ""
    long: bool = False
    field: str = ""
    optional: bool = False


@dataclass(frozen=True, slots=True)
class TemplateSection:
    """One update of a template. `body` is all that stands under its heading: fields, then words."""

    status: str
    audience: str
    body: str
    line: int
    placeholders: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TemplateEdition:
    """A template in one language.

    `front` are the lines of the fields of the incident, `questions` what is asked in this language, by id. A
    placeholder without a question here has the answer of the first language.
    """

    path: str
    front: str
    summary: str
    sections: tuple[TemplateSection, ...]
    questions: Mapping[str, Question]
    opening: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TemplateStep:
    """What is said at one time: a section that moves the course on, and the notes for fewer readers right under it.

    `sections` are their places in those of an edition. `number` counts the steps of the same status from 0.
    """

    status: str
    sections: tuple[int, ...]
    number: int = 0
    is_first: bool = False


@dataclass(frozen=True, slots=True)
class Template:
    """`when` says in one line when to take it, by language. The first of `editions` is in that of the files."""

    name: str
    kind: Kind
    audience: str
    editions: Mapping[str, TemplateEdition]
    when: Mapping[str, str] = field(default_factory=dict)

    @property
    def language(self) -> str:
        """The tag of the language of the files."""
        return next(iter(self.editions))

    @property
    def original(self) -> TemplateEdition:
        """The edition in the language of the files."""
        return self.editions[self.language]

    @property
    def steps(self) -> tuple[TemplateStep, ...]:
        """The course, in its order."""
        return tuple(_steps(self))

    def step(self, status: str, number: int = 0) -> TemplateStep | None:
        """What the template has to say under `status`, for the time after the first `number` of these."""
        found = [step for step in self.steps if step.status == status]
        return found[min(number, len(found) - 1)] if found else None

    def questions(self, step: TemplateStep, language: str) -> tuple[Question, ...]:
        """What is asked in `language` before the words of `step` can be written, in the order of these words."""
        edition = self.editions[language]
        wanted = list(edition.opening) if step.is_first else []
        for index in step.sections:
            wanted += edition.sections[index].placeholders
        return tuple(edition.questions[id] for id in dict.fromkeys(wanted) if id in edition.questions)


def _steps(template: Template) -> Iterator[TemplateStep]:
    begun: list[tuple[str, list[int]]] = []
    for index, section in enumerate(template.original.sections):
        if begun and section.audience != template.audience:
            begun[-1][1].append(index)
        else:
            begun.append((section.status, [index]))
    counted: dict[str, int] = {}
    for place, (status, sections) in enumerate(begun):
        number = counted.get(status, 0)
        counted[status] = number + 1
        yield TemplateStep(status, tuple(sections), number, place == 0)
