"""The words of the small script of a page, in each language."""

from plainstatus.model.status import COMPONENT_STATUSES
from plainstatus.site.favicon import favicons
from plainstatus.site.json_text import json_text
from plainstatus.site.sentence import patterns
from plainstatus.site.site import Site
from plainstatus.timeline.course import ENDED
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


def _for_script(value: object) -> str:
    # A line separator or a closing tag would end the script in some readers.
    return json_text(value).replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
