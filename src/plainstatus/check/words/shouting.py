"""Capitals and exclamation marks, which make an outage sound worse than it is."""

import re
from collections.abc import Iterator

from plainstatus.check.prose import prose_of
from plainstatus.check.rule import Passage, Remark, WordRule
from plainstatus.check.words.remarks import language_of, remark, shown
from plainstatus.model.checks import Checks

_CAPITALS = re.compile(r"[A-ZÀ-Þ](?<![\w.-].)[A-ZÀ-Þ]{1,39}(?:['’]?[ \n,]{1,2}[A-ZÀ-Þ'’]{1,40})*[!.]?(?![\w-])")
#: Words that are abbreviations in no trade, so that two of them are no list of names.
_COMMON = {
    "en": frozenset(
        ("the", "is", "are", "not", "all", "we", "you", "our", "to", "of", "and", "for", "has", "been", "down", "will")
    ),
    "it": frozenset(
        ("il", "la", "lo", "gli", "le", "è", "non", "di", "del", "della", "tutti", "siamo", "per", "con", "sono")
    ),
}
_ALARMS = {
    "en": frozenset({"URGENT", "ATTENTION", "IMPORTANT", "WARNING", "ALERT", "EMERGENCY"}),
    "it": frozenset({"URGENTE", "ATTENZIONE", "IMPORTANTE", "AVVISO", "ALLARME", "EMERGENZA"}),
}
_VOWEL = re.compile(r"[AEIOUÀ-Þ]")

_SHOUT = re.compile(
    r"(?<![!?\w=])(?:[!?]{0,9}![!?]{0,9})(?=[\s\"'”’»)\]*_]|$)|(?<=\w)([!?]{0,9}![!?]{0,9})(?=[\s\"'”’»)\]*_]|$)"
)
_LOWER_NEXT = re.compile(r"[\"'”’»)\]*_]{0,4}\s+[a-zà-ÿ]")


def _capitals(passage: Passage, checks: Checks) -> Iterator[Remark]:
    language = language_of(passage)
    mask = prose_of(passage.text).mask
    if mask.islower():
        return
    for match in _CAPITALS.finditer(mask):
        if _is_shouted(match[0], language):
            message = f"{shown(match[0])} is shouted, and screen readers may spell it out letter by letter"
            yield remark(passage, *match.span(), message, f"Write {shown(_spoken(match[0]))}.")


def _is_shouted(words: str, language: str) -> bool:
    """Abbreviations alone are not: it takes an alarm, or three words of which some are words of the language."""
    said = re.findall(r"[A-ZÀ-Þ]+", words)
    if len(said) == 1:
        return said[0] in _ALARMS.get(language, ())
    common = sum(each.lower() in _COMMON.get(language, ()) for each in said)
    long = sum(len(each) >= 5 and len(_VOWEL.findall(each)) >= 2 for each in said)
    return (common >= 1 and common + long >= 2) or (long >= 3) or (long == len(said) >= 2)


def _spoken(words: str) -> str:
    return words[:1] + words[1:].lower().rstrip("!")


def _exclamations(passage: Passage, checks: Checks) -> Iterator[Remark]:
    # What is no outage may be glad: a holiday, a birthday.
    if "!" not in passage.text or passage.place.incident.kind == "notice":
        return
    mask = prose_of(passage.text).mask
    for match in _SHOUT.finditer(mask):
        # “Yahoo! mail” goes on in small letters: the mark belongs to a name.
        if _LOWER_NEXT.match(mask, match.end()) and len(match[0]) == 1:
            continue
        calm = "?" if "?" in match[0] else "."
        message = "an exclamation mark sounds like alarm, or like a joke, to people who cannot work"
        yield remark(passage, *match.span(), message, "End the sentence with a full stop.", calm)


CAPITALS_RULE = WordRule("all-caps", "warning", "words in capitals", _capitals)
EXCLAMATION_RULE = WordRule("exclamation-mark", "notice", "an exclamation mark", _exclamations)
