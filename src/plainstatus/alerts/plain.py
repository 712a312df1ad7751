"""A plain JSON alert, for whatever sends none of the known ones. People write it, so its words are for customers."""

import json
from difflib import get_close_matches
from hashlib import blake2b

from plainstatus.alerts.alert import Alert, AlertFault, State, Trouble
from plainstatus.alerts.part import Part
from plainstatus.alerts.severity import USUAL
from plainstatus.model.status import COMPONENT_STATUSES, ComponentStatus

FIELDS = ("title", "message", "components", "status", "state", "started", "template", "id")
_LONGEST_TITLE = 120
_LONGEST_MESSAGE = 20_000


def looks_so(document: Part) -> bool:
    """Whether `document`, an object, is meant as one of these."""
    return document["title"].is_there


def read(document: Part) -> Alert:
    """The alert in `document`. Raises AlertFault."""
    for name, part in document.fields():
        if name not in FIELDS:
            near = get_close_matches(name, FIELDS, 1, 0.6)
            expected = f"Did you mean `{near[0]}`?" if near else f"Expected are {', '.join(FIELDS)}."
            raise AlertFault(part.pointer, "there is no such field", expected)
    title = document["title"].text()
    if not title or len(title) > _LONGEST_TITLE:
        raise document["title"].fault(f"one line of 1 to {_LONGEST_TITLE} characters")
    message = _message(document["message"])
    if message and document["template"].is_there:
        raise AlertFault("/template", "there is a message already", "Expected is one of the two.")
    return Alert(
        source="plain JSON",
        state=_state(document["state"]),
        keys=(_key(document),),
        troubles=_troubles(document),
        started=document["started"].moment(),
        title=title,
        message=message or None,
        template=document["template"].text() if document["template"].is_there else None,
    )


def _message(part: Part) -> str:
    words = part.lines() if part.is_there else ""
    if len(words) > _LONGEST_MESSAGE:
        raise AlertFault(part.pointer, "it is too long", f"Expected are at most {_LONGEST_MESSAGE} characters.")
    return words


def _state(part: Part) -> State:
    if not part.is_there or part.value == "firing":
        return "firing"
    if part.value != "resolved":
        raise part.fault("“firing” or “resolved”")
    return "resolved"


def _troubles(document: Part) -> tuple[Trouble, ...]:
    """One for each component: a list of names, names with their statuses, or one name alone."""
    part = document["components"]
    usual = _status(document["status"]) if document["status"].is_there else USUAL
    if not part.is_there:
        return ()
    if isinstance(part.value, str):
        return (Trouble((part.text(),), usual),)
    if isinstance(part.value, dict):
        return tuple(Trouble((name,), _status(status)) for name, status in part.fields())
    return tuple(Trouble((each.text(),), usual) for each in part.items())


def _status(part: Part) -> ComponentStatus:
    for status in COMPONENT_STATUSES:
        if part.value == status:
            return status
    raise part.fault(", ".join(COMPONENT_STATUSES))


def _key(document: Part) -> str:
    """Its `id`; where it has none, all that it says but whether it is over."""
    if document["id"].is_there:
        return f"plain {document['id'].text()}"
    said = {name: part.value for name, part in document.fields() if name != "state"}
    return f"plain {blake2b(json.dumps(said, sort_keys=True).encode(), digest_size=16).hexdigest()}"
