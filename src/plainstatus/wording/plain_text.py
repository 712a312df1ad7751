"""The words of an update as plain text in lines: for the API, for calendars, for whatever shows no HTML."""

import html
import re
from urllib.parse import unquote

from plainstatus.wording.text import linked_from

_PIECE = re.compile(r'<(/?)([a-z0-9]+)((?:[^">]|"[^"]*")*)>|([^<]+)')
_FLAT_TAG = re.compile(r"</?(?:p|strong|em|code|b|i|del|s|q|small|mark)>")
_FLAT_LINK = re.compile(r'<a href="([^"]*)">([^<]*)</a>')
#: No author can write it: control characters are taken out of their words.
_BETWEEN = "\x03"
_SPACES = re.compile(r"[ \t\n\r\f]+")
_ADDRESS = re.compile(r'\bhref="([^"]*)"')
_START = re.compile(r'\bstart="(\d{1,9})"')
_ALTERNATIVE = re.compile(r'\balt="([^"]*)"')
_MANY_LINES = re.compile(r"\n{3,}")

#: Around these stands an empty line.
_APART = frozenset({"p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "dl", "pre", "blockquote", "table", "details"})
#: These begin a line of their own.
_ON_A_LINE = frozenset({"li", "tr", "dt", "dd", "summary", "hr", "br", "div"})


def plain_lines(words: str, root: str) -> str:
    """The text of sanitised HTML: an empty line between paragraphs, a dash before an item of a list.

    A link is followed by its address below `root`, where that is not the text itself.
    """
    words = linked_from(words, root)
    flat = _FLAT_TAG.sub("", words.replace("</p>\n<p>", _BETWEEN))
    if "<a" in flat:
        flat = _FLAT_LINK.sub(_with_address, flat)
    if "<" not in flat:
        # Most words are paragraphs and nothing else.
        return html.unescape(_SPACES.sub(" ", flat)).strip().replace(_BETWEEN, "\n\n")
    return _Lines(words).text()


class _Lines:
    """What was said so far. `_gap` line breaks stand before the next words; `_begun` is true right behind
    the mark of an item, where a paragraph opens no line.
    """

    def __init__(self, words: str) -> None:
        self._said: list[str] = []
        self._gap = 0
        self._begun = True
        self._lists: list[int | None] = []
        self._links: list[tuple[str, int]] = []
        self._as_it_is = 0
        for found in _PIECE.finditer(words):
            if found[4] is not None:
                self._say(html.unescape(found[4]))
            elif found[1]:
                self._close(found[2])
            else:
                self._open(found[2], found[3])

    def text(self) -> str:
        lines = (line.rstrip() for line in "".join(self._said).split("\n"))
        return _MANY_LINES.sub("\n\n", "\n".join(lines)).strip()

    def _say(self, words: str) -> None:
        if not self._as_it_is:
            words = _SPACES.sub(" ", words)
            if self._gap or self._begun:
                words = words.lstrip(" ")
        if words:
            self._said.append("\n" * self._gap + words)
            self._gap, self._begun = 0, False

    def _open(self, tag: str, attributes: str) -> None:
        self._break(tag)
        if tag in ("ul", "ol"):
            self._lists.append(_first_number(attributes) if tag == "ol" else None)
        elif tag == "li":
            self._item()
        elif tag in ("td", "th") and not (self._gap or self._begun):
            self._said[-1] = self._said[-1].rstrip() + " | "
        elif tag == "pre":
            self._as_it_is += 1
        elif tag == "img" and (found := _ALTERNATIVE.search(attributes)):
            self._say(html.unescape(found[1]))
        elif tag == "a":
            found = _ADDRESS.search(attributes)
            self._links.append((html.unescape(found[1]) if found else "", len(self._said)))

    def _close(self, tag: str) -> None:
        if tag == "a" and self._links:
            address, since = self._links.pop()
            if address and not _says("".join(self._said[since:]).strip(), address):
                self._say(f" ({address})")
        elif tag in ("ul", "ol") and self._lists:
            self._lists.pop()
        elif tag == "pre":
            self._as_it_is -= 1
        self._break(tag)

    def _item(self) -> None:
        number = self._lists[-1] if self._lists else None
        mark = "- " if number is None else f"{number}. "
        if number is not None:
            self._lists[-1] = number + 1
        before = "\n" * self._gap if self._said else ""
        self._said.append(before + "  " * max(len(self._lists) - 1, 0) + mark)
        self._gap, self._begun = 0, True

    def _break(self, tag: str) -> None:
        if self._begun:
            return
        if tag in _APART:
            self._gap = max(self._gap, 1 if self._lists else 2)
        elif tag in _ON_A_LINE:
            self._gap = max(self._gap, 1)


def _first_number(attributes: str) -> int:
    found = _START.search(attributes)
    return int(found[1]) if found else 1


def _with_address(found: re.Match[str]) -> str:
    address, words = found.groups()
    return words if _says(html.unescape(words.strip()), html.unescape(address)) else f"{words} ({address})"


def _says(words: str, address: str) -> bool:
    """Whether the words of a link are its address, with or without the scheme."""
    return unquote(words) in {known.rstrip("/") for known in _forms(unquote(address))} or words == address


def _forms(address: str) -> tuple[str, ...]:
    return address, address.rpartition("://")[2], address.removeprefix("mailto:"), address.removeprefix("tel:")
