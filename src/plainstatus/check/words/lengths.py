"""Titles and first sentences that are cut off before they have said anything."""

from collections.abc import Iterator

from plainstatus.check.prose import sentences_of
from plainstatus.check.rule import Passage, Remark, WordRule
from plainstatus.check.words.remarks import remark, worded
from plainstatus.check.words.update import status_of
from plainstatus.model.checks import Checks

#: One text message holds 160 characters (3GPP TS 23.038); a lock screen and the preview of a mail show no more.
LONGEST_OPENING = 160

_TITLE_HINT = {
    "en": "Say what does not work and where; the rest is for the update: “Payments fail in Italy”.",
    "it": "Scrivi che cosa non funziona e dove; il resto va nell'aggiornamento: “Pagamenti fermi in Italia”.",
}
_OPENING_HINT = {
    "en": "Begin with one short sentence that stands alone: “Payments have failed since 13:50 UTC.”",
    "it": "Comincia con una frase breve che basti da sola: “Dalle 13:50 UTC i pagamenti non riescono.”",
}


def _title(passage: Passage, checks: Checks) -> Iterator[Remark]:
    if passage.place.part == "title" and len(passage.text) > checks.title_length:
        message = (
            f"the title has {len(passage.text)} characters; cards, subjects and chats cut it off at about "
            f"{checks.title_length}"
        )
        yield remark(passage, checks.title_length, len(passage.text), message, worded(_TITLE_HINT, passage))


def _opening(passage: Passage, checks: Checks) -> Iterator[Remark]:
    if passage.place.part == "title" or len(passage.text) <= LONGEST_OPENING or status_of(passage) == "postmortem":
        return
    sentences = sentences_of(passage.text)
    if sentences and (length := sentences[0].end - sentences[0].start) > LONGEST_OPENING:
        message = f"the first sentence has {length} characters; a phone shows the first {LONGEST_OPENING}"
        yield remark(passage, *sentences[0], message, worded(_OPENING_HINT, passage))


TITLE_RULE = WordRule("long-title", "warning", "a title that is cut off (`checks: title_length`)", _title)
OPENING_RULE = WordRule("long-opening", "notice", "a first sentence that no phone shows whole", _opening)
