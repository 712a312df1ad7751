"""The words of an update on a hosted status page, which are text with simple HTML, as Markdown that reads the same.

Does not know whose words they are.
"""

import re
from html.parser import HTMLParser

from plainstatus.reading.words import without_hidden

_ADDRESS = re.compile(r"https?://[^\s<>\"']*[^\s<>\"'.,;:!?()\[\]*_~`]")
_IN_ADDRESS = re.compile(r"://|www\.|@")
_EMPHASIS_IN_ADDRESS = re.compile(r"[*_~`\\]")
_MEANS_SOMETHING = re.compile(r"[\\`*\[\]]|(?<![^\W_])_|_(?![^\W_])|~|<(?=[A-Za-z/!?<])|&(?=#?\w+;)|!(?=\[)")
_OPENS_A_LINE = re.compile(r"(?P<mark>[#>|]|[-+](?=\s|$|-)|=(?==*\s*$))|(?P<number>\d{1,9})(?P<dot>[.)])(?=\s|$)")
_RULE = re.compile(r"(?=[:| ]*-)[:| -]*$")
#: Marks around letters and digits are marks wherever they stand; around anything else that depends on what is beside.
_STRESSED = re.compile(r"(?P<before>[\W_]*+)(?P<core>.*[^\W_])(?P<after>[\W_]*+)", re.DOTALL)
_NO_STRESS_IN = re.compile(r"\*|\]\(|<|://|www\.|@|\n[ \t]*\n")
_BLANK = re.compile(r"\n[ \t]*\n\s*")
_APART = frozenset({"p", "div", "ul", "ol", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6", "table", "pre"})
#: Tags that change nothing of the words. What is no tag of HTML at all was meant as text.
_SILENT = frozenset({"span", "small", "u", "code", "var", "time", "font", "tbody", "thead", "img"})
#: Tags that part what stands before them from what stands behind.
_PARTED = {"br": "\n", "tr": "\n", "td": " ", "th": " ", "hr": "\n\n"}
_MARKS = {"strong": "**", "b": "**", "em": "*", "i": "*"}
_KNOWN = frozenset({"li", "a", *_PARTED, *_APART, *_MARKS, *_SILENT})


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
        self._stressed: list[int] = []

    def handle_data(self, data: str) -> None:
        text = without_hidden(data)
        self.made.append(text if self._plain else _escaped(text))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "img":
            self.handle_data(dict(attrs).get("alt") or "")
        elif self._plain and tag in _KNOWN:
            self.made.append(" " if tag == "li" or tag in _PARTED or tag in _APART else "")
        elif tag in _PARTED:
            self.made.append(_PARTED[tag])
        elif tag == "li":
            self.made.append("\n\\- ")
        elif tag in _APART:
            self.made.append("\n\n")
        elif tag in _MARKS:
            self._stressed.append(len(self.made))
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
        elif tag in _MARKS and self._stressed:
            self._stress(self._stressed.pop(), _MARKS[tag])
        elif tag == "a" and self._links:
            address = self._links.pop()
            self.made.append(f"](<{address}>)" if address else "")

    def _stress(self, start: int, mark: str) -> None:
        """Put `mark` around what was made from `start` on, where Markdown is sure to take it for a mark."""
        inner = "".join(self.made[start:])
        found = _STRESSED.fullmatch(inner)
        beside = "".join(self.made[max(start - 2, 0) : start]).endswith("*")
        if found and not beside and not _NO_STRESS_IN.search(inner):
            self.made[start:] = [f"{found['before']}{mark}{found['core']}{mark}{found['after']}"]

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
        _opened(line) + ("" if last else " \\" if _IN_ADDRESS.search(line.rpartition(" ")[2]) else "\\")
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
