"""What is run: components, in groups, in the order of the page."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

#: One text in several languages: language tag → words. The key "" holds a text
#: that was given without a language and serves every one.
LocalText = Mapping[str, str]


def in_language(text: LocalText, language: str) -> str:
    """The words of `text` in `language`, or the nearest there is ("" where there is none)."""
    for key in (language, language.split("-")[0], ""):
        if key in text:
            return text[key]
    return next(iter(text.values()), "")


@dataclass(frozen=True, slots=True)
class Component:
    """One thing that customers use and that can fail by itself."""

    id: str
    name: LocalText
    description: LocalText = field(default_factory=dict)
    since: date | None = None
    uptime: bool = True
    url: str | None = None
    audience: str = "public"
    regions: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    external_id: str | None = None
    group: str | None = None
    retired: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """Components that stand together on the page under one name."""

    id: str
    name: LocalText
    components: tuple[str, ...] = ()
    description: LocalText = field(default_factory=dict)
    collapsed: bool = False
    audience: str = "public"
    external_id: str | None = None


@dataclass(frozen=True)
class Catalog:
    """All groups and components of a site, in the order of `components.yml`.

    `ungrouped` are the ids of components in no group; retired ones stand in
    `components` alone, so that old incidents can name them.
    """

    components: Mapping[str, Component] = field(default_factory=dict)
    groups: tuple[Group, ...] = ()
    ungrouped: tuple[str, ...] = ()

    @cached_property
    def current(self) -> tuple[Component, ...]:
        """The components that are not retired, in the order of the page."""
        return tuple(self._in_order())

    def _in_order(self) -> Iterator[Component]:
        for group in self.groups:
            yield from (self.components[id] for id in group.components)
        yield from (self.components[id] for id in self.ungrouped)
