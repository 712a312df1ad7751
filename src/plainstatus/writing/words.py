"""Words of a message, so that nothing in them reads as the structure of the file.

A heading of level 2 would open an update, a first line `components: …` would be a field, and a
code block that is never closed would swallow the updates below it. Does not know what the words say.
"""

import re

from plainstatus.model.status import UPDATE_STATUSES
from plainstatus.reading.sections import Parts, split

_LEVEL_2 = re.compile(r"( {0,3})##(?!#)(.*)")
_AS_HEADING = re.compile(r"#+[ \t]*([A-Za-z_ -]+?)[ \t]*[—–·-]+[ \t]*\d")
_AS_FIELD = re.compile(
    r"(next|expected)_(?=update\b|recovery\b)|(components|audience|notify|scheduled)(?=\s*:(?:\s|$))", re.ASCII
)
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_FRONT = "---\n---\n"


def protected(text: str) -> str:
    """`text` without blank lines around it, and with nothing in it that the reader takes for structure.

    A heading of level 2 becomes one of level 3; a line that looks like a field gets a backslash,
    which no reader of the page sees; an open code block or comment is closed.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").strip("\n").rstrip()
    if not text:
        return ""
    parts = _parts(text)
    if parts.unclosed_code:
        text = _closed(text, parts.unclosed_code - _FRONT.count("\n"))
        parts = _parts(text)
    skipped = {number - _FRONT.count("\n") for number in parts.code}
    return "\n".join(line if number in skipped else _plain(line) for number, line in enumerate(text.split("\n"), 1))


def _parts(text: str) -> Parts:
    """`text` as a file with empty front matter, so that a rule `---` in it opens none."""
    return split(_FRONT + text)


def _closed(text: str, line: int) -> str:
    opening = text.split("\n")[line - 1]
    fence = _FENCE.match(opening)
    return f"{text}\n{fence[1]}" if fence else f"{text} -->"


def _plain(line: str) -> str:
    if match := _LEVEL_2.fullmatch(line):
        rest = match[2]
        line = f"{match[1]}###{rest if not rest or rest[0] in ' 	' else ' ' + rest}"
    if (match := _AS_HEADING.match(line)) and _names_status(match[1]):
        # Up to three spaces before a heading change nothing in Markdown; the reader takes it for the message's own.
        return " " + line
    match = _AS_FIELD.match(line)
    if match is None:
        return line
    return f"{match[1]}\\_{line[match.end() :]}" if match[1] else line.replace(":", "\\:", 1)


def _names_status(words: str) -> bool:
    status = re.sub(r"[\s_-]+", "_", words.lower())
    return any(status in statuses for statuses in UPDATE_STATUSES.values())
