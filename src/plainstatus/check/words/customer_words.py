"""The first words about an incident, which must say what customers notice of it."""

from collections.abc import Iterator

from plainstatus.check.course.sameness import content_of
from plainstatus.check.prose import prose_of
from plainstatus.check.rule import Passage, Remark, WordRule
from plainstatus.check.words.phrases import compiled
from plainstatus.check.words.remarks import language_of, remark
from plainstatus.model.checks import Checks
from plainstatus.model.incident import Incident

#: Who notices, or what they notice. One of these in title or text is enough.
_NOTICED = {
    "en": (
        r"users?|customers?|people|you|your|everyone|everybody|anyone|visitors?|clients?|readers?|subscribers?|members?|"
        r"fail\w*|errors?|slow\w*|delay\w*|down|outages?|unavailab\w*|inaccessib\w*|unreachab\w*|unable|unrespons\w*|"
        r"cannot|not|\w+n['’]t|never|"
        r"stop\w*|degrad\w*|disrupt\w*|interrupt\w*|intermittent\w*|unstable|instabilit\w*|unusab\w*|offline|read-only|"
        r"impact\w*|affect\w*|timeouts?|time\sout|timing\sout|timed\sout|latenc\w*|longer|wait\w*|stuck|queued|queue?ing|backlog|"
        r"missing|lost|loss|wrong\w*|stale|incorrect\w*|duplicat\w*|broken|breaks?|block\w*|hang\w*|drop\w*|reject\w*|crash\w*|unusual\w*|partial\w*|"
        r"corrupt\w*|delet\w*|empty|blank|invalid|poor|bad|fewer|lower|higher|decreas\w*|reduc\w*|"
        r"inconsistent\w*|inaccura\w*|incomplete\w*|unexpected\w*|elevated|increased|high|limited|difficult\w*|trouble|hiccups?|late|paus\w*|disabled|unsuccessful\w*|(?:connectivity|performance|access|login|sign-?in|availability)|"
        r"clos(?:es?|ed|ing)|bounc\w*|refus\w*|dead|garbled|unreadable|quits?|disappear\w*|vanish\w*|outdated|twice|stall\w*|freez\w*|froze\w*|leak\w*|expos\w*|unauthori[sz]ed|breach\w*|vulnerab\w*|suspicious|"
        r"no|none|nothing|nobody|without|stands?|stood|takes?|one\s(?:[\w'’-]+\s){0,3}?(?:in|out\sof)\s\w+|half|"
        r"(?:issues?|problems?|trouble)\s(?:with|in|on|at|for|when|while|accessing|connecting|using|creating|loading)"
    ),
    "it": (
        r"utent[ei]|client[ei]|persone|voi|vostr\w+|tu|tuo|tua|tuoi|tue|chi|visitatori|abbonati|chiunque|"
        r"fallisc\w*|fallit\w*|error[ei]|lent\w*|rallent\w*|ritard\w*|in\sritardo|ferm\w*|blocc\w*|non\s\w+|irraggiungibil\w*|inaccessibil\w*|"
        r"indisponibil\w*|interruzion\w*|interrott\w*|disserviz\w*|disturb\w*|degrad\w*|instabil\w*|intermittent\w*|mal\s?funzionament\w*|"
        r"impossibil\w*|difficolt\w*|attes[ae]|attend\w*|scadut\w*|manc\w*|pers[oaie]|perdita|sbagliat\w*|errat\w*|duplicat\w*|rifiut\w*|fuori\suso|"
        r"chiud\w*|chius[oaie]|spegn\w*|spent[oaie]|scompa\w+|scompar\w*|sparit[oaie]|vuot[oaie]|interromp\w*|crash\w*|giù|limitat\w*|ridott\w*|sospes\w*|anomal\w*|accessi?|prestazioni|esposizion\w*|violazion\w*|sospett\w*|"
        r"niente|nulla|nessun\w*|senza|un['oa]?\s?(?:[\w'’-]+\s){0,3}?su\s\w+|metà|"
        r"problem[ai]\s(?:con|su|sul|sulla|nel|nella|nei|nelle|all['’]|al|alla|ai|agli|alle|di)"
    ),
}
#: What is inside, and fails: customers notice nothing of that by itself.
_INSIDE = {
    "en": (
        ("fail", "crash", "down", "stop", "offline", "lost", "stuck", "drop", "broke", "timed", "slow"),
        r"(?P<part>databases?|db|primary|replicas?|standby|nodes?|clusters?|pods?|containers?|disks?|volumes?|caches?|"
        r"brokers?|balancers?|routers?|switch(?:es)?|workers?|shards?|leader|masters?|controllers?|instances?|kernel|"
        r"vms?|hypervisors?|certificates?)\s(?:[\w'’-]{1,20}\s){0,3}?"
        r"(?:fail\w*(?:[\s-]over)?|crash\w*|down|stop\w*|offline|lost|stuck|drop\w*|broken|timed\sout|slow\w*)",
    ),
    "it": (
        ("cad", "ferm", "blocc", "guast", "errore", "perso", "lent"),
        r"(?P<part>database|nod[oi]|replic(?:a|he)|cluster|dischi|disco|volum[ei]|bilanciator[ei]|router|switch|istanz[ae]|"
        r"cache|process[oi]|broker|certificat[oi])\s(?:[\w'’-]{1,20}\s){0,3}?"
        r"(?:cadut[oaie]|ferm\w*|blocc\w*|guast[oaie]|in\serrore|pers[oaie]|lent[oaie])",
    ),
}
#: Said to the reader, and about nothing.
_POLITE = {
    "en": (
        ("you", "impact", "customers", "everyone", "know", "over"),
        r"fail(?:s|ed|ing)?(?:-?over\b|\sover\b(?!\s(?:\d|(?:the|a)\s(?:\w+\s)?(?:weeks?|weekend|days?|nights?|hours?|holidays|summer|winter|months?)\b)))|thank(?:s|\syou)\b[^.!?\n]{0,80}|your\s(?:patience|understanding)|"
        r"(?:keep|inform|update|notify|let)\s(?:all\s)?(?:you|everyone|customers|users)\b|"
        r"(?:not|n['’]t)\s(?:yet\s)?know\b|(?:the|its|full|scope\sof|assess\w*|determine)\simpact\b",
    ),
    "it": (
        ("grazi", "vi ", "clienti"),
        r"(?:vi\s)?(?:grazie|ringraziamo)\b[^.!?\n]{0,80}|vi\s(?:aggiorn|terr|inform)\w*|"
        r"(?:aggiorn|inform)\w*\si\sclienti\b",
    ),
}
#: Words of those who run it. Where none stands, and there are other words, somebody may well notice what they say.
_OURS = {
    "en": (
        r"databases?|dbs?|clusters?|nodes?|servers?|replicas?|shards?|switch(?:es)?|routers?|kernels?|disks?|volumes?|caches?|"
        r"brokers?|balancers?|workers?|pods?|containers?|kubernetes|k8s|postgres\w*|redis|kafka|fail-?overs?|deploy\w*|"
        r"roll(?:ed|ing)?[\s-]?backs?|certificates?|vms?|hypervisors?|datacent(?:er|re)s?|infrastructure|upgrad\w*|patch\w*|"
        r"migrat\w*|restart\w*|reboot\w*|primary|standby|oom|cpus?|memory|backends?"
    ),
    "it": (
        r"database|db|cluster|nod[oi]|server|replic(?:a|he)|switch|router|dischi|disco|volum[ei]|cache|bilanciator[ei]|"
        r"kubernetes|k8s|postgres\w*|redis|kafka|failover|deploy\w*|rollback|certificat[oi]|infrastruttur[ae]|patch|"
        r"migra\w*|riavvi\w*|primari[oa]|oom|cpu|memoria|backend"
    ),
}
#: So few words that carry anything leave every reader to guess.
_FEW = 2
_ALSO_NAMED = frozenset({"investigating", "identified", "update", "monitoring"})
_HINT = {
    "en": "Say first what customers notice: “About one in five payments fails. Everything else works.”",
    "it": "Scrivi per prima cosa che cosa notano i clienti: “Un pagamento su cinque non riesce. Il resto funziona.”",
}


def _look(passage: Passage, checks: Checks) -> Iterator[Remark]:
    place, language = passage.place, language_of(passage)
    if place.part != "text" or passage.audience != "public" or language not in _NOTICED:
        return
    incident = place.incident
    if incident.kind != "incident" or place.update is None or place.update != _first_public(incident):
        return
    if incident.updates[place.update].status not in _ALSO_NAMED:
        return
    title = incident.title if place.language is None else incident.titles.get(place.language, "")
    summary = incident.summary if place.language is None else incident.summaries.get(place.language, "")
    if not _is_ours(passage.text, language) and len(content_of(passage.text)) > _FEW:
        return
    if any(_is_noticed(text, incident, language) for text in (passage.text, title, summary) if text):
        return
    message = "the first words do not say what customers notice: what fails, for whom, and what still works"
    yield remark(passage, 0, len(passage.text), message, _HINT[language])


def _is_ours(text: str, language: str) -> bool:
    """Whether `text` speaks of what runs the service."""
    return _has_one_of(_OURS[language], prose_of(text).lower)


def _is_noticed(text: str, incident: Incident, language: str) -> bool:
    """Whether `text` says something that a customer can notice."""
    mask, lower = prose_of(text)
    keys, pattern = _POLITE[language]
    if any(key in lower for key in keys):
        mask = compiled(pattern).sub("", mask)
    keys, pattern = _INSIDE[language]
    if any(key in lower for key in keys):
        mask = compiled(pattern).sub(lambda found: found[0] if _is_offered(found["part"], incident) else "", mask)
    return _has_one_of(_NOTICED[language], mask.lower())


def _has_one_of(words: str, lower: str) -> bool:
    """Whether one of many words stands in a text in small letters: in any case, a search takes three times as long."""
    return compiled(rf"(?-i:(?:{words})(?!\w))").search(lower) is not None


def _is_offered(part: str, incident: Incident) -> bool:
    """Whether a part of the house is what customers use: somebody may sell databases."""
    name = part.lower().rstrip("s")
    return any(name in component for component in incident.components)


def _first_public(incident: Incident) -> int | None:
    """The update that customers hear first, by its place in the file's course."""
    return next((number for number, each in enumerate(incident.updates) if each.audience == "public"), None)


RULE = WordRule("impact-unsaid", "warning", "first words that do not say what customers notice", _look)
