"""A whole drill: sets the stage, plays, and clears it away, whatever happens. Gives the record."""

import sys
import tempfile
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from dataclasses import asdict, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from plainstatus.drill.cast import Role, Stage, cast_of
from plainstatus.drill.commands import Commands
from plainstatus.drill.copy import CONFIG, NoDrillError, Original, copy_of, secrets_of
from plainstatus.drill.course import Course
from plainstatus.drill.looking import Reader
from plainstatus.drill.mail_sink import mail_sink
from plainstatus.drill.record import Record, Where, cleaned
from plainstatus.drill.regions import Regions
from plainstatus.drill.scenario import Desk, Scenario
from plainstatus.drill.stand_ins import StandIns, StandInServer
from plainstatus.drill.step import Log, Step
from plainstatus.drill.web_server import Front, running
from plainstatus.reading.site import SiteReading, read_site, shown_path

#: Where Python and this program are.
_OF_THIS_MACHINE = (sys.prefix, sys.base_prefix, str(Path(__file__).resolve().parents[2]))


class BrokenOffError(BaseException):
    """Somebody wants the drill to end now."""


def play(original: Original, scenario: Scenario, now: datetime, tell: Callable[[Step], None]) -> Record:
    """Play `scenario` from `now` (UTC) on; each step is told as it ends, and a drill that is broken off gives its
    record too. Raises NoDrillError and OSError.
    """
    rehearsal = original.rehearsal
    private = [*secrets_of(original), str(original.configuration.files.config_file.resolve().parent), *_OF_THIS_MACHINE]
    with ExitStack() as stack:
        name = stack.enter_context(tempfile.TemporaryDirectory(prefix="plainstatus-drill-", ignore_cleanup_errors=True))
        place = Path(name).resolve()
        private += [str(place), name]

        def told(step: Step) -> None:
            tell(replace(step, said=cleaned(step.said, private)))

        log = Log(rehearsal.objectives.whole, told)
        try:
            _course(original, scenario, now, place, log, stack).run()
        except BrokenOffError:
            log.break_off()
        seconds = log.seconds
        steps = tuple(replace(step, said=cleaned(step.said, private)) for step in log.steps)
    return Record(
        scenario.name,
        now,
        seconds,
        steps,
        asdict(rehearsal.objectives),
        original.settings.languages,
        _places(original),
    )


def _course(original: Original, scenario: Scenario, now: datetime, place: Path, log: Log, stack: ExitStack) -> Course:
    """The course with all that it needs, which `stack` clears away."""
    rehearsal, settings = original.rehearsal, original.settings
    stand_ins = StandIns()
    server = StandInServer(stand_ins)
    stack.enter_context(running(server))
    stage = Stage(place, stack.enter_context(mail_sink()), stand_ins, server.url)
    cast = cast_of(settings, rehearsal, original.written.get("channels", {}), stage)
    front = None
    targets: Mapping[str, Any] = original.written.get("targets", {})
    url = rehearsal.url
    if not targets:
        folders = {name: place / "published" / name for name in ("first", "second")}
        targets = {name: {"directory": str(path), "audience": settings.audience} for name, path in folders.items()}
        front = Front(*folders.values())
        stack.enter_context(running(front))
        url = front.url
    ledger = original.written.get("ledger")
    if ledger is not None:
        cast = [_alone(role, now) for role in cast]
    copy = copy_of(
        original,
        place,
        url=url,
        targets=targets,
        ledger=ledger or {"directory": str(place / "ledger")},
        cast=cast,
        environment=stage.environment,
    )
    commands = Commands(copy.root, copy.environment, lambda: now + timedelta(seconds=log.seconds), lambda: log.left)
    config = copy.root / CONFIG
    reading = read_site(config)
    desk = Desk(
        commands,
        reading.files.incidents,
        settings.languages,
        _component(reading),
        tuple(settings.audiences),
    )
    return Course(
        scenario,
        desk,
        config,
        copy.settings,
        cast,
        stage,
        Regions(config, targets, front),
        Reader(url),
        rehearsal.objectives,
        log,
        now,
    )


def _alone(role: Role, now: datetime) -> Role:
    """`role` under a name that no drill before had: to the ledger it hears for the first time.

    Of what the real site has said since the last drill it then takes all for known, and sends nothing.
    """
    return replace(role, name=f"{role.name}-{now:%Y%m%d-%H%M%S}", label=role.name)


def _component(reading: SiteReading) -> str:
    """The one that the incident touches. Raises NoDrillError."""
    shown = shown_path(reading.files.components, reading.files.root)
    faults = [str(each) for each in reading.findings if each.path == shown and each.severity == "error"]
    if faults:
        raise NoDrillError("\n".join([f"{shown} has faults:", *faults]))
    public = [each.id for each in reading.catalog.current if each.audience == "public"]
    if not public:
        raise NoDrillError(f"{shown} has no component that everybody may know of, and an incident touches one.")
    return public[0]


def _places(original: Original) -> dict[str, Where]:
    rehearsal = original.rehearsal
    own = {"targets": rehearsal.targets, "channels": rehearsal.channels, "ledger": rehearsal.ledger}
    return {name: "rehearsal" if value else "this machine" for name, value in own.items()}
