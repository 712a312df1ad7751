"""One incident file, parted, to find places in. Does not know how it was read."""

from dataclasses import dataclass
from typing import NamedTuple

import yaml

from plainstatus.check.place import Place
from plainstatus.reading.faults import Faults, TooManyFaultsError
from plainstatus.reading.sections import Parts, Section
from plainstatus.reading.updates import part_fields, translated_time
from plainstatus.reading.yaml_nodes import LONGEST_FRONT_MATTER, compose


class Spot(NamedTuple):
    """From a line and a column of a file to others. They count from 1; 0 stands for the file as a whole.

    `verbatim`: between them stand the words of the place as they are, so that others can take their place.
    """

    path: str
    line: int = 0
    column: int = 0
    end_line: int = 0
    end_column: int = 0
    verbatim: bool = False


@dataclass(frozen=True)
class Source:
    """The file at `path`. `zone` is that of times without one."""

    path: str
    parts: Parts
    zone: str

    def spot(self, place: Place) -> Spot | None:
        """Where `place` stands in this file; None where it cannot be found."""
        if place.part == "summary":
            return self._in_words(place, _said(place), self.parts.summary, self.parts.summary_line)
        if place.part == "title" or (place.part == "field" and place.update is None):
            return self._in_front_matter(place)
        section = self._section(place)
        if section is None:
            return None
        heading = Spot(self.path, section.line, 1)
        fields, words = part_fields(section.body)
        if place.part == "text":
            return self._in_words(place, _said(place), words, section.line + 1 + fields.count("\n")) or heading
        if place.part == "field":
            return self._value(place.field, fields, section.line + 1) or heading
        return heading

    def _section(self, place: Place) -> Section | None:
        """The section of the update that `place` is in."""
        if place.update is None:
            return None
        update = place.incident.updates[place.update]
        if place.language is None:
            return next((each for each in self.parts.sections if each.line == update.line), None)
        unheard = Faults(self.path)
        times = ((translated_time(each, self.zone, unheard), each) for each in self.parts.sections)
        return next((each for at, each in times if at == update.at), None)

    def _in_words(self, place: Place, said: str, words: str, line: int) -> Spot | None:
        """`place` in `words`, which begin at `line` and hold what was `said` behind blank lines."""
        begin = len(words) - len(words.lstrip("\n"))
        if not said or not words.startswith(said, begin):
            return None
        return _span(self.path, words, line, begin + place.start, begin + place.end)

    def _in_front_matter(self, place: Place) -> Spot | None:
        name = "title" if place.part == "title" else place.field
        spot = self._value(name, self.parts.front or "", self.parts.front_line)
        if spot is None or place.part == "field":
            return spot
        written = (self.parts.front or "").split("\n")[spot.line - self.parts.front_line]
        begin = spot.column - 1 + (written[spot.column - 1 : spot.column] in ("'", '"'))
        if not written.startswith(_said(place), begin):
            return spot
        return _span(self.path, written, spot.line, begin + place.start, begin + place.end)

    def _value(self, name: str, fields: str, line: int) -> Spot | None:
        """Where the value of a field begins; `scheduled.start` is a field within one."""
        try:
            node = compose(fields, Faults(self.path), line, longest=LONGEST_FRONT_MATTER) if fields else None
        except TooManyFaultsError:
            return None
        for each in name.split("."):
            pairs = node.value if isinstance(node, yaml.MappingNode) else []
            node = next((value for key, value in pairs if key.value == each), None)
        return None if node is None else Spot(self.path, line + node.start_mark.line, node.start_mark.column + 1)


def _said(place: Place) -> str:
    """The words of the part that `place` is in."""
    incident, language = place.incident, place.language
    if place.part == "title":
        return incident.title if language is None else incident.titles.get(language, "")
    if place.part == "summary":
        return incident.summary if language is None else incident.summaries.get(language, "")
    update = incident.updates[place.update or 0]
    return update.text if language is None else update.translations.get(language, "")


def _span(path: str, text: str, line: int, start: int, end: int) -> Spot:
    """From `start` to `end` of `text`, which begins at the first column of `line`."""
    return Spot(path, *_at(text, line, start), *_at(text, line, end), True)


def _at(text: str, line: int, index: int) -> tuple[int, int]:
    return line + text.count("\n", 0, index), index - text.rfind("\n", 0, index)
