"""Where a place in the words of an incident stands: the file, the line and the column.

A file is read again for it, once, and only when there is something to say about it.
"""

from collections.abc import Callable
from pathlib import PurePosixPath

from plainstatus.check.place import Place
from plainstatus.check.source import Source, Spot
from plainstatus.reading.sections import split


class Locator:
    """Finds places. `read` gives the text of a file by its path, with newlines alone; None where it cannot be read.

    `zone` is that of times without one.
    """

    def __init__(self, read: Callable[[str], str | None], zone: str) -> None:
        self._read = read
        self._zone = zone
        self._sources: dict[str, Source | None] = {}

    def spot(self, place: Place) -> Spot:
        """Where `place` stands: the file as a whole, where it is not, or no longer, in the words of the file."""
        path = path_of(place)
        source = None if place.part == "file" else self._source(path)
        return (source and source.spot(place)) or Spot(path)

    def _source(self, path: str) -> Source | None:
        if path not in self._sources:
            text = self._read(path)
            self._sources[path] = None if text is None else Source(path, split(text), self._zone)
        return self._sources[path]


def path_of(place: Place) -> str:
    """The file that `place` is in: that of the incident, or of a translation beside it."""
    path = place.incident.path
    return path if place.language is None else str(PurePosixPath(path).with_suffix(f".{place.language}.md"))
