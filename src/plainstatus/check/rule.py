"""What a rule is, and what it says. Rules about words look at passages, rules about courses at an incident's course."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from plainstatus.check.place import Place
from plainstatus.model.checks import Checks
from plainstatus.model.finding import Severity
from plainstatus.model.incident import Incident
from plainstatus.timeline.timeline import Timeline


@dataclass(frozen=True, slots=True)
class Remark:
    """What a rule has to say. `hint` suggests a wording; `replacement` may take the place of the words unseen."""

    place: Place
    message: str
    hint: str = ""
    replacement: str | None = None


@dataclass(frozen=True, slots=True)
class Passage:
    """Words that are read in one go: a title, a summary, or the text of an update, in Markdown.

    `language` is the tag of the language that they are in, `place` spans all of them. `audience` is the narrowest
    that they are for.
    """

    place: Place
    text: str
    language: str
    audience: str


@dataclass(frozen=True, slots=True)
class Scene:
    """All that rules about courses may ask: every incident that was read, and the timeline at `timeline.now`."""

    incidents: tuple[Incident, ...]
    timeline: Timeline
    checks: Checks
    languages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WordRule:
    """`look` goes over one passage. `code` is stable, and the name of the rule's page in `docs/rules/`.

    `summary` is what it finds, as words that go on behind “finds”.
    """

    code: str
    severity: Severity
    summary: str
    look: Callable[[Passage, Checks], Iterable[Remark]]


@dataclass(frozen=True, slots=True)
class CourseRule:
    """`look` goes over a whole scene, in time that grows with the number of updates and no faster."""

    code: str
    severity: Severity
    summary: str
    look: Callable[[Scene], Iterable[Remark]]
