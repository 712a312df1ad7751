"""The site in one language: its words, its way of writing times, its place below the root."""

from collections.abc import Container
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from pathlib import Path
from zoneinfo import ZoneInfo

from plainstatus.model.component import Component, Group, in_language
from plainstatus.model.incident import Incident, Update
from plainstatus.model.settings import Settings
from plainstatus.wording.moments import Moments, locale_of
from plainstatus.wording.words import Words


@dataclass(frozen=True)
class Edition:
    """`prefix` is "" for the language of the incident files and `it/` for another."""

    language: str
    original: str
    prefix: str
    words: Words
    moments: Moments

    @property
    def locale(self) -> str:
        """As Open Graph writes it: `en_GB`."""
        return locale_of(self.language)

    @cached_property
    def decimal_point(self) -> str:
        """What stands between the whole and its parts: `.` or `,`."""
        from babel.numbers import get_decimal_symbol

        return get_decimal_symbol(self.locale)

    @property
    def own_name(self) -> str:
        """What the language calls itself: "Italiano"."""
        from babel import Locale

        name = Locale.parse(self.locale).get_language_name() or self.language
        return name[:1].upper() + name[1:]

    def in_zone(self, zone: ZoneInfo) -> "Edition":
        """The same for readers in another zone than the site's."""
        return replace(self, moments=self.moments.in_zone(zone))

    def name(self, thing: Component | Group) -> str:
        return in_language(thing.name, self.language)

    def title(self, incident: Incident) -> str:
        return incident.titles.get(self.language, incident.title)

    def title_language(self, incident: Incident) -> str | None:
        """The language of the title where it is not this edition's."""
        return self._foreign(incident.titles)

    def text(self, update: Update) -> str:
        return update.translations.get(self.language, update.text)

    def text_language(self, update: Update) -> str | None:
        """The language of an update's words where it is not this edition's."""
        return self._foreign(update.translations)

    def summary(self, incident: Incident) -> str:
        return incident.summaries.get(self.language, incident.summary)

    def summary_language(self, incident: Incident) -> str | None:
        return self._foreign(incident.summaries)

    def _foreign(self, translations: Container[str]) -> str | None:
        missing = self.language != self.original and self.language not in translations
        return self.original if missing else None


def editions_of(settings: Settings, catalogues: Path, now: datetime) -> tuple[Edition, ...]:
    """One edition for each language of the site; the first stands at the root."""
    original = settings.languages[0]
    zone = ZoneInfo(settings.timezone)
    made = []
    for language in settings.languages:
        words = Words(language, catalogues)
        prefix = "" if language == original else f"{language}/"
        made.append(Edition(language, original, prefix, words, Moments(words, zone, now)))
    return tuple(made)
