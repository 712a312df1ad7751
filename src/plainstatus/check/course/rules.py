"""The rules of this folder, in the order in which the manual lists them."""

from plainstatus.check.rule import CourseRule

RULES: tuple[CourseRule, ...] = ()
