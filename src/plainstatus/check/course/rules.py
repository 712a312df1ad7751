"""The rules of this folder, in the order in which the manual lists them."""

from plainstatus.check.course.backwards import BACK_WITHOUT_WORDS
from plainstatus.check.course.closing import NO_CLOSING_WORDS, NO_POSTMORTEM
from plainstatus.check.course.components import LEFT_DOWN, NO_COMPONENT
from plainstatus.check.course.future import FUTURE_UPDATE
from plainstatus.check.course.maintenance import ANNOUNCED_LATE, NEVER_COMPLETED
from plainstatus.check.course.nothing_new import NOTHING_NEW
from plainstatus.check.course.overlaps import OVERLAPPING_MAINTENANCE
from plainstatus.check.course.promises import BROKEN_PROMISE, NO_NEXT_UPDATE, OVERDUE_UPDATE
from plainstatus.check.course.recovery import NO_EXPECTED_RECOVERY, PAST_RECOVERY
from plainstatus.check.course.silence import LONG_SILENCE
from plainstatus.check.course.translations import NOT_TRANSLATED, TRANSLATION_BEHIND
from plainstatus.check.rule import CourseRule

RULES: tuple[CourseRule, ...] = (
    FUTURE_UPDATE,
    OVERDUE_UPDATE,
    BROKEN_PROMISE,
    NO_NEXT_UPDATE,
    NO_EXPECTED_RECOVERY,
    PAST_RECOVERY,
    LONG_SILENCE,
    NOTHING_NEW,
    BACK_WITHOUT_WORDS,
    NO_COMPONENT,
    LEFT_DOWN,
    NO_CLOSING_WORDS,
    NO_POSTMORTEM,
    ANNOUNCED_LATE,
    NEVER_COMPLETED,
    OVERLAPPING_MAINTENANCE,
    NOT_TRANSLATED,
    TRANSLATION_BEHIND,
)
