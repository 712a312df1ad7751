"""What the fields of several kinds of channel have in common."""

import re
from dataclasses import dataclass

import yaml

from plainstatus.model.address import MAIL_ADDRESS
from plainstatus.reading.faults import quoted
from plainstatus.reading.fields import Field
from plainstatus.reading.scope import Scope
from plainstatus.reading.values import Identifier, ListOf, Pattern, Schema, scalar


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

_LANGUAGE = Pattern(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,2}", "a language", "it", "language")

FROM = Field("from", Mailbox(), "Whom the mail is from.", required=True)
TO = ListOf(Mailbox(), "[list@example.com]", least=1)
AUDIENCE = Field("audience", Identifier(), "Whose updates go there; `public` where it is not said.")
IN = Field("language", _LANGUAGE, "The language of the messages; the first of the site where it is not said.")
