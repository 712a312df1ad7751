"""The words of an incident, in every language, as passages that rules about words go over."""

from collections.abc import Iterator, Mapping

from plainstatus.check.place import Part, Place
from plainstatus.check.rule import Passage
from plainstatus.model.incident import Incident


def passages_of(incident: Incident, language: str) -> Iterator[Passage]:
    """Its title, its summary and the text of every update; `language` is the tag of those in the file itself."""
    yield from _in_all_languages(incident, "title", None, incident.title, incident.titles, language)
    yield from _in_all_languages(incident, "summary", None, incident.summary, incident.summaries, language)
    for number, update in enumerate(incident.updates):
        yield from _in_all_languages(incident, "text", number, update.text, update.translations, language)


def _in_all_languages(
    incident: Incident, part: Part, update: int | None, text: str, translations: Mapping[str, str], language: str
) -> Iterator[Passage]:
    # An update's audience is that of its file, or narrower: a wider one is refused where it is read.
    audience = incident.audience if update is None else incident.updates[update].audience
    if text:
        yield Passage(Place(incident, part, update, None, 0, len(text)), text, language, audience)
    for tag, words in translations.items():
        yield Passage(Place(incident, part, update, tag, 0, len(words)), words, tag, audience)
