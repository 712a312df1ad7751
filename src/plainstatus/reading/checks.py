"""What `checks` may say: in `mkdocs.yml`, and in the front matter of a file."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

import yaml

from plainstatus.model.checks import CODES, Checks
from plainstatus.reading.faults import instead, quoted
from plainstatus.reading.fields import Entries, Field, Record, RecordValue
from plainstatus.reading.scope import Scope
from plainstatus.reading.time_values import Duration
from plainstatus.reading.values import Choice, ListOf, MapOf, Pattern, Schema, Text, scalar
from plainstatus.reading.yaml_nodes import is_empty

WEIGHTS = ("error", "warning", "notice", "off")


@dataclass(frozen=True)
class RuleWeight:
    """How much a finding of a rule weighs. YAML 1.1, by which MkDocs reads, makes `false` of `off`."""

    def read(self, node: yaml.Node, scope: Scope) -> str | None:
        text = scalar(node, scope, "the weight of a rule")
        if text is None or text in WEIGHTS:
            return text
        if text == "false":
            return "off"
        message = f"{quoted(text)} is not the weight of a rule"
        scope.fault(node, "unknown-weight", message, instead(text, WEIGHTS))
        return None

    def schema(self) -> Schema:
        return {"enum": [*WEIGHTS, False]}


#: Rules and their weights, as they stand in the front matter of a file too.
RULE_WEIGHTS = MapOf(
    Choice(CODES, "a rule of `plainstatus check`", "unknown-rule"), RuleWeight(), "{future-update: off}"
)


@dataclass(frozen=True)
class Jargon:
    """Words of the house: a list, or a mapping of each to what to say instead."""

    example: str = "{failover: move to the spare}"

    def read(self, node: yaml.Node, scope: Scope) -> Mapping[str, str] | None:
        if isinstance(node, yaml.SequenceNode):
            words = _LIST.read(node, scope)
            return None if words is None else dict.fromkeys(words, "")
        if not isinstance(node, yaml.MappingNode):
            message = "the words are a list, or a mapping of each to what to say instead"
            scope.fault(node, "wrong-shape", message, f"Write `[failover]`, or `{self.example}`.")
            return None
        found = {}
        before = len(scope.faults.found)
        for word, key, value in scope.pairs(node):
            said = "" if is_empty(value) else _WORDS.read(value, scope)
            if _WORDS.read(key, scope) is not None and said is not None:
                found[word] = said
        return found if len(scope.faults.found) == before else None

    def schema(self) -> Schema:
        words = _WORDS.schema()
        return {"anyOf": [_LIST.schema(), {"type": "object", "additionalProperties": words}]}


@dataclass(frozen=True)
class Characters:
    """A number of characters, from 20 to 120: no title is longer."""

    def read(self, node: yaml.Node, scope: Scope) -> int | None:
        text = scalar(node, scope, "a number of characters")
        if text is None:
            return None
        if re.fullmatch(r"[1-9]\d{1,2}", text, re.ASCII) and 20 <= int(text) <= 120:
            return int(text)
        message = f"{quoted(text)} is no number of characters from 20 to 120"
        scope.fault(node, "number", message, "Write for example `80`.")
        return None

    def schema(self) -> Schema:
        return {"type": "integer", "minimum": 20, "maximum": 120}


_WORDS = Text(longest=100)
_LIST = ListOf(_WORDS, "[failover]")
_HOST = Pattern(r"\*?[A-Za-z0-9_.*-]+", "a pattern of host names", "*.corp.example", "host")
_TICKET = Pattern(r"[A-Za-z][A-Za-z0-9_]*", "the beginning of a ticket's id", "OPS", "ticket")
_DOMAIN = Pattern(r"[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+", "the domain of mail addresses", "example.com", "domain")
_MAILBOX = Pattern(r"[^\s@<>]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+", "a mail address", "help@example.com", "mailbox")

CHECKS = Record(
    Field("rules", RULE_WEIGHTS, "The [rules](check.md#rules) that weigh more or less than usual here."),
    Field("never", ListOf(_WORDS, "[Project Heron]"), "Words that no public reader may see."),
    Field("jargon", Jargon(), "Words of the house, each with what to say instead."),
    Field("hosts", ListOf(_HOST, "['*.corp.example']"), "Hosts that are internal, `*` standing for anything."),
    Field("tickets", ListOf(_TICKET, "[OPS]"), "How the ids of internal tickets begin: `OPS` of `OPS-123`."),
    Field("mail_domains", ListOf(_DOMAIN, "[example.com]"), "Domains of which no person's address may be public."),
    Field("addresses", ListOf(_MAILBOX, "[help@example.com]"), "Addresses of them that readers may write to."),
    Field("postmortem_within", Duration(), "How long after its end a major incident has its postmortem."),
    Field("announce_before", Duration(), "How long before its start a maintenance is announced."),
    Field("title_length", Characters(), "How many characters of a title are seen everywhere."),
    what="`checks`",
)


def _made(entries: Entries, scope: Scope) -> Checks:
    return Checks(**entries.values)


CHECKS_VALUE = RecordValue(CHECKS, _made)
