"""Where a rehearsal would meet what is real. It is rather refused once too often than once too seldom."""

import os
from collections.abc import Iterator, Mapping, Sequence
from email.utils import parseaddr
from pathlib import Path
from urllib.parse import urlsplit

from plainstatus.model.aws_channel import SesChannel, SmsChannel, TopicChannel
from plainstatus.model.channel import BucketLedger, Channel, DirectoryLedger, OutboxChannel, SmtpChannel, TableLedger
from plainstatus.model.rehearsal import Rehearsal
from plainstatus.model.settings import Settings
from plainstatus.model.subscriber_place import SqlitePlace
from plainstatus.model.target import ArtifactTarget, BucketTarget, DirectoryTarget
from plainstatus.model.web_channel import FolderChannel, WebChannel


def meetings(rehearsal: Rehearsal, sites: Sequence[Settings], root: Path, environment: Mapping[str, str]) -> list[str]:
    """What speaks against rehearsing at these places, beside the real `sites` whose settings are in the folder `root`.

    A bucket counts as one place, whatever the prefix, and a variable as the address that `environment` has for it.
    """
    return list(dict.fromkeys(_meetings(rehearsal, sites, root, environment)))


def _meetings(
    rehearsal: Rehearsal, sites: Sequence[Settings], root: Path, environment: Mapping[str, str]
) -> Iterator[str]:
    for channel in rehearsal.channels:
        if getattr(channel, "subscribers", False):
            yield f"the channel `{channel.name}` of the rehearsal would tell subscribers"
    for site in sites:
        if rehearsal.url and _host(rehearsal.url) == _host(site.site_url):
            yield f"the `url` of the rehearsal is at {_host(site.site_url)}, where the real site is"
    real = {place for site in sites for place in _of_site(site, root, environment)}
    for name, place in _of_rehearsal(rehearsal, root, environment):
        if place in real or (place[0] == "folder" and any(_touch(place[1], each) for each in real)):
            yield f"{name} leads to what is real: {_told(place)}"
    secrets = {variable for site in sites for channel in _channels(site) for variable in _variables(channel)}
    for variable in rehearsal.variables:
        if variable in secrets:
            yield f"`variables` of the rehearsal name {variable}, which a real channel uses"


#: What nobody may read in a message → what is said instead.
_PRIVATE = {"mailbox": "a mailbox", "number": "a number", "address": "an address"}
#: A kind of place, and which one it is. Folders are absolute, with symbolic links followed.
_Place = tuple[str, str]


def _of_site(site: Settings, root: Path, environment: Mapping[str, str]) -> Iterator[_Place]:
    for target in site.targets:
        yield from _of_target(target, root)
    for channel in _channels(site):
        yield from _of_channel(channel, root, environment)
    yield from _of_ledger(site.ledger, root)
    if isinstance(site.subscribers, SqlitePlace):
        yield _folder(root, site.subscribers.sqlite)


def _of_rehearsal(rehearsal: Rehearsal, root: Path, environment: Mapping[str, str]) -> Iterator[tuple[str, _Place]]:
    for target in rehearsal.targets:
        for place in _of_target(target, root):
            yield f"the target `{target.name}` of the rehearsal", place
    for channel in rehearsal.channels:
        for place in _of_channel(channel, root, environment):
            yield f"the channel `{channel.name}` of the rehearsal", place
    if rehearsal.ledger is not None:
        for place in _of_ledger(rehearsal.ledger, root):
            yield "the ledger of the rehearsal", place


def _channels(site: Settings) -> tuple[Channel, ...]:
    return (*site.channels, *site.channels_elsewhere)


def _of_target(target: object, root: Path) -> Iterator[_Place]:
    match target:
        case DirectoryTarget():
            yield _folder(root, target.directory)
        case ArtifactTarget():
            yield _folder(root, target.artifact)
        case BucketTarget():
            yield "bucket", target.bucket
            if target.distribution:
                yield "distribution", target.distribution


def _of_channel(channel: Channel, root: Path, environment: Mapping[str, str]) -> Iterator[_Place]:
    match channel:
        case OutboxChannel():
            yield _folder(root, channel.outbox)
        case FolderChannel():
            yield _folder(root, channel.folder)
        case WebChannel():
            yield "variable", channel.url_env
            if address := environment.get(channel.url_env, "").strip():
                yield "address", _as_one(address)
        case TopicChannel():
            yield from (("topic", topic) for topic in channel.topics)
        case SmsChannel():
            yield from (("number", number) for number in channel.to)
        case SesChannel() if channel.contact_list:
            yield "contact list", channel.contact_list
    if isinstance(channel, OutboxChannel | SmtpChannel | SesChannel):
        yield from (("mailbox", parseaddr(mailbox)[1].lower()) for mailbox in channel.to)


def _variables(channel: Channel) -> Iterator[str]:
    """The variables of the environment by which `channel` reaches somebody."""
    if isinstance(channel, WebChannel):
        yield from (channel.url_env, *channel.secrets_env)
    if isinstance(channel, SmtpChannel) and channel.password_env:
        yield channel.password_env


def _of_ledger(ledger: object, root: Path) -> Iterator[_Place]:
    match ledger:
        case DirectoryLedger():
            yield _folder(root, ledger.directory)
        case BucketLedger():
            yield "bucket", ledger.bucket
        case TableLedger():
            yield "table", ledger.table


def _folder(root: Path, name: str) -> _Place:
    return "folder", os.path.realpath(root / name)


def _touch(folder: str, other: _Place) -> bool:
    """Whether one of the two folders is in the other one."""
    if other[0] != "folder":
        return False
    one, two = Path(folder), Path(other[1])
    return one.is_relative_to(two) or two.is_relative_to(one)


def _host(url: str) -> str:
    return (urlsplit(url).hostname or "").lower()


def _as_one(url: str) -> str:
    """The address as whoever follows it understands it, however it is written."""
    try:
        parts = urlsplit(url)
        port = parts.port or {"https": 443, "http": 80}.get(parts.scheme)
    except ValueError:
        return url
    return f"{parts.scheme}://{_host(url).rstrip('.')}:{port}{parts.path.rstrip('/')}?{parts.query}"


def _told(place: _Place) -> str:
    """The place for people; of a person's or a receiver's address nothing is told."""
    kind, which = place
    if kind in _PRIVATE:
        return f"{_PRIVATE[kind]} of a real channel"
    return f"the {kind} {Path(which).name if kind == 'folder' else which}"
