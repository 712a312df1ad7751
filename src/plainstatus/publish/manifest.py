"""What a target holds by the last publish: the manifest, which is written when all else is there."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple

#: Where it stands at a target.
MANIFEST = "_publish/manifest.json"
_VERSION = 1


class ManifestFault(Exception):
    """What stands there is no manifest."""


class Entry(NamedTuple):
    """A file as it was put: the digest of its bytes, its size, and the tag by which the target knows these bytes."""

    sha256: str
    size: int
    tag: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """`commit` and `committed_at` (epoch seconds) are of the words that were built, "" and 0 outside of git.

    `headers` stands for how the files are served. `open` maps each open incident to its page. `leaving` are files
    that the site no longer has, each with the moment (epoch seconds) since which it has not.
    """

    url: str
    audience: str
    built_at: datetime
    commit: str = ""
    committed_at: int = 0
    headers: str = ""
    open: Mapping[str, str] = field(default_factory=dict)
    files: Mapping[str, Entry] = field(default_factory=dict)
    leaving: Mapping[str, int] = field(default_factory=dict)


def written(manifest: Manifest) -> bytes:
    """The bytes of a manifest."""
    value = {
        "version": _VERSION,
        "url": manifest.url,
        "audience": manifest.audience,
        "built_at": manifest.built_at.isoformat(),
        "commit": manifest.commit,
        "committed_at": manifest.committed_at,
        "headers": manifest.headers,
        "open": dict(sorted(manifest.open.items())),
        "files": dict(sorted(manifest.files.items())),
        "leaving": dict(sorted(manifest.leaving.items())),
    }
    return (json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n").encode()


def read(body: bytes) -> Manifest:
    """The manifest in `body`. Raises ManifestFault."""
    try:
        value: Any = json.loads(body)
        if value["version"] != _VERSION:
            raise ManifestFault(f"it is of version {value['version']!r}, and this program knows {_VERSION}")
        manifest = Manifest(
            url=_text(value["url"]),
            audience=_text(value["audience"]),
            built_at=datetime.fromisoformat(value["built_at"]),
            commit=_text(value["commit"]),
            committed_at=_number(value["committed_at"]),
            headers=_text(value["headers"]),
            open={_text(id): _text(path) for id, path in value["open"].items()},
            files={_path(path): _entry(*entry) for path, entry in value["files"].items()},
            leaving={_path(path): _number(since) for path, since in value["leaving"].items()},
        )
        if manifest.built_at.tzinfo is None:
            raise ManifestFault("its moment has no zone")
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ManifestFault(f"it is damaged ({type(error).__name__})") from None
    return manifest


def _entry(sha256: Any, size: Any, tag: Any) -> Entry:
    return Entry(_text(sha256), _number(size), _text(tag))


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError
    # One half of a pair is no text, and could not be written again.
    value.encode()
    return value


def _path(value: Any) -> str:
    """A path below the root of the site: what leads elsewhere is nothing that a publish put there."""
    path = _text(value)
    if any(part in ("", ".", "..") or "\0" in part for part in path.split("/")):
        raise ManifestFault(f"it names {path!a}, which is no path of a site")
    return path


def _number(value: Any) -> int:
    if type(value) is not int:
        raise TypeError
    return value
