"""Which files of the incident folder leave for the site, and where they stand there.

This is the wall for files, as `timeline.audience` is for words: what only narrower words
point at stays back.
"""

import os
import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote

from plainstatus.model.incident import Incident
from plainstatus.model.settings import Settings
from plainstatus.timeline.timeline import Timeline
from plainstatus.wording import addresses

#: Files below these folders are published, unless only narrower words point at them.
OPEN_FOLDERS = ("assets", "pages")
#: Pages that the site's owner writes; they answer at the root, without the folder's name.
PAGES = "pages/"

_TARGET = re.compile(r"\]\(\s*<?([^)>\s]+)|(?:src|href)=[\"']?([^\"'>\s]+)|^\[[^\]]+\]:\s*<?(\S+?)>?\s*$", re.MULTILINE)
_PAGE_AUDIENCE = re.compile(r"^audience:[ \t]*([\w-]+|\"[^\"\n]*\"|'[^'\n]*')[ \t]*(?:#.*)?$", re.MULTILINE)
# MkDocs takes lines of this form on top of a page for settings, without any fence.
_PLAIN_SETTINGS = re.compile(r"(?:(?: {0,3}[\w-]+:| {4}|\t).*\n?)+")


def files_that_leave(
    folder: Path, everything: Iterable[Incident], timeline: Timeline, kept: Iterable[str], settings: Settings
) -> dict[str, str]:
    """Path below `folder` → path on the site, of every file that may be published.

    `everything` is all that was read; `timeline` has what this site shows of it by now;
    `kept` are files that the settings name.
    """
    shown = _shown(timeline)
    leaving = {path: addresses.incident(incident.id.split("/")[0]) for path, incident in shown.items()}
    files = list(_files(folder))
    pages = {path: _read(folder / path) for path in files if path.startswith(PAGES) and path.endswith(".md")}
    readable = {path: text for path, text in pages.items() if _may_be_read(text, settings)}
    narrower = {path: text for path, text in pages.items() if path not in readable}
    visible = _referenced(shown.values()).union(kept, _referenced_by_pages(readable))
    hidden = _referenced(incident for incident in everything if shown.get(incident.path) is not incident)
    hidden = hidden.union(_referenced_by_pages(narrower)) - visible
    for path in files:
        if path.endswith(".md"):
            if path in readable:
                leaving[path] = _place_of_page(path, settings)
        elif path in visible or (path not in hidden and path.split("/")[0] in OPEN_FOLDERS):
            leaving[path] = path
    return leaving


def _shown(timeline: Timeline) -> dict[str, Incident]:
    """Path of each incident file → what is shown of it by now: the words of all its occurrences, none of the future."""
    shown: dict[str, Incident] = {}
    for course in timeline.courses:
        incident, said = course.incident, timeline.updates(course)
        known = shown.get(incident.path)
        if known is not None:
            said = tuple({update.at: update for update in (*known.updates, *said)}.values())
        # Most are shown whole; making no copy of them is what keeps thousands cheap.
        shown[incident.path] = incident if said is incident.updates else replace(incident, updates=said)
    return shown


def _files(folder: Path) -> Iterator[str]:
    """Every file that is neither hidden nor set aside with an underscore."""
    for place, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if name[0] not in "._")
        below = Path(place).relative_to(folder).as_posix()
        prefix = "" if below == "." else f"{below}/"
        yield from (prefix + name for name in sorted(names) if name[0] not in "._")


def _read(page: Path) -> str:
    return page.read_text("utf-8", errors="replace").removeprefix("\ufeff")


def _may_be_read(page: str, settings: Settings) -> bool:
    """Whether the readers of this site may read a page: the settings on top of it may name an audience."""
    plain = _PLAIN_SETTINGS.match(page)
    on_top = page.split("\n---", 1)[0] if page.startswith("---") else plain[0] if plain else ""
    named = _PAGE_AUDIENCE.search(on_top)
    if named is None:
        # Whatever is there in another form must not slip through as if nothing were.
        return "audience" not in on_top.lower()
    return named[1].strip("\"'") in settings.readers_of


def _place_of_page(path: str, settings: Settings) -> str:
    """`pages/about.md` → `about/`; `pages/about.it.md` → `it/about/`."""
    stem = path.removeprefix(PAGES).removesuffix(".md")
    for language in settings.languages[1:]:
        if stem.endswith(f".{language}"):
            return f"{language}/{stem.removesuffix(f'.{language}')}/"
    return f"{stem}/"


def _referenced(incidents: Iterable[Incident]) -> set[str]:
    """The paths below the incident folder that the words of `incidents` point at."""
    found: set[str] = set()
    for incident in incidents:
        folder = posixpath.dirname(incident.path)
        for text in _texts(incident):
            # Most words point at nothing, or elsewhere: a look that costs nothing spares the pattern.
            if text.count("](") > text.count("](http") or "=" in text or "]:" in text:
                found.update(_targets(text, folder))
    return found


def _referenced_by_pages(pages: Mapping[str, str]) -> Iterator[str]:
    for path, text in pages.items():
        yield from _targets(text, posixpath.dirname(path))


def _targets(text: str, folder: str) -> Iterator[str]:
    for match in _TARGET.findall(text):
        target = next(part for part in match if part)
        if "://" not in target:
            yield _normal(folder, unquote(target.split("#")[0].split("?")[0]))


def _normal(folder: str, target: str) -> str:
    return target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))


def _texts(incident: Incident) -> Iterator[str]:
    yield incident.summary
    yield from incident.summaries.values()
    for update in incident.updates:
        yield update.text
        yield from update.translations.values()
