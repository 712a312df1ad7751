"""The files of the JSON API, by path below the site's root."""

from collections.abc import Iterator

from plainstatus.site.api.documents import Documents
from plainstatus.site.api.ids import incident_id
from plainstatus.site.api.own import own_document
from plainstatus.site.api.own_schema import own_schema
from plainstatus.site.json_text import json_file
from plainstatus.site.site import Site
from plainstatus.timeline.course import Course
from plainstatus.wording import addresses


def api_files(site: Site) -> Iterator[tuple[str, bytes]]:
    """Every document that lists more than one incident."""
    documents = Documents(site)
    for name, document in {
        "summary": documents.summary(),
        "status": documents.status(),
        "components": documents.components(),
        "incidents": documents.incidents(),
        "incidents/unresolved": documents.unresolved(),
        "scheduled-maintenances": documents.maintenances(),
        "scheduled-maintenances/upcoming": documents.upcoming(),
        "scheduled-maintenances/active": documents.active(),
    }.items():
        yield f"{addresses.API}{name}.json", json_file(document)
    yield addresses.API_OWN, json_file(own_document(site))
    yield addresses.API_OWN_SCHEMA, json_file(own_schema(site))


def incident_file(course: Course, documents: Documents) -> Iterator[tuple[str, bytes]]:
    """The document of one incident or maintenance."""
    if course.kind != "notice":
        folder = "scheduled-maintenances" if course.kind == "maintenance" else "incidents"
        yield f"{addresses.API}{folder}/{incident_id(course)}.json", json_file(documents.single(course))


def incident_files(site: Site) -> Iterator[tuple[str, bytes]]:
    """The documents of all incidents and maintenances."""
    documents = Documents(site)
    for course in site.timeline.courses:
        yield from incident_file(course, documents)
