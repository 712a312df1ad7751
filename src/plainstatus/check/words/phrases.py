"""Turns of phrase to look for, and where they stand. Does not know what is wrong with them."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from plainstatus.check.prose import prose_of


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words as a pattern, found whole and in any case. `keys`: one of them stands wherever the pattern can match.

    Looking for a key costs next to nothing, so hardly any text is ever held against the pattern. `instead` is a
    wording to suggest.
    """

    keys: tuple[str, ...]
    pattern: str
    instead: str = ""


def phrase(words: str, instead: str = "", *, end: str = r"(?!\w)") -> Phrase:
    """The phrase of `words` themselves, over line breaks too."""
    first, *others = words.lower().split()
    return Phrase((max((first, *others), key=len),), r"\s+".join(map(re.escape, (first, *others))) + end, instead)


def found(text: str, phrases: Iterable[Phrase]) -> Iterator[tuple[Phrase, re.Match[str]]]:
    """Each of `phrases` that stands in the prose of `text`, with every place where it does."""
    mask, lower = prose_of(text)
    for each in phrases:
        for key in each.keys:
            if key in lower:
                for match in compiled(each.pattern).finditer(mask):
                    yield each, match
                break


@cache
def compiled(pattern: str) -> re.Pattern[str]:
    """The pattern of whole words, in any case; made when it is first needed."""
    return re.compile(rf"(?<!\w)(?:{pattern})", re.IGNORECASE)
