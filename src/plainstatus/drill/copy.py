"""A copy of a site whose every way out is a rehearsal's. Does not know what it is rehearsed with.

The ways out are written anew: nothing of the real ones is taken over, so that what is forgotten is missing.
"""

import os
import shutil
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import yaml

from plainstatus.drill.apart import meetings
from plainstatus.drill.cast import Role
from plainstatus.drill.environment import kept_environment, only_kept_environment
from plainstatus.model.aws_channel import SesChannel, SmsChannel, TopicChannel
from plainstatus.model.channel import BucketLedger, TableLedger
from plainstatus.model.rehearsal import Rehearsal
from plainstatus.model.settings import Settings
from plainstatus.model.target import BucketTarget
from plainstatus.reading.config_file import PLUGIN
from plainstatus.reading.settings import Configuration, read_configuration

CONFIG = "mkdocs.yml"

#: What a checkout has and a site does not need.
_LEFT_OUT = ("build", "dist", "node_modules", "outbox*", "published*", "site", "site-*", "src", "tests", "scripts")
#: Settings that lead out of the site, or to its people.
_WAYS_OUT = ("targets", "channels", "ledger", "subscribers", "signup", "feed_hub", "rehearsal", "team", "notify_within")
#: Settings of MkDocs that run code of others, or name places of this machine.
_OF_OTHERS = ("docs_dir", "hooks", "markdown_extensions", "plugins", "site_dir", "watch", "INHERIT")
_PATHS = ("directory", "artifact", "outbox", "folder")
_LONGEST_NAME = 100


class NoDrillError(Exception):
    """Why there can be no drill, and what to do about it."""


@dataclass(frozen=True)
class Original:
    """The site that is rehearsed. `written` is its `rehearsal` as it stands there, with whole paths."""

    configuration: Configuration
    rehearsal: Rehearsal
    written: Mapping[str, Any]

    @property
    def settings(self) -> Settings:
        return self.configuration.settings


@dataclass(frozen=True)
class Copy:
    """`root` has the copy, of which all commands know no more than `environment`."""

    root: Path
    environment: Mapping[str, str]
    settings: Settings


def original_at(config_file: Path) -> Original:
    """The site of `config_file`, once it is certain that its rehearsal meets nothing real. Raises NoDrillError."""
    configuration = read_configuration(config_file)
    _insist_on_no_faults(configuration)
    rehearsal = configuration.settings.rehearsal
    folder = config_file.resolve().parent
    if found := meetings(rehearsal, [*_real_sites(config_file)], folder, os.environ):
        raise NoDrillError("; ".join(found) + ". Give the rehearsal places of its own.")
    if _needs_credentials(rehearsal) and not rehearsal.variables:
        raise NoDrillError(
            "the rehearsal has places at a store or at AWS, and no credentials: name the variables that hold "
            "them in `rehearsal.variables`, such as [AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY]."
        )
    written = _plugins(_read(config_file)).get(PLUGIN) or {}
    return Original(configuration, rehearsal, _with_whole_paths(written.get("rehearsal") or {}, folder))


def copy_of(
    original: Original,
    place: Path,
    *,
    url: str,
    targets: Mapping[str, Any],
    ledger: Mapping[str, Any],
    cast: Collection[Role],
    environment: Mapping[str, str],
) -> Copy:
    """The copy below `place`, for readers at `url`. `environment` is what its commands know besides the usual.

    Raises NoDrillError and OSError.
    """
    files = original.configuration.files
    source, root = files.config_file.resolve().parent, place / "copy"
    if not files.incidents.resolve().is_relative_to(source):
        raise NoDrillError("the folder of the incidents is outside of the site: a copy would not have it.")
    if place.is_relative_to(source):
        raise NoDrillError("the folder for temporary files is in the site itself: name another one in TMPDIR.")
    _copy_files(source, root)
    with only_kept_environment():
        settings = _read(files.config_file)
    closed = _closed(settings, url, targets=targets, ledger=ledger, cast=cast)
    # However it is written, the words of the drill go into the copy.
    closed["docs_dir"] = files.incidents.resolve().relative_to(source).as_posix()
    _write_alone(closed, root, original)
    lent = {name: os.environ[name] for name in _named(original.rehearsal) if name in os.environ}
    # The stand-ins come last: no variable may lead past them.
    copy = Copy(
        root,
        {"HOME": str(place), **kept_environment(), **lent, **environment},
        read_configuration(root / CONFIG).settings,
    )
    _make_sure(copy, original, targets, ledger, cast)
    return copy


def _copy_files(source: Path, root: Path) -> None:
    """Raises NoDrillError and OSError."""
    skipped = shutil.ignore_patterns(".*", *_LEFT_OUT)

    def left_out(folder: str, names: list[str]) -> set[str]:
        return {*_loops(folder, names), *(skipped(folder, names) if Path(folder) == source else ())}

    try:
        shutil.copytree(source, root, ignore=left_out)
    except shutil.Error as fault:
        faults = fault.args[0]
        message = f"{len(faults)} of the files cannot be copied, the first of them: {faults[0][0]}."
        raise NoDrillError(message) from None


def _write_alone(settings: Mapping[str, Any], root: Path, original: Original) -> None:
    """Write `settings` below `root`, where no others stay. Raises NoDrillError and OSError."""
    try:
        text = yaml.safe_dump(settings, allow_unicode=True, sort_keys=False)
    except yaml.YAMLError as fault:
        name = original.configuration.files.config_file.name
        raise NoDrillError(f"{name} cannot be written again without its tags: {fault}") from None
    for other in root.glob("*.y*ml"):
        # What inherits from the real settings has the real ways out.
        if other.resolve() != (root / original.settings.components).resolve():
            other.unlink()
    (root / CONFIG).write_text(text, encoding="utf-8")


def _loops(folder: str, names: Iterable[str]) -> Iterator[str]:
    """Links in `folder` that lead back to where it is itself: a copy of what they show would have no end."""
    place = Path(folder)
    above = {os.path.realpath(each) for each in (place, *place.parents)}
    yield from (name for name in names if (place / name).is_symlink() and os.path.realpath(place / name) in above)


def secrets_of(original: Original) -> list[str]:
    """The values of variables that a record must not have."""
    return [os.environ[name] for name in _named(original.rehearsal) if os.environ.get(name)]


def _named(rehearsal: Rehearsal) -> Iterator[str]:
    """The variables of the environment that the rehearsal names."""
    yield from rehearsal.variables
    for channel in rehearsal.channels:
        for field in ("url_env", "password_env"):
            if name := getattr(channel, field, None):
                yield name
        yield from getattr(channel, "secrets_env", ())


def _real_sites(config_file: Path) -> Iterator[Settings]:
    """The settings of this site, and of its neighbours that inherit from it, with and without the environment."""
    # More files than those of `config_files`: whatever somebody could publish with is real.
    for each in sorted({config_file, *config_file.parent.glob("mkdocs*.y*ml")}):
        yield read_configuration(each).settings
        with only_kept_environment():
            yield read_configuration(each).settings


def _insist_on_no_faults(configuration: Configuration) -> None:
    if errors := [each for each in configuration.findings if each.severity == "error"]:
        raise NoDrillError("\n".join(["the settings of the site have faults:", *map(str, errors)]))


def _needs_credentials(rehearsal: Rehearsal) -> bool:
    places = (*rehearsal.targets, *rehearsal.channels, rehearsal.ledger)
    at_aws = (BucketTarget, BucketLedger, TableLedger, SesChannel, TopicChannel, SmsChannel)
    return any(isinstance(place, at_aws) for place in places)


def _read(config_file: Path) -> dict[str, Any]:
    """All settings, those of files that it inherits from among them. Raises NoDrillError."""
    from mkdocs.exceptions import MkDocsException
    from mkdocs.utils.yaml import yaml_load

    try:
        with config_file.open("rb") as file:
            return dict(yaml_load(file))
    except (MkDocsException, yaml.YAMLError) as fault:
        raise NoDrillError(f"{config_file.name} cannot be read: {fault}") from None


def _plugins(settings: Mapping[str, Any]) -> dict[str, Any]:
    plugins = settings.get("plugins") or []
    if isinstance(plugins, dict):
        return plugins
    items = (each if isinstance(each, dict) else {str(each): {}} for each in plugins)
    return {name: options for item in items for name, options in item.items()}


def _with_whole_paths(written: Any, folder: Path) -> Any:
    """`written`, in which paths that count from `folder` are absolute, for the copy is elsewhere."""
    if isinstance(written, dict):
        return {
            name: str(folder / value) if name in _PATHS and isinstance(value, str) else _with_whole_paths(value, folder)
            for name, value in written.items()
        }
    return written


def _closed(
    settings: Mapping[str, Any],
    url: str,
    *,
    targets: Mapping[str, Any],
    ledger: Mapping[str, Any],
    cast: Collection[Role],
) -> dict[str, Any]:
    """`settings` with the ways out of the rehearsal, and under a name that says what it is."""
    options = _plugins(settings).get(PLUGIN) or {}
    kept = {name: value for name, value in options.items() if name not in _WAYS_OUT}
    kept |= {"targets": dict(targets), "ledger": dict(ledger)}
    kept["channels"] = {role.name: dict(role.written) for role in cast if role.written is not None}
    own = {name: value for name, value in settings.items() if name not in _OF_OTHERS}
    name = f"DRILL: {settings.get('site_name', 'Status')}"[:_LONGEST_NAME]
    return {**own, "site_name": name, "site_url": url, "plugins": {PLUGIN: kept}}


def _make_sure(
    copy: Copy, original: Original, targets: Mapping[str, Any], ledger: Mapping[str, Any], cast: Collection[Role]
) -> None:
    """Read the settings as the commands will, and refuse any way out that is not of the rehearsal."""
    with only_kept_environment():
        configuration = read_configuration(copy.root / CONFIG)
    _insist_on_no_faults(configuration)
    settings = configuration.settings
    rehearsed = replace(
        original.rehearsal,
        targets=settings.targets,
        channels=(*settings.channels, *settings.channels_elsewhere),
        ledger=settings.ledger,
        url=settings.site_url,
    )
    folder = original.configuration.files.config_file.resolve().parent
    real = [*_real_sites(original.configuration.files.config_file)]
    found = meetings(rehearsed, real, folder, {**os.environ, **copy.environment})
    if not configuration.files.incidents.resolve().is_relative_to(copy.root.resolve()):
        found.append("the words of the drill would stand among those of the site")
    if settings.signup or settings.feed_hub:
        found.append("the copy has a sign-up or a hub")
    if {target.name for target in settings.targets} != set(targets):
        found.append("the copy has other targets than the rehearsal")
    if {channel.name for channel in rehearsed.channels} != {role.name for role in cast if role.written is not None}:
        found.append("the copy has other channels than the rehearsal")
    if found:
        raise NoDrillError(f"the copy has a way out: {'; '.join(found)}.")
    if not any(target.audience == settings.audience for target in settings.targets):
        raise NoDrillError(
            f"no target of the rehearsal is for “{settings.audience}”, whom this site is made for: add `audience`."
        )
