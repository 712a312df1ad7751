"""What is to be done at a target, worked out from a build and what the target says of itself. Does nothing."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from plainstatus.publish.build_folder import Build
from plainstatus.publish.manifest import Entry, Manifest
from plainstatus.publish.served import Phase, served

#: Seconds for which a file stays after the site has let go of it: caches hold pages that need it.
GRACE = {Phase.ASSETS: 86_400, Phase.LEAVES: 300, Phase.ERRORS: 300, Phase.FRONT: 300}


class Absent:
    """What is expected of a place where nothing should be."""


class Put(NamedTuple):
    """A file to be put. `expect` is the tag of what is there, ABSENT, or None for anything."""

    phase: Phase
    path: str
    size: int
    expect: "str | Absent | None"
    why: str


class Delete(NamedTuple):
    """A file to be deleted, whose grace is over."""

    path: str
    expect: str | None


ABSENT = Absent()


@dataclass(frozen=True, slots=True)
class Plan:
    """`puts` stand in the order in which they travel. `kept` are there already; `leaving` stay for a while."""

    puts: tuple[Put, ...]
    deletes: tuple[Delete, ...]
    kept: Mapping[str, Entry]
    leaving: Mapping[str, int]
    #: how many files the site lets go of with this publish
    dropped: int = 0

    @property
    def is_empty(self) -> bool:
        return not self.puts and not self.deletes

    def phases(self) -> Iterator[tuple[Phase, tuple[Put, ...]]]:
        """The puts of each phase that has any, in order."""
        for phase in Phase:
            of = tuple(put for put in self.puts if put.phase == phase)
            if of:
                yield phase, of


def plan_of(
    build: Build,
    remote: Manifest | None,
    found: Mapping[str, str] | None,
    now: int,
    *,
    at_once: bool = False,
) -> Plan:
    """What brings `build` to a target whose last manifest is `remote`.

    `found` is what a listing of the target says, path → tag, where the manifest cannot be relied on; else
    None. `now` is in epoch seconds. `at_once`: what the site no longer has goes without grace.
    """
    listed = remote.files if remote else {}
    puts: list[Put] = []
    kept: dict[str, Entry] = {}
    for path, file in build.files.items():
        entry = listed.get(path)
        there = _there(path, entry, found)
        if entry is not None and entry.sha256 == file.sha256 and there == entry.tag:
            kept[path] = entry
        elif found is not None and there is not None and there.strip('"') == file.md5:
            # An earlier publish was broken off behind it.
            kept[path] = Entry(file.sha256, file.size, there)
        else:
            phase = served(path).phase
            expect = ABSENT if there is None else there
            puts.append(Put(phase, path, file.size, expect, "new" if there is None else "changed"))
    puts.sort(key=lambda put: (put.phase, put.path))
    dropped = [path for path in listed if path not in build.files]
    leaving, deletes = _leaving(build, remote, dropped, found, now, at_once)
    return Plan(tuple(puts), tuple(deletes), kept, leaving, len(dropped))


def _there(path: str, entry: Entry | None, found: Mapping[str, str] | None) -> str | None:
    """The tag of what is at the target, None where nothing is."""
    if found is not None:
        return found.get(path)
    return entry.tag if entry else None


def _leaving(
    build: Build,
    remote: Manifest | None,
    dropped: list[str],
    found: Mapping[str, str] | None,
    now: int,
    at_once: bool,
) -> tuple[dict[str, int], list[Delete]]:
    since = {path: then for path, then in remote.leaving.items() if path not in build.files} if remote else {}
    since.update(dict.fromkeys(dropped, now))
    if found is not None:
        since = {path: then for path, then in since.items() if path in found}
    leaving: dict[str, int] = {}
    deletes: list[Delete] = []
    for path, then in since.items():
        if at_once or now - then >= GRACE[served(path).phase]:
            deletes.append(Delete(path, found.get(path) if found else None))
        else:
            leaving[path] = then
    return leaving, deletes
