"""The prose in a text of Markdown: a mask of the same length in which all that is no prose is blank.

So every place in the mask is that place in the text. Knows as much of Markdown as it takes to leave code, tables,
addresses and tags out; does not know what the words say.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

_FENCE = re.compile(r" {0,3}(`{3,}(?=[^`\n]*$)|~{3,})", re.MULTILINE)
_TICKS = re.compile(r"`+")
_PARAGRAPH_END = re.compile(r"\n[ \t]*(?=\n)")
_LINK_TARGET = re.compile(r"\]\((?:[^()\n]|\([^()\n]*\))*\)|\]\[[^\[\]\n]*\]")
_TAG = re.compile(r"<[A-Za-z/!][^<>]*>")
_ADDRESS = re.compile(r"(?<!\w)(?:(?:https?|ftp|mailto|tel):|www\.)[^\s<>]*[^\s<>.,;:!?)]")
_TABLE_ROW = re.compile(r"^[ \t]*\|.*$", re.MULTILINE)
_NOT_SPACE = re.compile(r"\S")

#: An item, a heading or a quotation begins on its line; two spaces or a backslash end one.
_BREAK = re.compile(r"\n[ \t]*(?=\n)|\n(?=[ \t]*(?:[-*+>]|#{1,6}|\d{1,9}[.)])[ \t])|(?:\\| {2})\n")
_LINE_START = re.compile(r"[ \t\n]*(?:(?:[-*+>]|#{1,6}|\d{1,9}[.)])[ \t]+)*")
#: What can end a sentence comes first, for then the search passes over everything else at once.
_STOP = re.compile(r"[.!?…:](?:(?<=:)[*_]{0,9}\n|(?<!:)(?<![.!?…].)[.!?…]{0,8}[\"'”’»)\]*_]{0,9}(?=\s))")
_SHORTENED = re.compile(
    r"(?:\b[A-Za-z]|\b(?:e\.g|i\.e|approx|ca|vs|etc|incl|no|es|ecc|p\.es|dott|sig|art))\.$", re.IGNORECASE
)
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")


class Span(NamedTuple):
    """From `start` to `end` of a text."""

    start: int
    end: int


class Prose(NamedTuple):
    """`mask` has the length of the text; `lower`, on one line, is for a first look whether words can be in it."""

    mask: str
    lower: str


@lru_cache(maxsize=16)
def prose_of(text: str) -> Prose:
    """The prose of `text`; line breaks stay where they are."""
    mask = text
    if "`" in text or "~~~" in text:
        mask = _without_code(mask)
    if "|" in mask:
        mask = _TABLE_ROW.sub(_blank, mask)
    if "](" in mask or "][" in mask:
        mask = _LINK_TARGET.sub(lambda found: "]" + _blanks(found[0][1:]), mask)
    if "<" in mask:
        mask = _TAG.sub(_blank, mask)
    if ":" in mask or "www." in mask:
        mask = _ADDRESS.sub(_blank, mask)
    return Prose(mask, mask.lower().replace("\n", " "))


@lru_cache(maxsize=16)
def sentences_of(text: str) -> tuple[Span, ...]:
    """The sentences in the prose of `text`, in order, without the marks of lists and headings before them."""
    mask = prose_of(text).mask
    return tuple(span for block in _blocks(mask) for span in _sentences(mask, block))


def words_in(mask: str, span: Span) -> list[str]:
    """The words between two places of a mask; numbers are none."""
    return _WORD.findall(mask, *span)


def has_words(mask: str, span: Span) -> bool:
    """Whether there is a word between two places of a mask."""
    return _WORD.search(mask, *span) is not None


def _blocks(mask: str) -> Iterator[Span]:
    """Paragraphs, items, headings and lines that are broken off on purpose."""
    begin = 0
    for found in _BREAK.finditer(mask) if "\n" in mask else ():
        yield Span(begin, found.start())
        begin = found.end()
    yield Span(begin, len(mask))


def _sentences(mask: str, block: Span) -> Iterator[Span]:
    marks = _LINE_START.match(mask, *block)
    begin = marks.end() if marks else block.start
    for end in (*_ends(mask, begin, block.end), block.end):
        words = mask[begin:end].lstrip()
        if words:
            start = end - len(words)
            yield Span(start, start + len(words.rstrip()))
        begin = end


def _ends(mask: str, begin: int, end: int) -> Iterator[int]:
    """Where a sentence ends before the end of its block."""
    for stop in _STOP.finditer(mask, begin, end):
        after = stop.end()
        goes_on = mask[after : after + 2].strip().islower()
        if not goes_on and not (stop[0] == "." and _SHORTENED.search(mask, max(begin, after - 8), after)):
            yield after
            begin = after


def _without_code(text: str) -> str:
    """Code blocks between fences, and spans of code within paragraphs, blanked."""
    pieces: list[str] = []
    done = 0
    for start, end in _fenced(text):
        pieces += (_without_spans(text[done:start]), _blanks(text[start:end]))
        done = end
    pieces.append(_without_spans(text[done:]))
    return "".join(pieces)


def _fenced(text: str) -> Iterator[Span]:
    """Code blocks with their fences; one that is never closed goes to the end."""
    opened: re.Match[str] | None = None
    for fence in _FENCE.finditer(text) if "```" in text or "~~~" in text else ():
        line_start = text.rfind("\n", 0, fence.start()) + 1
        if line_start != fence.start():
            continue
        if opened is None:
            opened = fence
            continue
        line_end = text.find("\n", fence.end())
        rest = text[fence.end() : line_end if line_end >= 0 else len(text)]
        if fence[1][0] == opened[1][0] and len(fence[1]) >= len(opened[1]) and not rest.strip():
            yield Span(opened.start(), fence.end())
            opened = None
    if opened is not None:
        yield Span(opened.start(), len(text))


def _without_spans(text: str) -> str:
    """Each run of backticks goes with the next of the same length in its paragraph."""
    if "`" not in text:
        return text
    ends = [*(found.start() for found in _PARAGRAPH_END.finditer(text)), len(text)]
    pieces: list[str] = []
    begin = done = 0
    for end in ends:
        runs = [(found.start(), found.end()) for found in _TICKS.finditer(text, begin, end)]
        following = _next_of_length(runs)
        index = 0
        while index < len(runs):
            closing = following[index]
            if closing is None:
                index += 1
                continue
            start, stop = runs[index][0], runs[closing][1]
            pieces += (text[done:start], _blanks(text[start:stop]))
            done = stop
            index = closing + 1
        begin = end
    pieces.append(text[done:])
    return "".join(pieces)


def _next_of_length(runs: list[tuple[int, int]]) -> list[int | None]:
    """For each run, the index of the next one that is as long."""
    following: list[int | None] = [None] * len(runs)
    latest: dict[int, int] = {}
    for index in range(len(runs) - 1, -1, -1):
        length = runs[index][1] - runs[index][0]
        following[index] = latest.get(length)
        latest[length] = index
    return following


def _blank(found: re.Match[str]) -> str:
    return _blanks(found[0])


def _blanks(text: str) -> str:
    """As many spaces, with the line breaks where they were."""
    return _NOT_SPACE.sub(" ", text)
