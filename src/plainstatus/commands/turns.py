"""Whether words come in their turn: an end is said once, and a postmortem after it. Does not write."""

from datetime import datetime

import click

from plainstatus.model.incident import Incident, Update
from plainstatus.model.status import CLOSING_STATUSES, STATELESS_STATUSES
from plainstatus.writing.incident import spoken
from plainstatus.writing.values import time_text

_AGAIN = {"incident": "investigating", "maintenance": "rescheduled"}


def refuse_out_of_turn(incident: Incident, status: str, at: datetime, audience: str, zone: str) -> None:
    """Raise click.UsageError where readers in `audience` cannot be told `status` at `at`.

    That is an end after the end, and a postmortem before it.
    """
    heard = [each for each in incident.updates if each.at <= at and each.audience in (incident.audience, audience)]
    end = _end(heard)
    if status in CLOSING_STATUSES and end is not None:
        raise click.UsageError(
            f"“{incident.title}” has been over since {time_text(end.at, zone)} (“{spoken(end.status)}”).\n"
            f"  plainstatus update {incident.id} update -m …  adds words.\n"
            f"  plainstatus update {incident.id} {_AGAIN[incident.kind]} …  opens it again."
        )
    if status == "postmortem" and heard and end is None:
        began = incident.started or heard[0].at
        raise click.UsageError(
            f"“{incident.title}” has been open since {time_text(began, zone)}, and a postmortem comes after the end.\n"
            f"  plainstatus resolve {incident.id}  says first that it is over.\n"
            f"  plainstatus update {incident.id} update -m …  adds words meanwhile."
        )


def _end(heard: list[Update]) -> Update | None:
    """The update that has ended it, None while it goes on; what begins with a postmortem is over from then on."""
    for update in reversed(heard):
        if update.status in CLOSING_STATUSES:
            return update
        if update.status not in STATELESS_STATUSES:
            return None
    return heard[0] if heard and heard[0].status == "postmortem" else None
