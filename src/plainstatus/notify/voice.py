"""How the messages of a channel speak: in which language and zone, with which links, out of which templates."""

import contextlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from plainstatus.model.settings import Settings
from plainstatus.timeline.timeline import Timeline
from plainstatus.wording import addresses
from plainstatus.wording.edition import Edition
from plainstatus.wording.text import Renderer


@dataclass(frozen=True)
class Voice:
    """`themes` are folders of templates, the owner's first. `pages` holds the ids of what has a page on the site."""

    settings: Settings
    edition: Edition
    themes: tuple[Path, ...]
    pages: frozenset[str]
    linkable: Mapping[str, str]

    @cached_property
    def renderer(self) -> Renderer:
        """Makes HTML of words; links to other incidents lead to their pages."""
        return Renderer(self.linkable)

    @property
    def host(self) -> str:
        """The name that stands for the site in the ids of messages, whatever its address is by now."""
        kept = (self.settings.feed_authority or "").partition(",")[0].rpartition("@")[2]
        return kept or urlsplit(self.settings.site_url).hostname or "localhost"

    def address(self, id: str) -> str:
        """The page of a course, or of the site where it has none."""
        path = addresses.incident(id) if id in self.pages else ""
        return f"{self.settings.site_url}{self.edition.prefix}{path}"


@dataclass(frozen=True)
class Voices:
    """The voices of one channel. `own` is that of its settings, and `editions` are those of the site, by language."""

    own: Voice
    editions: Mapping[str, Edition]
    _made: dict[tuple[str | None, str | None], Voice] = field(default_factory=dict)

    def of(self, language: str | None, zone: str | None) -> Voice:
        """The voice for a reader who chose a language or a zone, made once; None where they chose none.

        A language that the site has no longer, and a zone that nobody knows, count as none.
        """
        chosen = (language, zone)
        if chosen not in self._made:
            self._made[chosen] = self._voice(language, zone)
        return self._made[chosen]

    def _voice(self, language: str | None, zone: str | None) -> Voice:
        edition = self.editions.get(language or "", self.own.edition)
        if zone:
            with contextlib.suppress(ZoneInfoNotFoundError, ValueError, OSError):
                edition = edition.in_zone(ZoneInfo(zone))
        return self.own if edition is self.own.edition else replace(self.own, edition=edition)


class Linkable(Mapping[str, str]):
    """Path below the incident folder → path on the site: of what the site shows, and of files beside it."""

    def __init__(self, timeline: Timeline) -> None:
        self._incidents = {course.incident.path: addresses.incident(course.file_id) for course in timeline.courses}

    def __getitem__(self, path: str) -> str:
        return path if not path.endswith(".md") else self._incidents[path]

    def __iter__(self) -> Iterator[str]:
        return iter(self._incidents)

    def __len__(self) -> int:
        return len(self._incidents)
