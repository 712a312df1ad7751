"""The prose of a StatusKit incident, parted into the updates that it tells of, oldest first.

Updates are `<Update date="…">` elements of MDX, or paragraphs that end in a `track` shortcode. Every other
word stays where it stands. Does not know what an update means.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from textwrap import dedent

from plainstatus.importers.cstate_prose import (
    TRACK,
    Piece,
    Prose,
    blocks_of,
    give_definitions,
    labelled,
    prose_of,
    track_time,
    without_definitions,
)

_TAG = re.compile(r"<Update\b([^<>]*)>|</Update\s*>")
_DATE = re.compile(r"\bdate\s*=\s*\{?\s*([\"'`])(.*?)\1")
_IMPORT = re.compile(r"import\s+(?:[^\n;]*?\sfrom\s+)?([\"'])[^\n]*?\1;?[ \t]*")
_FENCE = re.compile(r"\s*(```+|~~~+)")
_HEADING = re.compile(r" {0,3}#{1,6}[ \t]+(.*)")
_NAMES_UPDATE = re.compile(r"(?:\*\*|__|\*|_)update\b", re.IGNORECASE)
_ELEMENT = re.compile(r"<([A-Z]\w*)")
_LABELS = ("Update", "Postmortem")
_LONGEST_IMPORT = 500


@dataclass(frozen=True, slots=True)
class _Part:
    """Words of one update, its time as written, and the words that stand before it."""

    before: str
    words: str
    written: str


def statuskit_prose(words: str, date: datetime, zone: str, *, mdx: bool) -> Prose:
    """The updates in `words`, which belong to an incident of `date`; `zone` counts for times without one.

    `mdx` is whether lines may be imports of a program.
    """
    text = _without_imports(words) if mdx else words
    if not _TAG.search(text) and not TRACK.search(text):
        return prose_of(text, date, zone)
    text, definitions = without_definitions(text)
    prose = Prose()
    parts, tail = _elements(text, prose.remarks) if _TAG.search(text) else _tracked(text)
    for part in parts:
        stays, heading = _parted_heading(part.before)
        _append(prose, stays)
        at = track_time(part.written, date, zone, prose.remarks)
        if at is None:
            _append(prose, _joined(heading, f"{part.words} ({part.written})" if part.written else part.words))
        else:
            prose.pieces.append(_piece(at, _joined(heading, part.words)))
    _append(prose, tail)
    if shown := sorted(set(_ELEMENT.findall(prose.lead + "".join(piece.text for piece in prose.pieces)))):
        prose.remarks.append(f"the element <{shown[0]}> is left in the words: a reader sees only what stands in it")
    give_definitions(prose, definitions)
    return prose


def _piece(at: datetime, words: str) -> Piece:
    """`words`, whose label is the heading above them where it says what kind of update they are."""
    heading, _, rest = words.partition("\n")
    match = _HEADING.fullmatch(heading)
    label = re.sub(r"\W", "", match[1]).capitalize() if match else ""
    return Piece(at, words, label, _trimmed(rest)) if label in _LABELS else labelled(Piece(at, words))


def _append(prose: Prose, words: str) -> None:
    """Put words that have no time behind those that stand before them."""
    if not words:
        return
    if not prose.pieces:
        prose.lead = _joined(prose.lead, words)
        return
    last = prose.pieces[-1]
    added = replace(last, text=_joined(last.text, words), rest=_joined(last.rest, words))
    prose.pieces[-1] = added


def _joined(*texts: str) -> str:
    return "\n\n".join(text for text in texts if text)


def _elements(text: str, remarks: list[str]) -> tuple[list[_Part], str]:
    """The `<Update>` elements of `text`, and the words behind the last one."""
    parts: list[_Part] = []
    behind = 0
    opening: re.Match[str] | None = None
    for tag in _TAG.finditer(text):
        if tag[0].startswith("</"):
            if opening is not None:
                parts.append(_part(text[behind : opening.start()], opening, text[opening.end() : tag.start()]))
                behind, opening = tag.end(), None
        elif tag[1].endswith("/"):
            continue
        elif opening is None:
            opening = tag
        else:
            # One that is never closed ends where the next one begins.
            parts.append(_part(text[behind : opening.start()], opening, text[opening.end() : tag.start()]))
            remarks.append("an <Update> is never closed: it ends where the next one begins")
            behind, opening = tag.start(), tag
    if opening is not None:
        parts.append(_part(text[behind : opening.start()], opening, text[opening.end() :]))
        remarks.append("an <Update> is never closed: it ends with the file")
        return parts, ""
    return parts, _trimmed(text[behind:])


def _part(before: str, opening: re.Match[str], words: str) -> _Part:
    written = _DATE.search(opening[1])
    return _Part(_trimmed(before), _trimmed(dedent(words)).lstrip(" "), written[2].strip() if written else "")


def _tracked(text: str) -> tuple[list[_Part], str]:
    """The updates that a `track` shortcode closes, and the words behind the last one."""
    parts: list[_Part] = []
    behind = 0
    for match in TRACK.finditer(text):
        segment = _trimmed(f"{text[behind : match.start()]}{match[3]}")
        behind = match.end()
        before, words = ("", segment) if parts else _parted_lead(segment)
        parts.append(_Part(before, words, match[2]))
    return parts, _trimmed(text[behind:])


def _parted_lead(segment: str) -> tuple[str, str]:
    """The words before the first update, and its own: those from its heading on, or the last paragraph alone."""
    blocks = list(blocks_of(segment))
    opens = (number for number, block in enumerate(blocks) if _HEADING.match(block) or _NAMES_UPDATE.match(block))
    begin = max(opens, default=len(blocks) - 1)
    return _joined(*blocks[:begin]), _joined(*blocks[max(begin, 0) :])


def _parted_heading(before: str) -> tuple[str, str]:
    """`before` without the heading that ends it, and that heading: it belongs to what comes next."""
    head, _, last = before.rpartition("\n")
    return (_trimmed(head), last.strip()) if _HEADING.fullmatch(last) else (before, "")


def _without_imports(text: str) -> str:
    return "\n".join(_outside_imports(text))


def _outside_imports(text: str) -> Iterator[str]:
    fence = ""
    for line in text.split("\n"):
        if match := _FENCE.match(line):
            fence = "" if fence and line.strip().startswith(fence) else fence or match[1]
        if fence or len(line) > _LONGEST_IMPORT or not _IMPORT.fullmatch(line):
            yield line


def _trimmed(text: str) -> str:
    return text.strip("\n").rstrip()
