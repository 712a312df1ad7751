"""How hard words are to read: long sentences, and the usual formula of each language."""

import re
from collections.abc import Iterator
from functools import lru_cache

from plainstatus.check.prose import Span, has_words, prose_of, sentences_of, words_in
from plainstatus.check.rule import Passage, Remark, WordRule
from plainstatus.check.words.lengths import LONGEST_OPENING
from plainstatus.check.words.remarks import language_of, remark
from plainstatus.check.words.update import status_of
from plainstatus.model.checks import Checks

#: In words. A postmortem is read at leisure, and may have longer ones.
_LONGEST_SENTENCE = 40
_LONGEST_IN_POSTMORTEM = 60
#: The formulas say nothing about fewer words.
_FEWEST_WORDS = 60
#: Below these a text is hard for somebody without a degree; of a postmortem less is asked.
_HARD = {"en": 25.0, "it": 40.0}
_POSTMORTEM_BONUS = 10.0

_VOWELS = re.compile(r"[aeiouyà-ÿ]+")
_SILENT_E = re.compile(r"[^aeiouyl]e[sd]?$|[^aeiou][aeiou]les?$")

_SPLIT_HINT = {
    "en": "Make two of it: one for what readers notice, one for what you do.",
    "it": "Dividila in due: che cosa notano i lettori, e che cosa fate voi.",
}
_HARD_HINT = {
    "en": "Shorter sentences and plainer words: “stopped” for “experienced a service interruption”.",
    "it": "Frasi più brevi e parole più semplici: “si è fermato” al posto di “ha subito un'interruzione del servizio”.",
}


def _sentences(passage: Passage, checks: Checks) -> Iterator[Remark]:
    language = language_of(passage)
    if passage.place.part == "title" or language not in _HARD or len(passage.text) < 2 * _LONGEST_SENTENCE:
        return
    mask = prose_of(passage.text).mask
    longest = _LONGEST_IN_POSTMORTEM if status_of(passage) == "postmortem" else _LONGEST_SENTENCE
    for number, span in enumerate(sentences_of(passage.text)):
        length = span.end - span.start
        # A long first sentence has a rule of its own. A word and its space take two characters at least.
        if length < 2 * longest or (number == 0 and length > LONGEST_OPENING and status_of(passage) != "postmortem"):
            continue
        words = len(words_in(mask, span))
        if words > longest:
            message = f"the sentence has {words} words; most readers lose the thread after {longest}"
            yield remark(passage, *span, message, _SPLIT_HINT[language])


def _ease(passage: Passage, checks: Checks) -> Iterator[Remark]:
    language = language_of(passage)
    hard = _HARD.get(language)
    if hard is None or len(passage.text) < 4 * _FEWEST_WORDS:
        return
    mask = prose_of(passage.text).mask
    words = words_in(mask, Span(0, len(mask)))
    if len(words) < _FEWEST_WORDS:
        return
    sentences = sum(has_words(mask, span) for span in sentences_of(passage.text))
    score = (flesch if language == "en" else gulpease)(words, sentences)
    if score < hard - (_POSTMORTEM_BONUS if status_of(passage) == "postmortem" else 0):
        name = "Flesch's formula" if language == "en" else "the Gulpease index"
        message = f"this is hard to read: {name} gives it {score:.0f} of 100"
        yield remark(passage, 0, len(passage.text), message, _HARD_HINT[language])


def flesch(words: list[str], sentences: int) -> float:
    """Reading ease of English after Rudolf Flesch: 100 is easy, 30 is for people with a degree."""
    return 206.835 - 1.015 * len(words) / sentences - 84.6 * sum(map(_syllables, words)) / len(words)


def gulpease(words: list[str], sentences: int) -> float:
    """Reading ease of Italian (Lucisano and Piemontese): 80 for those who left school early, 40 for a diploma."""
    return 89 + (300 * sentences - 10 * sum(map(len, words))) / len(words)


@lru_cache(4096)  # few words make up most texts
def _syllables(word: str) -> int:
    """About how many an English word has."""
    if word.isupper():
        return 1
    word = word.lower()
    groups = len(_VOWELS.findall(word))
    return max(groups - bool(groups > 1 and _SILENT_E.search(word)), 1)


SENTENCE_RULE = WordRule("long-sentence", "notice", "a sentence of more than 40 words", _sentences)
EASE_RULE = WordRule("hard-to-read", "notice", "words that are hard to read, by the usual formula", _ease)
