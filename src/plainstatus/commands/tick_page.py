"""Whether what is published is out of date by the clock, as each target says of itself, and a publish where it is."""

import contextlib
import tempfile
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Literal

import click

from plainstatus.commands.coming_told import told
from plainstatus.commands.repository import GitFault, repository_around
from plainstatus.model.length import in_words
from plainstatus.model.target import Target
from plainstatus.publish import manifest as manifests
from plainstatus.publish.manifest import MANIFEST, Manifest, ManifestFault
from plainstatus.publish.targets.interface import TargetFault
from plainstatus.publish.targets.opening import open_target
from plainstatus.reading.settings import SiteFiles
from plainstatus.reading.site import SiteReading
from plainstatus.timeline.coming import coming
from plainstatus.timeline.readers import timeline_for
from plainstatus.timeline.timeline import Timeline

#: While something is open, readers look at how old the page is: so old it may become.
_FRESH = timedelta(minutes=5)


@dataclass(frozen=True)
class Published:
    """What a target holds. `due` says why that is out of date, "" where it is not; `built_at` is None where nobody
    can tell.
    """

    target: Target
    built_at: datetime | None
    due: str


@dataclass(frozen=True)
class Clockwork:
    """A site at one moment, with what is needed to tell how it was at others."""

    reading: SiteReading
    timeline: Timeline

    def at(self, moment: datetime) -> Timeline:
        """The same words as of another moment."""
        return timeline_for(self.reading.catalog, self.reading.incidents, self.reading.settings, moment)

    @property
    def renewed_after(self) -> timedelta:
        """How old the page may become while nothing happens, so that it never says that it may be out of date."""
        timeline = self.timeline
        within = timeline.settings.stale_after / 2
        return min(_FRESH, within) if timeline.open or timeline.under_way else within


def clockwork(reading: SiteReading, now: datetime) -> Clockwork:
    """The site of `reading` at `now`, as its own audience knows it."""
    return Clockwork(reading, timeline_for(reading.catalog, reading.incidents, reading.settings, now))


def published(site: Clockwork) -> list[Published]:
    """How it stands at each target for the site's audience. Changes nothing."""
    reading = site.reading
    newer = _Words(reading.files)
    return [
        _at(target, site, newer) for target in reading.settings.targets if target.audience == reading.settings.audience
    ]


def _at(target: Target, site: Clockwork, words: "_Words") -> Published:
    try:
        stored = open_target(target, site.reading.files.root).read(MANIFEST)
        held = manifests.read(stored.body) if stored else None
    except (TargetFault, ManifestFault) as fault:
        return Published(target, None, f"what is there cannot be read: {fault}")
    if held is None:
        return Published(target, None, "nothing is published there yet")
    return Published(target, held.built_at, _why(held, site, words))


def _why(held: Manifest, site: Clockwork, words: "_Words") -> str:
    """Why what is `held` is out of date; "" where it is not."""
    now = site.timeline.now
    if words.are_newer_than(held):
        return "there are newer words"
    passed = [each for each in coming(site.at(held.built_at)) if each.at <= now] if held.built_at < now else []
    if passed:
        more = f", and {len(passed) - 1} more" if len(passed) > 1 else ""
        return f"since {passed[0].at:%Y-%m-%d %H:%M} UTC, {told(passed[0])}{more}"
    if now - held.built_at >= site.renewed_after:
        return f"it was built {in_words(now - held.built_at)} ago"
    return ""


class _Words:
    """The words of this checkout, beside those that were published."""

    def __init__(self, files: SiteFiles) -> None:
        self._repository = repository_around(files.root)
        self._head = self._repository.commit_of("HEAD") if self._repository else None

    def are_newer_than(self, held: Manifest) -> bool:
        """Whether a later commit is here. Outside of git nobody can tell, and whoever writes publishes."""
        repository, head = self._repository, self._head
        if repository is None or head is None or held.commit in ("", head):
            return False
        with contextlib.suppress(GitFault):
            return repository.commit_of(held.commit) is not None and repository.is_ancestor(held.commit, head)
        return False


#: What came of a target: it was not due; it was published; somebody else has published meanwhile; it was not.
Result = Literal["up to date", "published", "published elsewhere", "not published"]


def publish_due(site: Clockwork, due: list[Published], *, wait: int) -> dict[str, Result]:
    """Build, and publish at each target that is `due`; what came of it, by the name of the target."""
    from plainstatus.commands.mkdocs_site import built
    from plainstatus.commands.publishing import outcomes_at, places
    from plainstatus.publish.build_folder import read_build
    from plainstatus.publish.delivery import Delivery
    from plainstatus.reading.settings import read_configuration

    files, settings = site.reading.files, site.reading.settings
    names = tuple(each.target.name for each in due)
    with tempfile.TemporaryDirectory(prefix="plainstatus-") as place:
        # A folder of its own: neither a build that somebody reads nor another run is in the way.
        folder = Path(place) / "site"
        try:
            built(files.config_file, folder, site.timeline.now)
        except (click.ClickException, SystemExit) as fault:
            if isinstance(fault, click.ClickException):
                click.echo(fault.format_message(), err=True)
            click.echo("The site cannot be built, so nothing was published.", err=True)
            return dict.fromkeys(names, "not published")
        configuration = read_configuration(files.config_file)
        chosen = places(configuration, read_build(folder), names, allowed=frozenset(), at_once=False, verify=False)
        outcomes = outcomes_at(chosen, settings, wait=wait)
    results: dict[str, Result] = {}
    for each in due:
        delivered = isinstance(outcomes[each.target.name], Delivery)
        results[each.target.name] = "published" if delivered else _after_all(each, site)
    return results


def _after_all(failed: Published, site: Clockwork) -> Result:
    """What there is at a target where we could not publish: another run may have been faster."""
    with contextlib.suppress(OSError):
        again = _at(failed.target, site, _Words(site.reading.files))
        if not again.due and again.built_at is not None:
            click.echo(f"{failed.target.name}: another run has published there meanwhile.")
            return "published elsewhere"
    return "not published"
