"""The configuration of a cState site: its name, its address and its systems as our catalog.

Does not know of incidents, but finds the component that one names, and retires those that nobody knows.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from plainstatus.importers.cstate_file import Unreadable, is_true, parse_yaml
from plainstatus.model.component import Catalog, Component, Group
from plainstatus.model.settings import Link, Settings
from plainstatus.writing.names import Ids, slug

CONFIG_FILES = ("config.yml", "config.yaml", "hugo.yml", "hugo.yaml")

_WEB = re.compile(r"https?://[^\s<>\"']+")
_LANGUAGE = re.compile(r"[a-z]{2,3}")
_LONGEST_DESCRIPTION = 300


@dataclass(frozen=True)
class SiteFacts:
    """What `mkdocs.yml` takes over."""

    name: str = "Status"
    url: str = ""
    language: str = "en"
    description: str = ""
    links: tuple[Link, ...] = ()


@dataclass
class Systems:
    """Components by the names that incidents use, and those that came up only in incidents."""

    catalog: Catalog
    ids: Ids = field(default_factory=Ids)
    by_name: dict[str, str] = field(default_factory=dict)
    retired: dict[str, Component] = field(default_factory=dict)

    @classmethod
    def of(cls, catalog: Catalog) -> "Systems":
        """Components of `catalog`, found by id, name, alias and the id that they had elsewhere."""
        systems = cls(catalog, Ids({*catalog.components, *(group.id for group in catalog.groups)}))
        for component in catalog.components.values():
            names = (component.external_id, *component.name.values(), *component.aliases, component.id)
            for name in filter(None, names):
                systems.by_name.setdefault(name.casefold(), component.id)
        return systems

    def find(self, name: str) -> str | None:
        """The id of the component called `name`, whatever the case; None where there is none."""
        return self.by_name.get(name.strip().casefold())

    def retire(self, name: str) -> str:
        """The id of a component that only incidents know, made for `name`."""
        id = self.ids.take(slug(name, "component"))
        self.retired[id] = Component(id=id, name={"": name.strip()[:200]}, external_id=name.strip()[:200], retired=True)
        self.by_name[name.strip().casefold()] = id
        return id

    def complete(self) -> Catalog:
        """The catalog with what incidents added."""
        components = {**self.catalog.components, **self.retired}
        return Catalog(components, self.catalog.groups, self.catalog.ungrouped)


def read_config(folder: Path) -> Mapping[str, Any]:
    """The configuration of the cState site in `folder`. Raises Unreadable, OSError."""
    for name in CONFIG_FILES:
        if (folder / name).is_file():
            try:
                return parse_yaml((folder / name).read_text(encoding="utf-8-sig"))
            except Unreadable as error:
                raise Unreadable(f"{name}: {error}") from None
            except UnicodeDecodeError:
                raise Unreadable(f"{name}: it is not UTF-8") from None
    raise Unreadable(f"there is no {' nor '.join(CONFIG_FILES[:2])}: is this the folder of a cState site?")


def facts_of(config: Mapping[str, Any]) -> SiteFacts:
    """What of `config` belongs into `mkdocs.yml`."""
    url = _text(config.get("baseURL", config.get("baseUrl")))
    language = _text(config.get("defaultContentLanguage")) or _text(config.get("languageCode"))
    match = _LANGUAGE.match(language.lower())
    params = _mapping(config.get("params"))
    tabs = (_mapping(tab) for tab in _list(params.get("customTabs")))
    links = [Link(_text(tab.get("name"))[:80], _text(tab.get("link"))) for tab in tabs]
    return SiteFacts(
        name=_text(config.get("title"))[:100] or "Status",
        url=url if _WEB.fullmatch(url) and "localhost" not in url and "?" not in url and "#" not in url else "",
        language=match[0] if match else "en",
        description=_one_line(params.get("description")),
        links=tuple(link for link in links if link.name and _WEB.fullmatch(link.url)),
    )


def settings_of(facts: SiteFacts, zone: str) -> Settings:
    """The settings of a new site; a bare offset is no zone of a site."""
    return Settings(
        name=facts.name,
        site_url=facts.url,
        timezone=zone if zone[0] not in "+-" else "UTC",
        languages=(facts.language,),
        description=facts.description,
        links=facts.links,
    )


def systems_of(config: Mapping[str, Any]) -> Systems:
    """The systems of `config` as components, and their categories as groups, in the order of the page."""
    params = _mapping(config.get("params"))
    ids, components = Ids(), {}
    members: dict[str, list[str]] = {}
    for each in _list(params.get("systems")):
        system = each if isinstance(each, dict) else {"name": each}
        name = _text(system.get("name"))[:200]
        if not name:
            continue
        id = ids.take(slug(name, "component"))
        link = _text(system.get("link"))
        components[id] = Component(
            id=id,
            name={"": name},
            description=_words(system.get("description")),
            url=link if _WEB.fullmatch(link) else None,
            external_id=name,
        )
        members.setdefault(_text(system.get("category")), []).append(id)
    groups = []
    for category in map(_mapping, _list(params.get("categories"))):
        name = _text(category.get("name"))
        if name not in members or is_true(category.get("untitled")):
            continue
        groups.append(_group(category, name, tuple(members.pop(name)), ids))
    grouped = {id: group.id for group in groups for id in group.components}
    placed = {id: replace(component, group=grouped.get(id)) for id, component in components.items()}
    ungrouped = tuple(id for id in components if id not in grouped)
    return Systems.of(Catalog(placed, tuple(groups), ungrouped))


def _group(category: Mapping[str, Any], name: str, members: tuple[str, ...], ids: Ids) -> Group:
    wanted = slug(name, "group")
    return Group(
        id=ids.take(wanted if wanted not in ids.taken else f"{wanted}-group"),
        name={"": name[:200]},
        components=members,
        description=_words(category.get("description")),
        collapsed=is_true(category.get("closed")),
    )


def _words(value: Any) -> dict[str, str]:
    text = _one_line(value)
    return {"": text} if text else {}


def _one_line(value: Any) -> str:
    text = " ".join(_text(value).split())
    return text if len(text) <= _LONGEST_DESCRIPTION else text[: _LONGEST_DESCRIPTION - 1].rstrip() + "…"


def _text(value: Any) -> str:
    return value.strip() if isinstance(value, str) else ""


def _mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def _list(value: Any) -> Sequence[Any]:
    return value if isinstance(value, list) else ()
