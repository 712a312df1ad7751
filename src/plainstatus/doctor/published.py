"""What the last publish left at a target: whether it is whole, of this site, and fresh."""

import hashlib
from collections.abc import Iterator
from datetime import datetime

from plainstatus.doctor.diagnosis import Diagnosis, fault, ok, warning
from plainstatus.model.length import in_words
from plainstatus.model.settings import Settings
from plainstatus.publish import manifest as manifests
from plainstatus.publish.manifest import MANIFEST, Manifest, ManifestFault
from plainstatus.publish.targets.interface import Target, TargetFault

FRONT = "index.html"
_AGAIN = "Run `plainstatus build` and `plainstatus publish`."


def manifest_at(target: Target) -> Manifest | None:
    """What `target` holds by its last publish; None before the first one. Raises TargetFault and ManifestFault."""
    stored = target.read(MANIFEST)
    return manifests.read(stored.body) if stored else None


def look_at_published(target: Target, audience: str, settings: Settings, now: datetime) -> Iterator[Diagnosis]:
    """Look through what is at `target`, which is for `audience`."""
    try:
        manifest = manifest_at(target)
    except TargetFault as trouble:
        yield fault(f"what is there cannot be read: {trouble}", "")
        return
    except ManifestFault as trouble:
        yield fault(f"the manifest cannot be read: {trouble}", "Run `plainstatus publish --allow damaged`.")
        return
    if manifest is None:
        yield warning("nothing has been published there yet", _AGAIN)
        return
    yield from _whose(manifest, audience, settings)
    yield _how_old(manifest, settings, now)
    yield from _whole(target, manifest)


def _whose(manifest: Manifest, audience: str, settings: Settings) -> Iterator[Diagnosis]:
    if manifest.audience != audience:
        words = f"a site for “{manifest.audience}” stands there, and the target is for “{audience}”"
        yield fault(words, "Mend `audience` of the target, or publish the right site there.")
    if settings.site_url and manifest.url != settings.site_url and audience == settings.audience:
        words = f"the site of {manifest.url or 'no address'} stands there, and `site_url` is {settings.site_url}"
        yield warning(words, "Look at `site_url` and at the target; build and publish.")


def _how_old(manifest: Manifest, settings: Settings, now: datetime) -> Diagnosis:
    age = now - manifest.built_at
    having = f"{_count(len(manifest.files), 'file')}, {_count(len(manifest.open), 'open incident')}"
    if age > settings.stale_after:
        words = f"what is there was built {in_words(age)} ago ({having}): its pages say that they are old"
        return warning(words, "Let something build and publish every ten minutes, as the workflow of the clock does.")
    return ok(f"published as of {manifest.built_at:%Y-%m-%d %H:%M} UTC: {having}")


def _whole(target: Target, manifest: Manifest) -> Iterator[Diagnosis]:
    entry = manifest.files.get(FRONT)
    try:
        stored = target.read(FRONT)
    except TargetFault as trouble:
        yield fault(f"the front page cannot be read: {trouble}", "")
        return
    if entry is None or stored is None or hashlib.sha256(stored.body).hexdigest() != entry.sha256:
        words = "the front page there is not the one that was published"
        yield fault(words, "See who else writes there, and run `plainstatus publish --verify`.")
    else:
        yield ok("the front page there is the one that was published")


def _count(number: int, word: str) -> str:
    return f"{number:,} {word}{'' if number == 1 else 's'}"
