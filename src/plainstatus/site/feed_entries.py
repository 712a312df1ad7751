"""What stands in the feeds: one entry for each incident, and one for each update.

An id is a tag URI (RFC 4151) of the site's authority and the incident's own id, so that
neither a rebuild nor a new title, path or generator changes it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import quote, urlsplit

from markupsafe import Markup, escape

from plainstatus.model.incident import Update, Window
from plainstatus.model.moment import rfc3339
from plainstatus.model.status import worst
from plainstatus.site.incident_page import anchor_of
from plainstatus.site.site import Site
from plainstatus.site.views import affected_names, state_word
from plainstatus.timeline.course import Course, Step
from plainstatus.timeline.said import Said, course_key, is_of_series, key_around
from plainstatus.wording import addresses
from plainstatus.wording.edition import Edition
from plainstatus.wording.readers import mark_of
from plainstatus.wording.text import linked_from

#: A tag URI needs a day on which its authority owned the name; any fixed one will do.
_DAY = "2026-01-01"


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry, ready for both forms. `html` holds absolute links only."""

    id: str
    title: str
    link: str
    published: datetime
    updated: datetime
    html: str
    categories: tuple[dict[str, str], ...]


def changed(course: Course, site: Site) -> datetime:
    """When a course last changed, by words or by the clock."""
    return site.timeline.state(course).at


def incident_entry(course: Course, site: Site, edition: Edition) -> Entry:
    """One entry for a whole incident: how it stands, what is affected, every update, newest first."""
    return Entry(
        id=incident_tag(course, site, edition),
        title=_marked(edition.title(course.incident), course.incident.audience, edition),
        link=site.root + edition.prefix + addresses.incident(course.id),
        published=course.first_update,
        updated=changed(course, site),
        html=_incident_html(course, site, edition),
        categories=_categories(course, site, edition),
    )


def _incident_html(course: Course, site: Site, edition: Edition) -> str:
    words, root = edition.words, site.root
    said = site.words(course, edition)
    parts = [f"<p>{escape(_standing(course, site, edition))}</p>"]
    if said.summary:
        parts.append(linked_from(said.summary, root))
    updates = site.timeline.updates(course)
    for update, html in zip(reversed(updates), reversed(said.updates), strict=True):
        when = edition.moments.element(update.at, edition.moments.dated(update.at))
        head = _marked(words.update(update.status), update.audience, edition)
        parts.append(f"<p><strong>{head}</strong> – {when}</p>\n{linked_from(html, root)}")
    return "\n".join(parts)


def _marked(title: str, audience: str, edition: Edition) -> str:
    """`title` with a mark before it where not everybody may read the words."""
    mark = mark_of(audience, edition.words)
    return f"[{mark}] {title}" if mark else title


def _standing(course: Course, site: Site, edition: Edition) -> str:
    """The sentence on top of an entry: the state, the window of a maintenance, what it touches."""
    window = site.timeline.state(course).window if course.kind == "maintenance" else None
    return _announced(state_word(course, site, edition), window, affected_names(course, site, edition), edition)


def _announced(state: Markup, window: Window | None, names: Sequence[str], edition: Edition) -> str:
    words, moments, said = edition.words, edition.moments, str(state)
    if window:
        start, end = moments.dated(window.start), moments.dated(window.end)
        said = words.plain("{state}: {start} to {end}", state=said, start=start, end=end)
    if not names:
        return f"{said}."
    touched = words.plain("Affected: {names}.", names=", ".join(names))
    return f"{said}. {touched}"


def _categories(course: Course, site: Site, edition: Edition) -> tuple[dict[str, str], ...]:
    state, impact = site.timeline.state(course).status, site.timeline.impact(course)
    scheme, words = site.root + "#", edition.words
    known = site.timeline.catalog.components
    return (
        {"term": impact, "scheme": f"{scheme}impact", "label": str(words.impact(impact))},
        {"term": state, "scheme": f"{scheme}state", "label": str(state_word(course, site, edition))},
        *(
            {"term": id, "scheme": f"{scheme}component", "label": edition.name(known[id])}
            for id in site.timeline.components_of(course)
            if id in known
        ),
    )


def update_entry(said: Said, site: Site, edition: Edition) -> Entry:
    """One entry for one update. What was said then, and nothing that came later, makes it."""
    course, update, step = said.course, said.update, said.step
    words, state = edition.words, edition.words.update(update.status)
    html = site.words(course, edition).updates[said.number]
    tag = _tag_of_key(key_around(said), site, edition)
    if is_of_series(course, update):
        path = addresses.incident(course.file_id)
    else:
        path = addresses.incident(course.id) + "#" + anchor_of(update.at)
    meant = _meant(course, update, step, site, edition)
    status = worst(step.components.values())
    return Entry(
        id=f"{tag}/{rfc3339(update.at)}",
        title=_marked(f"{state}: {edition.title(course.incident)}", update.audience, edition),
        link=site.root + edition.prefix + path,
        published=update.at,
        updated=update.at,
        html=(f"<p>{escape(meant)}</p>\n" if meant else "") + linked_from(html, site.root),
        categories=(
            {"term": update.status, "scheme": f"{site.root}#state", "label": str(state)},
            {"term": status, "scheme": f"{site.root}#status", "label": str(words.status(status))},
        ),
    )


def _meant(course: Course, update: Update, step: Step, site: Site, edition: Edition) -> str:
    """What an update meant when it was said: the window that it announced, or how its components were."""
    words, known = edition.words, site.timeline.catalog.components
    if update.status not in ("scheduled", "rescheduled"):
        return ", ".join(
            f"{edition.name(known[id])}: {words.status(status)}"
            for id, status in step.components.items()
            if id in known and status != "operational"
        )
    window = None if is_of_series(course, update) else step.window
    names = [edition.name(known[id]) for id in step.components if id in known]
    return _announced(words.update(update.status), window, names, edition)


def incident_tag(course: Course, site: Site, edition: Edition) -> str:
    """The id of an incident in every feed; one that it brought from elsewhere is kept."""
    return _tag_of_key(course_key(course), site, edition)


def _tag_of_key(key: str, site: Site, edition: Edition) -> str:
    if key.startswith(("tag:", "http:", "https:", "urn:")):
        return key
    return tag_of(f"incident/{quote(key)}", site, edition)


def tag_of(rest: str, site: Site, edition: Edition) -> str:
    """A tag URI of the site's authority; an edition in another language has ids of its own."""
    if edition.prefix:
        rest = f"{edition.prefix}{rest}"
    return f"tag:{authority(site)},{_DAY}:{rest}"


def authority(site: Site) -> str:
    """The name that stands for the site in ids, whatever its address is by now."""
    return site.settings.feed_authority or urlsplit(site.root).hostname or "localhost"
