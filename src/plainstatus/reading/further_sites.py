"""What a site may take over from the file that it inherits from, so that no words go where another audience reads.

Knows the places of channels and targets, and opens none.
"""

from collections.abc import Iterator
from dataclasses import replace
from email.utils import parseaddr

import yaml

from plainstatus.model.aws_channel import TopicChannel
from plainstatus.model.channel import Channel, OutboxChannel
from plainstatus.model.settings import Settings
from plainstatus.model.target import DirectoryTarget
from plainstatus.model.web_channel import FolderChannel, WebChannel
from plainstatus.reading.config_file import key_at, value_at
from plainstatus.reading.faults import quoted
from plainstatus.reading.fields import Entries
from plainstatus.reading.scope import Scope


def for_one_site(settings: Settings, entries: Entries) -> Settings:
    """`settings` with the channels that the site of this audience tells, and, where none are written, defaults for it.

    The public site tells all that stand in its file. Any other one tells those for its own audience: what it
    inherits beside them is told by the site that it is from.
    """
    audience = settings.audience
    if audience not in settings.audiences:
        return settings
    if "targets" not in entries.keys:
        settings = replace(settings, targets=(DirectoryTarget("local", f"published-{audience}", audience),))
    if "channels" not in entries.keys:
        return replace(settings, channels=(OutboxChannel("outbox", f"outbox-{audience}", audience=audience),))
    return replace(
        settings,
        channels=tuple(each for each in settings.channels if each.audience == audience),
        channels_elsewhere=tuple(each for each in settings.channels if each.audience != audience),
    )


def check_one_audience_each(settings: Settings, entries: Entries, scope: Scope) -> None:
    """Note what has its place from one file and its audience from another, and who is told for two audiences."""
    for what in ("target", "channel"):
        for key, named in _named(entries, f"{what}s"):
            _check_audience_of(what, key, named, scope)
    if "channels" in entries.values:
        _check_apart(settings, entries.nodes["channels"], scope)


def check_own_place(config: yaml.MappingNode, settings: Settings, entries: Entries, scope: Scope) -> None:
    """Note where a site of another audience than that of its parent would take the place of it."""
    said = entries.nodes.get("audience")
    if settings.audience not in settings.audiences or said is None or value_at(config, "INHERIT") is None:
        return
    if not _is_own(said, scope):
        return
    whose = f"of the site that this one inherits from; {quoted(settings.audience)} needs its own"
    folder = value_at(config, "site_dir")
    if folder is None or not _is_own(folder, scope):
        hint = f"Add a line `site_dir: site-{settings.audience}` to this file."
        scope.fault(said, "same-place", f"the folder of the built pages is that {whose}", hint)
    address = value_at(config, "site_url")
    if address is not None and not _is_own(address, scope):
        hint = "Add a line `site_url: …` to this file, with the address at which it is read."
        scope.fault(said, "same-place", f"`site_url` is that {whose}", hint)


def check_one_ledger(settings: Settings, entries: Entries, scope: Scope) -> None:
    """Note a ledger of this file, where a channel of another file is told from both."""
    ledger = entries.nodes.get("ledger")
    if ledger is None or not _is_own(ledger, scope) or settings.audience == "public":
        return
    told = {channel.name for channel in settings.channels}
    for key, _ in _named(entries, "channels"):
        if key.value in told and not _is_own(key, scope):
            message = f"the channel `{key.value}` is told from {key.start_mark.name} too, which has another ledger"
            hint = f"Move the channel to this file, or write `{key.value}: null` here; else everybody is told twice."
            scope.fault(entries.keys["ledger"], "two-ledgers", message, hint)


def entry_at(entries: Entries, what: str, name: str, field: str = "") -> yaml.Node:
    """Where the target or channel `name` is written, or its `field`; `what` is `targets` or `channels`."""
    named = entries.nodes[what]
    return value_at(named, name, field) or key_at(named, name) or named


def _named(entries: Entries, what: str) -> Iterator[tuple[yaml.ScalarNode, yaml.MappingNode]]:
    node = entries.nodes.get(what)
    for key, named in node.value if isinstance(node, yaml.MappingNode) else ():
        if isinstance(key, yaml.ScalarNode) and isinstance(named, yaml.MappingNode):
            yield key, named


def _check_audience_of(what: str, key: yaml.ScalarNode, named: yaml.MappingNode, scope: Scope) -> None:
    audience = value_at(named, "audience")
    if not isinstance(audience, yaml.ScalarNode):
        return
    here = audience.start_mark.name
    others = {part.start_mark.name for part, _ in named.value} - {here}
    if others and "<text>" not in (here, *others):
        message = f"the {what} `{key.value}` is one of {min(others)}, and leads where its readers are"
        hint = f"Give the {what} for {quoted(audience.value)} a name of its own. `{key.value}: null` drops this one."
        scope.fault(audience, "wider-audience", message, hint)


def _check_apart(settings: Settings, node: yaml.Node, scope: Scope) -> None:
    """Whoever reads the narrower words has the public ones among them: told for both, they would hear twice."""
    seen: dict[tuple[str, str], Channel] = {}
    for channel in settings.channels:
        for where in ends_of(channel):
            other = seen.setdefault(where, channel)
            if not (may_hear_with(channel, other, settings) or may_hear_with(other, channel, settings)):
                message = (
                    f"the channels `{other.name}`, for {quoted(other.audience)}, and `{channel.name}`, "
                    f"for {quoted(channel.audience)}, both lead to {where[1]}"
                )
                hint = "Delete one of the two, or let it lead elsewhere: one place has one audience."
                scope.fault(key_at(node, channel.name) or node, "same-place", message, hint)
                break


def may_hear_with(channel: Channel, other: Channel, settings: Settings) -> bool:
    """Whether `channel` leads where `other` does by right: to the same readers, or with what a team owes to others."""
    if channel.audience == other.audience:
        return True
    readers = {"public", other.audience, *settings.audiences.get(other.audience, ())}
    return "updates" not in channel.hears and channel.audience in readers


def ends_of(channel: Channel) -> Iterator[tuple[str, str]]:
    """Where a channel leads, as far as the settings say: what kind of place, and which."""
    if isinstance(channel, WebChannel):
        yield "variable", channel.url_env
    elif isinstance(channel, FolderChannel):
        yield "folder", channel.place
    elif isinstance(channel, TopicChannel):
        yield from (("topic", topic) for topic in channel.topics)
    else:
        yield from (("person", parseaddr(each)[1].lower() or each) for each in channel.to)
        if isinstance(channel, OutboxChannel):
            yield "folder", channel.place


def _is_own(node: yaml.Node, scope: Scope) -> bool:
    """Whether `node` stands in the file of the site itself, or in none."""
    return node.start_mark.name in (scope.faults.path, "<text>")
