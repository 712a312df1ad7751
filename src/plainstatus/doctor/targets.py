"""Whether the site can be published at its targets, and what is there."""

import os
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from plainstatus.doctor.clock import Clock
from plainstatus.doctor.diagnosis import Diagnosis, fault, ok, warning
from plainstatus.doctor.published import look_at_published
from plainstatus.model.settings import Settings
from plainstatus.model.target import ArtifactTarget, BucketTarget, DirectoryTarget
from plainstatus.model.target import Target as Wanted
from plainstatus.publish.targets.directory import LOCK as FOLDER_LOCK
from plainstatus.publish.targets.interface import Target, TargetFault
from plainstatus.publish.targets.lease import LOCK as BUCKET_LOCK


def opened(wanted: Wanted, root: Path) -> Target:
    """The target that `wanted` means, as one that is only read. `root` is the folder of `mkdocs.yml`."""
    if isinstance(wanted, BucketTarget):
        from plainstatus.publish.targets.bucket import BucketTarget as Bucket

        return Bucket(wanted, purpose="doctor")
    from plainstatus.publish.targets.opening import open_target

    return open_target(wanted, root)


def look_at_target(wanted: Wanted, root: Path, settings: Settings, now: datetime, clock: Clock) -> Iterator[Diagnosis]:
    """Look at one target."""
    match wanted:
        case BucketTarget():
            from plainstatus.doctor.buckets import look_at_bucket

            before = list(look_at_bucket(wanted, settings.site_url, clock))
        case DirectoryTarget():
            before = [may_be_written(root / wanted.directory)]
        case ArtifactTarget():
            before = [may_be_written((root / wanted.artifact).parent)]
    yield from before
    if not any(diagnosis.level == "fault" for diagnosis in before):
        target = opened(wanted, root)
        yield from look_at_published(target, wanted.audience, settings, now)
        yield from _left_behind(target)


def _left_behind(target: Target) -> Iterator[Diagnosis]:
    """Tell of a publish that is under way, or has left its lock."""
    remedy = "If nobody is at it, run `plainstatus publish` again: it completes what is missing."
    for lock in (BUCKET_LOCK, FOLDER_LOCK):
        try:
            stored = target.read(lock)
        except TargetFault:
            # What cannot be read has been told of already.
            return
        if stored is not None and stored.body:
            yield warning("a publish is under way, or was broken off", remedy)


def may_be_written(folder: Path) -> Diagnosis:
    """Whether `folder`, which need not be there yet, can be written to."""
    there = next(each for each in (folder, *folder.absolute().parents) if each.exists())
    if not there.is_dir():
        return fault(f"{there} is no folder", "Name another one.")
    if not os.access(there, os.W_OK | os.X_OK):
        return fault(f"{there} must not be written to", "Give the user who runs this the right to, or name another.")
    return ok("the folder may be written to" if there == folder else "the folder can be made")
