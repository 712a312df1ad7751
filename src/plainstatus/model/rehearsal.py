"""How a site is rehearsed: `rehearsal` in `mkdocs.yml`. What is not set is played on this machine alone."""

from dataclasses import dataclass
from datetime import timedelta

from plainstatus.model.channel import Channel, LedgerPlace
from plainstatus.model.target import Target


@dataclass(frozen=True, slots=True)
class Objectives:
    """How many seconds each thing may take. Of the last four, the first three count from the writing of the words."""

    #: to write an incident or an update into its file
    write: int = 5
    check: int = 10
    build: int = 30
    publish: int = 60
    notify: int = 60
    #: to read one address back
    look: int = 5
    #: until the page has the first words of an incident
    first_words: int = 120
    #: until the page has each later change, the all-clear among them
    words: int = 120
    #: until each receiver has its message
    message: int = 120
    #: for the whole drill, which ends then in any case
    whole: int = 900


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """Places that stand for the real ones. A channel stands for that of the site with the same name.

    `url` is where readers of `targets` are; a drill may know `variables` of the environment besides those that
    `channels` name. `records` is a folder, relative to `mkdocs.yml`.
    """

    targets: tuple[Target, ...] = ()
    channels: tuple[Channel, ...] = ()
    ledger: LedgerPlace | None = None
    url: str = ""
    variables: tuple[str, ...] = ()
    objectives: Objectives = Objectives()
    every: timedelta = timedelta(days=182)
    records: str = "incidents/_drills"


#: How a site is rehearsed that says nothing of it.
DEFAULT_REHEARSAL = Rehearsal()
