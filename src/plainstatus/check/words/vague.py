"""Words that sound like an answer and hold none: when, for whom, sorry for what."""

import re
from collections.abc import Iterator
from datetime import datetime

from plainstatus.check.prose import prose_of
from plainstatus.check.rule import Passage, Remark, WordRule
from plainstatus.check.words.phrases import Phrase, found
from plainstatus.check.words.remarks import language_of, remark, shown
from plainstatus.model.checks import Checks

_WHEN = {
    "en": (
        Phrase(
            ("soon",),
            r"(?<!as )(?<!as\n)(?<!too )(?<!how )soon\b(?!\s(?:as|after|before|thereafter|followed|became|got|found))",
        ),
        Phrase(("as soon as possible",), r"as\ssoon\sas\spossible\b"),
        Phrase(("shortly",), r"shortly\b(?!\s(?:after|before|following|thereafter|prior))"),
        Phrase(
            ("momentarily", "in due course", "the near future", "asap", "before long"),
            r"momentarily\b|in\sdue\scourse\b|in\sthe\snear\sfuture\b|asap\b|before\slong\b",
        ),
    ),
    "it": (
        Phrase(("a breve", "tra poco", "fra poco"), r"(?:a\sbreve|[tf]ra\spoco)\b(?!\s(?:termine|distanza))"),
        Phrase(
            (
                "il prima possibile",
                "al più presto",
                "al piu presto",
                "quanto prima",
                "appena possibile",
                "tempo possibile",
                "tempi possibili",
            ),
            r"il\sprima\spossibile|al\spi[uù]\spresto|quanto\sprima|(?:non\s)?appena\spossibile|nel\spi[uù]\sbreve\stempo\spossibile|nei\stempi\spi[uù]\s(?:brevi|rapidi)\spossibili|nel\sminor\stempo\spossibile",
        ),
        Phrase(("prossimamente",), r"prossimamente\b"),
    ),
}
_WHEN_HINT = {
    "en": "Say a time, even if it is only that of the next update: “We write again at 15:30 UTC.”",
    "it": "Indica un orario, anche solo quello del prossimo aggiornamento: “Scriviamo di nuovo alle 15:30 UTC.”",
}

_WHO = {
    "en": (
        Phrase(
            ("some ", "certain ", "several ", "subset of", "small number of", "portion of", "fraction of"),
            r"(?:some|certain|several|(?:a|small|a\ssmall|limited|a\slimited)\s(?:subset|number|portion|fraction)\sof)\s(?:of\s)?(?:our\s|the\s)?(?:users|customers|people|accounts|clients|tenants|merchants|subscribers|members)\b",
        ),
    ),
    "it": (
        Phrase(
            ("alcun", "cert", "parte de", "numero "),
            r"(?:alcun[ie]|cert[ie]|divers[ie]|una\s(?:piccola\s)?parte\sde(?:i|gli|lle)|un\s(?:piccolo\s|limitato\s|ristretto\s)?numero\s(?:limitato\s|ristretto\s)?di)\s(?:dei\s|degli\s|nostri\s){0,2}(?:utenti|clienti|utenze|account|persone|abbonati)\b",
        ),
    ),
}
_WHO_HINT = {
    "en": "Say how many, or which, as well as you know: “About one in ten logins fails”, “customers in Italy”.",
    "it": "Scrivi quanti, o quali, per quanto ne sai: “Un accesso su dieci non riesce”, “i clienti in Italia”.",
}
#: How many, or which of them, is said after all.
_SHARE = re.compile(
    r"\d\s?%|\b\w+\s(?:in|out of|su)\s(?:\d|ten|a hundred|dieci|cento)|\bpercent\b|\bper cento\b|"
    r"\b(?:regions?|areas?|regione|regioni)\b|\bonly\s(?:users|customers|people|accounts)\s(?:with|who|that|in|on|using|from)\b|"
    r"\bsolo\s(?:i\sclienti|gli\sutenti|chi)\b",
    re.IGNORECASE,
)
#: Something was done for them, and nothing keeps them from anything.
_DONE_FOR_THEM = re.compile(
    r"(?:redirect|rerout|mov|migrat|shift|contact|notif|inform|ask|email|thank)\w*\s$", re.IGNORECASE
)
_WHICH = re.compile(
    r"\s+(?:in|on|with|from|whose|that|who|using|of|at|via|behind|outside|"
    r"accessing|located|connecting|running|che|con|in|di|del|della|nel|nella)\b",
    re.IGNORECASE,
)

_NOTHING = {
    "en": (
        Phrase(
            ("any inconvenience",),
            r"any\sinconveniences?(?:\s(?:this|that|it|which)\s(?:may|might|could|has|have|may\shave|might\shave)(?:\s(?:have|been)){0,2}(?:\scaused?)?)?",
        ),
    ),
    "it": (
        Phrase(
            ("disagi", "inconvenient"),
            r"(?:eventual[ei]|possibil[ei]|qualsiasi|ogni)\s(?:disagi[o]?|inconvenient[ei])\b",
        ),
    ),
}
_NOTHING_HINT = {
    "en": "Say what it was for them: “We are sorry that orders could not be placed this morning.”",
    "it": "Scrivi che cosa è stato per loro: “Ci dispiace che stamattina non si potesse ordinare.”",
}
_OVER = ("resolved", "completed", "cancelled", "postmortem")


def _when(passage: Passage, checks: Checks) -> Iterator[Remark]:
    if _says_when(passage):
        return
    language = language_of(passage)
    for _, match in found(passage.text, _WHEN.get(language, ())):
        message = f"{shown(match[0])} is no time, and readers cannot plan with it"
        yield remark(passage, *match.span(), message, _WHEN_HINT[language])


def _says_when(passage: Passage) -> bool:
    """Whether a time stands beside the words, or nobody waits for one any more."""
    if passage.place.update is None:
        return False
    update = passage.place.incident.updates[passage.place.update]
    return (
        update.status in _OVER
        or update.next_update is not None
        or isinstance(update.expected_recovery, datetime)
        or update.scheduled is not None
    )


def _who(passage: Passage, checks: Checks) -> Iterator[Remark]:
    language = language_of(passage)
    for _, match in found(passage.text, _WHO.get(language, ())):
        mask = prose_of(passage.text).mask
        if _DONE_FOR_THEM.search(mask, max(match.start() - 16, 0), match.start()):
            continue
        if not _WHICH.match(mask, match.end()) and not _SHARE.search(mask):
            message = f"{shown(match[0])} leaves every reader to wonder whether they are among them"
            yield remark(passage, *match.span(), message, _WHO_HINT[language])
            return


def _nothing(passage: Passage, checks: Checks) -> Iterator[Remark]:
    language = language_of(passage)
    for _, match in found(passage.text, _NOTHING.get(language, ())):
        message = f"{shown(match[0])} says sorry for nothing in particular, as everybody does"
        yield remark(passage, *match.span(), message, _NOTHING_HINT[language])


WHEN_RULE = WordRule("vague-time", "notice", "“soon”, “shortly”, “as soon as possible”, and no time beside it", _when)
WHO_RULE = WordRule("vague-share", "notice", "“some users”, and not how many or which", _who)
NOTHING_RULE = WordRule(
    "empty-apology", "notice", "“any inconvenience”, which says sorry for nothing in particular", _nothing
)
