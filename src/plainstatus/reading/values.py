"""The kinds of values that fields can hold: how each is read, and its JSON Schema.

A value reads a node to plain data, or notes a fault and gives None. It does not know
in which field or file it stands.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

import yaml

from plainstatus.reading.faults import instead, quoted
from plainstatus.reading.scope import Scope
from plainstatus.reading.words import hidden_in
from plainstatus.reading.yaml_nodes import is_empty

Schema = dict[str, Any]


class Value(Protocol):
    """One kind of value."""

    def read(self, node: yaml.Node, scope: Scope) -> Any:
        """What `node` says, or None after a fault was noted."""

    def schema(self) -> Schema:
        """The JSON Schema (draft 2020-12) of the value."""


def scalar(node: yaml.Node, scope: Scope, wanted: str) -> str | None:
    """The text of a scalar; a fault that says what is `wanted` where it is a list, a mapping or nothing."""
    if not isinstance(node, yaml.ScalarNode):
        given = "a list" if isinstance(node, yaml.SequenceNode) else "a mapping"
        scope.fault(node, "wrong-shape", f"{given} stands where {wanted} is expected", f"Write {wanted}.")
        return None
    value: str = node.value
    if not value.isprintable() and (found := hidden_in(value.replace("\n", ""))):
        scope.fault(node, "hidden-character", f"the text holds {found}, which nobody can see", "Delete it.")
        return None
    if is_empty(node):
        scope.fault(node, "empty-value", f"nothing stands where {wanted} is expected", f"Write {wanted}.")
        return None
    return value


@dataclass(frozen=True)
class Text:
    """Words on one line; on several where `lines` says so."""

    longest: int | None = None
    lines: bool = False

    def read(self, node: yaml.Node, scope: Scope) -> str | None:
        text = scalar(node, scope, "text")
        if text is None:
            return None
        text = text.strip()
        if not text:
            scope.fault(node, "empty-value", "the text is empty", "Write some words.")
        elif not self.lines and ("\n" in text or "\r" in text):
            scope.fault(node, "several-lines", "the text goes over several lines", "Write it on one line.")
        elif self.longest is not None and len(text) > self.longest:
            hint = f"Shorten it to {self.longest} characters."
            scope.fault(node, "too-long", f"the text has {len(text)} characters", hint)
        else:
            return text
        return None

    def schema(self) -> Schema:
        schema: Schema = {"type": "string", "minLength": 1}
        if self.longest is not None:
            schema["maxLength"] = self.longest
        if not self.lines:
            schema["pattern"] = r"^[^\r\n]*$"
        return schema


@dataclass(frozen=True)
class Pattern:
    """Text of one form, such as an id, a colour or a language tag."""

    form: str
    wanted: str
    example: str
    code: str

    def read(self, node: yaml.Node, scope: Scope) -> str | None:
        text = scalar(node, scope, self.wanted)
        if text is None or (len(text) <= _LONGEST_PATTERN and re.fullmatch(self.form, text, re.ASCII)):
            return text
        scope.fault(node, self.code, f"{quoted(text)} is not {self.wanted}", f"Write it like `{self.example}`.")
        return None

    def schema(self) -> Schema:
        return {"type": "string", "pattern": f"^(?:{self.form})$"}


@dataclass(frozen=True)
class Identifier:
    """An id: part of addresses, so of few characters."""

    def read(self, node: yaml.Node, scope: Scope) -> str | None:
        text = scalar(node, scope, "an id")
        if text is None or is_id(text):
            return text
        scope.fault(node, "id-format", f"{quoted(text)} cannot be an id", f"Write it like `{as_id(text)}`.")
        return None

    def schema(self) -> Schema:
        return {"type": "string", "pattern": f"^{_ID.pattern}$"}


@dataclass(frozen=True)
class Choice:
    """One word out of a few."""

    words: tuple[str, ...]
    wanted: str
    code: str

    def read(self, node: yaml.Node, scope: Scope) -> str | None:
        text = scalar(node, scope, self.wanted)
        if text is None or text in self.words:
            return text
        scope.fault(node, self.code, f"{quoted(text)} is not {self.wanted}", instead(text, self.words))
        return None

    def schema(self) -> Schema:
        return {"type": "string", "enum": list(self.words)}


@dataclass(frozen=True)
class Audience:
    """The name of an audience that the site knows."""

    def read(self, node: yaml.Node, scope: Scope) -> str | None:
        text = scalar(node, scope, "an audience")
        if text is None or text in scope.audiences:
            return text
        message = f"{quoted(text)} is not an audience of this site"
        scope.fault(node, "unknown-audience", message, instead(text, scope.audiences))
        return None

    def schema(self) -> Schema:
        return {"type": "string", "pattern": f"^{_ID.pattern}$"}


@dataclass(frozen=True)
class Flag:
    """Yes or no, written as `true` or `false`."""

    def read(self, node: yaml.Node, scope: Scope) -> bool | None:
        text = scalar(node, scope, "`true` or `false`")
        if text is None:
            return None
        if text.lower() in ("true", "false"):
            return text.lower() == "true"
        scope.fault(node, "true-or-false", f"{quoted(text)} is neither true nor false", "Write `true` or `false`.")
        return None

    def schema(self) -> Schema:
        return {"type": "boolean"}


@dataclass(frozen=True)
class Share:
    """A number from 0 to 1."""

    def read(self, node: yaml.Node, scope: Scope) -> float | None:
        text = scalar(node, scope, "a number from 0 to 1")
        if text is None:
            return None
        if re.fullmatch(r"\d?\.?\d{1,9}", text, re.ASCII) and float(text) <= 1:
            return float(text)
        scope.fault(node, "number", f"{quoted(text)} is not a number from 0 to 1", "Write for example `0.3`.")
        return None

    def schema(self) -> Schema:
        return {"type": "number", "minimum": 0, "maximum": 1}


@dataclass(frozen=True)
class Address:
    """An address on the web, by mail or by telephone, or one within the site."""

    def read(self, node: yaml.Node, scope: Scope) -> str | None:
        text = scalar(node, scope, "an address")
        if text is None:
            return None
        if len(text) <= _LONGEST_ADDRESS and re.fullmatch(_ADDRESS_FORM, text):
            return text
        message = f"{quoted(text)} is not an address that can be linked"
        scope.fault(node, "address", message, "Write one like `https://example.com/` or `mailto:help@example.com`.")
        return None

    def schema(self) -> Schema:
        return {"type": "string", "pattern": f"^(?:{_ADDRESS_FORM})$"}


@dataclass(frozen=True)
class AssetPath:
    """The path of a file of the site, relative to the folder of the incidents."""

    def read(self, node: yaml.Node, scope: Scope) -> str | None:
        text = scalar(node, scope, "the path of a file")
        if text is None or (len(text) <= _LONGEST_PATTERN and re.fullmatch(_ASSET_FORM, text)):
            return text
        message = f"{quoted(text)} is not a file of this site"
        scope.fault(node, "asset-path", message, "Put the file into `assets/` there and write `assets/logo.svg`.")
        return None

    def schema(self) -> Schema:
        return {"type": "string", "pattern": f"^{_ASSET_FORM}$"}


@dataclass(frozen=True)
class ListOf:
    """A list of one kind of value, each of which comes once."""

    item: Value
    example: str
    least: int = 0

    def read(self, node: yaml.Node, scope: Scope) -> tuple[Any, ...] | None:
        if not isinstance(node, yaml.SequenceNode):
            hint = f"Write it in brackets, like `{self.example}`."
            scope.fault(node, "wrong-shape", "a list is expected here", hint)
            return None
        values: dict[Any, None] = {}
        whole = True
        for each in node.value:
            value = self.item.read(each, scope)
            if value is None:
                whole = False
            elif value in values:
                scope.fault(each, "duplicate-item", "this stands twice in the list", "Delete one of the two.")
                whole = False
            else:
                values[value] = None
        if whole and len(values) < self.least:
            scope.fault(node, "empty-value", "the list is empty", f"Write for example `{self.example}`.")
            whole = False
        return tuple(values) if whole else None

    def schema(self) -> Schema:
        schema: Schema = {"type": "array", "items": self.item.schema(), "uniqueItems": True}
        return {**schema, "minItems": self.least} if self.least else schema


@dataclass(frozen=True)
class MapOf:
    """A mapping of one kind of key to one kind of value."""

    key: Value
    value: Value
    example: str

    def read(self, node: yaml.Node, scope: Scope) -> Mapping[str, Any] | None:
        if not isinstance(node, yaml.MappingNode):
            scope.fault(node, "wrong-shape", "a mapping is expected here", f"Write it like `{self.example}`.")
            return None
        read = [(self.key.read(key, scope), self.value.read(value, scope)) for _, key, value in scope.pairs(node)]
        if any(key is None or value is None for key, value in read):
            return None
        return dict(read)

    def schema(self) -> Schema:
        return {
            "type": "object",
            "propertyNames": self.key.schema(),
            "additionalProperties": self.value.schema(),
        }


@dataclass(frozen=True)
class LocalWords:
    """Words for all languages, or a mapping of language to words."""

    words: Value = Text(longest=200)

    def read(self, node: yaml.Node, scope: Scope) -> Mapping[str, str] | None:
        if not isinstance(node, yaml.MappingNode):
            text = self.words.read(node, scope)
            return None if text is None else {"": text}
        found: dict[str, str] = {}
        whole = bool(node.value)
        if not whole:
            scope.fault(node, "empty-value", "the text is empty", "Write some words.")
        for language, key, value in scope.pairs(node):
            text = self.words.read(value, scope)
            if language not in scope.languages:
                message = f"{quoted(language)} is not a language of this site"
                scope.fault(key, "unknown-language", message, instead(language, scope.languages))
                whole = False
            elif text is None:
                whole = False
            else:
                found[language] = text
        return found if whole else None

    def schema(self) -> Schema:
        words = self.words.schema()
        return {"anyOf": [words, {"type": "object", "minProperties": 1, "additionalProperties": words}]}


_LONGEST_PATTERN = 200
_LONGEST_ADDRESS = 2000
_ID = re.compile(r"[a-z0-9][a-z0-9-]*", re.ASCII)
_ADDRESS_FORM = r"https?://[^\s<>\"']+|mailto:[^\s<>\"']+@[^\s<>\"']+|tel:[+0-9-]+|/(?!/)[^\s<>\"'\\]*"
_ASSET_FORM = r"(?![/\\.])(?!.*(?:\.\.|//|:|\\))[^\s<>\"'?#]+"


def is_id(text: str) -> bool:
    """Whether `text` can be the id of a component or an incident."""
    return _ID.fullmatch(text) is not None


def as_id(text: str) -> str:
    """The id that comes nearest to `text`."""
    import unicodedata

    plain = unicodedata.normalize("NFKD", text[:80]).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-") or "some-id"
