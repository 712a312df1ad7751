"""The documents of the API v2 of Statuspage with all that there ever was, where the site itself lists the newest."""

from typing import Any

from plainstatus.site.api.documents import Documents
from plainstatus.site.json_text import json_file
from plainstatus.site.site import Site


def statuspage_files(site: Site) -> dict[str, bytes]:
    """The documents by the names that the API has for them, each with `page` and its list."""
    documents = Documents(site)
    return {
        f"{name}.json": json_file(document)
        for name, document in {
            "components": documents.components(),
            "incidents": documents.incidents(None),
            "scheduled-maintenances": documents.maintenances(None),
        }.items()
    }


def statuspage_document(site: Site) -> bytes:
    """The same in one document, with the fields of a summary."""
    documents = Documents(site)
    whole: dict[str, Any] = {
        "page": documents.page,
        "components": documents.components()["components"],
        "incidents": documents.incidents(None)["incidents"],
        "scheduled_maintenances": documents.maintenances(None)["scheduled_maintenances"],
        "status": documents.status()["status"],
    }
    return json_file(whole)
