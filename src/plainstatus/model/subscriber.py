"""Somebody who asked to be told, with what they wish to hear of and how it may be said to them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from plainstatus.model.incident import Incident

#: What an address is: a mailbox, or a telephone number (E.164).
AddressKind = Literal["mail", "sms"]

#: `active` hears; `left` asked to hear no more; `bounced` and `complained` are addresses that refuse us.
SubscriberState = Literal["active", "left", "bounced", "complained"]

#: What can be wished for.
Wished = Literal["incident", "maintenance"]
WISHED: tuple[Wished, ...] = ("incident", "maintenance")


@dataclass(frozen=True, slots=True)
class Wishes:
    """`components` are ids of components and of groups, () for all: a group has what is added to it later.

    `incident` is the id of the only one that is wished for, None for all. Notices go with incidents.
    """

    components: tuple[str, ...] = ()
    kinds: tuple[Wished, ...] = WISHED
    incident: str | None = None


@dataclass(frozen=True, slots=True)
class Subscriber:
    """`id` is stable and says nothing of the address. `audience` is granted by an operator, never by a form.

    `language` and `zone` are None where the site's own count. `is_list`: many people read at the address, and
    none of them may leave for all. `source` says where the address came from, `consent` what was agreed to,
    and `why` how it came to its state.
    """

    id: str
    kind: AddressKind
    address: str
    wishes: Wishes = Wishes()
    audience: str = "public"
    language: str | None = None
    zone: str | None = None
    is_list: bool = False
    state: SubscriberState = "active"
    since: datetime | None = None
    source: str = ""
    consent: str = ""
    why: str = ""


def kind_wished(incident: Incident) -> Wished:
    """Under which wish an incident file is told."""
    return "maintenance" if incident.kind == "maintenance" else "incident"
