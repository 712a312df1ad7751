"""What `plainstatus publish` does between its options and the targets: chooses, asks git, shows."""

import os
import socket
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from plainstatus.commands.hub import tell_hub_of
from plainstatus.commands.repository import GitFault, repository_around
from plainstatus.model.target import DirectoryTarget
from plainstatus.publish.build_folder import Build, BuildFault
from plainstatus.publish.delivery import Delivery, Order, Refused, Watch, work_at
from plainstatus.publish.everywhere import Outcome, deliver_everywhere
from plainstatus.publish.guards import Commit
from plainstatus.publish.plan import Plan, Put
from plainstatus.publish.served import Phase
from plainstatus.publish.targets.interface import Target, TargetFault
from plainstatus.publish.targets.opening import open_target

if TYPE_CHECKING:
    from rich.progress import Progress

    from plainstatus.model.settings import Settings
    from plainstatus.model.target import Target as TargetSettings
    from plainstatus.reading.settings import Configuration

#: So many files of a phase are named in a plan.
_NAMED = 12
_PHASES = {
    Phase.ASSETS: "styles, scripts and pictures",
    Phase.LEAVES: "pages, feeds and data",
    Phase.ERRORS: "error pages",
    Phase.FRONT: "the front page",
}


class Place:
    """A target under its name, with what is to be published there."""

    def __init__(self, wanted: "TargetSettings", target: Target, order: Order) -> None:
        self.name, self.place, self.target, self.order = wanted.name, wanted.place, target, order


def places(configuration: "Configuration", build: Build, names: tuple[str, ...], **how: Any) -> list[Place]:
    """The targets to publish `build` at: those in `names`, else all that are for its audience.

    `how` are further fields of the order. Raises click.ClickException.
    """
    root, known = configuration.files.root, configuration.settings.targets
    commit = _commits(root)
    owner = f"{os.environ.get('GITHUB_RUN_ID') or f'process {os.getpid()}'} on {socket.gethostname()}"
    chosen = [target for target in known if target.name in names] if names else _for_audience(known, build.audience)
    for target in chosen:
        _stand_apart(target, root, (build.root, configuration.files.incidents))
    now = int(time.time())
    return [
        Place(target, open_target(target, root), Order(build, target.audience, owner, now, commit, **how))
        for target in chosen
    ]


def _stand_apart(target: "TargetSettings", root: Path, sources: tuple[Path, ...]) -> None:
    """Refuse a folder that a publish would write into the built site, or into the words."""
    if not isinstance(target, DirectoryTarget):
        return
    folder = (root / target.directory).resolve()
    for source in (each.resolve() for each in sources):
        if folder.is_relative_to(source) or source.is_relative_to(folder):
            words = f"The target {target.name} ({target.place}) and {source} are in each other's way"
            raise click.ClickException(f"{words}. Name a folder of its own in `directory`.")


def unknown_target(names: tuple[str, ...], known: "tuple[TargetSettings, ...]") -> str | None:
    """What is wrong with the first of `names` that is no target; None where all are."""
    from plainstatus.reading.faults import instead

    every = [target.name for target in known]
    wrong = next((name for name in names if name not in every), None)
    return None if wrong is None else f"There is no target “{wrong}”. {instead(wrong, every)}"


def previewed(chosen: list[Place]) -> int:
    """Show what would be done at each; 0 where nothing speaks against any."""
    verdicts = []
    for place in chosen:
        try:
            place.target.check()
            work = work_at(place.target, place.order)
        except (TargetFault, BuildFault) as fault:
            click.echo(f"{place.name} ({place.place}): {fault}.")
            verdicts.append(False)
            continue
        click.echo(f"{place.name} ({place.place}): {_sum(work.plan)}.")
        for line in _steps(work.plan):
            click.echo(f"  {line}")
        for refusal in work.refusals:
            click.echo(f"  Refused: {refusal}")
        verdicts.append(not work.refusals)
    return _code(verdicts)


def published(chosen: list[Place], settings: "Settings", *, wait: int) -> int:
    """Publish at each, say what came of it, and tell the hub of `settings`; the exit code."""
    return _code([isinstance(outcome, Delivery) for outcome in outcomes_at(chosen, settings, wait=wait).values()])


def outcomes_at(chosen: list[Place], settings: "Settings", *, wait: int) -> dict[str, Outcome]:
    """What came of a publish at each, by its name, after it was said, and the hub of `settings` was told."""
    began = time.perf_counter()
    with _shown(chosen) as watches:
        outcomes = deliver_everywhere({place.name: (place.target, place.order) for place in chosen}, watches, wait=wait)
    took = time.perf_counter() - began
    for place in chosen:
        _tell(place, outcomes[place.name], took)
    tell_hub_of(outcomes.values(), settings)
    return outcomes


def _for_audience(known: "tuple[TargetSettings, ...]", audience: str) -> "list[TargetSettings]":
    chosen = [target for target in known if target.audience == audience]
    for target in known:
        if target not in chosen:
            click.echo(f"{target.name} is left out: it is for the audience “{target.audience}”.", err=True)
    if not chosen:
        where = "published" if audience == "public" else f"published-{audience}, audience: {audience}"
        example = f"targets: {{disk: {{directory: {where}}}}}"
        said = f"No target is for the audience “{audience}”, for which the site was built."
        raise click.ClickException(f"{said} Add one, for example `{example}`.")
    return chosen


def _commits(root: Path) -> Callable[[str], Commit]:
    """How the commit of the checkout stands to another one."""
    repository = repository_around(root)
    head = repository.commit_of("HEAD") if repository else None
    if repository is None or head is None:
        return lambda other: Commit(relation="unknown" if other else "same")
    at = repository.time_of(head)

    def relation(other: str) -> Commit:
        if other == head:
            return Commit(head, at, "same")
        if not other or repository.commit_of(other) is None:
            return Commit(head, at, "unknown")
        try:
            if repository.is_ancestor(other, head):
                return Commit(head, at, "newer")
            return Commit(head, at, "older" if repository.is_ancestor(head, other) else "apart")
        except GitFault:
            return Commit(head, at, "unknown")

    return relation


def _sum(plan: Plan) -> str:
    if plan.is_empty:
        return f"nothing to do, {_files(len(plan.kept))} as they should be"
    size = sum(put.size for put in plan.puts)
    parts = [f"{_files(len(plan.puts))} to put ({_size(size)})", f"{len(plan.kept):,} unchanged"]
    if plan.deletes:
        parts.append(f"{len(plan.deletes):,} to delete")
    if plan.leaving:
        parts.append(f"{len(plan.leaving):,} to delete later")
    return ", ".join(parts)


def _steps(plan: Plan) -> Iterator[str]:
    number = 0
    for number, (phase, puts) in enumerate(plan.phases(), 1):
        yield f"{number}. {_PHASES[phase]}: {_files(len(puts))}"
        yield from (f"   {put.why:<8}{put.path}  {_size(put.size)}" for put in puts[:_NAMED])
        if len(puts) > _NAMED:
            yield f"   … and {len(puts) - _NAMED:,} more"
    if plan.is_empty:
        return
    yield f"{number + 1}. the manifest: from here on the publish counts"
    if plan.deletes:
        yield f"{number + 2}. what the site no longer has: {_files(len(plan.deletes))}"
        yield from (f"   delete  {delete.path}" for delete in plan.deletes[:_NAMED])


def _tell(place: Place, outcome: Outcome, took: float) -> None:
    name = f"{place.name} ({place.place})"
    match outcome:
        case Delivery(plan, notes, warnings):
            put = sum(each.size for each in plan.puts)
            what = f"{_files(len(plan.puts))}, {_size(put)}" if plan.puts else "no file had changed"
            click.echo(f"Published at {name}: {what}, {took:.1f} s.")
            for note in notes:
                click.echo(f"  {note}.")
            for warning in warnings:
                click.echo(f"warning: {place.name}: {warning}.", err=True)
        case Refused(refusals=refusals):
            for refusal in refusals:
                click.echo(f"Not published at {name}: {refusal}", err=True)
        case OSError():
            from plainstatus.commands.program import told

            click.echo(f"Not published at {name}: {told(outcome)}.", err=True)
        case _:
            click.echo(f"Not published at {name}: {outcome}.", err=True)


@contextmanager
def _shown(chosen: list[Place]) -> "Iterator[Mapping[str, Watch]]":
    """A bar for each target, where somebody looks on."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    console = Console(stderr=True)
    if not console.is_terminal:
        yield {}
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True) as progress:
        yield {place.name: _Bar(progress, place.name) for place in chosen}


class _Bar:
    def __init__(self, progress: "Progress", name: str) -> None:
        self._progress, self._task = progress, progress.add_task(name, total=None)

    def planned(self, plan: Plan) -> None:
        self._progress.reset(self._task, total=len(plan.puts))

    def put(self, put: Put) -> None:
        self._progress.advance(self._task)


def _code(verdicts: list[bool]) -> int:
    return 0 if all(verdicts) else 3 if any(verdicts) else 1


def _files(number: int) -> str:
    return f"{number:,} file{'' if number == 1 else 's'}"


def _size(size: int) -> str:
    if size < 1000:
        return f"{size} bytes"
    return f"{size / 1000:,.0f} kB" if size < 1_000_000 else f"{size / 1_000_000:,.1f} MB"
