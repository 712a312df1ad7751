"""What must not stand in anybody's words: hidden characters, and placeholders that nobody filled in."""

import re
import unicodedata

from plainstatus.reading.faults import Faults

_CONTROLS = bytes(code for code in range(32) if code not in b"\t\n\r") + b"\x7f"

# In UTF-8: the controls U+0080 to U+009F, the line separators U+2028 and U+2029, and the marks that turn
# the direction of a text, U+202A to U+202E and U+2066 to U+2069. U+FFFE and U+FFFF are no characters at all.
_C1 = re.compile(rb"\xc2[\x80-\x9f]")
_TURNS = re.compile(rb"\xe2(?:\x80[\xa8-\xae]|\x81[\xa6-\xa9])|\xef\xbf[\xbe\xbf]")
_HIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufffe\uffff]")
#: Written as a reference, these come to nothing in pages and feeds.
_HARMLESS = frozenset({0xFFFE, 0xFFFF})
_ENTITY = re.compile(r"&#(?:x([0-9a-f]{1,6})|(\d{1,7}));", re.IGNORECASE)

#: A longer line is no prose; looking for code spans in it could take long.
_LONGEST_LINE = 10_000
_PLACEHOLDER = re.compile(r"<<[^<>\n]{1,100}>>")
_CODE_SPAN = re.compile(r"(?<!`)(`+)(?!`)(.+?)(?<!`)\1(?!`)")


def has_hidden(data: bytes) -> bool:
    """Whether UTF-8 `data` holds a character that nobody can see and that changes what is seen."""
    if len(data.translate(None, _CONTROLS)) != len(data):
        return True
    return not data.isascii() and bool(_C1.search(data) or _TURNS.search(data))


def hidden_in(text: str) -> str | None:
    """The name of the first hidden character of `text`, None where there is none."""
    match = _HIDDEN.search(text)
    return None if match is None else name_of(match[0])


def without_hidden(text: str) -> str:
    """`text` without hidden characters, and without halves of pairs that UTF-8 cannot hold."""
    return _HIDDEN.sub("", text).encode("utf-8", "ignore").decode()


def name_of(char: str) -> str:
    """A character by its code point and, where it has one, its name."""
    name = unicodedata.name(char, "no character" if char >= "\ufffe" else "a control character").lower()
    return f"U+{ord(char):04X} ({name})"


def note_hidden(text: str, faults: Faults) -> None:
    """A fault for each line of `text`, which is a whole file, with a hidden character."""
    for number, line in enumerate(text.split("\n"), 1):
        if match := _HIDDEN.search(line):
            message = f"the line holds {name_of(match[0])}, which nobody can see"
            hint = "Delete it; it may have come with text that was pasted."
            faults.add("hidden-character", number, match.start() + 1, message, hint)


def note_written_out(line: str, number: int, faults: Faults) -> None:
    """A fault where a line of Markdown spells a hidden character as a numeric reference."""
    for match in _ENTITY.finditer(line):
        code = int(match[1], 16) if match[1] else int(match[2])
        if code <= 0x10FFFF and code not in _HARMLESS and _HIDDEN.match(chr(code)):
            message = f"{match[0]} is {name_of(chr(code))}, which nobody can see"
            faults.add("hidden-character", number, match.start() + 1, message, "Delete it.")


def note_placeholders(line: str, number: int, faults: Faults) -> None:
    """A fault for each `<<placeholder>>` in a line of Markdown, outside of code spans."""
    if "`" in line and len(line) <= _LONGEST_LINE:
        line = _CODE_SPAN.sub(lambda span: " " * len(span[0]), line)
    for match in _PLACEHOLDER.finditer(line):
        message = f"the placeholder {match[0]} was not filled in"
        faults.add("placeholder", number, match.start() + 1, message, "Write what it stands for, or delete it.")
