"""The words of an update on a hosted status page, which are text with simple HTML, as Markdown that reads the same.

Does not know whose words they are.
"""

import re
import unicodedata
from html.parser import HTMLParser

_ADDRESS = re.compile(r"https?://[^\s<>\"']*[^\s<>\"'.,;:!?()\[\]*_~`]")
_ADDRESS_AT_THE_END = re.compile(r"(?:://|www\.|@)\S*$")
_EMPHASIS_IN_ADDRESS = re.compile(r"[*_~`\\]")
_MEANS_SOMETHING = re.compile(r"[\\`*\[\]]|(?<![^\W_])_|_(?![^\W_])|~|<(?=[A-Za-z/!?<])|&(?=#?\w+;)|!(?=\[)")
_OPENS_A_LINE = re.compile(r"(?P<mark>[#>|]|[-+](?=\s|$|-)|=(?==*\s*$))|(?P<number>\d{1,9})(?P<dot>[.)])(?=\s|$)")
_RULE = re.compile(r"[:| -]*-[:| -]*$")
_BLANK = re.compile(r"\n[ \t]*\n\s*")
_APART = frozenset({"p", "div", "ul", "ol", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6", "table", "pre"})
#: Tags that change nothing of the words. What is no tag of HTML at all was meant as text.
_SILENT = frozenset(
    {"span", "small", "u", "code", "var", "time", "font", "tbody", "thead", "tr", "td", "th", "img", "hr"}
)
_MARKS = {"strong": "**", "b": "**", "em": "*", "i": "*"}
_KNOWN = frozenset({"br", "li", "a", *_APART, *_MARKS, *_SILENT})


def markdown_of(body: str) -> str:
    """Markdown of `body`: a line stays a line, a paragraph a paragraph, and nothing in the text is taken for a mark."""
    reader = _Reader()
    reader.feed(body.replace("\r\n", "\n").replace("\r", "\n"))
    reader.close()
    paragraphs = (_lines(paragraph) for paragraph in _BLANK.split("".join(reader.made)))
    return "\n\n".join(paragraph for paragraph in paragraphs if paragraph)


def text_of(body: str) -> str:
    """The words of `body` on one line, for a title."""
    reader = _Reader(plain=True)
    reader.feed(body)
    reader.close()
    return " ".join("".join(reader.made).split())


class _Reader(HTMLParser):
    """Keeps the text, escaped unless `plain`, and of the tags those that part or stress it."""

    def __init__(self, *, plain: bool = False) -> None:
        super().__init__(convert_charrefs=True)
        self.made: list[str] = []
        self._plain = plain
        self._links: list[str] = []

    def handle_data(self, data: str) -> None:
        text = "".join(c for c in data if c in "\n\t" or not unicodedata.category(c).startswith("C"))
        self.made.append(text if self._plain else _escaped(text))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self._plain and tag in _KNOWN:
            self.made.append(" " if tag == "br" or tag in _APART else "")
        elif tag == "br":
            self.made.append("\n")
        elif tag == "li":
            self.made.append("\n\\- ")
        elif tag in _APART:
            self.made.append("\n\n")
        elif tag in _MARKS:
            self.made.append(_MARKS[tag])
        elif tag == "a":
            address = dict(attrs).get("href") or ""
            self._links.append(address if re.fullmatch(r"(?:https?|mailto|tel):[^\s<>]+", address) else "")
            self.made.append("[" if self._links[-1] else "")
        elif tag not in _SILENT:
            self.handle_data(self.get_starttag_text() or "")

    def handle_endtag(self, tag: str) -> None:
        if tag not in _KNOWN:
            self.handle_data(f"</{tag}>")
        elif self._plain:
            return
        elif tag in _APART:
            self.made.append("\n\n")
        elif tag in _MARKS:
            self.made.append(_MARKS[tag])
        elif tag == "a" and self._links:
            address = self._links.pop()
            self.made.append(f"](<{address}>)" if address else "")

    def handle_decl(self, decl: str) -> None:
        self.handle_data(f"<!{decl}>")

    def handle_pi(self, data: str) -> None:
        self.handle_data(f"<?{data}>")

    def unknown_decl(self, data: str) -> None:
        self.handle_data(f"<![{data}]>")


def _escaped(text: str) -> str:
    """`text` with a backslash before what Markdown would take for a mark, but in addresses."""
    made, end = [], 0
    for found in _ADDRESS.finditer(text):
        made.append(_MEANS_SOMETHING.sub(r"\\\g<0>", text[end : found.start()]))
        # Between angle brackets nothing in an address is a mark.
        made.append(f"<{found[0]}>" if _EMPHASIS_IN_ADDRESS.search(found[0]) else found[0])
        end = found.end()
    made.append(_MEANS_SOMETHING.sub(r"\\\g<0>", text[end:]))
    return "".join(made)


def _lines(paragraph: str) -> str:
    """The lines of a paragraph, each ending in a break, and none opening a heading, an item, a quote or code."""
    lines = [line.strip() for line in paragraph.strip().split("\n")]
    # An address would take the backslash of the break for its own.
    return "\n".join(
        _opened(line) + ("" if last else " \\" if _ADDRESS_AT_THE_END.search(line) else "\\")
        for line, last in zip(lines, [False] * (len(lines) - 1) + [True], strict=True)
    )


def _opened(line: str) -> str:
    if _RULE.match(line):
        return "\\" + line
    found = _OPENS_A_LINE.match(line)
    if found is None:
        return line
    if found["mark"]:
        return "\\" + line
    return f"{found['number']}\\{found['dot']}{line[found.end() :]}"
