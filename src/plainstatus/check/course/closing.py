"""The end of an incident: the words that close it, and the postmortem after it."""

import re
from collections.abc import Iterator
from datetime import timedelta

from plainstatus.check.course.sameness import says_only_that_it_is_over
from plainstatus.check.course.still_read import still_read
from plainstatus.check.place import Place
from plainstatus.check.rule import CourseRule, Remark, Scene
from plainstatus.model.length import in_words
from plainstatus.model.status import CLOSING_STATUSES, GRAVE
from plainstatus.timeline.course import CLOSED_STATES, Course
from plainstatus.timeline.timeline import Timeline

#: What is so much longer overdue will not be written any more.
_ASKED_FOR = timedelta(days=90)

#: Last words that are so long explain what happened: many write one text for both. With a cause in them, fewer do.
_EXPLAINS = 50
_EXPLAINS_WHY = 25
#: Words so shortly before the end belong to it.
_TO_THE_END = timedelta(minutes=15)
_WHY = re.compile(
    r"\b(?:caus(?:ed|ing)|due\sto|because|cause\s(?:was|is)|causat[oaie]|dovut[oaie]|perché|causa\s(?:era|è))\b",
    re.IGNORECASE,
)
#: It is written elsewhere, or there was nothing to explain.
_ELSEWHERE = re.compile(
    r"\[[^\]\n]*\b(?:post[\s-]?mortem|root\scause|RCA)\b[^\]\n]*\]\(|\b(?:opened|posted|published|created|public\sstatus)\s"
    r"(?:by\smistake|in\serror)\b|\bfalse\salarm\b|\b(?:apert|pubblicat)[oaie]\sper\serrore\b|\bfalso\sallarme\b|"
    r"\b(?:summary|explanation|riepilogo|spiegazione)\b[^.!?\n]{0,80}https?://",
    re.IGNORECASE,
)

#: Nobody asks why it happened.
_PLANNED = re.compile(r"\b(?:planned|scheduled|(?:programmat|pianificat)[oaie])\b", re.IGNORECASE)


def _no_words(scene: Scene) -> Iterator[Remark]:
    """A remark for each incident whose last words tell neither since when it is over nor what is to be done."""
    timeline = scene.timeline
    for course in still_read(timeline):
        if course.kind != "incident" or timeline.state(course).status not in CLOSED_STATES:
            continue
        number = _closing(timeline, course)
        text = timeline.updates(course)[number].text if number is not None else "-"
        if number is not None and says_only_that_it_is_over(text):
            yield Remark(
                Place(course.incident, "text" if text else "heading", number, None, 0, len(text)),
                "these words say no more than the heading: neither since when it works nor what readers must do",
                "For example: “The API has answered normally since 15:20 UTC. Please send again what failed before.”",
            )


def _no_postmortem(scene: Scene) -> Iterator[Remark]:
    """A remark for each grave incident that has been over for longer than a postmortem may take."""
    timeline = scene.timeline
    within = scene.checks.postmortem_within
    for course in timeline.courses:
        if course.kind != "incident" or not course.incident.notify or timeline.impact(course) not in GRAVE:
            continue
        if _PLANNED.search(course.incident.title):
            continue
        ended = timeline.ended(course)
        number = _closing(timeline, course)
        if ended is None or number is None or not within < timeline.now - ended <= within + _ASKED_FOR:
            continue
        updates = timeline.updates(course)
        explained = any(update.status == "postmortem" for update in updates)
        last_words = (update.text for update in updates if update.at >= updates[number].at - _TO_THE_END)
        if not explained and not any(map(_explains, last_words)):
            yield Remark(
                Place(course.incident, "heading", number),
                f"the incident was {timeline.impact(course)}, has been over for {in_words(timeline.now - ended)}, "
                "and has no postmortem",
                f"Write it: `plainstatus update {course.file_id} postmortem`.",
            )


def _explains(text: str) -> bool:
    """Whether words of an update stand for a postmortem."""
    words = len(text.split())
    return (
        words >= _EXPLAINS
        or (words >= _EXPLAINS_WHY and _WHY.search(text) is not None)
        or _ELSEWHERE.search(text) is not None
    )


def _closing(timeline: Timeline, course: Course) -> int | None:
    """The number of the update that closed it last; None where none did."""
    closing = [n for n, update in enumerate(timeline.updates(course)) if update.status in CLOSING_STATUSES]
    return closing[-1] if closing else None


NO_CLOSING_WORDS = CourseRule(
    "no-closing-words", "warning", "an end that says nothing beside that it is over", _no_words
)
NO_POSTMORTEM = CourseRule(
    "no-postmortem", "notice", "a grave incident without a postmortem (`checks: postmortem_within`)", _no_postmortem
)
