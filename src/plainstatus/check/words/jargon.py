"""Words of the trade, and those of the house that a site lists, with what to say instead."""

import re
from collections.abc import Iterator
from functools import lru_cache

from plainstatus.check.rule import Passage, Remark, WordRule
from plainstatus.check.words.phrases import Phrase, found, phrase
from plainstatus.check.words.remarks import language_of, remark, shown
from plainstatus.model.checks import Checks


def _as_written(words: str, instead: str) -> Phrase:
    """Words that mean this in small letters, or in capitals, alone."""
    return Phrase((words.lower(),), rf"(?-i:{words})(?![\w-])", instead)


#: Few, and none of them known to people who do not run servers.
_PHRASES = {
    "en": (
        Phrase(
            ("failover", "failed over", "fail over", "failing over"),
            r"fail(?:ed|ing)?(?:-?over\b|\sover\b(?!\s(?:\d|(?:the|a)\s(?:\w+\s)?(?:weeks?|weekend|days?|nights?|hours?|holidays|summer|winter|months?)\b)))",
            "switched to the standby",
        ),
        phrase("blast radius", "who and what is affected"),
        phrase("thundering herd", "too many requests at once"),
        phrase("split brain", "two copies that disagree"),
        phrase("split-brain", "two copies that disagree"),
        phrase("noisy neighbor", "another workload that took too much"),
        phrase("noisy neighbour", "another workload that took too much"),
        phrase("crash loop", "stops again and again"),
        phrase("crashloopbackoff", "stops again and again"),
        phrase("crashlooping", "stops again and again"),
        phrase("crash-looping", "stops again and again"),
        phrase("oomkilled", "ran out of memory"),
        phrase("segfault", "crashed"),
        phrase("kernel panic", "crashed"),
        phrase("hotfix", "a fix"),
        phrase("backpressure", "too much work at once"),
        phrase("hot path", "the part that is used most"),
        phrase("hot shard", "a part with too much work"),
        phrase("cache stampede", "too many requests at once"),
        _as_written("control plane", "the part that makes and changes things"),
        _as_written("data plane", "the part that does the work"),
        phrase("k8s", "Kubernetes"),
        phrase("infra", "systems"),
        phrase("ootb", "as delivered"),
        Phrase(("sev",), r"(?-i:SEV)[\s-]?[0-5]\b", "how many are affected, and how badly"),
        Phrase(("p9",), r"p9\d(?:\.\d+)?(?:th)?\b", "the slowest requests"),
        _as_written("RCA", "the cause"),
        _as_written("MTTR", "how long repairs take"),
        _as_written("SRE", "our engineers"),
        _as_written("SREs", "our engineers"),
        _as_written("OOM", "ran out of memory"),
        _as_written("GC", "cleaning up memory"),
        _as_written("DB", "database"),
        _as_written("DBs", "databases"),
        _as_written("ASAP", "a time"),
        _as_written("EOD", "a time"),
        _as_written("COB", "a time"),
    ),
    "it": (
        Phrase(("failover",), r"failover\b", "passaggio alla riserva"),
        phrase("rollback", "ritorno alla versione precedente"),
        phrase("deploy", "aggiornamento"),
        phrase("deployment", "aggiornamento"),
        Phrase(("deploy",), r"deploya(?:to|ta|ti|te|re|ndo)\b", "messo in servizio"),
        phrase("rollout", "rilascio graduale"),
        phrase("hotfix", "correzione"),
        Phrase(("fix",), r"fix(?:are|ato|ata|ati|ate|ando)\b", "corretto"),
        phrase("workaround", "soluzione temporanea"),
        phrase("downtime", "interruzione"),
        phrase("outage", "interruzione"),
        phrase("root cause", "causa"),
        phrase("troubleshooting", "ricerca del guasto"),
        phrase("blast radius", "chi e che cosa ne risente"),
        Phrase(("trigger",), r"trigger(?:are|ato|ata|ati|ate)\b", "avviato"),
        Phrase(("restart",), r"restart(?:are|ato|ata|ati|ate)\b", "riavviato"),
        Phrase(("kill",), r"kill(?:are|ato|ata|ati|ate)\b", "fermato"),
        phrase("split brain", "due copie che non concordano"),
        phrase("crash loop", "si ferma di continuo"),
        phrase("k8s", "Kubernetes"),
        phrase("infra", "sistemi"),
        Phrase(("sev",), r"(?-i:SEV)[\s-]?[0-5]\b", "quanti ne risentono, e quanto"),
        Phrase(("p9",), r"p9\d(?:\.\d+)?\b", "le richieste più lente"),
        _as_written("RCA", "la causa"),
        _as_written("SRE", "i nostri tecnici"),
        _as_written("OOM", "memoria esaurita"),
        _as_written("DB", "database"),
        _as_written("ASAP", "un orario"),
        _as_written("EOD", "un orario"),
    ),
}
#: These say the same in every sentence.
_CERTAIN = frozenset({"k8s", "db", "dbs"})
#: With a capital behind another word with one, it is part of a name: “Cosmos DB”. A sentence may begin with “The DB”.
_NAME_BEFORE = re.compile(r"(?<!\w)(?!(?:The|Our|This|One|Il|La|Un|Una|Questo) )[A-Z]\w{0,30} $")
_ARTICLE = re.compile(r"\ban?\s$", re.IGNORECASE)


def _look(passage: Passage, checks: Checks) -> Iterator[Remark]:
    if passage.audience != "public":
        return
    own = _phrases_of(tuple(checks.jargon.items()))
    end = 0
    usual = _PHRASES.get(language_of(passage), ())
    for each, match in sorted(found(passage.text, (*own, *usual)), key=lambda pair: pair[1].start()):
        if match.start() < end or (each not in own and _is_in_name(match)):
            continue
        end = match.end()
        certain = match[0].lower() in _CERTAIN if each not in own else _is_certain(passage)
        message = f"{shown(match[0])} is a word of the trade that customers need not know"
        hint = f"Say instead: {each.instead}." if each.instead else "Say it in a word that customers use."
        yield remark(passage, *match.span(), message, hint, _in_place(match, each.instead) if certain else None)


@lru_cache(maxsize=4)
def _phrases_of(jargon: tuple[tuple[str, str], ...]) -> tuple[Phrase, ...]:
    """What a site lists, as phrases to look for."""
    return tuple(phrase(words, instead) for words, instead in jargon)


def _is_certain(passage: Passage) -> bool:
    """Whether a site's own wording fits: its list is in the language of the files, and English has no genders."""
    return passage.place.language is None and language_of(passage) == "en"


def _is_in_name(match: re.Match[str]) -> bool:
    start = match.start()
    return match[0][0].isupper() and bool(_NAME_BEFORE.search(match.string, max(start - 32, 0), start))


def _in_place(match: re.Match[str], instead: str) -> str | None:
    """What may stand where the word stood: with its capital, and not behind an article that no longer fits."""
    if not instead:
        return None
    if _ARTICLE.search(match.string, max(match.start() - 3, 0), match.start()):
        return None
    begins_sentence = match[0][0].isupper() and not match[0].isupper()
    return instead[0].upper() + instead[1:] if begins_sentence else instead


RULE = WordRule("jargon", "notice", "a word of the trade, or of `checks: jargon`", _look)
