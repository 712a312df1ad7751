"""Secrets: whoever can read the page can use them. They may stand in words for nobody."""

import re
from collections.abc import Iterator

from plainstatus.check.rule import Passage, Remark, WordRule
from plainstatus.check.words.phrases import compiled
from plainstatus.check.words.remarks import remark
from plainstatus.model.checks import Checks

#: What it is, a mark in lower case that always stands in it, and what it looks like.
_KINDS = (
    ("an access key of AWS", "akia", r"AKIA[A-Z2-7]{16}(?!\w)"),
    ("a temporary access key of AWS", "asia", r"ASIA[A-Z2-7]{16}(?!\w)"),
    ("a private key", "private key-----", r"-----BEGIN (?:[A-Z]{2,9} ){0,3}PRIVATE KEY-----"),
    ("a token of GitHub", "gh", r"gh[opsur]_[A-Za-z0-9]{36}\w*"),
    ("a token of GitHub", "github_pat_", r"github_pat_\w{22}\w*"),
    ("a token of GitLab", "glpat-", r"glpat-[\w-]{20}[\w-]*"),
    ("a token of Slack", "xox", r"xox[abeprs]-[A-Za-z0-9]{4}[A-Za-z0-9-]{6,}"),
    ("the address of a webhook of Slack", "hooks.slack.com/", r"hooks\.slack\.com/services/T\w{5,}/B\w{5,}/\w{10,}"),
    ("a web token", "eyj", r"(?<!-)eyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]{10,}"),
    ("a key of Google", "aiza", r"AIza[\w-]{35}(?!\w)"),
    ("a key of Stripe", "k_live_", r"[rs]k_live_[A-Za-z0-9]{16}\w*"),
)
_NAMED = re.compile(
    r"(?<![A-Za-z])(?:pass(?:word|wd|phrase)?|pwd|secret(?:[ _-]?key)?|(?:api|access)[ _-]?(?:key|token)|token|pin)"
    r"(?:\s{0,2}=\s{0,2}|:\s{0,2})[\"'`]?(?P<value>[^\s\"'`<>]{6,200})",
    re.IGNORECASE,
)
_NAMES = ("pass", "pwd", "secret", "key", "token")
_IN_ADDRESS = re.compile(r"://[^\s:/@]{1,100}:(?P<value>[^\s:/@]{1,100})@")
#: Words that stand for a secret where none is told.
_STAND_IN = re.compile(
    r"[*•.x_…-]+|[$%{\[(<].*|.*[})\]>]|(?:your|my|the|il|la|tua|tuo)[_-].*|pass(?:word|wd)?|pwd?|token|key|secret|redacted|example\w*|"
    r"(?-i:\w*(?:Error|Exception|Expired|Invalid|Missing)\d*|(?:Err|Error|Invalid|Expired|Missing)[A-Z]\w*)",
    re.IGNORECASE,
)


def _look(passage: Passage, checks: Checks) -> Iterator[Remark]:
    text = passage.text
    lower = text.lower()
    for what, mark, pattern in _KINDS:
        if mark in lower:
            for match in compiled(f"(?-i:{pattern})").finditer(text):
                yield _told(passage, match.start(), match.end(), what)
    if "://" in lower:
        for match in _IN_ADDRESS.finditer(text):
            if not _STAND_IN.fullmatch(match["value"]):
                yield _told(passage, match.start("value"), match.end("value"), "the password of an address")
    if ("=" in lower or ":" in lower) and any(name in lower for name in _NAMES):
        for match in _NAMED.finditer(text):
            if _is_secret(match["value"], assigned="=" in text[match.start() : match.start("value")]):
                yield _told(passage, match.start("value"), match.end("value"), "a password, a key or a token")


def _told(passage: Passage, start: int, end: int, what: str) -> Remark:
    # The secret itself is not repeated: messages end up in logs that more people read.
    message = f"this looks like {what}, and whoever reads it can use it"
    return remark(
        passage,
        start,
        end,
        message,
        "Revoke it at once, then take it out of the file: git keeps what was ever committed.",
    )


def _is_secret(value: str, *, assigned: bool) -> bool:
    """Behind a colon stands prose as well; there only what nobody would write in prose is a secret."""
    value = value.rstrip(".,;:!?)")
    if len(value) < 6 or _STAND_IN.fullmatch(value) or "://" in value:
        return False
    kinds = (str.islower, str.isupper, str.isdigit)
    mixed = sum(any(map(kind, value)) for kind in kinds)
    return mixed >= 2 if assigned else mixed == 3 and len(value) >= 10


RULE = WordRule("secret", "error", "a password, a key or a token", _look)
