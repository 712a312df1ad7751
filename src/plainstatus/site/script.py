"""What the small script of a page needs: its words in each language, and the data that keeps a page true."""

from typing import Any

from markupsafe import Markup

from plainstatus.model.component import in_language
from plainstatus.model.status import COMPONENT_STATUSES
from plainstatus.site.favicon import favicons
from plainstatus.site.json_text import json_file, json_text
from plainstatus.site.sentence import patterns
from plainstatus.site.site import Site
from plainstatus.timeline.course import ENDED
from plainstatus.timeline.live import live_data
from plainstatus.timeline.uptime import epoch
from plainstatus.wording.edition import Edition
from plainstatus.wording.words import UPDATE_WORDS


def script_words(site: Site, edition: Edition) -> str:
    """A script that hands the words of one language to the script of the page."""
    words = edition.words
    said = {
        "language": edition.language,
        "sentence": patterns(words),
        "status": {status: str(words.status(status)) for status in COMPONENT_STATUSES},
        "state": {**{state: str(words.update(state)) for state in UPDATE_WORDS}, ENDED: str(words.text("Ended"))},
        "favicons": favicons(site),
        "yours": str(words.text("{time} your time")),
        "late": str(words.text("This update is late.")),
        "stale": str(words.text("This page was made {time} and may be out of date.")),
        "newer": str(words.text("There is newer information.")),
        "reload": str(words.text("Load it")),
        "filter": str(words.text("Find a component")),
        "found": {
            "none": str(words.text("Nothing found")),
            "one": str(words.text("1 found")),
            "other": str(words.text("{n} found")),
        },
    }
    return f"globalThis.plainstatusWords = {_for_script(said)};\n"


def page_data(site: Site, edition: Edition) -> dict[str, Any]:
    """The live data with the names of the components in this language."""
    components = site.timeline.catalog.components
    data = live_data(site.timeline)
    names = {id: in_language(components[id].name, edition.language) for id in data["components"]}
    return {**data, "names": names}


def live_attribute(data: dict[str, Any]) -> Markup:
    """JSON for an attribute in single quotes: shorter than one in which every double quote is escaped."""
    return Markup(json_text(data).replace("&", "&amp;").replace("'", "&#39;").replace("<", "&lt;"))  # noqa: S704


def live_file(site: Site) -> bytes:
    """What a page asks for to learn whether there is something newer."""
    return json_file({"built_at": epoch(site.timeline.now)})


def _for_script(value: object) -> str:
    # A line separator or a closing tag would end the script in some readers.
    return json_text(value).replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
