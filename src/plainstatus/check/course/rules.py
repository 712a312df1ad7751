"""The rules of this folder, in the order in which the manual lists them."""

from plainstatus.check.course.future import FUTURE_UPDATE
from plainstatus.check.course.promises import OVERDUE_UPDATE
from plainstatus.check.rule import CourseRule

RULES: tuple[CourseRule, ...] = (FUTURE_UPDATE, OVERDUE_UPDATE)
