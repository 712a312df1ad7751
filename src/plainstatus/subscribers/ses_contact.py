"""A subscriber as a contact of Amazon SES, and back. It calls nothing.

One topic is that of all our updates; whoever has a word on it is one of ours, since an account has one list for
everything. Further topics are for components and groups, as many as the list has room for. Readers can change
them on the pages of SES, and are heeded. Finer wishes stand in the attributes of the contact.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from plainstatus.model.subscriber import WISHED, Subscriber, SubscriberState, Wishes

#: https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_CreateContact.html
LONGEST_ATTRIBUTES = 1000
#: The name under which our attributes stand, beside those of other programs.
_OURS = "plainstatus"
_STATES: tuple[SubscriberState, ...] = ("active", "left", "bounced", "complained")
_IN, _OUT = "OPT_IN", "OPT_OUT"
_BY_SES = "by the pages of SES"


class TooLongError(ValueError):
    """What there is to say of a subscriber does not fit into the attributes of a contact."""


class ForeignError(ValueError):
    """The attributes of the contact belong to another program, and ours cannot stand beside them."""


@dataclass(frozen=True, slots=True)
class Topics:
    """The topics of ours that the list has: `base`, and by the ids of components and groups."""

    base: str
    by_id: Mapping[str, str]

    def are_ours(self, name: str) -> bool:
        return name == self.base or name in self.by_id.values()


def topics_in(names: Iterable[str], prefix: str) -> Topics | None:
    """Our topics among the `names` of a list; None where the one of all updates is not there.

    That one is called as the prefix is, without what parts words at its end.
    """
    base, known = prefix.rstrip("-_") or prefix, frozenset(names)
    by_id = {name.removeprefix(prefix): name for name in sorted(known) if name.startswith(prefix) and name != base}
    return Topics(base, by_id) if base in known else None


def is_ours(contact: Mapping[str, Any], topics: Topics) -> bool:
    """Whether a contact, also one of a listing, is a subscriber of ours."""
    return topics.base in _preferences(contact)


def hears(contact: Mapping[str, Any], topics: Topics) -> bool:
    """Whether a contact, also one of a listing, is to be told, as far as SES itself knows."""
    return not contact.get("UnsubscribeAll") and _preferences(contact).get(topics.base) == _IN


def subscriber_of(contact: Mapping[str, Any], topics: Topics, id: str) -> Subscriber | None:
    """The subscriber of a whole contact; None where it is not one of ours."""
    if not is_ours(contact, topics):
        return None
    kept = _attributes(contact).get(_OURS)
    ours: dict[str, Any] = kept if isinstance(kept, dict) else {}
    kinds = tuple(kind for kind in WISHED if kind in ours.get("kinds", WISHED))
    wished = Wishes(tuple(ours.get("components", ())), kinds, ours.get("incident"))
    wishes = _as_changed(wished, _preferences(contact), topics)
    state: SubscriberState = ours["state"] if ours.get("state") in _STATES else "active"
    why = str(ours.get("why", ""))
    if state == "active" and (wishes is None or not hears(contact, topics)):
        state, why = "left", _BY_SES
    return Subscriber(
        id=id,
        kind="mail",
        address=str(contact["EmailAddress"]),
        wishes=wishes or wished,
        language=ours.get("language"),
        zone=ours.get("zone"),
        is_list=bool(ours.get("list")),
        state=state,
        since=_moment(ours.get("since")),
        source=str(ours.get("source", "")),
        consent=str(ours.get("consent", "")),
        why=why,
    )


def contact_of(subscriber: Subscriber, topics: Topics, present: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """What CreateContact and UpdateContact are to be given, beside list and address.

    Of the contact that is `present`, what other programs keep there stays. Raises TooLongError and ForeignError.
    """
    wished = subscriber.wishes.components
    ours = {topics.base: _IN} | {name: _IN if not wished or id in wished else _OUT for id, name in topics.by_id.items()}
    chosen = _foreign_preferences(present, topics) | ours
    return {
        "TopicPreferences": _listed(chosen),
        "UnsubscribeAll": subscriber.state != "active",
        "AttributesData": _written({**_attributes(present or {}, strict=True), _OURS: _ours(subscriber)}),
    }


def without_us(present: Mapping[str, Any], topics: Topics) -> dict[str, Any] | None:
    """As `contact_of`, for a contact of which we forget all; None where nothing of others is left of it."""
    preferences = _foreign_preferences(present, topics)
    attributes = {name: value for name, value in _attributes(present).items() if name != _OURS}
    if not preferences and not attributes:
        return None
    return {
        "TopicPreferences": _listed(preferences),
        "UnsubscribeAll": bool(present.get("UnsubscribeAll")),
        "AttributesData": _written(attributes) if attributes else "",
    }


def _as_changed(wishes: Wishes, preferences: Mapping[str, str], topics: Topics) -> Wishes | None:
    """`wishes` with what their reader changed on the pages of SES; None where nothing is left of them."""
    said = {id: preferences[name] for id, name in topics.by_id.items() if name in preferences}
    if not wishes.components:
        if _OUT not in said.values():
            return wishes
        left = tuple(id for id, choice in said.items() if choice == _IN)
    else:
        kept = [id for id in wishes.components if said.get(id) != _OUT]
        left = tuple(dict.fromkeys([*kept, *(id for id, choice in said.items() if choice == _IN)]))
    return Wishes(left, wishes.kinds, wishes.incident) if left else None


def _ours(subscriber: Subscriber) -> dict[str, Any]:
    """What the topics do not say, without what goes without saying."""
    wishes = subscriber.wishes
    said: dict[str, Any] = {
        "components": list(wishes.components),
        "kinds": list(wishes.kinds) if wishes.kinds != WISHED else None,
        "incident": wishes.incident,
        "language": subscriber.language,
        "zone": subscriber.zone,
        "list": subscriber.is_list,
        "state": subscriber.state if subscriber.state != "active" else None,
        "since": subscriber.since.astimezone(UTC).isoformat() if subscriber.since else None,
        "source": subscriber.source,
        "consent": subscriber.consent,
        "why": subscriber.why,
    }
    return {name: value for name, value in said.items() if value}


def _written(attributes: Mapping[str, Any]) -> str:
    text = json.dumps(attributes, ensure_ascii=False, separators=(",", ":"))
    if len(text) > LONGEST_ATTRIBUTES:
        raise TooLongError(text)
    return text


def _attributes(contact: Mapping[str, Any], *, strict: bool = False) -> dict[str, Any]:
    text = contact.get("AttributesData") or "{}"
    try:
        found = json.loads(text)
    except ValueError:
        found = None
    if isinstance(found, dict):
        return found
    if strict:
        raise ForeignError(text)
    return {}


def _preferences(contact: Mapping[str, Any]) -> dict[str, str]:
    return {each["TopicName"]: each["SubscriptionStatus"] for each in contact.get("TopicPreferences") or ()}


def _foreign_preferences(contact: Mapping[str, Any] | None, topics: Topics) -> dict[str, str]:
    """What a contact chose among topics of other programs: an update that does not name them would drop them."""
    found = _preferences(contact or {})
    return {name: choice for name, choice in found.items() if not topics.are_ours(name)}


def _listed(preferences: Mapping[str, str]) -> list[dict[str, str]]:
    return [{"TopicName": name, "SubscriptionStatus": choice} for name, choice in preferences.items()]


def _moment(text: Any) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text)
    except (TypeError, ValueError):
        return None
    return moment if moment.tzinfo else None
