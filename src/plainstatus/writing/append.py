"""A new update in the text of a file that somebody wrote: nothing else in it changes, not a byte.

Knows where updates stand and which order they keep; whether the new file is right, the reader says.
"""

import re

from plainstatus.model.incident import Update
from plainstatus.reading import times
from plainstatus.reading.sections import Section, split
from plainstatus.writing.incident import update_text

_AFTER_DASH = re.compile(r".+?\s*[—–·-]+\s*(\d.*)", re.ASCII)


def append_update(text: str, update: Update, *, audience: str = "public", zone: str = "UTC") -> str:
    """`text` with `update` before the first update where the newest stands on top, else at the end.

    `audience` is the file's own. `zone` is the site's: it counts for headings without a zone,
    and the new heading is written in it. Line ends stay what they are.
    """
    newline = "\r\n" if "\r\n" in text else "\n"
    section = update_text(update, audience=audience, zone=zone).replace("\n", newline)
    lines = re.split(r"(?<=\n)", text)
    parts = split(text.removeprefix("\ufeff").replace("\r\n", "\n"))
    if newest_first(parts.sections, zone):
        at = parts.sections[0].line - 1
        return f"{''.join(lines[:at])}{section}{newline}{newline}{''.join(lines[at:])}"
    return f"{text}{_gap(text, newline)}{section}{newline}"


def newest_first(sections: list[Section], zone: str = "UTC") -> bool:
    """Whether the first of `sections` is later than the last; False where this cannot be told."""
    moments = [moment for section in sections if (moment := _moment(section.heading, zone)) is not None]
    return len(moments) > 1 and moments[0] > moments[-1]


def _moment(heading: str, zone: str) -> float | None:
    match = _AFTER_DASH.fullmatch(heading)
    if match is None:
        return None
    try:
        return times.parse_time(match[1], zone).timestamp()
    except times.TimeFault:
        return None


def _gap(text: str, newline: str) -> str:
    """What has to stand between the end of `text` and a heading: one blank line."""
    if not text or text.endswith((newline * 2, "\n\n")):
        return ""
    return newline if text.endswith("\n") else newline * 2
