"""Makes words fit where there is little room: as many whole sentences as fit, with a mark for what is left out."""

import re
from bisect import bisect_left
from collections.abc import Callable

#: Behind the end of a sentence, with what closes a quotation or a bracket, and between lines.
_SENTENCE = re.compile(r"(?<=[.!?…])[\"”»’')]*(?=\s)|(?=\n)")
_WORD = re.compile(r"(?=\s)")


def fitted(text: str, fits: Callable[[str], bool]) -> str:
    """As much of the beginning of `text` as `fits`: whole sentences, or whole words of the first one.

    Whatever is shorter than something that fits has to fit as well. "" where there is no room for anything.
    """
    if fits(text):
        return text
    sentences, words = ([found.end() for found in ends.finditer(text)] for ends in (_SENTENCE, _WORD))
    for cuts in (sentences, words, range(1, len(text))):
        number = bisect_left(cuts, True, key=lambda cut: not fits(_until(text, cut)))
        if number:
            return _until(text, cuts[number - 1])
    return ""


def shortened(text: str, limit: int) -> str:
    """`text` in at most `limit` characters, counted as JavaScript does: never less than they are."""
    return fitted(text, lambda part: length(part) <= limit)


def length(text: str) -> int:
    """The units of UTF-16 in `text`: what receivers mean by a character, as far as anybody knows."""
    return len(text.encode("utf-16-le")) // 2


def _until(text: str, cut: int) -> str:
    return f"{text[:cut].rstrip()} …"
