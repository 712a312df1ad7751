"""What is to be done at a target, worked out from a build and what the target says of itself. Does nothing."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple

from plainstatus.publish.build_folder import Build
from plainstatus.publish.manifest import Entry, Manifest
from plainstatus.publish.served import Phase, served

#: Seconds for which a file stays after the site has let go of it: caches hold pages that need it.
GRACE = {Phase.ASSETS: 86_400, Phase.LEAVES: 300, Phase.ERRORS: 300, Phase.FRONT: 300}

#: Why a file is put.
NEW, CHANGED = "new", "changed"


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
    """`puts` stand in the order in which they travel. `kept` are there already; `leaving` stay for a while.

    `in_the_way` goes before all puts: a file that a folder takes the place of, or the other way round.
    """

    puts: tuple[Put, ...]
    deletes: tuple[Delete, ...]
    kept: Mapping[str, Entry]
    leaving: Mapping[str, int]
    in_the_way: tuple[Delete, ...] = ()
    #: how many files the site lets go of with this publish
    dropped: int = 0

    @property
    def is_empty(self) -> bool:
        return not self.puts and not self.deletes and not self.in_the_way

    def phases(self) -> Iterator[tuple[Phase, tuple[Put, ...]]]:
        """The puts of each phase that has any, in order."""
        for phase, puts in groupby(self.puts, lambda put: put.phase):
            yield phase, tuple(puts)

    def rounds(self) -> Iterator[tuple[Put, ...]]:
        """The puts that may travel at once, in order: finer than phases."""
        for _, puts in groupby(self.puts, _round):
            yield tuple(puts)


def _round(put: Put) -> tuple[Phase, bool]:
    match put.phase:
        case Phase.LEAVES:
            # Pages that are there link new ones, and nobody comes upon a new one but by a link.
            return put.phase, put.why != NEW
        case Phase.FRONT:
            # It sends readers to pages that are newer than theirs.
            return put.phase, put.path.endswith("live.json")
        case _:
            return put.phase, False


def plan_of(
    build: Build,
    remote: Manifest | None,
    found: Mapping[str, str] | None,
    now: int,
    *,
    lost: Collection[str] = (),
    anew: bool = False,
    at_once: bool = False,
) -> Plan:
    """What brings `build` to a target whose last manifest is `remote`.

    `found` is what a listing of the target says, path → tag, where the manifest cannot be relied on; else
    None. `now` is in epoch seconds. `lost` are files that publishes made which were broken off; they go
    where the site does not have them. `anew`: every file travels, even where it is there.
    `at_once`: what the site no longer has goes without grace.
    """
    listed = remote.files if remote else {}
    puts: list[Put] = []
    kept: dict[str, Entry] = {}
    for path, file in build.files.items():
        entry = listed.get(path)
        there = _there(path, entry, found)
        if not anew and entry is not None and entry.sha256 == file.sha256 and there == entry.tag:
            kept[path] = entry
        elif not anew and found is not None and there is not None and there.strip('"') == file.md5:
            # An earlier publish was broken off behind it.
            kept[path] = Entry(file.sha256, file.size, there)
        else:
            phase = served(path, file.sha256).phase
            expect, why = (ABSENT, NEW) if there is None else (there, CHANGED)
            puts.append(Put(phase, path, file.size, expect, why))
    puts.sort(key=lambda put: (*_round(put), put.path))
    dropped = [path for path in listed if path not in build.files]
    since = {**dict.fromkeys(lost, now), **(remote.leaving if remote else {}), **dict.fromkeys(dropped, now)}
    since = {path: then for path, then in since.items() if path not in build.files and (found is None or path in found)}
    in_the_way = tuple(Delete(path, found[path] if found else None) for path in _in_the_way(since, build.files))
    for delete in in_the_way:
        del since[delete.path]
    leaving, deletes = _leaving(since, found, now, at_once)
    return Plan(tuple(puts), tuple(deletes), kept, leaving, in_the_way, len(dropped))


def _there(path: str, entry: Entry | None, found: Mapping[str, str] | None) -> str | None:
    """The tag of what is at the target, None where nothing is."""
    if found is not None:
        return found.get(path)
    return entry.tag if entry else None


def _in_the_way(old: Iterable[str], new: Iterable[str]) -> list[str]:
    """Those of `old` that cannot stand beside `new` on a disk."""
    old, new = set(old), set(new)
    if not old:
        return []
    return sorted({*old & _folders(new), *(path for path in old if not new.isdisjoint(_folders([path])))})


def _folders(paths: Iterable[str]) -> set[str]:
    return {path[:end] for path in paths for end, char in enumerate(path) if char == "/"}


def _leaving(
    since: Mapping[str, int], found: Mapping[str, str] | None, now: int, at_once: bool
) -> tuple[dict[str, int], list[Delete]]:
    """What stays for a while, and what goes now: pages before the parts that they need."""
    leaving: dict[str, int] = {}
    deletes: list[Delete] = []
    for path, then in since.items():
        if at_once or now - then >= GRACE[served(path).phase]:
            deletes.append(Delete(path, found[path] if found is not None else None))
        else:
            # One who published with a clock that is ahead must not make it stay for longer.
            leaving[path] = min(then, now)
    deletes.sort(key=lambda delete: (-served(delete.path).phase, delete.path))
    return leaving, deletes
