"""Ids of internal tickets, which no customer can open."""

import re
from collections.abc import Iterator
from functools import lru_cache

from plainstatus.check.rule import Passage, Remark, WordRule
from plainstatus.check.words.remarks import remark
from plainstatus.model.checks import Checks


def _look(passage: Passage, checks: Checks) -> Iterator[Remark]:
    if checks.tickets and passage.audience == "public":
        for match in _pattern(checks.tickets).finditer(passage.text):
            message = f"{match[0]} is a ticket of your own, which readers cannot open"
            yield remark(passage, *match.span(), message, "Leave it out here; an internal update may name it.")


@lru_cache(maxsize=4)
def _pattern(beginnings: tuple[str, ...]) -> re.Pattern[str]:
    """`OPS` finds OPS-123 and OPS123, whatever the case."""
    names = "|".join(re.escape(each.rstrip("-")) for each in beginnings)
    return re.compile(rf"(?<![\w-])(?:{names})-?\d+(?![\w-]*[A-Za-z])", re.IGNORECASE)


RULE = WordRule("internal-ticket", "error", "an id of an internal ticket (`checks: tickets`)", _look)
