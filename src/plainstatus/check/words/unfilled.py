"""Gaps that somebody meant to fill in: in other styles than `<<…>>`, which is refused where the file is read."""

import re
from collections.abc import Iterator

from plainstatus.check.prose import prose_of
from plainstatus.check.rule import Passage, Remark, WordRule
from plainstatus.check.words.remarks import remark, shown
from plainstatus.model.checks import Checks

#: A mark in lower case that always stands in it, and the gap.
_GAPS = (
    ("todo", re.compile(r"(?<![\w.#/-])TODO(?::|(?=\s*$)|(?=\s*\n)|\([\w-]{1,30}\):?)")),
    ("fixme", re.compile(r"(?<![\w.#/-])FIXME(?![\w-])")),
    ("xxx", re.compile(r"(?<![\w.#*+/-])(?<!\d )XXX+(?![\w*-]|[ .]?\d)")),
    ("xx:xx", re.compile(r"(?<![\w:])[Xx]{2}:[Xx]{2}(?![\w:])")),
    ("hh:mm", re.compile(r"(?<![\w:])HH:MM(?![\w:])")),
    ("lorem ipsum", re.compile(r"lorem ipsum(?: dolor(?: sit amet)?)?", re.IGNORECASE)),
    ("???", re.compile(r"(?<![?!\w])\?{3,}(?![?!])")),
    (
        "[",
        re.compile(
            r"\[\s?(?:insert|enter|add|fill in|describe|your|name of|date|time|tbd|tbc|todo|product|service|component|"
            r"inserire|inserisci|aggiungere|aggiungi|descrivere|descrivi|nome del|nome della|"
            r"data|ora|servizio|prodotto)"
            r"(?:\s[^\[\]\n]{1,80})?\]",
            re.IGNORECASE,
        ),
    ),
    ("{{", re.compile(r"\{\{[^{}\n]{1,80}\}\}")),
)
#: What readers may see themselves, when a program has forgotten to fill it in.
_SEEN = ("{{", "[", "???")
_WHOLE = re.compile(
    r"\W*(?:TBD|TBC|TBA|TODO|N/A|XXX+|to be (?:defined|confirmed|decided|announced)|"
    r"da definire|da confermare|da compilare)\W*",
    re.IGNORECASE,
)


def _look(passage: Passage, checks: Checks) -> Iterator[Remark]:
    mask, lower = prose_of(passage.text)
    if len(mask) < 100 and _WHOLE.fullmatch(mask):
        yield _told(passage, 0, len(mask))
        return
    for mark, gap in _GAPS:
        if mark in lower:
            for match in gap.finditer(mask):
                # The target of a link is blank in the mask, and not in the text.
                if mark == "[" and passage.text[match.end() : match.end() + 1] in ("(", "[", ":"):
                    continue
                if mark not in _SEEN or not _is_quoted(mask, *match.span()):
                    yield _told(passage, *match.span())


def _is_quoted(text: str, start: int, end: int) -> bool:
    """Whether it stands within quotation marks on its line: readers see it, where a name should be."""
    before = text[text.rfind("\n", 0, start) + 1 : start]
    after = text[end:].partition("\n")[0]
    return any(
        before.rfind(opening) > before.rfind(closing) and closing in after for opening, closing in ("“”", "«»", "„“")
    ) or (before.count('"') % 2 == 1 and '"' in after)


def _told(passage: Passage, start: int, end: int) -> Remark:
    said = passage.text[start:end].strip()
    message = f"{shown(said)} was to be filled in or taken out before anybody reads it"
    return remark(
        passage,
        start,
        end,
        message,
        "Write what belongs there, or leave the sentence out. What readers see themselves stands in `backticks`.",
    )


RULE = WordRule("unfilled", "error", "a gap that was not filled in: `TODO`, `[insert …]`, `XX:XX`", _look)
