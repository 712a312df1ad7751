"""Blame on a person, a team, a customer or a supplier. To name a supplier as the cause is none."""

from collections.abc import Iterator

from plainstatus.check.rule import Passage, Remark, WordRule
from plainstatus.check.words.phrases import Phrase, found
from plainstatus.check.words.remarks import language_of, remark, shown
from plainstatus.model.checks import Checks

_PEOPLE = (
    r"(?:(?:an?|the|one|our|some)\s(?:of\sour\s)?(?:[a-z-]{1,20}\s){0,2}?"
    r"(?:engineers?|developers?|employees?|administrators?|admins?|operators?|contractors?|technicians?|interns?|"
    r"colleagues?|team\smembers?|staff|vendors?|suppliers?|providers?))"
)
_LAPSE = (
    r"(?:mistakenly|accidentally|inadvertently|wrongly|erroneously|carelessly|negligently|forgot|neglected|"
    r"made\san?\s(?:[a-z]{1,12}\s)?(?:mistake|error)|messed|botched|broke)"
)
_PERSONE = (
    r"(?:un[oa'’]?\s?(?:nostr[oa]\s)?|il\snostro\s|la\snostra\s)"
    r"(?:tecnic[oa]|operator[ei]|operatrice|collega|dipendente|sviluppator[ei]|sviluppatrice|ingegnere|sistemista|"
    r"amministratore|stagista|collaborator[ei]|fornitor[ei])"
)
_SVISTA = r"(?:per\serrore|erroneamente|accidentalmente|inavvertitamente|dimenticato|sbagliato|commesso\sun\serrore)"

_WHAT_HAPPENED = "Say what happened and what will keep it from happening again: “A change that we made stopped logins.”"
_CHE_COSA = "Scrivi che cosa è successo e che cosa cambia: “Una nostra modifica ha bloccato gli accessi.”"
_ABOUT_US = (
    "Name the supplier as a fact, and say what you do: “Our mail supplier has an outage; mails wait and arrive later.”"
)
_SU_DI_NOI = (
    "Nomina il fornitore come un fatto, e scrivi che cosa fai: "
    "“Il nostro fornitore ha un guasto; i messaggi arriveranno più tardi.”"
)

_PHRASES = {
    "en": (
        Phrase(("human error",), r"human\serrors?\b", _WHAT_HAPPENED),
        Phrase(
            ("error",),
            r"(?:operator|user|manual|pilot)\serror\b(?!\s(?:message|rate|report|page|log|code|handl))",
            _WHAT_HAPPENED,
        ),
        Phrase(
            (
                "mistakenly",
                "accidentally",
                "inadvertently",
                "wrongly",
                "erroneously",
                "carelessly",
                "negligently",
                "forgot",
                "neglected",
                "made a",
                "messed",
                "botched",
                "broke",
            ),
            rf"{_PEOPLE}\s(?:who\s|had\s|has\s|have\s){{0,2}}{_LAPSE}\b",
            _WHAT_HAPPENED,
        ),
        Phrase(
            (" by ",),
            rf"(?:mistake|error|oversight|carelessness|negligence)s?\s(?:made\s|committed\s)?by\s{_PEOPLE}\b",
            _WHAT_HAPPENED,
        ),
        Phrase(
            ("to blame", "blame "),
            r"(?:is|are|was|were)\sto\sblame\b|blame\s(?:lies|rests|falls)\b|(?:we|i)\sblame\b|blamed\son\b",
            _ABOUT_US,
        ),
        Phrase(
            ("the fault of",),
            rf"(?:is|are|was|were)\s(?:all\s|entirely\s|only\s)?the\sfault\sof\s"
            rf"(?:{_PEOPLE}|(?:an?|one|some|our|the)\s(?:[a-z-]{{1,20}}\s)?(?:customers?|users?))\b",
            _ABOUT_US,
        ),
        Phrase(
            ("fault",),
            r"(?:not|wasn['’]t|isn['’]t)\s(?:our|my)\s(?:own\s)?fault\b|no\sfault\sof\s(?:our|my)\b|[a-z]{1,30}['’]s?\sown\sfault\b|(?:vendor|supplier|provider|customer|user|team)s?['’]s?\sfault\b|at\sfault\b(?!\s(?:toler|domain))",
            _ABOUT_US,
        ),
        Phrase(
            ("negligen", "incompeten", "sloppy", "sloppiness", "careless"),
            r"(?:negligen(?:ce|t)|incompeten(?:ce|t)|slopp(?:y|iness)|careless(?:ness|ly)?)\b",
            _WHAT_HAPPENED,
        ),
        Phrase(("let us down", "failed us"), r"let\sus\sdown\b|failed\sus\b", _ABOUT_US),
    ),
    "it": (
        Phrase(("errore umano", "errori umani"), r"error[ei]\suman[oi]\b", _CHE_COSA),
        Phrase(
            ("errore", "svista", "negligenza"),
            rf"(?:errore|svista|negligenza)\s(?:di|da\sparte\sdi)\s{_PERSONE}\b",
            _CHE_COSA,
        ),
        Phrase(
            ("erro", "per", "inavv", "dimen", "sbagl", "accid"),
            rf"{_PERSONE}\s(?:(?:che\s)?(?:ha|aveva|avrebbe)\s)?(?:[a-zàèéìòù]{{1,20}}\s){{0,2}}?{_SVISTA}\b",
            _CHE_COSA,
        ),
        Phrase(
            ("colpa",),
            r"(?:per|è|e['’]|era)\s(?:solo\s|tutta\s)?colpa\s(?:di|del|della|dei|degli|delle|dell['’])|(?:non\sè|non\sper)\s(?:nostra\s)?colpa\b|colpa\s(?:nostra|loro)\b|la\scolpa\b",
            _SU_DI_NOI,
        ),
        Phrase(
            ("negligen", "imperizia", "incompeten", "sbadata"),
            r"(?:negligenza|negligente|imperizia|incompetenza|incompetente|sbadataggine)\b",
            _CHE_COSA,
        ),
    ),
}


def _look(passage: Passage, checks: Checks) -> Iterator[Remark]:
    end = 0
    for phrase, match in sorted(
        found(passage.text, _PHRASES.get(language_of(passage), ())), key=lambda each: each[1].start()
    ):
        if match.start() >= end:
            end = match.end()
            if passage.text[: match.start()].endswith(("“", "«", '"')):
                continue  # what readers see on their screen
            message = f"{shown(match[0])} looks for a culprit, and readers want to know what is being done"
            yield remark(passage, *match.span(), message, phrase.instead)


RULE = WordRule("blame", "warning", "a person, a customer or a supplier is blamed", _look)
