"""What the fields of several kinds of channel have in common."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import yaml

from plainstatus.model.address import MAIL_ADDRESS
from plainstatus.reading.faults import quoted
from plainstatus.reading.fields import Field
from plainstatus.reading.language_tags import language_tag
from plainstatus.reading.promises import Hearings
from plainstatus.reading.scope import Scope
from plainstatus.reading.values import Identifier, ListOf, Schema, Value, scalar


@dataclass(frozen=True)
class Mailbox:
    """An address, or a name with an address in angle brackets."""

    def read(self, node: yaml.Node, scope: Scope) -> str | None:
        text = scalar(node, scope, "a mail address")
        if text is None:
            return None
        text = text.strip()
        if len(text) <= _LONGEST and "\n" not in text and re.fullmatch(_FORM, text):
            return text
        message = f"{quoted(text)} is not a mail address"
        hint = "Write it like `status@example.com` or `Example status <status@example.com>`, in plain letters."
        scope.fault(node, "mail-address", message, hint)
        return None

    def schema(self) -> Schema:
        return {"type": "string", "pattern": f"^(?:{_FORM})$"}


_LONGEST = 320
_FORM = rf"{MAIL_ADDRESS}|(?:[^<>\"\n]*|\"[^<>\"\n]*\") *<{MAIL_ADDRESS}>"

#: Among the recipients: whoever asked to be told.
SUBSCRIBERS = "subscribers"


@dataclass(frozen=True)
class Recipients:
    """Addresses, each of them an `item`, or the word that stands for all subscribers, or both."""

    item: Value = Mailbox()
    example: str = "[list@example.com]"

    def read(self, node: yaml.Node, scope: Scope) -> tuple[str, ...] | None:
        if isinstance(node, yaml.ScalarNode) and node.value.strip() == SUBSCRIBERS:
            return (SUBSCRIBERS,)
        return self._list.read(node, scope)

    def schema(self) -> Schema:
        return {"anyOf": [{"const": SUBSCRIBERS}, self._list.schema()]}

    @property
    def _list(self) -> ListOf:
        return ListOf(_Recipient(self.item), self.example, least=1)


@dataclass(frozen=True)
class _Recipient:
    item: Value

    def read(self, node: yaml.Node, scope: Scope) -> Any:
        if isinstance(node, yaml.ScalarNode) and node.value.strip() == SUBSCRIBERS:
            return SUBSCRIBERS
        return self.item.read(node, scope)

    def schema(self) -> Schema:
        return {"anyOf": [{"const": SUBSCRIBERS}, self.item.schema()]}


#: Seconds in what a rate can be for.
_SPANS = {"s": 1, "min": 60, "h": 3600}
#: A run holds what it sends for ten minutes, and has to send something in that time.
_SLOWEST = 1 / 300
_RATE = r"([1-9]\d{0,5})/(s|min|h)"


@dataclass(frozen=True)
class Rate:
    """So many in a time, as `14/s`; read as a number for each second."""

    def read(self, node: yaml.Node, scope: Scope) -> float | None:
        text = scalar(node, scope, "a rate")
        if text is None:
            return None
        found = re.fullmatch(_RATE, text.replace(" ", ""))
        if found is None:
            scope.fault(node, "rate", f"{quoted(text)} is not a rate", "Write it like `14/s`, `100/min` or `5000/h`.")
            return None
        rate = int(found[1]) / _SPANS[found[2]]
        if rate < _SLOWEST:
            scope.fault(node, "rate", f"{quoted(text)} would reach nobody in time", "Write at the least `12/h`.")
            return None
        return rate

    def schema(self) -> Schema:
        return {"type": "string", "pattern": f"^{_RATE}$"}


@dataclass(frozen=True)
class Connections:
    """How many at once: from 1 to 64."""

    def read(self, node: yaml.Node, scope: Scope) -> int | None:
        text = scalar(node, scope, "a number")
        if text is None:
            return None
        if re.fullmatch(r"[1-9]\d?", text, re.ASCII) and int(text) <= _MOST_CONNECTIONS:
            return int(text)
        message = f"{quoted(text)} is no number from 1 to {_MOST_CONNECTIONS}"
        scope.fault(node, "connections", message, "Write for example `8`.")
        return None

    def schema(self) -> Schema:
        return {"type": "integer", "minimum": 1, "maximum": _MOST_CONNECTIONS}


_MOST_CONNECTIONS = 64


def without_subscribers(values: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of a channel, with subscribers as a field of their own."""
    to = values.get("to", ())
    if SUBSCRIBERS not in to:
        return dict(values)
    return {**values, "to": tuple(each for each in to if each != SUBSCRIBERS), "subscribers": True}


FROM = Field("from", Mailbox(), "Whom the mail is from.", required=True)
TO = Field(
    "to",
    Recipients(),
    "Addresses of lists or people, and `subscribers` for whoever asked for it; each gets a message of its own.",
    required=True,
)
AUDIENCE = Field("audience", Identifier(), "Whose updates go there; `public` where it is not said.")
HEARS = Field(
    "hears",
    Hearings(),
    "`promises`: the team hears there of what it promised; a list for both. `updates` where it is not said.",
)
IN = Field("language", language_tag("it"), "The language of the messages; the first of the site where it is not said.")
PARALLEL = Field("parallel", Connections(), "How many connections tell subscribers at once; 8 where it is not said.")
RATE = Field("rate", Rate(), "How many messages to subscribers at the most; no bound where it is not said.")
