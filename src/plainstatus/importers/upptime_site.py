"""The configuration and the history of an Upptime repository: its name, its address, its sites as our catalog.

Does not know of issues.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from plainstatus.importers.cstate_file import Unreadable, parse_time, parse_yaml
from plainstatus.importers.cstate_site import SiteFacts
from plainstatus.importers.upptime_issues import entries_of
from plainstatus.model.component import Catalog, Component
from plainstatus.model.settings import Link
from plainstatus.reading import times
from plainstatus.writing.names import Ids, slug

#: The entries of a file, or whole files, by the name that Upptime gives to a site in files and labels.
_BySlug = Mapping[str, Mapping[str, Any]]

CONFIG = ".upptimerc.yml"
HISTORY = "history"
SUMMARY = "history/summary.json"

_LARGEST = 1_000_000
_WEB = re.compile(r"https?://[^\s<>\"']+")
_HOST = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9.-]{0,250}[A-Za-z0-9])?")
_REPOSITORY = re.compile(r"[A-Za-z0-9._-]{1,100}")
_DASH = re.compile(r"^- ", re.MULTILINE)
#: A date as JavaScript writes it: `Mon Aug 10 2020 07:54:39 GMT+0000 (Coordinated Universal Time)`.
_SCRIPT_DATE = re.compile(r"[A-Z][a-z]{2} ([A-Z][a-z]{2} \d{1,2} \d{4} \d\d:\d\d:\d\d) GMT([+-]\d{4})(?: \(.*\))?")
_WORDS_OF_NAME = re.compile(r"(?<=[a-z\d])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
#: What the page of Upptime is told besides, and ours has no place for or knows by itself.
_KNOWN = {"name", "cname", "navbar", "baseUrl", "publish", "singleCommit"}


@dataclass(frozen=True, slots=True)
class Check:
    """What Upptime last saw of a site: `up`, `down` or `degraded`, and when."""

    status: str
    at: datetime | None


@dataclass
class Upptime:
    """A repository of Upptime: `repository` is `OWNER/REPO`; `checks` are by the ids of components."""

    facts: SiteFacts
    repository: str
    catalog: Catalog
    checks: dict[str, Check] = field(default_factory=dict)
    files: list[str] = field(default_factory=list)
    remarks: list[tuple[str, str]] = field(default_factory=list)


def read_upptime(folder: Path, zone: str) -> Upptime:
    """What the files of the repository in `folder` say; `zone` counts for times that name none.

    Raises Unreadable with the place of a fault, and OSError.
    """
    if not (folder / CONFIG).is_file():
        raise Unreadable(f"there is no {CONFIG}: is this the folder of an Upptime repository?")
    config = _yaml(folder, CONFIG)
    summary = _summary(folder)
    history = {stem: _yaml(folder, f"{HISTORY}/{stem}.yml") for stem in _histories(folder)}
    files = [CONFIG, *([SUMMARY] if summary is not None else []), *(f"{HISTORY}/{stem}.yml" for stem in history)]
    site = Upptime(_facts(config), "/".join(_repository(config)), Catalog(), files=files)
    _add_sites(site, config, summary or {}, history, zone)
    left = sorted(set(_mapping(config.get("status-website"))) - _KNOWN)
    if left:
        site.remarks.append((CONFIG, f"of `status-website` was left out: {', '.join(f'`{name}`' for name in left)}"))
    return site


def _add_sites(
    site: Upptime,
    config: Mapping[str, Any],
    summary: _BySlug,
    history: Mapping[str, Any],
    zone: str,
) -> None:
    """Put the sites of `config` into `site` as components, and those that only the history knows as retired ones."""
    ids, components = Ids(), {}
    left = {**dict.fromkeys(history), **dict.fromkeys(summary)}
    for entry in map(_mapping, _list(config.get("sites"))):
        name = _text(entry.get("name"))[:200]
        if not name:
            continue
        own = _slug_of(entry, name, summary)
        left.pop(own, None)
        id = ids.take(slug(own, "component"))
        url = _text(entry.get("url"))
        components[id] = Component(
            id=id,
            name={"": name},
            since=_since(site, own, history, zone),
            url=url if _WEB.fullmatch(url) and "$" not in url else None,
            external_id=own[:200],
        )
        if (check := _check(summary.get(own, {}), history.get(own, {}), zone)) is not None:
            site.checks[id] = check
    if not components:
        raise Unreadable(f"{CONFIG}: it names no site below `sites:`")
    current = tuple(components)
    for own in left:
        name = _text(summary.get(own, {}).get("name"))[:200] or own[:200]
        id = ids.take(slug(own, "component"))
        components[id] = Component(id=id, name={"": name}, external_id=own[:200], retired=True)
        site.remarks.append((CONFIG, f"“{name}” is in the history alone: it is the retired component `{id}`"))
    site.catalog = Catalog(components, ungrouped=current)


def _slug_of(entry: Mapping[str, Any], name: str, summary: _BySlug) -> str:
    """The name that Upptime gives to files and labels of a site: written down, in the summary, or made as it does."""
    known = (own for own, each in summary.items() if _text(each.get("name")) == name)
    return _text(entry.get("slug")) or next(known, "") or slug(_WORDS_OF_NAME.sub("-", name), "component")


def _since(site: Upptime, own: str, history: _BySlug, zone: str) -> date | None:
    """The local day of the first check."""
    written = _text(history.get(own, {}).get("startTime"))
    if not written:
        return None
    try:
        return _moment(written, zone).astimezone(times.zone_of(zone)).date()
    except Unreadable as error:
        site.remarks.append((f"{HISTORY}/{own}.yml", f"`startTime` is left out: {error}"))
        return None


def _check(summary: Mapping[str, Any], history: Mapping[str, Any], zone: str) -> Check | None:
    status = _text(history.get("status")) or _text(summary.get("status"))
    if not status:
        return None
    try:
        return Check(status, _moment(_text(history.get("lastUpdated")), zone))
    except Unreadable:
        return Check(status, None)


def _moment(written: str, zone: str) -> datetime:
    match = _SCRIPT_DATE.fullmatch(written)
    if match is None:
        return parse_time(written, zone).at
    try:
        local = datetime.strptime(match[1], "%b %d %Y %H:%M:%S")
    except ValueError:
        raise Unreadable(f"the time “{written[:40]}” cannot be read") from None
    return parse_time(f"{local:%Y-%m-%d %H:%M:%S} {match[2]}", zone).at


def _facts(config: Mapping[str, Any]) -> SiteFacts:
    website = _mapping(config.get("status-website"))
    owner, repository = _repository(config) or ("", "")
    tabs = [_mapping(tab) for tab in _list(website.get("navbar"))]
    links = []
    for tab in tabs:
        url = _text(tab.get("href")) or _text(tab.get("url"))
        url = url.replace("$OWNER", owner).replace("$REPO", repository)
        if _text(tab.get("title")) and _WEB.fullmatch(url):
            links.append(Link(_text(tab.get("title"))[:80], url))
    return SiteFacts(
        name=_text(website.get("name"))[:100] or "Status", url=_address(website, owner), links=tuple(links)
    )


def _address(website: Mapping[str, Any], owner: str) -> str:
    """Where the page was: at its own name, or below that of its owner at GitHub."""
    name, base = _text(website.get("cname")), _text(website.get("baseUrl")).strip("/")
    if _HOST.fullmatch(name):
        return f"https://{name}/"
    return f"https://{owner.lower()}.github.io/{base}/" if owner and _REPOSITORY.fullmatch(base) else ""


def _repository(config: Mapping[str, Any]) -> tuple[str, str] | tuple[()]:
    owner, name = _text(config.get("owner")), _text(config.get("repo"))
    return (owner, name) if _REPOSITORY.fullmatch(owner) and _REPOSITORY.fullmatch(name) else ()


def _histories(folder: Path) -> list[str]:
    return sorted(path.stem for path in (folder / HISTORY).glob("*.yml") if path.is_file())


def _summary(folder: Path) -> dict[str, Mapping[str, Any]] | None:
    """The entries of the summary by their slugs; None where there is none."""
    if not (folder / SUMMARY).is_file():
        return None
    entries = entries_of((folder / SUMMARY).read_bytes(), SUMMARY)
    return {_text(each.get("slug")): each for each in map(_mapping, entries) if _text(each.get("slug"))}


def _yaml(folder: Path, shown: str) -> Mapping[str, Any]:
    data = (folder / shown).read_bytes()
    if len(data) > _LARGEST:
        raise Unreadable(f"{shown}: it is larger than 1 MB")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Unreadable(f"{shown}: it is not UTF-8") from None
    # Early versions wrote each field of the history as an item of a list.
    return parse_yaml(text if shown == CONFIG else _DASH.sub("", text), shown=shown)


def _text(value: Any) -> str:
    return value.strip() if isinstance(value, str) else ""


def _mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []
