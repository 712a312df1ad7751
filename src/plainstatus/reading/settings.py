"""The settings of a site, from `mkdocs.yml`, read without MkDocs and with the place of every fault.

The options stand under `plugins:`, in `plainstatus`. What other plugins and MkDocs
itself are set to is not looked at.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import yaml

from plainstatus.model.finding import Finding
from plainstatus.model.settings import Link, Settings
from plainstatus.model.status import COMPONENT_STATUSES
from plainstatus.reading.audience_names import Audiences, PageReaders
from plainstatus.reading.channels import CHANNELS, LEDGER
from plainstatus.reading.checks import CHECKS_VALUE
from plainstatus.reading.config_file import PLUGIN, node_of, open_config, options_node, value_at
from plainstatus.reading.faults import Faults, TooManyFaultsError
from plainstatus.reading.fields import Entries, Field, Record, RecordValue
from plainstatus.reading.further_sites import (
    check_one_audience_each,
    check_one_ledger,
    check_own_place,
    for_one_site,
)
from plainstatus.reading.language_tags import language_tag
from plainstatus.reading.promises import PROMISES, edit_url
from plainstatus.reading.rehearsal import REHEARSAL
from plainstatus.reading.scope import Scope
from plainstatus.reading.settings_together import check_names, check_places, check_signup
from plainstatus.reading.subscriber_places import SUBSCRIBERS
from plainstatus.reading.targets import TARGETS
from plainstatus.reading.team import TEAM
from plainstatus.reading.time_values import Duration, Zone
from plainstatus.reading.values import (
    Address,
    AssetPath,
    Choice,
    Flag,
    Identifier,
    ListOf,
    MapOf,
    Pattern,
    Share,
    Text,
)
from plainstatus.reading.yaml_nodes import is_empty


@dataclass(frozen=True, slots=True)
class SiteFiles:
    """Where the files of a site stand. `root` is the folder of `config_file`, from which all paths are shown."""

    config_file: Path
    root: Path
    incidents: Path
    components: Path
    site_dir: Path
    enabled: bool = True
    #: the owner's templates, which take the place of those of the theme
    own_theme: Path | None = None


@dataclass(frozen=True, slots=True)
class Configuration:
    """All that `mkdocs.yml` says to us, with defaults in place of what is faulty."""

    files: SiteFiles
    settings: Settings
    findings: list[Finding]


_COLOUR = Pattern(r"#(?:[0-9A-Fa-f]{3}|[0-9A-Fa-f]{6})", "a colour", "'#0b5394'", "colour")
_SIGNUP = Pattern(
    r"https://[A-Za-z0-9.-]+(?::\d{1,5})?/(?:[A-Za-z0-9._~-]+/)*|http://(?:localhost|127\.0\.0\.1)(?::\d{1,5})?/",
    "an address that begins with https:// and ends with a slash",
    "https://signup.example.com/",
    "signup",
)
_HUB = Pattern(r"https?://[^\s?#<>\"'@]+", "the address of a hub", "https://hub.example.com/", "hub")
_AUTHORITY = Pattern(
    r"[A-Za-z0-9][A-Za-z0-9.@_-]*(?:,\d{4}(?:-\d\d(?:-\d\d)?)?)?",
    "a name for the ids of feeds",
    "status.example.com",
    "feed-authority",
)
_WEIGHTS = MapOf(
    Choice(COMPONENT_STATUSES, "a status of a component", "unknown-component-status"),
    Share(),
    "{major_outage: 1, partial_outage: 0.3}",
)


def _link(entries: Entries, scope: Scope) -> Link:
    return Link(entries.get("name", ""), entries.get("url", ""))


def _link_to(what: str) -> RecordValue:
    name = Field("name", Text(longest=80), "The words of the link.", required=True)
    url = Field("url", Address(), "Its address: a web page, `mailto:` or `tel:`.", required=True)
    return RecordValue(Record(name, url, what=what), _link)


_COLOURS = Record(
    Field("accent", _COLOUR, "The colour of links and marks on a light ground."),
    Field("accent_dark", _COLOUR, "The same on a dark ground."),
    what="`colors`",
)
_UPTIME = Record(
    Field("weights", _WEIGHTS, "How much of its time each status counts as down, from 0 to 1."),
    what="`uptime`",
)

#: Every option of the plugin, with what it means; the manual's table is made of it.
OPTIONS = Record(
    Field("components", Text(), "The file that says what is run, relative to `mkdocs.yml`."),
    Field("audience", Identifier(), "Whom this site is made for."),
    Field(
        "audiences", Audiences(), "Audiences beside `public`; each may name further ones that its readers belong to."
    ),
    Field("timezone", Zone(), "The time zone of times that name none, and of the times on the page."),
    Field(
        "languages",
        ListOf(language_tag("en"), "[en, it]", least=1),
        "The languages of the site; the first is that of the files.",
    ),
    Field("description", Text(longest=300), "What the site is, in one line for search engines and feeds."),
    Field("logo", AssetPath(), "A picture for the head of every page, in the folder of the incidents."),
    Field("logo_dark", AssetPath(), "The same for a dark ground."),
    Field("favicon", AssetPath(), "The icon of the site, in the folder of the incidents."),
    Field("colors", RecordValue(_COLOURS, lambda entries, scope: entries.values), "The colours of the site."),
    Field(
        "links",
        ListOf(_link_to("a link"), "- {name: Docs, url: 'https://docs.example.com/'}"),
        "Links in the head of every page.",
    ),
    Field("contact", _link_to("`contact`"), "Where readers reach people."),
    Field("footer", Text(lines=True), "Words for the foot of every page, in Markdown."),
    Field("feed_authority", _AUTHORITY, "The name in the ids of feeds; set it before the address of the site changes."),
    Field("feed_hub", _HUB, "A WebSub hub: the feeds name it, and `plainstatus publish` tells it what has changed."),
    Field("uptime", RecordValue(_UPTIME, lambda entries, scope: entries.values), "How uptime is computed."),
    Field("remind", ListOf(Duration(), "[1d, 1h]"), "How long before a maintenance subscribers are told again."),
    Field("promises", PROMISES, "When the team is told of what it promised."),
    Field("stale_after", Duration(), "How long after its build a page says that it may be stale."),
    Field("edits", Flag(), "`false`: words that were mended later are not marked as edited."),
    Field(
        "for_programs",
        Flag(),
        "`false`: no JSON API, JSON Feed, calendar, badge, banner, error page, nor the working of uptime.",
    ),
    Field("targets", TARGETS, "Where `plainstatus publish` brings the site; each has a name."),
    Field("channels", CHANNELS, "Where `plainstatus notify` sends updates; each has a name."),
    Field("ledger", LEDGER, "Where it is kept what was sent."),
    Field("subscribers", SUBSCRIBERS, "Where those are kept who asked to be told."),
    Field("signup", _SIGNUP, "Where `plainstatus signup` answers to readers; the site then has a form for them."),
    Field("notify_within", Duration(), "How long after it became public an update is still sent."),
    Field("rehearsal", REHEARSAL, "How `plainstatus drill` rehearses, and where."),
    Field("team", TEAM, "Who does what in an outage, for the runbook."),
    Field("runbook", PageReaders(), "The audience whose sites have the page of the runbook; `false`: none has."),
    Field("report", PageReaders(), "The audience whose sites have the page of the report; `false`: none has."),
    Field("checks", CHECKS_VALUE, "What `plainstatus check` looks for in the words."),
    Field("enabled", Flag(), "`false`: MkDocs builds without this plugin."),
    what="the plugin `plainstatus`",
)


def read_configuration(config_file: Path) -> Configuration:
    """The settings and the files of the site whose `mkdocs.yml` is `config_file`, with all faults of it."""
    faults = Faults(config_file.name)
    settings, enabled = Settings(), True
    config: yaml.MappingNode | None = None
    try:
        config = open_config(config_file, faults)
        if config is not None:
            scope = Scope(faults)
            name, site_url = _site(config, scope)
            settings, enabled = _settings(_options(config, scope), name, site_url, config, scope)
            settings = replace(settings, edit_url=edit_url(config))
    except TooManyFaultsError:
        pass
    return Configuration(_files(config_file, config, settings, enabled), settings, sorted(faults.found))


def read_settings(config_file: Path) -> tuple[Settings, list[Finding]]:
    """The settings alone, with all faults of `config_file`."""
    configuration = read_configuration(config_file)
    return configuration.settings, configuration.findings


def settings_from_options(
    options: Mapping[str, Any], *, name: str, site_url: str | None, config_file: Path | None
) -> tuple[Settings, list[Finding]]:
    """The settings that `options`, merged by MkDocs, say; `config_file` is looked at only for the places of faults."""
    faults = Faults(config_file.name if config_file is not None else "mkdocs.yml")
    config, written = None, None
    if config_file is not None:
        try:
            config = open_config(config_file, Faults(faults.path))
            written = options_node(config) if config is not None else None
        except TooManyFaultsError:
            written = None
    try:
        settings, _ = _settings(node_of(options, written), name, _with_slash(site_url or ""), config, Scope(faults))
    except TooManyFaultsError:
        settings = Settings(name=name, site_url=_with_slash(site_url or ""))
    return settings, sorted(faults.found)


def _options(config: yaml.MappingNode, scope: Scope) -> yaml.Node | None:
    node = options_node(config)
    if node is None:
        plugins = value_at(config, "plugins")
        message = f"the plugin `{PLUGIN}` is not switched on"
        scope.fault(plugins or config, "missing-plugin", message, f"Write `plugins: {{{PLUGIN}: {{}}}}`.")
    return node


def _site(config: yaml.MappingNode, scope: Scope) -> tuple[str, str]:
    """The name of the site and its address, from MkDocs' own settings."""
    name_node, url_node = value_at(config, "site_name"), value_at(config, "site_url")
    name = Settings().name
    if name_node is None:
        scope.fault(config, "missing-field", "the site has no `site_name`", "Add a line `site_name: Example status`.")
    else:
        name = Text(longest=100).read(name_node, scope) or name
    if url_node is None or is_empty(url_node):
        return name, ""
    url = _SITE_URL.read(url_node, scope)
    return name, _with_slash(url or "")


_SITE_URL = Pattern(
    r"https?://[^\s/?#<>\"']+(?:/[^\s?#<>\"']*)?", "an address", "https://status.example.com/", "address"
)


def _with_slash(url: str) -> str:
    return url if not url or url.endswith("/") else url + "/"


def _settings(
    node: yaml.Node | None, name: str, site_url: str, config: yaml.MappingNode | None, scope: Scope
) -> tuple[Settings, bool]:
    """The settings that the options in `node` make, and whether the plugin is switched on."""
    if node is None or is_empty(node):
        return Settings(name=name, site_url=site_url), True
    entries = OPTIONS.read(node, scope) or Entries()
    values = dict(entries.values)
    enabled: bool = values.pop("enabled", True)
    values.update(values.pop("colors", {}))
    uptime = values.pop("uptime", {})
    if "weights" in uptime:
        values["uptime_weights"] = uptime["weights"]
    settings = Settings(name=name, site_url=site_url, **values)
    check_names(settings, entries, scope)
    check_places(settings.targets, entries, scope)
    check_one_audience_each(settings, entries, scope)
    if config is not None:
        check_own_place(config, settings, entries, scope)
    settings = for_one_site(settings, entries)
    check_one_ledger(settings, entries, scope)
    check_signup(settings, entries, scope)
    return settings, enabled


def _files(config_file: Path, config: yaml.MappingNode | None, settings: Settings, enabled: bool) -> SiteFiles:
    root = config_file.parent
    own_theme = _path(value_at(config, "theme"), "custom_dir", "")
    return SiteFiles(
        config_file=config_file,
        root=root,
        incidents=root / _path(config, "docs_dir", "docs"),
        components=root / settings.components,
        site_dir=root / _path(config, "site_dir", "site"),
        enabled=enabled,
        own_theme=root / own_theme if own_theme else None,
    )


def _path(config: yaml.Node | None, name: str, default: str) -> str:
    node = value_at(config, name)
    if isinstance(node, yaml.ScalarNode) and node.value and "\0" not in node.value:
        return str(node.value)
    return default
