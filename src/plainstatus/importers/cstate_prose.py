"""The prose of a cState incident, parted into the updates that it tells of.

`track` shortcodes close an update; without them, paragraphs and list items that open with a
time are updates. Every other word stays where it stands. Does not know what an update means.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from plainstatus.importers.cstate_file import Unreadable, parse_time
from plainstatus.importers.cstate_times import opening_of

#: A `track` further than this from the incident's date was copied from somewhere else.
FURTHEST_TRACK = timedelta(days=31)

#: The shortcode that closes an update: its quote, its time, and the words behind it on the line.
TRACK = re.compile(r"\{\{[<%]\s{0,9}track\s{1,9}([\"'`]?)([^{}\n]{0,99}?)\1\s{0,9}[>%]\}\}([^\n]*)")
_SHORTCODE = re.compile(r"\{\{[<%][^{}\n]{0,999}?[>%]\}\}")
_LABEL = re.compile(r"(\*\*|__|\*|_)(?=\S)((?:(?!\n\n).)+?)(?<=\S)\1(?!\w)[ \t]*(?:[:—–]|-(?=\s))?\s*", re.DOTALL)
_DEFINITION = re.compile(r" {0,3}\[([^\]\n]+)\]:[ \t]*\S[^\n]*")
_FENCE = re.compile(r"\s*(```+|~~~+)")
_ITEM = re.compile(r"([-*+]|\d{1,3}[.)])[ \t]+")
_UPDATES_LINE = re.compile(r"(?:#+\s*)?[*_]{0,2}updates?[*_]{0,2}:?[*_]{0,2}", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words, when they were said (None: the prose does not say), and the label that opens them.

    `text` has all words; `rest` those behind the label.
    """

    at: datetime | None
    text: str
    label: str = ""
    rest: str = ""


@dataclass
class Prose:
    """What was found: words in no update, the updates in the order of the page, and what is worth a look."""

    lead: str = ""
    pieces: list[Piece] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)


def prose_of(words: str, date: datetime, zone: str) -> Prose:
    """The updates in `words`, which belong to an incident of `date`; `zone` counts for times without one."""
    text, definitions = without_definitions(words)
    prose = _tracked(text, date, zone) if TRACK.search(text) else _untracked(text, date, zone)
    if left := sorted({match[0] for match in _SHORTCODE.finditer(prose.lead + "".join(p.text for p in prose.pieces))}):
        prose.remarks.append(f"the shortcode {left[0]} is shown as it stands")
    give_definitions(prose, definitions)
    return prose


def labelled(piece: Piece) -> Piece:
    """`piece` with the bold or slanted words that open it as its label."""
    match = _LABEL.match(piece.text)
    if match is None:
        return replace(piece, rest=piece.text)
    return replace(piece, label=" ".join(match[2].split()).rstrip(":. "), rest=piece.text[match.end() :])


def parted_from_end(lead: str) -> tuple[str, Piece | None]:
    """`lead` without its last paragraph where that is labelled `Resolved`, and that one."""
    blocks = list(blocks_of(lead))
    last = labelled(Piece(None, blocks[-1])) if len(blocks) > 1 else None
    if last is None or last.label.casefold() != "resolved":
        return lead, None
    return lead[: lead.rindex(blocks[-1])].rstrip(), last


def _tracked(text: str, date: datetime, zone: str) -> Prose:
    prose = Prose()
    begin = 0
    for match in TRACK.finditer(text):
        words = f"{text[begin : match.start()]}{match[3]}".strip("\n").rstrip()
        begin = match.end()
        at = track_time(match[2], date, zone, prose.remarks)
        if at is None:
            words = f"{words} ({match[2]})"
        prose.pieces.append(labelled(Piece(at, words)))
    left = text[begin:].strip("\n").rstrip()
    if left:
        last = prose.pieces[-1]
        prose.pieces[-1] = labelled(replace(last, text=f"{last.text}\n\n{left}"))
    # The oldest words stand at the end; without a time of their own they were said when it began.
    oldest = next((number for number, piece in enumerate(reversed(prose.pieces)) if piece.at is not None), None)
    if oldest is None:
        oldest = len(prose.pieces)
    cut = len(prose.pieces) - oldest
    prose.lead = "\n\n".join(piece.text for piece in prose.pieces[cut:])
    prose.pieces = _joined(prose.pieces[:cut])
    return prose


def _joined(pieces: list[Piece]) -> list[Piece]:
    """`pieces` with the words of those without a time at the end of the one before, or before the one behind."""
    joined: list[Piece] = []
    waiting: list[str] = []
    for piece in pieces:
        if piece.at is None and joined:
            joined[-1] = labelled(replace(joined[-1], text=f"{joined[-1].text}\n\n{piece.text}"))
        elif piece.at is None:
            waiting.append(piece.text)
        else:
            joined.append(labelled(replace(piece, text="\n\n".join([*waiting, piece.text]))))
            waiting = []
    return joined


def track_time(written: str, date: datetime, zone: str, remarks: list[str]) -> datetime | None:
    """The time of an update of an incident of `date`; None, with a remark, where it cannot be that of one."""
    try:
        at = parse_time(written, zone).at
    except Unreadable as error:
        remarks.append(f"an update stays in the words: {error}")
        return None
    if at < date - FURTHEST_TRACK:
        days = (date - at).days
        remarks.append(f"an update stays in the words: its time {written} is {days} days before the incident")
        return None
    return at


def _untracked(text: str, date: datetime, zone: str) -> Prose:
    prose = Prose()
    lead: list[str] = []
    after = date
    for block in blocks_of(text):
        found = _timed(block, date, zone, after)
        if found:
            if lead and _UPDATES_LINE.fullmatch(lead[-1].strip()):
                lead.pop()
            prose.pieces += found
            after = max(piece.at for piece in found if piece.at is not None)
        elif prose.pieces and (lead or block[0] in " \t"):
            last = prose.pieces[-1]
            prose.pieces[-1] = labelled(replace(last, text=f"{last.text}\n\n{_dedented(block)}"))
        else:
            lead.append(block)
    prose.lead = "\n\n".join(lead) if prose.pieces else text.strip("\n").rstrip()
    return prose


def _timed(block: str, date: datetime, zone: str, after: datetime) -> list[Piece]:
    """The updates that `block` consists of; none where it, or one item of its list, opens with no time."""
    pieces: list[Piece] = []
    for words in _items(block) if _ITEM.match(block) else [block]:
        opening = opening_of(words, date, zone, after)
        if opening is None:
            return []
        after = max(after, opening.at)
        pieces.append(Piece(opening.at, opening.rest.rstrip(), opening.label, opening.rest.rstrip()))
    return pieces


def _items(block: str) -> list[str]:
    """The items of a list, without their marks."""
    items: list[list[str]] = []
    for line in block.split("\n"):
        if match := _ITEM.match(line):
            items.append([line[match.end() :]])
        else:
            items[-1].append(_dedented(line))
    return ["\n".join(lines) for lines in items]


def _dedented(text: str) -> str:
    return re.sub(r"^ {1,4}", "", text, flags=re.MULTILINE)


def blocks_of(text: str) -> Iterator[str]:
    """Paragraphs, lists and the like: what stands between blank lines that are in no code block."""
    block: list[str] = []
    fence = ""
    for line in text.split("\n"):
        if match := _FENCE.match(line):
            fence = "" if fence and line.strip().startswith(fence) else fence or match[1]
        if line.strip() or fence:
            block.append(line)
        elif block:
            yield "\n".join(block)
            block = []
    if block:
        yield "\n".join(block)


def without_definitions(text: str) -> tuple[str, dict[str, str]]:
    """`text` without the definitions of links, and these by their label: each update is shown by itself."""
    definitions: dict[str, str] = {}
    lines = []
    fence = ""
    for line in text.split("\n"):
        if match := _FENCE.match(line):
            fence = "" if fence and line.strip().startswith(fence) else fence or match[1]
        match = None if fence else _DEFINITION.fullmatch(line)
        if match:
            definitions[match[1].casefold()] = line.strip()
        else:
            lines.append(line)
    return "\n".join(lines), definitions


def give_definitions(prose: Prose, definitions: dict[str, str]) -> None:
    """Put each definition behind the words that use it; behind the last words where none does."""
    used: set[str] = set()
    if prose.lead:
        prose.lead += _definitions_for(prose.lead, definitions, used)
    for number, piece in enumerate(prose.pieces):
        added = _definitions_for(piece.text, definitions, used)
        prose.pieces[number] = replace(piece, text=piece.text + added, rest=piece.rest + added)
    if unused := "\n".join(line for label, line in definitions.items() if label not in used):
        if prose.pieces:
            last = prose.pieces[-1]
            prose.pieces[-1] = replace(last, text=f"{last.text}\n\n{unused}", rest=f"{last.rest}\n\n{unused}")
        else:
            prose.lead = f"{prose.lead}\n\n{unused}".lstrip("\n")


def _definitions_for(text: str, definitions: dict[str, str], used: set[str]) -> str:
    folded = " ".join(text.casefold().split())
    needed = [label for label in definitions if f"[{label}]" in folded]
    used.update(needed)
    return "\n\n" + "\n".join(definitions[label] for label in needed) if needed else ""
