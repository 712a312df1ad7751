"""The banner in the product: the data that it is made of, and the script that shows it.

The data holds every word, shape and colour, so that the script is the same for every site and language.
"""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from plainstatus.model.moment import rfc3339
from plainstatus.model.status import COMPONENT_STATUSES, weight
from plainstatus.site.front import overall
from plainstatus.site.product.looks import LOOKS
from plainstatus.site.site import Site
from plainstatus.site.views import present_status, state_word
from plainstatus.timeline.course import CLOSED_STATES, UNDER_WAY_STATES, Course
from plainstatus.wording import addresses
from plainstatus.wording.edition import Edition

VERSION = 1
#: A maintenance is in the data from so long before its window on: the script shows it later.
NEAR = timedelta(days=14)
#: A text, which stays as it is, or a sign with the space around it.
_SPARE = re.compile(r"""(?P<text>"[^"\n]*"|`[^`]*`)|\s*(?P<sign>[][{}(),;:?=<>+*&|-])\s*""")


def banner_data(site: Site, edition: Edition, style: str) -> dict[str, Any]:
    """What is open, under way or near, with the ids of the files, and all that a banner shows of it.

    `style` is the stylesheet of the banner.
    """
    timeline, settings = site.timeline, site.settings
    return {
        "version": VERSION,
        "page": {"name": settings.name, "url": site.root + edition.prefix},
        "as_of": rfc3339(timeline.now),
        "stale_after": rfc3339(timeline.now + settings.stale_after),
        "status": timeline.overall,
        "sentence": overall(site, edition).text,
        "incidents": [_incident(course, site, edition) for course in _worst_first(site)],
        "maintenances": list(_maintenances(site, edition)),
        "words": _words(edition),
        "shapes": {status: LOOKS[status].shape for status in COMPONENT_STATUSES},
        "style": " ".join(style.split()),
    }


def banner_script(source: str) -> bytes:
    """`source` without its comments, which stand on lines of their own, and without spaces that nobody reads.

    It ends every statement with a semicolon, so that no line end is needed.
    """
    code = "\n".join(line for line in source.splitlines() if not line.lstrip().startswith("//"))
    return (_SPARE.sub(lambda found: found["text"] or found["sign"], code).strip() + "\n").encode()


def _worst_first(site: Site) -> list[Course]:
    return sorted(site.timeline.open, key=lambda course: -weight(present_status(course, site)))


def _incident(course: Course, site: Site, edition: Edition) -> dict[str, Any]:
    status = present_status(course, site)
    # Where everything works again, the banner says how far the incident is.
    label = state_word(course, site, edition) if status == "operational" else edition.words.status(status)
    return {**_told(course, site, edition), "label": str(label), "shape": status}


def _told(course: Course, site: Site, edition: Edition) -> dict[str, Any]:
    timeline = site.timeline
    expected = timeline.expected_recovery(course)
    return {
        "id": course.id,
        "title": edition.title(course.incident),
        "lang": edition.title_language(course.incident) or edition.language,
        "url": site.root + edition.prefix + addresses.incident(course.id),
        "status": present_status(course, site),
        "state": timeline.state(course).status,
        "impact": timeline.impact(course),
        "components": _touched(course, site),
        "started": rfc3339(timeline.started(course)),
        "next_update": _moment(timeline.next_update(course)),
        "expected_recovery": _moment(expected) if isinstance(expected, datetime) else expected,
    }


def _touched(course: Course, site: Site) -> list[str]:
    """The components that are not operational; where all are again, or still, all that it names."""
    known = site.timeline.catalog.components
    named = {id: status for id, status in site.timeline.state(course).components.items() if id in known}
    return [id for id, status in named.items() if status != "operational"] or list(named)


def _maintenances(site: Site, edition: Edition) -> Iterator[dict[str, Any]]:
    """What is under way, then what begins soon, by the start of its window.

    `begins` is when it began or the clock will begin it, None where a person does; `ends` is from
    when on nothing is said of it, None where that is for a person to say.
    """
    timeline = site.timeline
    steps = {each["id"]: each["steps"] for each in site.live["incidents"] if each["kind"] == "maintenance"}
    near = (course for course in timeline.coming if timeline.started(course) <= timeline.now + NEAR)
    for course in (*timeline.under_way, *near):
        state, window = timeline.state(course).status, timeline.state(course).window
        begun = timeline.started(course) if state in UNDER_WAY_STATES else None
        begins = begun or _first(steps[course.id], UNDER_WAY_STATES)
        ends = _first(steps[course.id], CLOSED_STATES)
        if begins is None and window:
            # It waits for a person: once its time has passed without one, there is nothing to say.
            ends = window.end
        yield {
            **_told(course, site, edition),
            "label": edition.words.plain("Maintenance under way"),
            "shape": "under_maintenance",
            "window": {"start": rfc3339(window.start), "end": rfc3339(window.end)} if window else None,
            "begins": _moment(begins),
            "ends": _moment(ends),
        }


def _first(steps: list[Any], states: frozenset[str]) -> datetime | None:
    """When the first of the steps into one of `states` is."""
    return next((datetime.fromtimestamp(at, UTC) for at, state, _ in steps if state in states), None)


def _moment(moment: datetime | None) -> str | None:
    return None if moment is None else rfc3339(moment)


def _words(edition: Edition) -> dict[str, Any]:
    """The words and the form of times that the script sets together; `promises` are told while they are to come."""
    plain = edition.words.plain
    return {
        "language": edition.language,
        "locale": edition.locale.replace("_", "-"),
        "times": {
            "day": "numeric",
            "month": "short",
            "hour": "2-digit",
            "minute": "2-digit",
            "timeZoneName": "short",
        },
        "planned": plain("Maintenance planned"),
        "promises": {"expected_recovery": plain("Expected back"), "next_update": plain("Next update")},
        "dismiss": plain("Dismiss"),
    }
