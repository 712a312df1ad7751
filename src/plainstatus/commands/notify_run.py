"""Carries out a plan of what is to be sent, and tells of it while it goes."""

import os
import secrets
from dataclasses import dataclass
from typing import Any

import click

from plainstatus.commands.clock import running_clock
from plainstatus.commands.notify_mailings import Mailed, send_to_subscribers
from plainstatus.commands.notify_told import as_data, tell_beginnings, tell_end, tell_missed, tell_outcome
from plainstatus.commands.notifying import Desk
from plainstatus.model.channel import DirectoryLedger
from plainstatus.notify.ledger.ledger import Ledger, LedgerFault
from plainstatus.notify.missed import let_go
from plainstatus.notify.plan import Plan
from plainstatus.notify.sending import Run, begin, send_all

_FORGETS = (
    "The ledger is the folder {place} of this machine. A job of CI begins without it, and finds every run a first one: "
    "set `ledger: {{bucket: …}}`."
)
#: What may become of a message that is not right.
_BAD = frozenset({"failed", "waits", "unknown", "refused", "held"})


@dataclass(frozen=True)
class Ran:
    """What a run did: whether something went wrong, how many messages were sent, and all of it for programs."""

    failed: bool
    sent: int
    data: dict[str, Any]


def carried_out(desk: Desk, plan: Plan, ledger: Ledger, *, retry: bool, tells: bool) -> Ran:
    """Do what `plan` says; with `tells`, whoever looks on reads of it."""
    channels = {speaker.channel.name: speaker.open for speaker in desk.speakers}
    run = Run(ledger, channels, secrets.token_hex(16), running_clock(desk.now))
    told, begun, missed, fault = [], [], [], None
    mailed = Mailed()
    try:
        begun = list(begin(plan, run))
        for outcome in send_all(plan, run, retry=retry):
            told.append(outcome)
            if tells:
                tell_outcome(outcome)
        mailed = send_to_subscribers(desk, plan, run, retry=retry, tells=tells)
        missed = list(let_go(desk.missed(ledger), run))
    except LedgerFault as broken:
        fault = str(broken)
    finally:
        for channel in channels.values():
            channel.close()
    if tells:
        tell_beginnings(begun)
        tell_missed(missed)
        if begun and os.environ.get("CI") and isinstance(desk.reading.settings.ledger, DirectoryLedger):
            click.echo(_FORGETS.format(place=desk.reading.settings.ledger.place), err=True)
        tell_end(told, plan, begun, missed, fault, mailed)
    failed = fault is not None or mailed.is_bad or any(outcome.result in _BAD for outcome in told)
    sent = mailed.sent + sum(outcome.result == "sent" for outcome in told)
    return Ran(failed, sent, as_data(told, begun, missed, fault, mailed))
