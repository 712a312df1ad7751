"""What incident files are read against: the components and the settings of their site."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from plainstatus.model.component import Catalog
from plainstatus.model.settings import Settings
from plainstatus.reading.faults import Faults
from plainstatus.reading.scope import Scope


@dataclass(frozen=True)
class ReadingContext:
    """What incident files are read against: the components and the settings of the site.

    `complete` is False where `components.yml` could not be read, so that no id can be checked.
    """

    catalog: Catalog
    settings: Settings
    complete: bool = True

    @cached_property
    def audiences(self) -> tuple[str, ...]:
        """Every audience that a file may name."""
        return tuple(dict.fromkeys(("public", *self.settings.audiences)))

    def scope(self, faults: Faults, first_line: int, after: datetime | None = None, zone: str | None = None) -> Scope:
        """The surroundings of a block of fields of an incident file."""
        return Scope(
            faults,
            first_line,
            zone or self.settings.timezone,
            after,
            self.catalog.components if self.complete else None,
            self.audiences,
            placeholders=True,
        )
