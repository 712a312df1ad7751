"""Which updates had their words mended after they were committed, and when: git knows.

Two git processes answer for all files together. Where there is no git, no repository or no
history, nothing is said to be edited.
"""

import os
import re
import shutil
import subprocess
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path

from plainstatus.model.incident import Incident
from plainstatus.reading import sections
from plainstatus.reading.updates import words_by_time

#: Path relative to the incident folder, and time of the update → the day of its latest mend (UTC).
Edits = Mapping[tuple[str, datetime], date]

_TIMEOUT = 30.0

_PLACEHOLDER = re.compile(r"<<[^<>\n]{1,100}>>")


@dataclass(frozen=True, slots=True)
class _Revision:
    """One version of a file: the blob that holds it, and the day it was committed (UTC)."""

    path: str
    blob: str
    day: date


def edited_updates(
    folder: Path, paths: Collection[str] | None = None, *, zone: str = "UTC", timeout: float = _TIMEOUT
) -> Edits:
    """The mended updates of the incident files in `folder`; of `paths` alone where given (relative to it).

    An update counts where its words, without its fields, differ from those of the commit that brought it.
    `zone` is that of times without one; `timeout` (seconds) bounds each git process.
    """
    git = shutil.which("git")
    if git is None or not folder.is_dir():
        return {}
    try:
        versions = _by_path(_history(git, folder, timeout), paths)
        if not versions:
            return {}
        texts = _contents(git, folder, {each.blob for found in versions.values() for each in found}, timeout)
    except (OSError, subprocess.SubprocessError, ValueError):
        return {}
    edits: dict[tuple[str, datetime], date] = {}
    for path, revisions in versions.items():
        for at, day in _mended(revisions, texts, zone):
            edits[path, at] = day
    return edits


def with_edits(incidents: Iterable[Incident], edits: Edits) -> tuple[Incident, ...]:
    """The incidents with the day of the latest mend on each update that has one."""
    touched = {path for path, _ in edits}
    return tuple(_with_edits(each, edits) if each.path in touched else each for each in incidents)


def _with_edits(incident: Incident, edits: Edits) -> Incident:
    updates = (replace(update, edited=edits.get((incident.path, update.at))) for update in incident.updates)
    return replace(incident, updates=tuple(updates))


def _run(git: str, folder: Path, arguments: list[str], timeout: float, given: bytes = b"") -> bytes:
    """What git prints. Its own variables are left out, so that a hook or a parent cannot point it elsewhere."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    done = subprocess.run(  # noqa: S603 - a fixed program with fixed arguments
        [git, "-C", str(folder), *arguments],
        input=given,
        capture_output=True,
        timeout=timeout,
        check=True,
        env={**environment, "GIT_OPTIONAL_LOCKS": "0", "LC_ALL": "C"},
    )
    return done.stdout


def _history(git: str, folder: Path, timeout: float) -> Iterator[_Revision]:
    """Every version of every Markdown file in `folder`, the newest first."""
    arguments = ["log", "--format=%x01%ct", "--raw", "--no-abbrev", "--no-renames", "-z", "--relative", "--", "*.md"]
    records = _run(git, folder, arguments, timeout).decode(errors="replace").split("\0")
    day: date | None = None
    blob = ""
    for record in records:
        record = record.strip("\n")
        if record.startswith("\x01"):
            stamp, _, record = record[1:].partition("\n")
            day = datetime.fromtimestamp(int(stamp), UTC).date()
        if record.startswith(":"):
            blob = record.split(" ")[3]
        elif record and day is not None:
            yield _Revision(record, blob, day)


def _by_path(history: Iterable[_Revision], paths: Collection[str] | None) -> dict[str, list[_Revision]]:
    """The versions of each file that has several, the oldest first."""
    found: dict[str, list[_Revision]] = {}
    for revision in history:
        if paths is None or revision.path in paths:
            found.setdefault(revision.path, []).append(revision)
    return {path: revisions[::-1] for path, revisions in found.items() if len(revisions) > 1}


def _contents(git: str, folder: Path, blobs: Collection[str], timeout: float) -> dict[str, str]:
    """The text of each blob; a deleted file's, which is all zeros, is missing."""
    wanted = sorted(blob for blob in blobs if blob.strip("0"))
    printed = _run(git, folder, ["cat-file", "--batch"], timeout, "".join(f"{blob}\n" for blob in wanted).encode())
    texts: dict[str, str] = {}
    at = 0
    while at < len(printed):
        end = printed.index(b"\n", at)
        name, kind, *size = printed[at:end].decode().split(" ")
        at = end + 1
        if size and kind == "blob":
            length = int(size[0])
            text = printed[at : at + length].decode(errors="replace").removeprefix("\ufeff")
            texts[name] = text.replace("\r\n", "\n")
            at += length + 1
    return texts


def _mended(revisions: list[_Revision], texts: Mapping[str, str], zone: str) -> Iterator[tuple[datetime, date]]:
    """Each update whose words changed after they first came, with the day of the last change."""
    words: dict[datetime, str] = {}
    mended: dict[datetime, date] = {}
    for revision in revisions:
        text = texts.get(revision.blob)
        if text is None:
            continue
        for at, body in words_by_time(sections.split(text), zone):
            # A draft with placeholders was never published: who fills them in mends nothing.
            if at in words and words[at] != body and not _PLACEHOLDER.search(words[at]):
                mended[at] = revision.day
            words[at] = body
    return iter(mended.items())
