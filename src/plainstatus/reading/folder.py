"""All incident files of a folder, each read once, in the order of their paths."""

import os
import stat
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path, PurePosixPath

from plainstatus.model.finding import Finding
from plainstatus.model.incident import Incident
from plainstatus.reading.faults import quoted
from plainstatus.reading.incident import ReadingContext, read_incident
from plainstatus.reading.source import LARGEST
from plainstatus.reading.translation import language_fault, read_translation

#: Folders at the top that hold no incidents: ordinary pages, and pictures.
OTHER_FOLDERS = frozenset({"pages", "assets"})

# Should a pipe take the place of a file after the folder was listed, opening it does not wait for a writer.
_OPENING = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)

_OTHER_ENDINGS = (".markdown", ".mdown", ".mkd", ".mkdn", ".mdx")


def incident_paths(folder: Path) -> tuple[str, ...]:
    """The incident files of `folder`, translations among them, relative to it and sorted; faulty ones are left out."""
    findings: list[Finding] = []
    return tuple(sorted(_walk(folder, findings)))


def read_incidents(
    folder: Path, context: ReadingContext, *, display: str
) -> tuple[tuple[Incident, ...], list[Finding]]:
    """Every incident of `folder` that has no fault, in the order of paths, and all faults of all files.

    `display` is how the folder itself is shown in findings.
    """
    findings: list[Finding] = []
    paths = sorted(_walk(folder, findings))
    originals = [path for path in paths if "." not in _stem(path)]
    read: dict[str, Incident] = {}
    for path in originals:
        data = _bytes(folder, path, findings)
        if data is not None:
            incident, found = read_incident(data, path, context)
            findings += found
            if incident is not None:
                read[path] = incident
    _note_duplicates(originals, display, findings)
    _note_brought_twice(read, display, findings)
    for path in paths:
        if "." in _stem(path):
            _translate(folder, path, originals, read, context, findings)
    prefix = f"{display.rstrip('/')}/" if display not in ("", ".") else ""
    shown = [replace(each, path=f"{prefix}{each.path}") for each in findings]
    return tuple(read.values()), sorted(shown)


def _walk(folder: Path, findings: list[Finding]) -> Iterator[str]:
    """The paths of incident files below `folder`, in no order; what cannot be one is a finding."""
    base = os.path.realpath(folder)
    waiting = [""]
    while waiting:
        below = waiting.pop()
        try:
            with os.scandir(folder / below) as entries:
                found = [(entry.name, entry) for entry in entries]
        except OSError as error:
            findings.append(_unreadable(below.rstrip("/"), error))
            continue
        for name, entry in found:
            if name[0] in "_." or (not below and name in OTHER_FOLDERS):
                continue
            path = _shown(below + name)
            if entry.is_symlink():
                yield from _linked(entry, path, base, findings)
            elif entry.is_dir():
                waiting.append(f"{below}{name}/")
            elif not name.endswith(".md"):
                _note_ending(path, findings)
            elif not entry.is_file():
                message = "this is not an ordinary file"
                findings.append(Finding(path, 0, 0, message, "Replace it by one, or delete it.", "file-kind"))
            else:
                yield path


def _stem(path: str) -> str:
    """The name of an incident file without its ending."""
    return path.rpartition("/")[2].removesuffix(".md")


def _shown(path: str) -> str:
    """A path whose name is not UTF-8, with the bytes that are not made visible."""
    return path if path.isprintable() else os.fsencode(path).decode(errors="replace")


def _linked(entry: os.DirEntry[str], path: str, base: str, findings: list[Finding]) -> Iterator[str]:
    target = os.path.realpath(entry.path)
    if not target.startswith(base + os.sep):
        message, hint = "this link leads out of the folder of the incidents", "Put the file itself here."
    elif Path(target).is_dir():
        message, hint = "links to folders are not followed", "Put the files themselves here."
    elif not Path(target).is_file():
        message, hint = "this link leads nowhere", "Delete it."
    else:
        if path.endswith(".md"):
            yield path
        return
    findings.append(Finding(path, 0, 0, message, hint, "link"))


def _note_ending(path: str, findings: list[Finding]) -> None:
    if path.lower().endswith(_OTHER_ENDINGS) or path.lower().endswith(".md"):
        hint = f"Rename it to `{PurePosixPath(path).stem}.md`."
        findings.append(Finding(path, 0, 0, "a file with this ending is not read", hint, "file-ending"))


def _bytes(folder: Path, path: str, findings: list[Finding]) -> bytes | None:
    """The content of a file, one byte more than is allowed at most; None after a finding."""
    try:
        number = os.open(f"{folder}/{path}", _OPENING)
        try:
            facts = os.fstat(number)
            if not stat.S_ISREG(facts.st_mode):
                raise OSError(0, "not an ordinary file")
            return os.read(number, min(facts.st_size, LARGEST) + 1)
        finally:
            os.close(number)
    except (OSError, ValueError) as error:
        findings.append(_unreadable(path, error))
        return None


def _unreadable(path: str, error: OSError | ValueError) -> Finding:
    reason = getattr(error, "strerror", None) or "its name is not UTF-8"
    return Finding(
        path, 0, 0, f"this cannot be read: {reason}", "Check that it is there and who may read it.", "unreadable"
    )


def _note_duplicates(originals: list[str], display: str, findings: list[Finding]) -> None:
    first: dict[str, str] = {}
    for path in originals:
        stem = _stem(path)
        if stem in first:
            message = f"the id {quoted(stem)} is taken by `{display}/{first[stem]}`"
            hint = "Rename one of the two: a file name is an address, over all folders."
            findings.append(Finding(path, 0, 0, message, hint, "duplicate-id"))
        else:
            first[stem] = path


def _note_brought_twice(read: Mapping[str, Incident], display: str, findings: list[Finding]) -> None:
    """Feeds, calendars and the API know an incident by the id that it brought."""
    first: dict[str, str] = {}
    for path, incident in read.items():
        brought = incident.external_id
        if brought is None:
            continue
        if brought in first:
            message = f"the `external_id` {quoted(brought)} is that of `{display}/{first[brought]}` too"
            hint = "Delete it from the one that was not imported under it."
            findings.append(Finding(path, 0, 0, message, hint, "duplicate-external-id", "warning"))
        else:
            first[brought] = path


def _translate(
    folder: Path,
    path: str,
    originals: list[str],
    read: dict[str, Incident],
    context: ReadingContext,
    findings: list[Finding],
) -> None:
    """Read the translation at `path` into the incident in `read` that it belongs to."""
    stem, _, language = _stem(path).rpartition(".")
    original = str(PurePosixPath(path).with_name(f"{stem}.md"))
    if fault := language_fault(language, path, context):
        findings.append(fault)
    elif original in read:
        data = _bytes(folder, path, findings)
        if data is not None:
            read[original], found = read_translation(data, path, read[original], language, context)
            findings += found
    elif original not in originals:
        message = f"there is no `{PurePosixPath(original).name}` that these words could translate"
        findings.append(Finding(path, 0, 0, message, "Name the file after the incident.", "no-original"))
