"""The expressions of workflows, as far as ours use them. Whatever else is written is refused, not guessed."""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

_TOKEN = re.compile(r"\s*(?:(?P<text>'(?:[^']|'')*')|(?P<name>[A-Za-z_][\w.-]*)|(?P<sign>&&|\|\||==|!=|[!(),]))")
_EMBEDDED = re.compile(r"\$\{\{(.*?)\}\}", re.DOTALL)

Functions = Mapping[str, Callable[..., Any]]


class Unknown(Exception):
    """Something that these tests do not know how GitHub reads."""


def evaluated(text: str, contexts: Mapping[str, Any], functions: Functions | None = None) -> Any:
    """The value of one expression, without its braces."""
    return _Reader(text, contexts, functions or {}).whole()


def filled(text: str, contexts: Mapping[str, Any], functions: Functions | None = None) -> str:
    """`text` with all expressions in it replaced by what they say."""
    return _EMBEDDED.sub(lambda found: _as_text(evaluated(found[1], contexts, functions)), text)


def condition(text: str, contexts: Mapping[str, Any], functions: Functions) -> bool:
    """Whether an `if:` holds. Where it asks for no outcome, all before it have to be well."""
    inner = _EMBEDDED.fullmatch(text.strip())
    text = inner[1] if inner else text
    if not re.search(r"\b(success|failure|cancelled|always)\(", text):
        text = f"success() && ({text})"
    return _is_true(evaluated(text, contexts, functions))


class _Reader:
    def __init__(self, text: str, contexts: Mapping[str, Any], functions: Functions) -> None:
        self._text, self._contexts, self._functions = text, contexts, functions
        self._tokens = list(self._read())
        self._at = 0

    def whole(self) -> Any:
        value = self._either()
        if self._at != len(self._tokens):
            raise Unknown(self._text)
        return value

    def _read(self) -> Iterator[tuple[str, str]]:
        text, at = self._text.rstrip(), 0
        while at < len(text):
            found = _TOKEN.match(text, at)
            if found is None or found.lastgroup is None:
                raise Unknown(text)
            yield found.lastgroup, found[found.lastgroup]
            at = found.end()

    def _next(self, *signs: str) -> str | None:
        if self._at < len(self._tokens) and self._tokens[self._at][1] in signs and self._tokens[self._at][0] == "sign":
            self._at += 1
            return self._tokens[self._at - 1][1]
        return None

    def _either(self) -> Any:
        value = self._both()
        while self._next("||"):
            other = self._both()
            value = value if _is_true(value) else other
        return value

    def _both(self) -> Any:
        value = self._compared()
        while self._next("&&"):
            other = self._compared()
            value = other if _is_true(value) else value
        return value

    def _compared(self) -> Any:
        value = self._single()
        sign = self._next("==", "!=")
        return value if sign is None else _same(value, self._single()) == (sign == "==")

    def _single(self) -> Any:
        if self._next("!"):
            return not _is_true(self._single())
        if self._next("("):
            value = self._either()
            if not self._next(")"):
                raise Unknown(self._text)
            return value
        if self._at >= len(self._tokens):
            raise Unknown(self._text)
        kind, word = self._tokens[self._at]
        self._at += 1
        if kind == "text":
            return word[1:-1].replace("''", "'")
        if kind != "name":
            raise Unknown(self._text)
        return self._called(word) if self._next("(") else self._looked_up(word)

    def _called(self, name: str) -> Any:
        values = []
        while not self._next(")"):
            values.append(self._either())
            self._next(",")
        if name == "toJSON":
            return json.dumps(*values, indent=2)
        if name not in self._functions:
            raise Unknown(f"{name}() in {self._text}")
        return self._functions[name](*values)

    def _looked_up(self, name: str) -> Any:
        if name in ("true", "false"):
            return name == "true"
        first, *rest = name.split(".")
        if first not in self._contexts:
            raise Unknown(f"{first} in {self._text}")
        value = self._contexts[first]
        for part in rest:
            # What is not there is nothing, as on GitHub.
            value = value.get(part) if isinstance(value, Mapping) else None
        return value


def _is_true(value: Any) -> bool:
    return value not in (None, "", False, 0)


def _same(one: Any, other: Any) -> bool:
    """Of two texts, whatever their case; nothing is the same as the empty text."""
    return _as_text(one).lower() == _as_text(other).lower()


def _as_text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str | int):
        return str(value)
    raise Unknown(f"{value} as text")
