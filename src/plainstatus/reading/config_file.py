"""`mkdocs.yml` and the files it inherits from, as nodes with positions, read as MkDocs reads them.

MkDocs' own tags are tolerated: `!ENV` is looked up, any other is taken as plain text.
Does not know what our options mean.
"""

import io
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from plainstatus.reading.faults import Faults, quoted
from plainstatus.reading.source import decode
from plainstatus.reading.yaml_nodes import MAP, SEQ, STR, StringComposer, depth_fault, explain, is_empty, place

PLUGIN = "plainstatus"

_TOP = frozenset(
    {"site_name", "site_url", "docs_dir", "site_dir", "theme", "plugins", "INHERIT", "repo_url", "edit_uri"}
)
_MOST_NODES = 10_000
_MOST_PARENTS = 10
#: The tag of what a file dropped of the one that it inherits from; a parent of that one does not bring it back.
_DROPPED = "!dropped"


class _Named(io.StringIO):
    """A text whose nodes carry the name of its file."""

    def __init__(self, text: str, name: str) -> None:
        super().__init__(text)
        self.name = name


def open_config(config_file: Path, faults: Faults, *, first: bool = True) -> yaml.MappingNode | None:
    """What `config_file` and those it inherits from say together; None after a fault that leaves nothing.

    Only what is of use here is kept: some settings of MkDocs', and the options of our plugin.
    Each node's mark carries the path of its file, as it is shown to people.
    """
    merged: yaml.Node | None = None
    file, seen = config_file, set[Path]()
    shown = faults.path
    while True:
        seen.add(file.resolve())
        node = _compose(file, shown, faults)
        if node is None:
            break
        merged = node if merged is None else _merge(merged, node, 6)
        inherit = value_at(node, "INHERIT")
        if not isinstance(inherit, yaml.ScalarNode):
            break
        parent = file.parent / inherit.value
        shown = os.path.relpath(parent, config_file.parent).replace(os.sep, "/") if "\0" not in inherit.value else "?"
        if "\0" in inherit.value or not parent.is_file():
            _fault(inherit, "missing-file", f"there is no file {quoted(inherit.value)}", "Name one that is.", faults)
            break
        if parent.resolve() in seen or len(seen) > _MOST_PARENTS:
            _fault(inherit, "inherit", "these files inherit from each other", "Delete one `INHERIT`.", faults)
            break
        file = parent
    return _without_dropped(merged) if isinstance(merged, yaml.MappingNode) else None


def value_at(node: yaml.Node | None, *keys: str | int) -> yaml.Node | None:
    """The node under `keys`, one after the other, None where there is none."""
    for key in keys:
        if isinstance(node, yaml.MappingNode):
            found = [value for name, value in node.value if isinstance(name, yaml.ScalarNode) and name.value == key]
            node = found[-1] if found else None
        elif isinstance(node, yaml.SequenceNode) and isinstance(key, int):
            node = node.value[key] if key < len(node.value) else None
        else:
            return None
    return node


def options_node(config: yaml.MappingNode) -> yaml.Node | None:
    """The options of our plugin, an empty scalar where it has none, None where the plugin is not named."""
    plugins = value_at(config, "plugins")
    if isinstance(plugins, yaml.MappingNode):
        return value_at(plugins, PLUGIN)
    for item in plugins.value if isinstance(plugins, yaml.SequenceNode) else ():
        if isinstance(item, yaml.ScalarNode) and item.value == PLUGIN:
            return yaml.ScalarNode(STR, "", item.start_mark)
        if (options := value_at(item, PLUGIN)) is not None:
            return options
    return None


def node_of(value: Any, written: yaml.Node | None) -> yaml.Node:
    """A node that says `value`, at the place of `written`, which is what the file says for it."""
    mark: Any = written.start_mark if written is not None else place(-1, -1)
    if isinstance(value, Mapping):
        found = []
        for name, item in value.items():
            there = value_at(written, str(name))
            if there is not None or not _says_nothing(item):
                key = key_at(written, str(name))
                found.append((yaml.ScalarNode(STR, str(name), key.start_mark if key else mark), node_of(item, there)))
        return yaml.MappingNode(MAP, found, mark)
    if isinstance(value, list | tuple):
        items = [node_of(item, value_at(written, number)) for number, item in enumerate(value)]
        return yaml.SequenceNode(SEQ, items, mark)
    if isinstance(value, str):
        return yaml.ScalarNode(STR, value, mark, style='"')
    if isinstance(written, yaml.ScalarNode):
        # YAML 1.1 made a number, a date or a truth of it: `no` may be a language.
        return yaml.ScalarNode(STR, written.value, mark)
    text = "" if value is None else str(value).lower() if isinstance(value, bool) else str(value)
    return yaml.ScalarNode(STR, text, mark)


def key_at(node: yaml.Node | None, name: str) -> yaml.ScalarNode | None:
    """The node of the key `name` itself."""
    for key, _ in node.value if isinstance(node, yaml.MappingNode) else ():
        if isinstance(key, yaml.ScalarNode) and key.value == name:
            return key
    return None


def _compose(file: Path, shown: str, faults: Faults) -> yaml.MappingNode | None:
    try:
        with file.open("rb") as stream:
            data = stream.read(1_000_001)
    except OSError as error:
        hint = "Run `plainstatus init` to make a site, or name its file."
        faults.add("missing-file", 0, 0, f"the file cannot be read: {error.strerror}", hint, path=shown)
        return None
    before = faults.path
    faults.path = shown
    try:
        text = decode(data, faults)
        return None if text is None else _parse(text, shown, faults)
    finally:
        faults.path = before


def _parse(text: str, shown: str, faults: Faults) -> yaml.MappingNode | None:
    try:
        if depth_fault(text) is not None:
            faults.add("yaml-depth", 0, 0, "the file is nested too deeply", "Flatten it.")
            return None
        node = StringComposer(_Named(text, shown)).get_single_node()
    except (yaml.YAMLError, ValueError) as error:
        line, column, message, hint = explain(error, text)
        faults.add("yaml", line + 1, column + 1, message, hint)
        return None
    if not isinstance(node, yaml.MappingNode):
        faults.add("wrong-shape", 0, 0, "the file consists of `setting: value` lines", "Write `site_name: …`.")
        return None
    budget = [_MOST_NODES]
    kept = [
        (key, _expand(_ours(value) if key.value == "plugins" else value, budget))
        for key, value in node.value
        if isinstance(key, yaml.ScalarNode) and key.value in _TOP
    ]
    if budget[0] < 0:
        faults.add("too-long", 0, 0, "the settings are too many, or repeat each other", "Write fewer of them.")
        return None
    return yaml.MappingNode(MAP, kept, node.start_mark)


def _ours(plugins: yaml.Node) -> yaml.Node:
    """The plugins with all but our own left out."""
    if isinstance(plugins, yaml.MappingNode):
        pairs = [(key, value) for key, value in plugins.value if getattr(key, "value", None) == PLUGIN]
        return yaml.MappingNode(MAP, pairs, plugins.start_mark)
    if isinstance(plugins, yaml.SequenceNode):
        items = [
            item
            for item in plugins.value
            if (isinstance(item, yaml.ScalarNode) and item.value == PLUGIN) or key_at(item, PLUGIN) is not None
        ]
        return yaml.SequenceNode(SEQ, items, plugins.start_mark)
    return plugins


def _expand(node: yaml.Node, budget: list[int]) -> yaml.Node:
    """A copy of a small tree with `!ENV` looked up; aliases are written out as long as `budget` lasts."""
    budget[0] -= 1
    if budget[0] < 0:
        return node
    if node.tag == "!ENV":
        return _from_environment(node) or yaml.ScalarNode(STR, "", node.start_mark)
    if isinstance(node, yaml.SequenceNode):
        return yaml.SequenceNode(SEQ, [_expand(item, budget) for item in node.value], node.start_mark)
    if isinstance(node, yaml.MappingNode):
        # A variable that is not set leaves its setting out, as an absent line would.
        said = [each for each in node.value if each[1].tag != "!ENV" or _from_environment(each[1]) is not None]
        pairs = [(key, _expand(value, budget)) for key, value in said]
        return yaml.MappingNode(MAP, pairs, node.start_mark)
    return node


def _from_environment(node: yaml.Node) -> yaml.Node | None:
    """`!ENV NAME` or `!ENV [NAME, OTHER, default]`, as the package pyyaml-env-tag reads them; None where unset."""
    default: yaml.Node | None = None
    names = [node]
    if isinstance(node, yaml.SequenceNode):
        names = node.value
        if len(names) > 1:
            *names, default = names
    for name in names:
        value = os.environ.get(name.value) if isinstance(name, yaml.ScalarNode) and "\0" not in name.value else None
        if value is not None:
            return yaml.ScalarNode(STR, value, node.start_mark)
    return default


def _merge(child: yaml.Node, parent: yaml.Node, depth: int) -> yaml.Node:
    """What MkDocs makes of two files: mappings are merged, anything else of the child's replaces the parent's.

    Where the child has nothing, as in `footer: null`, it drops what its parent says.
    """
    if is_empty(child) and not is_empty(parent):
        return yaml.ScalarNode(_DROPPED, "", child.start_mark)
    if depth == 0 or not (isinstance(child, yaml.MappingNode) and isinstance(parent, yaml.MappingNode)):
        return child
    pairs = {key.value: (key, value) for key, value in parent.value if isinstance(key, yaml.ScalarNode)}
    for key, value in child.value:
        if isinstance(key, yaml.ScalarNode):
            below = pairs.get(key.value)
            pairs[key.value] = (key, value if below is None else _merge(value, below[1], depth - 1))
    return yaml.MappingNode(MAP, list(pairs.values()), child.start_mark)


def _without_dropped(node: yaml.MappingNode) -> yaml.MappingNode:
    """`node` without what was dropped, and without mappings that are empty for that reason alone."""
    pairs = []
    for key, value in node.value:
        kept = _without_dropped(value) if isinstance(value, yaml.MappingNode) else value
        if value.tag != _DROPPED and (not isinstance(value, yaml.MappingNode) or kept.value or not value.value):
            pairs.append((key, kept))
    return yaml.MappingNode(MAP, pairs, node.start_mark)


def _says_nothing(value: Any) -> bool:
    """Whether a value of MkDocs' is what is left of one that was dropped."""
    return value is None or (isinstance(value, Mapping) and bool(value) and all(map(_says_nothing, value.values())))


def _fault(node: yaml.Node, code: str, message: str, hint: str, faults: Faults) -> None:
    mark = node.start_mark
    faults.add(code, mark.line + 1, mark.column + 1, message, hint, path=mark.name)
