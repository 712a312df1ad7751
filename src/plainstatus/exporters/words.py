"""The Markdown of an author as readers may have it: without comments, which no page shows."""

import re
from collections.abc import Iterator, Mapping

_NEXT = re.compile(r"^ {0,3}(`{3,}|~{3,})|(`+)|<!--", re.MULTILINE)


def without_comments(text: str) -> str:
    """`text` without its HTML comments; what looks like one in code is code."""
    return "".join(_kept(text)).strip("\n") if "<!--" in text else text


def all_without_comments(texts: Mapping[str, str]) -> dict[str, str]:
    """The same for the words of several languages."""
    return {language: without_comments(text) for language, text in texts.items()}


def _kept(text: str) -> Iterator[str]:
    at = 0
    while found := _NEXT.search(text, at):
        yield text[at : found.start()]
        if found[1]:
            end = _end_of_block(text, found[1], found.end())
        elif found[2]:
            end = _end_of_span(text, found[2], found.end())
        else:
            closing = text.find("-->", found.end())
            at = len(text) if closing < 0 else closing + len("-->")
            continue
        yield text[found.start() : end]
        at = end
    yield text[at:]


def _end_of_block(text: str, fence: str, at: int) -> int:
    closing = re.compile(rf"^ {{0,3}}{fence[0]}{{{len(fence)},}}[ \t]*$", re.MULTILINE).search(text, at)
    return closing.end() if closing else len(text)


def _end_of_span(text: str, ticks: str, at: int) -> int:
    """The end of a code span; of marks that open none, their own."""
    closing = re.compile(rf"(?<!`){ticks}(?!`)|\n[ \t]*\n").search(text, at)
    return closing.end() if closing and closing[0] == ticks else at
