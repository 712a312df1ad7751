"""Remarks about a stretch of a passage, counted as the passage's own place is."""

from collections.abc import Mapping
from dataclasses import replace
from functools import cache

from plainstatus.check.rule import Passage, Remark


def remark(
    passage: Passage, start: int, end: int, message: str, hint: str = "", replacement: str | None = None
) -> Remark:
    """What is to be said of the characters from `start` to `end` of the text of `passage`."""
    begin = passage.place.start
    return Remark(replace(passage.place, start=begin + start, end=begin + end), message, hint, replacement)


def shown(words: str, longest: int = 60) -> str:
    """Words of a passage on one line of a message, in quotation marks, cut off where they are long."""
    words = " ".join(words.split())
    return f"“{words}”" if len(words) <= longest else f"“{words[: longest - 1].rstrip()}…”"


def language_of(passage: Passage) -> str:
    """The language of a passage without its region: `en` of `en-GB`."""
    return _without_region(passage.language)


@cache
def _without_region(tag: str) -> str:
    return tag.partition("-")[0].lower()


def worded(hints: Mapping[str, str], passage: Passage) -> str:
    """The hint that suggests a wording in the language of `passage`; the English one where there is none."""
    return hints.get(language_of(passage), hints["en"])
