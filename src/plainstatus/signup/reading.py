"""From the fields of the form to what somebody asks for, with all that is wrong in it, in the language of the page."""

import re
from difflib import get_close_matches
from typing import NamedTuple

from plainstatus.model.subscriber import WISHED, Wishes
from plainstatus.notify.mail_form import is_usable
from plainstatus.signup.exchange import Fields, first
from plainstatus.signup.links import Asked
from plainstatus.signup.place import Place
from plainstatus.wording.words import Words

#: Of an address (RFC 5321, section 4.5.3.1.3, without the brackets).
_LONGEST_ADDRESS = 254
#: So many components by name: what is chosen travels in the link.
MOST_COMPONENTS = 60
_HOST = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9-]{2,63}", re.IGNORECASE)
_INCIDENT = re.compile(r"[a-z0-9][a-z0-9-]{0,119}(?:/[0-9A-Za-z:-]{1,40})?")


class Filled(NamedTuple):
    """`faults` are by the name of their field; without one, `asked` can be done."""

    asked: Asked
    faults: dict[str, str]


def read_form(fields: Fields, place: Place, words: Words, *, address: str | None = None) -> Filled:
    """What a form asks for; `address` is that of somebody who is known, who is not asked for it."""
    faults: dict[str, str] = {}
    written = address or _address(first(fields, "address"))
    if address is None and not _is_address(written):
        faults["address"] = words.plain("This is no e-mail address that a message can be sent to.")
    zone = first(fields, "zone")
    if zone and zone not in place.zones:
        faults["zone"] = _unknown_zone(zone, place, words)
    language = first(fields, "language")
    wishes = _wishes(fields, place, words, faults)
    return Filled(Asked(written, wishes, language if language in place.tags else None, zone or None), faults)


def _wishes(fields: Fields, place: Place, words: Words, faults: dict[str, str]) -> Wishes:
    incident = first(fields, "incident")
    if _INCIDENT.fullmatch(incident):
        return Wishes(incident=incident)
    kinds = tuple(kind for kind in WISHED if kind in fields.get("kinds", ()))
    if not kinds:
        faults["kinds"] = words.plain("Tick at least one.")
    # What has left the site since the page was made is no fault of whoever ticked it.
    chosen = tuple(dict.fromkeys(id for id in fields.get("components", ()) if id in place.ids))
    if len(chosen) > MOST_COMPONENTS:
        faults["components"] = words.plain("Tick at most {n}, or whole groups, or none for all.", n=MOST_COMPONENTS)
    elif fields.get("components") and not chosen:
        faults["components"] = words.plain("None of these is there any more. Please choose again.")
    return Wishes(chosen, kinds)


def _address(text: str) -> str:
    """`text` with its host as mail knows it (IDNA)."""
    name, at, host = text.rpartition("@")
    if host.isascii():
        return text
    try:
        return f"{name}{at}{host.encode('idna').decode('ascii')}"
    except UnicodeError:
        return text


def _is_address(text: str) -> bool:
    name, _, host = text.rpartition("@")
    well_dotted = not (name.startswith(".") or name.endswith(".") or ".." in name)
    fits = len(text) <= _LONGEST_ADDRESS and "@" not in name
    return is_usable(text) and fits and well_dotted and _HOST.fullmatch(host) is not None


def _unknown_zone(zone: str, place: Place, words: Words) -> str:
    near = get_close_matches(zone[:64], place.zones, 1, 0.6)
    if near:
        return words.plain("There is no such time zone. Did you mean {zone}?", zone=near[0])
    return words.plain("There is no such time zone. Write it as in Europe/Rome, or leave it empty.")
