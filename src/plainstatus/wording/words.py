"""The interface in one language: gettext catalogues, and the names of states.

A catalogue is `theme/locales/LANGUAGE/plainstatus.po`; English needs none.
"""

import gettext
import io
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from string import Formatter

from markupsafe import Markup, escape


def N_(text: str) -> str:
    """Marks `text` for the catalogues; it is translated where it is used."""
    return text


STATUS_WORDS = {
    "operational": N_("Operational"),
    "under_maintenance": N_("Under maintenance"),
    "degraded_performance": N_("Degraded performance"),
    "partial_outage": N_("Partial outage"),
    "major_outage": N_("Major outage"),
}

IMPACT_WORDS = {
    "none": N_("No impact"),
    "minor": N_("Minor impact"),
    "major": N_("Major impact"),
    "critical": N_("Critical impact"),
    "maintenance": N_("Maintenance"),
}

UPDATE_WORDS = {
    "investigating": N_("Investigating"),
    "identified": N_("Identified"),
    "monitoring": N_("Monitoring"),
    "update": N_("Update"),
    "resolved": N_("Resolved"),
    "postmortem": N_("Postmortem"),
    "scheduled": N_("Scheduled"),
    "rescheduled": N_("Rescheduled"),
    "in_progress": N_("In progress"),
    "verifying": N_("Verifying"),
    "completed": N_("Completed"),
    "cancelled": N_("Cancelled"),
    "notice": N_("Notice"),
}


class Words:
    """The words of one language, as markup: catalogues are trusted, what is set in is escaped."""

    def __init__(self, language: str, catalogues: Path) -> None:
        self.language = language
        self._translations = _translations(language, catalogues)
        self._patterns: dict[str, _Pattern] = {}

    def text(self, message: str, **values: object) -> Markup:
        """The translation of `message` with `{name}` filled from `values`, each escaped."""
        pattern = self._patterns.get(message)
        if pattern is None:
            pattern = self._patterns[message] = _Pattern(self._translations.gettext(message))
        return pattern.filled(values) if values else pattern.whole

    def plain(self, message: str, **values: object) -> str:
        """As `text`, but as plain text with nothing escaped: for what is escaped where it is set in."""
        return self._translations.gettext(message).format(**values)

    def count(self, one: str, many: str, number: int, **values: object) -> Markup:
        """The form for `number`, which fills `{n}`."""
        form = self._translations.ngettext(one, many, number)
        pattern = self._patterns.get(form)
        if pattern is None:
            pattern = self._patterns[form] = _Pattern(form)
        return pattern.filled({"n": number, **values})

    def status(self, status: str) -> Markup:
        return self.text(STATUS_WORDS[status])

    def impact(self, impact: str) -> Markup:
        return self.text(IMPACT_WORDS[impact])

    def update(self, status: str) -> Markup:
        return self.text(UPDATE_WORDS[status])

    def list(self, names: Sequence[str]) -> str:
        """`names` joined as this language joins them, as plain text: "A", "A and B", "A, B and C"."""
        if len(names) < 2:
            return "".join(names)
        return self.plain("{some} and {last}", some=", ".join(names[:-1]), last=names[-1])


class _Pattern:
    """A message taken apart once. `Markup.format` takes it apart each time, which thousands of pages feel."""

    __slots__ = ("_parts", "whole")

    def __init__(self, message: str) -> None:
        self.whole = Markup(message)  # noqa: S704 - our own catalogue
        self._parts = [(literal, name) for literal, name, _, _ in Formatter().parse(message)]

    def filled(self, values: Mapping[str, object]) -> Markup:
        made: list[str] = []
        for literal, name in self._parts:
            made.append(literal)
            if name is not None:
                value = values[name]
                made.append(value if type(value) is Markup else escape(value))
        return Markup("".join(made))  # noqa: S704 - every value was escaped


@lru_cache(maxsize=16)
def _translations(language: str, catalogues: Path) -> gettext.NullTranslations:
    for tag in (language, language.split("-")[0]):
        source = catalogues / tag.replace("-", "_") / "plainstatus.po"
        made = source.with_suffix(".mo")
        if made.is_file():
            return gettext.GNUTranslations(io.BytesIO(made.read_bytes()))
        if source.is_file():
            return gettext.GNUTranslations(io.BytesIO(compiled(source)))
    return gettext.NullTranslations()


def compiled(source: Path) -> bytes:
    """A catalogue as programs read it, a file that ends in `.mo`. Beside its source, it takes the place of that."""
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    made = io.BytesIO()
    with source.open("rb") as file:
        write_mo(made, read_po(file))
    return made.getvalue()
