"""The interface in one language: gettext catalogues, and the names of states.

A catalogue is `theme/locales/LANGUAGE/plainstatus.po`; English needs none.
"""

import gettext
import io
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from markupsafe import Markup


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

    def text(self, message: str, **values: object) -> Markup:
        """The translation of `message` with `{name}` filled from `values`, each escaped."""
        found = Markup(self._translations.gettext(message))  # noqa: S704 - our own catalogue
        return found.format(**values) if values else found

    def plain(self, message: str, **values: object) -> str:
        """As `text`, but as plain text with nothing escaped: for what is escaped where it is set in."""
        return self._translations.gettext(message).format(**values)

    def count(self, one: str, many: str, number: int, **values: object) -> Markup:
        """The form for `number`, which fills `{n}`."""
        found = Markup(self._translations.ngettext(one, many, number))  # noqa: S704 - our own catalogue
        return found.format(n=number, **values)

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


@lru_cache(maxsize=16)
def _translations(language: str, catalogues: Path) -> gettext.NullTranslations:
    for tag in (language, language.split("-")[0]):
        source = catalogues / tag.replace("-", "_") / "plainstatus.po"
        if source.is_file():
            return _compiled(source)
    return gettext.NullTranslations()


def _compiled(source: Path) -> gettext.GNUTranslations:
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    compiled = io.BytesIO()
    with source.open("rb") as file:
        write_mo(compiled, read_po(file))
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)
