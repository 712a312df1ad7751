"""A copy of a site whose every way out ends within one folder. Does not know what it is rehearsed with."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from plainstatus.reading.config_file import PLUGIN
from plainstatus.reading.settings import read_configuration

CONFIG = "mkdocs.yml"

#: What a checkout has and a site does not need.
_LEFT_OUT = ("build", "dist", "node_modules", "outbox", "published", "site", "src", "tests", "scripts")
#: All that commands are told of the world: no credential is among them.
_KEPT = ("PATH", "LANG", "LC_ALL", "PYTHONPATH", "TMPDIR", "SYSTEMROOT")


class NoRehearsal(Exception):
    """Why there can be no copy."""


@dataclass(frozen=True)
class RehearsalSite:
    """`root` has the copy, `published` what readers see of it, `outbox` what subscribers are sent."""

    root: Path
    published: Path
    outbox: Path

    @property
    def environment(self) -> dict[str, str]:
        """What its commands may know."""
        return {"HOME": str(self.root.parent), **kept_environment()}

    @property
    def sent(self) -> int:
        """How many messages there are."""
        return len(list((self.outbox / "new").glob("*"))) if self.outbox.is_dir() else 0


def kept_environment() -> dict[str, str]:
    """The variables of this process that tell of no credential and no address."""
    return {name: os.environ[name] for name in _KEPT if name in os.environ}


@contextmanager
def only_kept_environment() -> Iterator[None]:
    """Meanwhile nothing else stands in the environment, so that no setting can read a secret from there."""
    before = dict(os.environ)
    kept = kept_environment()
    os.environ.clear()
    os.environ.update(kept)
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)


def rehearsal_site(site: Path, place: Path, url: str) -> RehearsalSite:
    """A copy of the site in the folder `site`, below `place`, for readers at `url`. Raises NoRehearsal, OSError."""
    copy = RehearsalSite(place / "copy", place / "published", place / "outbox")
    skipped = shutil.ignore_patterns(".*", *_LEFT_OUT)
    shutil.copytree(site, copy.root, ignore=lambda at, names: skipped(at, names) if Path(at) == site else ())
    settings = _closed(_settings(copy.root / CONFIG), copy, url)
    try:
        text = yaml.safe_dump(settings, allow_unicode=True, sort_keys=False)
    except yaml.YAMLError as fault:
        raise NoRehearsal(f"{CONFIG} cannot be written again without its tags: {fault}") from None
    (copy.root / CONFIG).write_text(text, encoding="utf-8")
    _make_sure(copy)
    return copy


def _settings(config_file: Path) -> dict[str, Any]:
    """All settings, those of files that it inherits from among them."""
    from mkdocs.exceptions import MkDocsException
    from mkdocs.utils.yaml import yaml_load

    try:
        with only_kept_environment(), config_file.open("rb") as file:
            return dict(yaml_load(file))
    except (MkDocsException, yaml.YAMLError) as fault:
        raise NoRehearsal(f"{CONFIG} cannot be read: {fault}") from None


def _closed(settings: dict[str, Any], copy: RehearsalSite, url: str) -> dict[str, Any]:
    """`settings` with one target, one ledger and one channel, all of them folders."""
    plugins = settings.get("plugins") or []
    if isinstance(plugins, list):
        plugins = {name: options for each in plugins for name, options in _item(each)}
    if PLUGIN not in plugins:
        raise NoRehearsal(f"{CONFIG} does not switch on the plugin `{PLUGIN}`.")
    options = dict(plugins[PLUGIN] or {})
    audience = options.get("audience", "public")
    options["targets"] = {"drill": {"directory": str(copy.published), "audience": audience}}
    options["ledger"] = {"directory": str(copy.root.parent / "ledger")}
    options["channels"] = {"drill": {"outbox": str(copy.outbox), "audience": audience}}
    return {**settings, "site_url": url, "plugins": {**plugins, PLUGIN: options}}


def _item(plugin: Any) -> list[tuple[str, Any]]:
    return list(plugin.items()) if isinstance(plugin, dict) else [(str(plugin), {})]


def _make_sure(copy: RehearsalSite) -> None:
    """Read the settings as the commands will, and refuse any way out of the folder."""
    configuration = read_configuration(copy.root / CONFIG)
    settings = configuration.settings
    if faults := [f"{each.message}. {each.hint}" for each in configuration.findings if each.severity == "error"]:
        raise NoRehearsal(f"the settings of the site have faults: {' '.join(faults)}")
    for way in (*settings.targets, settings.ledger, *settings.channels):
        if not Path(way.place).is_relative_to(copy.root.parent):
            raise NoRehearsal(f"the copy has a way out: {way.place}.")
