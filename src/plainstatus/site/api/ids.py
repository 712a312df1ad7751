"""The ids of the API: those that a site brought from elsewhere, and others that look like them.

An id follows from what is stable in the repository, never from a place in a list, a name or a build.
"""

import re
from hashlib import blake2b
from itertools import product
from urllib.parse import urlsplit

from plainstatus.model.component import Component, Group
from plainstatus.model.incident import Update
from plainstatus.model.moment import rfc3339
from plainstatus.site.site import Site
from plainstatus.timeline.course import Course

#: Digits and consonants: no id reads as a word.
_ALPHABET = "0123456789bcdfghjklmnpqrstvwxyz"
_LENGTH = 12
#: Every three of them: an id is made of four, of which thousands are wanted.
_THREES = tuple(map("".join, product(_ALPHABET, repeat=3)))

#: What hosted pages give out: twelve such characters, or the 26 of a ULID. Any other id that a file
#: brought (a name, a number) would break readers that check the form.
_BROUGHT = re.compile(rf"[{_ALPHABET}]{{{_LENGTH}}}|[0-9A-HJKMNP-TV-Z]{{26}}")


def page_id(site: Site) -> str:
    """The id of the whole page."""
    return _made("page", site.settings.feed_authority or urlsplit(site.root).hostname or "")


def component_id(component: Component | Group) -> str:
    """The id of a component or of a group; no id of one is that of the other."""
    return _brought(component.external_id) or _made("component", component.id)


def incident_id(course: Course) -> str:
    """The id of an incident, a maintenance, or one occurrence of it."""
    known = None if "/" in course.id else _brought(course.incident.external_id)
    return known or _made("incident", course.id)


def update_id(course: Course, update: Update) -> str:
    """The id of an update, which is known by its incident and its time."""
    known = None if "/" in course.id else _brought(update.external_id)
    return known or _made("update", f"{course.id}/{rfc3339(update.at)}")


def _brought(id: str | None) -> str | None:
    return id if id is not None and _BROUGHT.fullmatch(id) else None


def _made(kind: str, key: str) -> str:
    number = int.from_bytes(blake2b(f"{kind}/{key}".encode(), digest_size=8).digest())
    number, first = divmod(number, len(_THREES))
    number, second = divmod(number, len(_THREES))
    number, third = divmod(number, len(_THREES))
    return _THREES[first] + _THREES[second] + _THREES[third] + _THREES[number % len(_THREES)]
