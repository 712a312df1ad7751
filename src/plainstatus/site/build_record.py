"""What a build says of itself to whoever brings it somewhere. It is written last, and stays on this machine."""

from plainstatus.model.moment import rfc3339
from plainstatus.site.json_text import json_file
from plainstatus.site.site import Site
from plainstatus.wording import addresses

PATH = "build.json"


def build_record(site: Site) -> bytes:
    """Whose site it is and as of when; the files without which it is not whole; the page of each open incident."""
    names = ("index.html", f"{addresses.FEED}.atom", f"{addresses.FEED}.rss", addresses.LIVE)
    whole = ["404.html", *(edition.prefix + name for edition in site.editions for name in names)]
    return json_file(
        {
            "version": 1,
            "url": site.root,
            "audience": site.settings.audience,
            "built_at": rfc3339(site.timeline.now),
            "whole": whole,
            "open": {course.id: addresses.file_of(addresses.incident(course.id)) for course in site.timeline.open},
        }
    )
