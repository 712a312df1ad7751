"""What `mkdocs.yml` says of promises: who hears of them, when, and where the words are written that they ask for."""

from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any, get_args
from urllib.parse import quote, urljoin, urlsplit

import yaml

from plainstatus.model.promises import Hearing, Promises
from plainstatus.reading.config_file import value_at
from plainstatus.reading.fields import Entries, Field, Record, RecordValue
from plainstatus.reading.scope import Scope
from plainstatus.reading.time_values import Duration
from plainstatus.reading.values import Address, Choice, ListOf, Schema

_WORD = Choice(get_args(Hearing), "something that a channel hears", "hears")
#: Hosts on which a file is edited below this path; others have to be told.
_EDITED = {"github.com": "edit/main", "gitlab.com": "-/edit/main"}


@dataclass(frozen=True)
class Hearings:
    """One word, or several in a list."""

    def read(self, node: yaml.Node, scope: Scope) -> tuple[str, ...] | None:
        if isinstance(node, yaml.SequenceNode):
            return ListOf(_WORD, "[updates, promises]", least=1).read(node, scope)
        word = _WORD.read(node, scope)
        return None if word is None else (word,)

    def schema(self) -> Schema:
        return {"anyOf": [_WORD.schema(), {"type": "array", "items": _WORD.schema(), "minItems": 1}]}


def _promises(entries: Entries, scope: Scope) -> Promises:
    return Promises(**entries.values)


#: What `promises` may say.
PROMISES = RecordValue(
    Record(
        Field("near", Duration(), "How long before the promised words are due the team is told."),
        Field(
            "missed",
            ListOf(Duration(), "[15m, 1h, 4h, 1d]"),
            "How long after a promise that nobody kept it is told again.",
        ),
        Field("form", Address(), "Where words are written without a checkout, for a link in what it is told."),
        what="`promises`",
    ),
    _promises,
)


def heard_by_team(values: dict[str, Any]) -> dict[str, Any]:
    """The fields of a channel; one that hears of promises alone is for `internal` where nothing else is said."""
    return {"audience": "internal", **values} if values.get("hears") == ("promises",) else values


def check_hearing(entries: Entries, scope: Scope) -> None:
    """Note where readers would hear what is for the team."""
    to = entries.get("to", ())
    if "promises" in entries.get("hears", ()) and "subscribers" in to:
        message = "subscribers are readers, and promises are told to those who have to keep them"
        hint = "Name addresses in `to`, or make a channel of its own with `hears: promises`."
        scope.fault(entries.nodes["hears"], "hears", message, hint)


def edit_url(config: yaml.MappingNode) -> str:
    """What stands before the path of an incident file where it is edited on the web; "" where nobody can tell.

    As MkDocs makes it of `repo_url` and `edit_uri`; without the latter, the branch is taken to be `main`.
    """
    repository, below = _text(config, "repo_url"), _text(config, "edit_uri")
    try:
        known = _EDITED.get(urlsplit(repository).netloc.lower())
        if not below and known:
            below = f"{known}/{quote(PurePosixPath(_text(config, 'docs_dir') or 'docs').as_posix())}"
        made = urljoin(f"{repository.rstrip('/')}/" if repository else "", f"{below.rstrip('/')}/") if below else ""
        return made if urlsplit(made).scheme in ("https", "http") else ""
    except ValueError:
        return ""


def _text(config: yaml.MappingNode, name: str) -> str:
    node = value_at(config, name)
    return str(node.value).strip() if isinstance(node, yaml.ScalarNode) else ""
