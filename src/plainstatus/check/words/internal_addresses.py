"""Addresses of machines that no customer can reach: they say nothing to a reader, and much to an attacker."""

import re
from collections.abc import Iterator
from fnmatch import translate
from functools import lru_cache

from plainstatus.check.rule import Passage, Remark, WordRule
from plainstatus.check.words.remarks import remark, worded
from plainstatus.model.checks import Checks

#: Searched for first: what begins with a full stop is found at once, or not at all.
_IN_DOTTED = re.compile(r"\.\d{1,3}\.\d")
_DOTTED = re.compile(r"(?<![\w.-])(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})(?![\w-]|\.\d)")
#: Unique local (fc00::/7) and link-local (fe80::/10) addresses, RFC 4193 and RFC 4291.
_SIX = re.compile(r"(?<![\w:.])(?:f[cd][0-9a-f]{2}|fe[89ab][0-9a-f]):[0-9a-f:]{1,40}(?![\w:])", re.IGNORECASE)
_VERSION_BEFORE = re.compile(
    r"(?:\bv|versions?|versione|versioni|release|build|firmware|sdk|app|driver|plugin|installer|"
    r"(?:updat|upgrad|downgrad)(?:e|es|ed|ing)\s(?:from|to)|aggiorna\w{0,5}\s(?:a|alla))\s?$",
    re.IGNORECASE,
)

#: Endings that no public name has; `.local` is of RFC 6762, `home.arpa` of RFC 8375.
_ENDINGS = ("internal", "local", "corp", "lan", "intranet", "localdomain", "home.arpa")
_ENDING = re.compile(rf"\.(?:{'|'.join(map(re.escape, _ENDINGS))})(?![\w-]|\.\w)")
#: A name like these is written before the ending; names with capitals are those of code.
_NAME_BEFORE = re.compile(r"[a-z0-9-]+(?:\.[a-z0-9-]+)*$")
_LONGEST_NAME = 253
#: Customers meet this one on their own machines.
_EVERYBODYS = frozenset({"host.docker.internal"})
_MACHINE = re.compile(r"(?<![\w.-])ip-\d{1,3}-\d{1,3}-\d{1,3}-\d{1,3}(?![\w-])")
_TOKEN = re.compile(r"[\w-]+(?:\.[\w-]+)*")
_LOOPBACK = re.compile(r"(?<![\w.-])localhost(?![\w-]|\.\w)", re.IGNORECASE)

#: These are whole ranges that everybody has, and no machine.
_RANGES = re.compile(
    r"(?:10\.0\.0\.0/8|172\.16\.0\.0/12|192\.168\.0\.0/16|169\.254\.0\.0/16|100\.64\.0\.0/10|127\.0\.0\.0/8)"
)
#: Routers in homes, containers and the machines of a cloud have these everywhere.
_EVERYBODYS_ADDRESSES = frozenset(
    {"192.168.0.1", "192.168.1.1", "192.168.1.254", "192.168.178.1", "172.17.0.1", "169.254.169.254"}
)
#: Readers who are to let an address in must be told which one.
_LET_IN_BEFORE = re.compile(
    r"\b(?:allow|allow-?list|whitelist|permit|consent|autorizz|abilit)\w{0,8}\b(?:[^.!?\n]|\.(?=\d)){0,60}[\s\"'`(“]$",
    re.IGNORECASE,
)
_LET_IN_AFTER = re.compile(
    r"\s(?:to|in|on|ai|agli|tra|nel|nella|al|alla)\s(?:\w+\s){0,2}?"
    r"(?:(?:allow|safe)[\s-]?list|whitelist|your\sfirewall|tuo\sfirewall|ammess[ie]|consentit[ie])\b",
    re.IGNORECASE,
)
#: An address that stands for any other is nobody's, wherever it stands in the same words.
_EXAMPLE_BEFORE = re.compile(
    r"\b(?:for example|for instance|e\.g\.|such as|ad esempio|per esempio|p\.\s?es\.|come)[,:]?\s+[\"'`(“]{0,2}$",
    re.IGNORECASE,
)

_HINT = {
    "en": "Say what customers use and cannot reach now: “The API does not answer.”",
    "it": "Scrivi che cosa i clienti usano e ora non raggiungono: “Le API non rispondono.”",
}


def _addresses(passage: Passage, checks: Checks) -> Iterator[Remark]:
    if passage.audience == "public":
        for start, end in _private(passage.text):
            message = f"{passage.text[start:end]} is an address within your own network, and readers see it"
            yield remark(passage, start, end, message, worded(_HINT, passage))


def _private(text: str) -> Iterator[tuple[int, int]]:
    for match in _dotted(text):
        first, second = int(match[1]), int(match[2])
        if (
            first == 10
            or (first == 172 and 16 <= second <= 31)  # RFC 1918
            or (first, second) in ((192, 168), (169, 254))
            or (first == 100 and 64 <= second <= 127)  # RFC 6598
        ):
            yield match.span()
    if "f" in text and ":" in text:
        yield from (match.span() for match in _SIX.finditer(text) if match[0].count(":") > 1)


def _dotted(text: str) -> Iterator[re.Match[str]]:
    """What reads as an IPv4 address of one machine, and is no number of a version."""
    if not _IN_DOTTED.search(text):
        return
    matches = [match for match in _DOTTED.finditer(text) if all(int(part) < 256 for part in match.groups())]
    examples = {match[0] for match in matches if _follows(_EXAMPLE_BEFORE, text, match.start())}
    # Of two versions of one thing, only the first is called so.
    versions = {match.group(1, 2) for match in matches if _follows(_VERSION_BEFORE, text, match.start())}
    for match in matches:
        anybodys = (
            match[0] in examples
            or match[0] in _EVERYBODYS_ADDRESSES
            or _RANGES.match(text, match.start())
            or _LET_IN_BEFORE.search(text, max(match.start() - 80, 0), match.start())
            or _LET_IN_AFTER.match(text, match.end())
        )
        if not anybodys and match.group(1, 2) not in versions:
            yield match


def _follows(pattern: re.Pattern[str], text: str, start: int) -> bool:
    """Whether the few characters before `start` end as `pattern` does."""
    return pattern.search(text, max(start - 24, 0), start) is not None


def _hosts(passage: Passage, checks: Checks) -> Iterator[Remark]:
    if passage.audience == "public":
        for start, end in _internal_names(passage.text, checks.hosts):
            message = f"{passage.text[start:end]} is the name of one of your own machines, and readers see it"
            yield remark(passage, start, end, message, worded(_HINT, passage))


def _internal_names(text: str, patterns: tuple[str, ...]) -> Iterator[tuple[int, int]]:
    said: list[tuple[int, int]] = []
    if "." in text:
        for ending in _ENDING.finditer(text):
            name = _NAME_BEFORE.search(text, max(ending.start() - _LONGEST_NAME, 0), ending.start())
            # In a path or a name of code, something stands before it that stands before no host.
            if name and _begins_host(text, name.start()) and f"{name[0]}{ending[0]}" not in _EVERYBODYS:
                said.append((name.start(), ending.end()))
    if "ip-" in text:
        said += [match.span() for match in _MACHINE.finditer(text)]
    if patterns:
        wanted = _matcher(patterns)
        said += [token.span() for token in _TOKEN.finditer(text) if wanted.match(token[0].lower())]
    behind = 0
    for start, end in sorted(said, key=lambda span: (span[0], -span[1])):
        # One name may be found for two reasons.
        if start >= behind:
            yield start, end
            behind = end


def _begins_host(text: str, start: int) -> bool:
    before = text[max(start - 3, 0) : start]
    return not before or not (before[-1].isalnum() or before[-1] in "._/\\~$#") or before.endswith("://")


@lru_cache(maxsize=4)
def _matcher(patterns: tuple[str, ...]) -> re.Pattern[str]:
    """One pattern for all that a site calls its own."""
    return re.compile("|".join(translate(each.lower()) for each in patterns))


def _loopback(passage: Passage, checks: Checks) -> Iterator[Remark]:
    if passage.audience != "public":
        return
    text = passage.text
    found = [match.span() for match in _dotted(text) if match[1] == "127"]
    if "localhost" in text.lower():
        found += [match.span() for match in _LOOPBACK.finditer(text)]
    for start, end in sorted(found):
        message = f"{text[start:end]} is every reader's own machine, and not the one you mean"
        yield remark(passage, start, end, message, worded(_HINT, passage))


ADDRESS_RULE = WordRule("internal-address", "error", "an address within your own network", _addresses)
HOST_RULE = WordRule("internal-host", "error", "the name of a machine of your own network", _hosts)
LOOPBACK_RULE = WordRule("loopback-address", "warning", "`localhost`, or an address of it", _loopback)
