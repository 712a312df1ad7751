"""Collects what is wrong with one file, in the words of the person who wrote it."""

from collections.abc import Iterable
from difflib import get_close_matches

from plainstatus.model.finding import Finding, Severity

#: A file with more faults than this is not worth reading on: they have one cause.
MOST_FAULTS = 100

_LONGEST_QUOTE = 60
_MOST_CANDIDATES = 2000


class TooManyFaultsError(Exception):
    """Reading of this file stops here; its faults so far are kept."""


class Faults:
    """The findings of one file, in the order in which they were met."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.found: list[Finding] = []

    def add(
        self,
        code: str,
        line: int,
        column: int,
        message: str,
        hint: str = "",
        *,
        severity: Severity = "error",
        path: str | None = None,
    ) -> None:
        """Note one fault at `line` and `column`, counted from 1 (0: the file as a whole).

        Raises TooManyFaultsError once the file has more faults than a person would read.
        """
        if len(self.found) >= MOST_FAULTS:
            more = "There are more faults in this file than are shown."
            self.found.append(Finding(self.path, line, column, more, "Mend the first ones.", "too-many-faults"))
            raise TooManyFaultsError
        self.found.append(Finding(path or self.path, line, column, message, hint, code, severity))

    @property
    def failed(self) -> bool:
        """Whether anything worse than a warning was found."""
        return any(finding.severity == "error" for finding in self.found)


def quoted(words: str) -> str:
    """`words` as they may stand in a message: in quotes, on one line, not too long, nothing hidden in them."""
    shown = words if len(words) <= _LONGEST_QUOTE else words[: _LONGEST_QUOTE - 1] + "…"
    if not shown.isprintable():
        shown = "".join(char if char.isprintable() else f"\\u{ord(char):04x}" for char in shown)
    return f"“{shown}”"


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The one of `known` that `word` was most likely meant to be, None where none is near."""
    wanted = word[:_LONGEST_QUOTE].strip().lower()
    candidates = sorted(known)
    if len(candidates) > _MOST_CANDIDATES:
        candidates = [each for each in candidates if each[:1] == wanted[:1]][:_MOST_CANDIDATES]
    for form in dict.fromkeys((wanted, wanted.replace(" ", "_").replace("-", "_"), wanted.replace(" ", "-"))):
        if close := get_close_matches(form, candidates, 1, 0.6):
            return close[0]
    return None


def listed(words: Iterable[str]) -> str:
    """`a`, `b` or `c`: the words that may stand in a place."""
    shown = [f"`{word}`" for word in words]
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} or {shown[-1]}"


def instead(word: str, known: Iterable[str]) -> str:
    """A hint that names the nearest of `known`, or else all of them where they are few."""
    known = list(known)
    if near := nearest(word, known):
        return f"Did you mean `{near}`?"
    if not known:
        return ""
    return f"Write {listed(known)}." if len(known) <= 8 else f"Write one of: {', '.join(sorted(known)[:12])} …"
