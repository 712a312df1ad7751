"""Whether words say anything that other words did not: by what is left without times, courtesies and little words.

It knows the little words of English and Italian. In another language only the same words are the same.
"""

import re
from collections.abc import Set

from plainstatus.check.course.little_words import LITTLE_ENGLISH, LITTLE_ITALIAN, OVER_ENGLISH, OVER_ITALIAN

#: Two texts that share so much of what they say, say the same.
_ALIKE = 0.8
#: When something is said or will be is not what is said.
_TIMES = re.compile(
    r"\d{4}-\d\d-\d\d|\d{1,2}[:.]\d\d(?::\d\d)?(?:\s*[ap]\.?m\b\.?)?|\d+\s*[ap]m\b|"
    r"\b(?:utc|gmt|[cp]e?[sd]t|[cw]es?t)\b|"
    r"\b\d+\s*(?:minut[eio]s?|mins?|hours?|or[ae]|days?|giorn[oi]|seconds?|second[oi])\b"
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


def are_alike(one: Content, other: Content) -> bool:
    """Whether two texts say the same."""
    return len(one & other) >= _ALIKE * len(one | other)


def _words(text: str) -> Content:
    bare = _TIMES.sub(" ", _CODE_AND_ADDRESSES.sub(" ", text.lower()))
    return frozenset(_WORD.findall(bare))
