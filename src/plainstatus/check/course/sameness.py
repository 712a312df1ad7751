"""Whether words say anything that other words did not: by what is left without times, courtesies and little words.

It knows the little words of English and Italian. In another language only the same words are the same.
"""

import re
from collections.abc import Set

from plainstatus.check.course.little_words import LITTLE_ENGLISH, LITTLE_ITALIAN, OVER_ENGLISH, OVER_ITALIAN

#: A text that says again so much of what another said, says the same.
_LEFT = 0.8
#: When something is said or will be is not what is said.
_TIMES = re.compile(
    r"\b(?:"
    r"\d{4}-\d\d-\d\d|\d{1,2}[:.]\d\d(?::\d\d)?(?:\s?[ap]\.?m\b\.?)?|\d{1,2}\s?[ap]m\b|"
    r"(?:utc|gmt|[cp]e?[sd]t|[cw]es?t)\b|"
    r"\d{1,4}\s?(?:minut[eio]s?|mins?|hours?|or[ae]|days?|giorn[oi]|seconds?|second[oi])\b)"
)
_WORD = re.compile(r"[^\W_]+(?:%|\b)")
_CODE_AND_ADDRESSES = re.compile(r"https?://\S+")

_LITTLE = frozenset(f"{LITTLE_ENGLISH} {LITTLE_ITALIAN}".split())
_OVER = frozenset(f"{OVER_ENGLISH} {OVER_ITALIAN}".split())

Content = Set[str]


def content_of(text: str) -> Content:
    """The words of a Markdown text that carry what it says."""
    return _words(text) - _LITTLE


def says_only_that_it_is_over(text: str) -> bool:
    """Whether nothing is left of a text beside that it is over: no time, no what, no what now."""
    if any(character.isdigit() for character in text):
        return False
    return not content_of(text) - _OVER


def adds_nothing(content: Content, before: Content) -> bool:
    """Whether a text says what the one before it said: no word is new, and few are gone, which can be news too."""
    return content <= before and len(content) >= _LEFT * len(before)


def _words(text: str) -> Content:
    bare = _TIMES.sub(" ", _CODE_AND_ADDRESSES.sub(" ", text.lower()))
    return frozenset(_WORD.findall(bare))
