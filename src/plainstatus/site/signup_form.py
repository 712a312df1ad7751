"""The form by which readers ask to be told by mail: what it offers, and what is filled in. Who answers is elsewhere."""

from collections.abc import Collection, Iterator, Mapping
from typing import NamedTuple

from plainstatus.model.component import Catalog
from plainstatus.model.settings import Settings
from plainstatus.model.subscriber import WISHED, Wished
from plainstatus.wording.edition import Edition


class Choice(NamedTuple):
    """A component that can be wished for."""

    id: str
    name: str


class ChoiceGroup(NamedTuple):
    """Components under one name; `id` and `name` are "" for those in no group."""

    id: str
    name: str
    components: tuple[Choice, ...]


class SignupForm(NamedTuple):
    """`action` is where it goes, `language` that of the page, `languages` are tags with their own names.

    `zone` is that of the site. With `incident` it is about that one alone, and with `token` about somebody who
    is known already. `faults` are by the name of the field.
    """

    action: str
    language: str
    languages: tuple[tuple[str, str], ...]
    zone: str
    groups: tuple[ChoiceGroup, ...] = ()
    incident: str = ""
    token: str = ""
    address: str = ""
    kinds: tuple[Wished, ...] = WISHED
    components: Collection[str] = ()
    wished_language: str = ""
    wished_zone: str = ""
    faults: Mapping[str, str] = {}


def form_of(settings: Settings, edition: Edition, languages: tuple[tuple[str, str], ...]) -> SignupForm | None:
    """The empty form; None where nobody answers it, and on a site for others than all: it is for public updates."""
    if settings.signup is None or settings.audience != "public":
        return None
    return SignupForm(
        action=f"{settings.signup.rstrip('/')}/subscribe",
        language=edition.language,
        languages=languages,
        zone=settings.timezone,
    )


def choices(catalog: Catalog, edition: Edition) -> tuple[ChoiceGroup, ...]:
    """What can be wished for, in the order of the page."""
    return tuple(_choices(catalog, edition))


def _choices(catalog: Catalog, edition: Edition) -> Iterator[ChoiceGroup]:
    def named(ids: Collection[str]) -> tuple[Choice, ...]:
        return tuple(Choice(id, edition.name(catalog.components[id])) for id in ids)

    for group in catalog.groups:
        if group.components:
            yield ChoiceGroup(group.id, edition.name(group), named(group.components))
    if catalog.ungrouped:
        yield ChoiceGroup("", "", named(catalog.ungrouped))


def own_names(editions: Collection[Edition]) -> tuple[tuple[str, str], ...]:
    """The languages of a site, each with what it calls itself."""
    return tuple((edition.language, edition.own_name) for edition in editions)
