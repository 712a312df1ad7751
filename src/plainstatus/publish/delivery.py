"""Carries out a publish at one target. Whatever ends it, what readers meet there fits together."""

import hashlib
import json
from collections.abc import Callable, Collection, Iterable, Mapping
from concurrent.futures import FIRST_EXCEPTION, ThreadPoolExecutor, wait
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Protocol

from plainstatus.publish import manifest as manifests
from plainstatus.publish.build_folder import OURS, Build
from plainstatus.publish.guards import Commit, Refusal, refusals
from plainstatus.publish.manifest import MANIFEST, Entry, Manifest, ManifestFault
from plainstatus.publish.plan import ABSENT, Absent, Plan, Put, plan_of
from plainstatus.publish.served import Phase, Served, served
from plainstatus.publish.targets.interface import Busy, Changed, Lease, Stored, Target, TargetFault, Upload

#: The paths that a publish is about to make, so that the next one knows them where this one is broken off.
BEGUN = OURS + "begun.json"
_OURS = Served(Phase.FRONT, "application/json; charset=utf-8", "no-store")


class Watch(Protocol):
    """Somebody who looks on."""

    def planned(self, plan: Plan) -> None:
        """The plan that is now carried out; another one may follow."""

    def put(self, put: Put) -> None:
        """A file has been put; told by any thread."""


class Refused(Exception):
    """Guards speak against the publish."""

    def __init__(self, refusals: list[Refusal]) -> None:
        super().__init__("\n".join(map(str, refusals)))
        self.refusals = refusals


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be published and how.

    `audience` is that of the target; `owner` says who publishes; `now` is in epoch seconds. `commit` tells of our
    commit and how it stands to one that is named. `at_once`: what the site no longer has goes without grace.
    `verify`: the target is looked through, whatever its manifest says.
    """

    build: Build
    audience: str
    owner: str
    now: int
    commit: Callable[[str], Commit]
    allowed: Collection[str] = ()
    at_once: bool = False
    verify: bool = False


@dataclass(frozen=True, slots=True)
class Work:
    """What is to be done at a target, and what speaks against it.

    `lost` are files there of publishes that were broken off, which the manifest does not know.
    """

    stored: Stored | None
    remote: Manifest | None
    found: Mapping[str, str] | None
    lost: Collection[str]
    plan: Plan
    commit: Commit
    refusals: list[Refusal]


@dataclass(frozen=True, slots=True)
class Delivery:
    """What was done. `notes` are for the person, `warnings` too; neither makes it a failure."""

    plan: Plan
    notes: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)


def work_at(target: Target, order: Order, *, look_through: bool = False) -> Work:
    """What there is to do at `target`. Changes nothing. `look_through`: the manifest cannot be relied on."""
    stored = target.read(MANIFEST)
    damaged: list[Refusal] = []
    remote = None
    try:
        remote = manifests.read(stored.body) if stored else None
    except ManifestFault as fault:
        if "damaged" not in order.allowed:
            words = f"its manifest cannot be read: {fault}"
            damaged.append(Refusal("damaged", words, "Another version of this program may have written it."))
    found = target.listing() if look_through or order.verify or remote is None else None
    known = {*remote.files, *remote.leaving} if remote else set()
    lost = sorted(path for path in _begun(target) if path in found and path not in known) if found else []
    # A file whose bytes are the same is served as it was when it was put.
    anew = remote is not None and remote.headers != target.headers
    plan = plan_of(order.build, remote, found, order.now, lost=lost, anew=anew, at_once=order.at_once)
    commit = order.commit(remote.commit if remote else "")
    strangers = [] if stored else sorted({*(found or ())}.difference(lost))
    against = refusals(
        order.build, remote, plan, commit, audience=order.audience, strangers=strangers, allowed=order.allowed
    )
    return Work(stored, remote, found, lost, plan, commit, damaged or against)


def deliver(target: Target, order: Order, watch: Watch | None = None) -> Delivery:
    """Publish. Raises Refused, TargetFault, BuildFault and OSError; a later publish completes what these leave."""
    target.check()
    with target.hold(order.owner) as lease:
        work = work_at(target, order, look_through=lease.was_broken_off)
        if work.refusals:
            raise Refused(work.refusals)
        if work.plan.is_empty and work.remote is not None and _says_the_same(work.remote, order, work):
            return Delivery(work.plan)
        lease.begin()
        work, put = _put_all(target, order, work, lease, watch)
        manifest = _manifest(target, order, work, put)
        body, tag = _commit(target, manifest, work.stored, lease)
        _read_back(target, body, manifest, lease)
        notes, warnings = _refresh(target, order.build, work, body)
        warnings += _prune(target, work.plan, manifest, tag, lease)
        return Delivery(work.plan, notes, warnings + ([lease.remark] if lease.remark else []))


def _begun(target: Target) -> frozenset[str]:
    stored = target.read(BEGUN)
    try:
        return frozenset(json.loads(stored.body)) if stored else frozenset()
    except (ValueError, TypeError, RecursionError):
        return frozenset()


def _says_the_same(remote: Manifest, order: Order, work: Work) -> bool:
    said = (work.commit.id, order.build.built_at, work.plan.kept, work.plan.leaving)
    return (remote.commit, remote.built_at, remote.files, remote.leaving) == said


def _put_all(
    target: Target, order: Order, work: Work, lease: Lease, watch: Watch | None
) -> tuple[Work, dict[str, Entry]]:
    """Put every file of the plan. Where the target is not as its manifest says, look it through and begin again."""
    for last in (work.found is not None, True):
        try:
            return work, _put_rounds(target, order.build, work, lease, watch)
        except Changed:
            if last:
                raise Busy("somebody else is changing files there: publish again later") from None
            work = work_at(target, order, look_through=True)
            if work.refusals:
                raise Refused(work.refusals) from None
    raise AssertionError("the second round ends it")


def _put_rounds(target: Target, build: Build, work: Work, lease: Lease, watch: Watch | None) -> dict[str, Entry]:
    new = [put.path for put in work.plan.puts if put.expect is ABSENT]
    if new:
        lease.check()
        # What earlier ones began stays in it until a manifest knows of it.
        target.put(_own(BEGUN, json.dumps([*new, *work.lost]).encode()), None)
    done: dict[str, Entry] = {}
    if watch:
        watch.planned(work.plan)

    def one(put: Put) -> None:
        lease.check()
        file = build.files[put.path]
        headers = served(put.path, file.sha256)
        upload = Upload(put.path, file.sha256, file.md5, file.size, headers, partial(build.read, put.path))
        done[put.path] = Entry(file.sha256, file.size, target.put(upload, put.expect))
        if watch:
            watch.put(put)

    for delete in work.plan.in_the_way:
        lease.check()
        target.delete(delete.path, delete.expect)
    for puts in work.plan.rounds():
        _each(one, puts, target.parallel)
    return done


def _each(do: Callable[[Put], None], puts: Iterable[Put], parallel: int) -> None:
    """Do it with every one, so many at once. Raises the first fault when none is under way any more."""
    if parallel == 1:
        for put in puts:
            do(put)
        return
    with ThreadPoolExecutor(parallel) as pool:
        futures = [pool.submit(do, put) for put in puts]
        try:
            wait(futures, return_when=FIRST_EXCEPTION)
        finally:
            pool.shutdown(cancel_futures=True)
        for future in futures:
            if not future.cancelled():
                future.result()


def _manifest(target: Target, order: Order, work: Work, put: Mapping[str, Entry]) -> Manifest:
    build = order.build
    # What goes only after the manifest stays in it until it is gone.
    going = {delete.path: order.now for delete in work.plan.deletes}
    if work.remote is not None:
        going = {path: work.remote.leaving.get(path, since) for path, since in going.items()}
    return Manifest(
        url=build.url,
        audience=build.audience,
        built_at=build.built_at,
        commit=work.commit.id,
        committed_at=work.commit.at,
        headers=target.headers,
        open=build.open,
        files={**work.plan.kept, **put},
        leaving={**work.plan.leaving, **going},
    )


def _commit(target: Target, manifest: Manifest, before: Stored | None, lease: Lease) -> tuple[bytes, str]:
    """Write the manifest: from here on, the publish counts. Gives its bytes and its tag."""
    lease.check()
    body = manifests.written(manifest)
    expect: str | Absent = before.tag if before else ABSENT
    try:
        return body, target.put(_own(MANIFEST, body), expect)
    except Changed:
        raise Busy("somebody else has published there meanwhile: publish again") from None


def _read_back(target: Target, body: bytes, manifest: Manifest, lease: Lease) -> None:
    """Raise TargetFault where the target does not give back what it was given."""
    wanted = {MANIFEST: hashlib.sha256(body).hexdigest()}
    wanted.update((path, entry.sha256) for path, entry in manifest.files.items() if served(path).phase is Phase.FRONT)
    for path, digest in wanted.items():
        stored = target.read(path)
        if stored is None or hashlib.sha256(stored.body).hexdigest() != digest:
            # It may be that of somebody who has taken over.
            lease.check()
            raise TargetFault(f"{path} does not read as it was written: publish again with --verify")


def _refresh(target: Target, build: Build, work: Work, body: bytes) -> tuple[list[str], list[str]]:
    """Let caches forget what has changed, where that is worth it; gives notes and warnings."""
    plan = work.plan
    changed = [put.path for put in plan.puts if not served(put.path, build.files[put.path].sha256).is_forever]
    changed += [delete.path for delete in (*plan.in_the_way, *plan.deletes)]
    if not _is_news(work, changed):
        return [], []
    try:
        note = target.refresh(changed, hashlib.sha256(body).hexdigest())
    except TargetFault as fault:
        return [], [f"{fault}. Readers see the new pages within a minute all the same"]
    return [note] if note else [], []


def _is_news(work: Work, changed: Iterable[str]) -> bool:
    """Whether there is more to show than a later time.

    Caches ask again within seconds, every request to forget costs, and a schedule publishes thousands of times a month.
    """
    if work.remote is None or not work.commit.id or work.remote.commit != work.commit.id:
        return True
    return any(path.endswith(".html") and served(path).phase is not Phase.FRONT for path in changed)


def _prune(target: Target, plan: Plan, manifest: Manifest, tag: str, lease: Lease) -> list[str]:
    """Delete what had its grace; gives warnings, for the site is published without it."""
    if not plan.deletes:
        return []
    try:
        for delete in plan.deletes:
            lease.check()
            target.delete(delete.path, delete.expect)
        left = {path: since for path, since in manifest.leaving.items() if path in plan.leaving}
        lease.check()
        target.put(_own(MANIFEST, manifests.written(replace(manifest, leaving=left))), tag)
    except TargetFault as fault:
        return [f"{fault}. Files that the site no longer has are still there, and the next publish deletes them"]
    return []


def _own(path: str, body: bytes) -> Upload:
    md5 = hashlib.md5(body, usedforsecurity=False).hexdigest()
    return Upload(path, hashlib.sha256(body).hexdigest(), md5, len(body), _OURS, lambda: body)
