"""The alphabet of text messages (GSM 7-bit, 3GPP TS 23.038), and how many parts a text takes.

One character outside the alphabet makes the whole text UCS-2, with room for less than half as much.
"""

import unicodedata
from collections.abc import Iterable
from typing import NamedTuple

_BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
#: Each takes the place of two.
_EXTENDED = frozenset("^{}\\[~]|€")

#: What typography has and the alphabet has not, with what people write instead.
_PLAIN = str.maketrans(
    {
        **dict.fromkeys("‘’‚‛′`´", "'"),
        **dict.fromkeys("“”„‟″«»", '"'),
        **dict.fromkeys("‐‑‒–—―−", "-"),
        **dict.fromkeys("\u00a0\u2002\u2003\u2007\u2009\u202f\t", " "),
        **dict.fromkeys("•·∙", "-"),
        **dict.fromkeys("\u00ad\u200b\u2060\ufeff", None),
        "…": "...",
        "→": "->",
        "×": "x",
        "À": "A'",
        "È": "E'",
        "Ì": "I'",
        "Ò": "O'",
        "Ù": "U'",
        "ł": "l",
        "Ł": "L",
        "œ": "oe",
        "Œ": "OE",
    }
)
#: Marks that a reader does without: grave, acute, circumflex, tilde, diaeresis, ring, caron, cedilla.
_MARKS = frozenset("\u0300\u0301\u0302\u0303\u0308\u030a\u030c\u0327")
#: Behind a character that is to be shown as a picture.
_AS_PICTURE = "\ufe0f"


class Room(NamedTuple):
    """So many units fit into a text of one part, and into each part of a longer one."""

    alone: int
    each: int


GSM, UCS2 = Room(160, 153), Room(70, 67)


def in_gsm(text: str) -> str:
    """`text` with its typography made plain, where that brings all of it into the alphabet; else as it is.

    Accents are left out where the alphabet has the letter without one alone, and pictures always.
    """
    made = "".join(map(_nearest, unicodedata.normalize("NFC", text).translate(_PLAIN)))
    return made if is_gsm(made) else text


def is_gsm(text: str) -> bool:
    """Whether every character is in the alphabet."""
    return all(char in _BASIC or char in _EXTENDED for char in text)


def parts_of(text: str) -> int:
    """How many parts a text takes; what is one character is never cut between two."""
    if is_gsm(text):
        return _parts([2 if char in _EXTENDED else 1 for char in text], GSM)
    return _parts([2 if ord(char) > 0xFFFF else 1 for char in text], UCS2)


def _nearest(char: str) -> str:
    if char in _BASIC or char in _EXTENDED:
        return char
    if unicodedata.category(char) == "So" or char == _AS_PICTURE:
        return ""
    apart = unicodedata.normalize("NFD", char)
    return apart[0] if len(apart) == 2 and apart[1] in _MARKS and apart[0] in _BASIC else char


def _parts(widths: Iterable[int], room: Room) -> int:
    whole, parts, used = 0, 1, 0
    for width in widths:
        whole += width
        used += width
        if used > room.each:
            parts, used = parts + 1, width
    return 1 if whole <= room.alone else parts
