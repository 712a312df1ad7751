"""Builds and manifests without any file, for what is worked out from them alone. Files are their words."""

import hashlib
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from plainstatus.publish.build_folder import Build, LocalFile
from plainstatus.publish.manifest import Entry, Manifest

from .folders import URL

_FIRST = datetime(2026, 11, 25, 8, 0, tzinfo=UTC)


def build(files: Mapping[str, str], *, minute: int = 0, **fields: Any) -> Build:
    fields = {"url": URL, "audience": "public", "open": {}, **fields}
    return Build(
        root=Path("site"), built_at=_moment(minute), files={p: local(p, w) for p, w in files.items()}, **fields
    )


def manifest(files: Mapping[str, str], *, minute: int = 0, **fields: Any) -> Manifest:
    fields = {"url": URL, "audience": "public", **fields}
    listed = {path: Entry(_sha256(words), len(words.encode()), tag(words)) for path, words in files.items()}
    return Manifest(built_at=_moment(minute), files=listed, **fields)


def local(path: str, words: str) -> LocalFile:
    return LocalFile(path, _sha256(words), _md5(words), len(words.encode()))


def tag(words: str) -> str:
    """The tag by which a target knows these words."""
    return f'"{_md5(words)}"'


def tags(files: Mapping[str, str]) -> dict[str, str]:
    """What a listing of `files` says."""
    return {path: tag(words) for path, words in files.items()}


def _sha256(words: str) -> str:
    return hashlib.sha256(words.encode()).hexdigest()


def _md5(words: str) -> str:
    return hashlib.md5(words.encode()).hexdigest()


def _moment(minute: int) -> datetime:
    return _FIRST + timedelta(minutes=minute)
