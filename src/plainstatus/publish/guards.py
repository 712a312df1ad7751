"""What speaks against a publish: each refusal has a code by which it can be overruled. Does nothing else."""

from collections.abc import Collection, Iterator
from typing import Literal, NamedTuple

from plainstatus.publish.build_folder import Build
from plainstatus.publish.manifest import Manifest
from plainstatus.publish.plan import Plan

#: How a commit stands to the one that was published last: `older` is an ancestor of it, `apart` is on another line.
Relation = Literal["same", "newer", "older", "apart", "unknown"]

#: So many files may go without a word, and so large a part of all.
FEW, PART = 20, 0.3


class Refusal(NamedTuple):
    """Why, and what to do. `code` is "" where nothing but the doing helps."""

    code: str
    words: str
    instead: str

    def __str__(self) -> str:
        overrule = f" To publish all the same: --allow {self.code}." if self.code else ""
        return f"{self.words}. {self.instead}{overrule}"


#: Code → what it allows, for the help of the command.
CODES = {
    "adopt": "files at the target that no publish put there stay, and are replaced where names meet",
    "other-site": "the site of another address is replaced",
    "lost-incident": "an incident that was open is no longer there",
    "older": "older words replace newer ones",
    "deletions": "more files go than usual",
    "damaged": "the manifest of the target is damaged: the target is looked through instead",
}


class Commit(NamedTuple):
    """The commit whose words were built: `at` in epoch seconds, `relation` to that of the target."""

    id: str = ""
    at: int = 0
    relation: Relation = "unknown"


def refusals(
    build: Build,
    remote: Manifest | None,
    plan: Plan,
    commit: Commit,
    *,
    audience: str,
    strangers: Collection[str] = (),
    allowed: Collection[str] = (),
) -> list[Refusal]:
    """All that speaks against `plan` at a target for `audience`; `strangers` are files there of unknown origin."""
    found = [*_audience(build, audience, remote)]
    if remote is None:
        found += _strangers(strangers)
    else:
        found += _other_site(build, remote)
        found += _lost_incidents(build, remote)
        found += _older(build, remote, commit)
        found += _deletions(remote, plan)
    return [each for each in found if not each.code or each.code not in allowed]


def _audience(build: Build, audience: str, remote: Manifest | None) -> Iterator[Refusal]:
    if build.audience != audience:
        yield Refusal(
            "",
            f"the site was built for the audience “{build.audience}”, and the target is for “{audience}”",
            f"Set `audience: {build.audience}` on the target if all who can read there may see it.",
        )
    elif remote is not None and remote.audience != audience:
        yield Refusal(
            "other-site",
            f"a site for “{remote.audience}” stands there, and this one is for “{audience}”",
            "Give each audience a target of its own.",
        )


def _strangers(strangers: Collection[str]) -> Iterator[Refusal]:
    if strangers:
        number = "is 1 file" if len(strangers) == 1 else f"are {len(strangers):,} files"
        some = ", ".join(sorted(strangers)[:3]) + (", …" if len(strangers) > 3 else "")
        yield Refusal(
            "adopt",
            f"there {number} that no publish put there ({some})",
            "Name an empty place.",
        )


def _other_site(build: Build, remote: Manifest) -> Iterator[Refusal]:
    if remote.url != build.url:
        yield Refusal(
            "other-site",
            f"the site of {remote.url} stands there, and this one is of {build.url}",
            "Look at `site_url` and at the target.",
        )


def _lost_incidents(build: Build, remote: Manifest) -> Iterator[Refusal]:
    lost = sorted(id for id, page in remote.open.items() if page not in build.files)
    if lost:
        yield Refusal(
            "lost-incident",
            f"{', '.join(lost)} is open at the target, and this build knows nothing of it"
            if len(lost) == 1
            else f"{', '.join(lost)} are open at the target, and this build knows nothing of them",
            "Resolve an incident instead of deleting it, and pull first: these words may be old.",
        )


def _older(build: Build, remote: Manifest, commit: Commit) -> Iterator[Refusal]:
    pull = "Pull, build, and publish again."
    if commit.relation == "older":
        yield Refusal("older", f"newer words are there, of commit {remote.commit[:12]}", pull)
    elif commit.relation in ("apart", "unknown") and commit.at < remote.committed_at:
        yield Refusal("older", f"words that were committed later are there, of commit {remote.commit[:12]}", pull)
    elif commit.relation == "same" and build.built_at < remote.built_at:
        yield Refusal("older", f"the site there was built later, as of {remote.built_at:%Y-%m-%d %H:%M} UTC", pull)


def _deletions(remote: Manifest, plan: Plan) -> Iterator[Refusal]:
    if plan.dropped > FEW and plan.dropped > PART * len(remote.files):
        yield Refusal(
            "deletions",
            f"{plan.dropped:,} of {len(remote.files):,} files would go",
            "Look whether the build is whole.",
        )
