"""From an alert to a draft on a branch, or to the reason why there is none. Does not know how it is told."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import Literal

import click

from plainstatus.alerts.alert import Alert
from plainstatus.commands.new_files import OpenSite, free_path, wanted_id
from plainstatus.commands.proposal import Draft, Touched, drafted, touched_by
from plainstatus.commands.proposals import BRANCHES, Proposal, Proposals, hashed, message_of, proposals_in
from plainstatus.commands.repository import GitFault, Repository, repository_around
from plainstatus.reading.site import SiteReading, read_content
from plainstatus.timeline.course import Course
from plainstatus.timeline.timeline import Timeline, timeline_of

INTERNAL = "internal"

#: A title where the author has yet to write one, as a file is named after it.
_UNTITLED = "incident"
#: How often another name is tried where others take names at the same moment.
_TRIES = 10

Result = Literal["proposed", "written", "proposed_before", "open", "resolved", "unknown"]


@dataclass(frozen=True)
class Wish:
    """What is asked for besides the alert. `base` names what a new branch begins with."""

    base: str = "HEAD"
    template: str | None = None
    internal: bool = False
    branch: bool = True
    push: bool = False
    anyway: bool = False


@dataclass(frozen=True)
class Outcome:
    """What came of an alert.

    `incident` is the id of what is proposed, or of the open one that it belongs to; `path` is below the
    incident folder. `pushed` tells that the branch is on the remote by now.
    """

    result: Result
    components: dict[str, str] = field(default_factory=dict)
    incident: str = ""
    title: str = ""
    branch: str = ""
    path: str = ""
    commit: str = ""
    pushed: bool = False


def propose(alert: Alert, site: OpenSite, wish: Wish, now: datetime) -> Outcome:
    """Write the draft that `alert` asks for, unless it is told already.

    Raises click.UsageError, click.ClickException where there is no repository or git refuses, and OSError.
    """
    _check(site, wish)
    reading = read_content(site.configuration)
    timeline = timeline_of(reading.catalog, reading.incidents, reading.settings, now)
    touched = touched_by(alert, site)
    try:
        drafts = _Drafts(alert, touched, site, wish, now, _published(reading)) if wish.branch else None
        return _outcome(alert, touched, site, wish, timeline, drafts)
    except GitFault as fault:
        raise click.ClickException(f"git: {fault}") from None


def _outcome(
    alert: Alert, touched: Touched, site: OpenSite, wish: Wish, timeline: Timeline, drafts: "_Drafts | None"
) -> Outcome:
    told = Outcome("unknown", dict(touched.components))
    going_on = _going_on(timeline, touched)
    if alert.state != "firing":
        over = replace(told, result=alert.state, branch=drafts.waiting() if drafts else "")
        return over if going_on is None else replace(over, incident=going_on.id, title=going_on.incident.title)
    if drafts is not None and (before := drafts.of_same_alert()):
        return drafts.told_before(before, told)
    if going_on is not None and not wish.anyway:
        missing = {
            id: status
            for id, status in touched.components.items()
            if timeline.state(going_on).components.get(id, "operational") == "operational"
        }
        return Outcome("open", missing, going_on.id, going_on.incident.title)
    if drafts is not None and (before := drafts.before()):
        return drafts.told_before(before, told)
    at = timeline.now.replace(second=0)
    internal = INTERNAL if wish.internal else None
    draft = drafted(alert, touched, site, at, template=wish.template, internal=internal)
    if drafts is not None:
        return drafts.proposed(draft, at, told)
    return _written(draft, at, site, wish, told)


def _check(site: OpenSite, wish: Wish) -> None:
    if wish.internal and INTERNAL not in site.context.audiences:
        raise click.UsageError(f"--internal: this site has no audience `{INTERNAL}`. Name it under `audiences`.")
    if wish.push and not wish.branch:
        raise click.UsageError("--push and --no-branch exclude each other.")


def _published(reading: SiteReading) -> frozenset[str]:
    return frozenset(incident.id for incident in reading.incidents)


def _going_on(timeline: Timeline, touched: Touched) -> Course | None:
    """The open incident, else the maintenance under way, that touches one of the components now."""
    for course in (*timeline.open, *timeline.under_way):
        state = timeline.state(course).components
        if any(state.get(id, "operational") != "operational" for id in touched.components):
            return course
    return None


def _written(draft: Draft, at: datetime, site: OpenSite, wish: Wish, told: Outcome) -> Outcome:
    """The draft as a file alone. One of the same day and title is there already where it was not anyway wished for."""
    from plainstatus.writing.atomic import create_text

    title = draft.title or _UNTITLED
    path = free_path(site, at, title)
    if not wish.anyway and PurePosixPath(path).stem != (id := wanted_id(site, at, title)):
        return replace(told, result="proposed_before", incident=id, title=draft.title)
    create_text(site.files.incidents / path, draft.text, inside=site.files.incidents)
    return replace(told, result="written", incident=Path(path).stem, title=draft.title, path=path)


class _Drafts:
    """Drafts on branches: those that there are, and the one that this alert asks for."""

    def __init__(
        self, alert: Alert, touched: Touched, site: OpenSite, wish: Wish, now: datetime, published: frozenset[str]
    ) -> None:
        repository = repository_around(site.files.incidents)
        if repository is None:
            raise click.ClickException(
                "The site is in no git repository. Make one with `git init`, or write the file alone with --no-branch."
            )
        base = repository.commit_of(wish.base)
        if base is None:
            if wish.base != "HEAD":
                raise click.UsageError(f"--base: there is no commit or branch “{wish.base}”.")
            raise click.ClickException(
                "The repository has no commit yet to begin a branch with. Commit the site first."
            )
        self._alert, self._touched, self._site, self._wish = alert, touched, site, wish
        self._repository: Repository = repository
        self._base = base
        self._now = now
        self._keys = hashed(alert.keys)
        self._published = published
        if wish.push:
            repository.fetch(BRANCHES)
        self._known = self._look()

    def _look(self) -> Proposals:
        return proposals_in(self._repository, self._base, self._now, self._published)

    def of_same_alert(self) -> Proposal | None:
        """What was proposed of the same alert."""
        return self._known.of_alert(self._keys)

    def before(self) -> Proposal | None:
        """That, or what was proposed of another alert for the same components and is not merged."""
        if before := self.of_same_alert():
            return before
        return None if self._wish.anyway else self._known.pending(self._touched.components)

    def waiting(self) -> str:
        """The branch of either of the two, "" where there is none or its incident is published by now."""
        before = self.before()
        return before.branch or "" if before and before.id not in self._published else ""

    def told_before(self, before: Proposal, told: Outcome) -> Outcome:
        """That there is a proposal already; where it never came to the remote, it does now."""
        pushed = self._wish.push and before.branch is not None
        if pushed and before.is_here:
            self._repository.push(str(before.branch))
        return replace(told, result="proposed_before", incident=before.id, branch=before.branch or "", pushed=pushed)

    def proposed(self, draft: Draft, at: datetime, told: Outcome) -> Outcome:
        """The draft on a branch of its own."""
        taken = {PurePosixPath(path).stem for path in self._repository.files(self._base)}
        message = message_of(draft.title, self._alert.source, self._keys, self._touched.components)
        for _ in range(_TRIES):
            # Whoever is faster from here on takes the very name: first the names, then another look.
            taken |= {name.removeprefix(BRANCHES) for name in self._repository.branches(BRANCHES)}
            self._known = self._look()
            if before := self.before():
                return self.told_before(before, told)
            path = free_path(self._site, at, draft.title or _UNTITLED, taken)
            id = PurePosixPath(path).stem
            commit = self._repository.new_commit(self._base, path, draft.text, message, self._now)
            if self._repository.new_branch(BRANCHES + id, commit):
                made = replace(
                    told, result="proposed", incident=id, title=draft.title,
                    branch=BRANCHES + id, path=path, commit=commit,
                )  # fmt: skip
                return self._pushed(made) if self._wish.push else made
        raise GitFault("other programs take every name for the branch")

    def _pushed(self, made: Outcome) -> Outcome:
        try:
            self._repository.push(made.branch)
        except GitFault as fault:
            if before := self._overtaken():
                self._repository.drop_branch(made.branch, made.commit)
                return self.told_before(before, Outcome("proposed_before", made.components))
            here = f"The draft is here, on the branch {made.branch}. The same command will push it."
            raise GitFault(f"{fault}\n{here}") from None
        return replace(made, pushed=True)

    def _overtaken(self) -> Proposal | None:
        """The draft of the same alert that the remote got meanwhile."""
        try:
            self._repository.fetch(BRANCHES)
        except GitFault:
            return None
        return self._look().of_alert(self._keys, elsewhere=True)
