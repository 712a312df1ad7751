"""What the sign-up knows of its site: names, languages, what can be wished for.

It can be written as JSON and read back, so that a function in the cloud needs neither the files of the site nor
what reads them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cached_property
from typing import Any
from zoneinfo import available_timezones

from plainstatus.model.component import Catalog
from plainstatus.model.settings import Link, Settings
from plainstatus.site.brand import stylesheet
from plainstatus.site.signup_form import Choice, ChoiceGroup, choices, own_names
from plainstatus.wording.edition import Edition


@dataclass(frozen=True)
class Place:
    """`home` is the address of the site, `url` that of the sign-up, both with a slash at their end.

    `languages` are tags with their own names, the site's first one first. `zone` is that of the site, `zones` are all
    that can be chosen. `offered` is by language. `accent` is CSS.
    """

    name: str
    home: str
    url: str
    languages: tuple[tuple[str, str], ...]
    zone: str
    zones: tuple[str, ...]
    offered: Mapping[str, tuple[ChoiceGroup, ...]]
    contact: Link | None = None
    accent: str = ""

    @cached_property
    def ids(self) -> frozenset[str]:
        """Every component and group that can be wished for."""
        groups = self.offered[self.languages[0][0]]
        of_groups = {group.id for group in groups if group.id}
        return frozenset(of_groups.union(each.id for group in groups for each in group.components))

    @cached_property
    def tags(self) -> tuple[str, ...]:
        """The languages, without their names."""
        return tuple(language for language, _ in self.languages)

    def language_for(self, wished: str, accepted: str = "") -> str:
        """The language of a page: the one that is `wished`, or the first that `accepted` (Accept-Language) names."""
        for each in (wished, *(part.partition(";")[0].strip().lower() for part in accepted.split(",")[:20])):
            for tag in (each, each.partition("-")[0]):
                if tag in self.tags:
                    return tag
        return self.tags[0]

    def as_json(self) -> dict[str, Any]:
        """As JSON has it."""
        return asdict(self)


def place_of(settings: Settings, readable: Catalog, editions: Sequence[Edition]) -> Place:
    """The place of a site that has a sign-up; `readable` is what everybody may know of its components."""
    assert settings.signup is not None
    return Place(
        name=settings.name,
        home=settings.site_url,
        url=settings.signup,
        languages=own_names(editions),
        zone=settings.timezone,
        zones=tuple(sorted(available_timezones())),
        offered={edition.language: choices(readable, edition) for edition in editions},
        contact=settings.contact,
        accent=stylesheet(settings),
    )


def place_from(kept: Mapping[str, Any]) -> Place:
    """What `as_json` made."""
    values = dict(kept)
    contact = values.pop("contact")
    offered = {
        language: tuple(
            ChoiceGroup(id, name, tuple(Choice(*each) for each in components)) for id, name, components in groups
        )
        for language, groups in values.pop("offered").items()
    }
    languages = tuple((language, name) for language, name in values.pop("languages"))
    zones = tuple(values.pop("zones"))
    known = Link(**contact) if contact else None
    return Place(offered=offered, languages=languages, zones=zones, contact=known, **values)
