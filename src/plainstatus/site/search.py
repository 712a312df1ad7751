"""The index that the search of the history reads: small, and of this site's audience alone."""

from plainstatus.site.json_text import json_text
from plainstatus.site.site import Site
from plainstatus.site.views import affected_names, worst_status
from plainstatus.wording import addresses
from plainstatus.wording.edition import Edition


def search_index(site: Site, edition: Edition) -> bytes:
    """One line for each incident, newest first: address, title, day, colour, names of components."""
    timeline = site.timeline
    rows = [
        [
            addresses.incident(course.id),
            edition.title(course.incident),
            timeline.date_of(course).isoformat(),
            worst_status(course, site),
            ", ".join(affected_names(course, site, edition)),
        ]
        for course in timeline.courses
    ]
    lines = ",\n".join(json_text(row) for row in rows)
    return f'{{"incidents":[\n{lines}\n]}}\n'.encode()
