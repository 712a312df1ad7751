"""Sends what goes to subscribers, with a sign of how far it has come, and tells what became of it."""

import math
import signal
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any

import click

from plainstatus.model.channel import SubscriberChannel
from plainstatus.model.subscriber import Subscriber
from plainstatus.notify.channels.channel import NotDeliveredError
from plainstatus.notify.mailing.crew import Crew
from plainstatus.notify.mailing.mailing import Mailing
from plainstatus.notify.mailing.sending import MailingOutcome, send_mailings
from plainstatus.notify.mailing.shard import Post
from plainstatus.notify.pace import Pace
from plainstatus.notify.plan import Plan
from plainstatus.notify.sending import Run
from plainstatus.notify.side_by_side import side_by_side

if TYPE_CHECKING:
    from plainstatus.commands.notify_progress import Progress
    from plainstatus.commands.notifying import Desk
    from plainstatus.subscribers.store import SubscriberStore

#: What became of a mailing that is not well.
_BAD = frozenset({"left", "unclear", "waits"})


@dataclass(frozen=True)
class Mailed:
    """What became of all that goes to subscribers; `fault` is why they could not be told, or not all."""

    outcomes: tuple[MailingOutcome, ...] = ()
    fault: str | None = None

    @property
    def sent(self) -> int:
        """How many messages were sent."""
        return sum(outcome.sent for outcome in self.outcomes)

    @property
    def is_bad(self) -> bool:
        """Whether something is left, or in doubt."""
        return self.fault is not None or any(outcome.result in _BAD for outcome in self.outcomes)

    @property
    def is_nothing(self) -> bool:
        """Whether there is nothing to tell."""
        return not self.is_bad and not any(_is_worth_telling(outcome) for outcome in self.outcomes)

    def as_data(self) -> dict[str, Any]:
        """For programs."""
        return {"messages": [_as_data(each) for each in self.outcomes], "fault": self.fault}


def send_to_subscribers(desk: "Desk", plan: Plan, run: Run, *, retry: bool, tells: bool) -> Mailed:
    """Send all of `plan` that goes to subscribers; with `tells`, how far it comes is shown. Raises LedgerFault."""
    from plainstatus.commands.notify_progress import shown_progress
    from plainstatus.subscribers.store import StoreFault

    if not plan.mailings:
        return Mailed()
    missing = desk.why_not_to_subscribers()
    if missing is not None:
        if tells:
            click.echo(f"The subscribers: {missing}. None of them is told.", err=True)
        return Mailed(fault=missing)
    told: list[MailingOutcome] = []
    try:
        with closing(desk.store()) as store:
            counts = {each: store.count(*each) for each in {(each.kind, each.audience) for each in plan.mailings}}
            most = sum(counts[mailing.kind, mailing.audience] for mailing in plan.mailings)
            with shown_progress(most, run.clock, silent=not tells) as progress:
                for outcome in _sent(desk, plan, run, store, progress, retry=retry):
                    told.append(outcome)
                    if tells:
                        _tell(outcome)
    except StoreFault as fault:
        if tells:
            click.echo(f"The subscribers: {fault}. Without it, none of them is told more.", err=True)
        return Mailed(tuple(told), str(fault))
    return Mailed(tuple(told))


def _sent(
    desk: "Desk", plan: Plan, run: Run, store: "SubscriberStore", progress: "Progress", *, retry: bool
) -> Iterator[MailingOutcome]:
    """Send it, each channel beside the others."""
    speakers = {speaker.channel.name: speaker for speaker in desk.speakers}
    with _asked_to_end() as is_over:
        works = []
        for name, mailings in _by_channel(plan.mailings).items():
            speaker = speakers[name]
            assert isinstance(speaker.channel, SubscriberChannel)
            assert speaker.another is not None
            pace = Pace(speaker.channel.rate, time.monotonic, time.sleep)
            post = Post(run.ledger, store, run.owner, run.clock, pace, retry)
            refused = partial(_suppress, store)
            post = replace(post, is_over=is_over.is_set, progress=progress.add, refused=refused)
            crew = Crew(speaker.another, _workers(speaker.channel), time.sleep)
            works.append(partial(send_mailings, mailings, crew, post))
        yield from side_by_side(works)


def _workers(channel: SubscriberChannel) -> int:
    """How many send on a channel: with a rate, no more than it needs, for the others would only wait."""
    return channel.parallel if channel.rate is None else min(channel.parallel, math.ceil(channel.rate))


def _suppress(store: "SubscriberStore", subscriber: Subscriber, fault: NotDeliveredError) -> None:
    """Send nothing any more to an address of which a mail server says that nobody has it."""
    from plainstatus.subscribers.refusal import Refusal
    from plainstatus.subscribers.refusals import heed
    from plainstatus.subscribers.refusals_of_mail import is_about_the_address

    if subscriber.kind == "mail" and is_about_the_address(str(fault)):
        heed(Refusal((subscriber.address,), "bounced", str(fault)), store)


def _by_channel(mailings: Sequence[Mailing]) -> dict[str, list[Mailing]]:
    found: dict[str, list[Mailing]] = {}
    for mailing in mailings:
        found.setdefault(mailing.channel, []).append(mailing)
    return found


@contextmanager
def _asked_to_end() -> Iterator[threading.Event]:
    """Set once somebody wants the run to end: what is on its way gets there, and is written down."""
    asked = threading.Event()
    before = {}
    if threading.current_thread() is threading.main_thread():
        for number in (signal.SIGINT, signal.SIGTERM):
            before[number] = signal.signal(number, lambda *_: asked.set())
    try:
        yield asked
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _is_worth_telling(outcome: MailingOutcome) -> bool:
    return bool(outcome.sent or outcome.refused) or outcome.result != "done"


def _tell(outcome: MailingOutcome) -> None:
    """Print what became of a mailing, where there is something to tell."""
    of_it = f"“{outcome.mailing.subject}”"
    by = f"by {outcome.mailing.channel}"
    if outcome.sent:
        click.echo(f"Sent: {of_it} to {counted(outcome.sent)}, {by}.")
    if outcome.refused:
        click.echo(f"Refused: {of_it} for {counted(outcome.refused)}, {by}.\n{_why(outcome)}", err=True)
    if outcome.unclear:
        words = "Nobody can tell whether it arrived; --retry sends it to them again."
        click.echo(f"Held: {of_it} for {counted(outcome.unclear)}, {by}.\n    {words}", err=True)
    if outcome.result == "left":
        left = counted(outcome.left) if outcome.left else "the others"
        click.echo(f"Left: {of_it} for {left}, {by}. The next run goes on.\n{_why(outcome)}".rstrip("\n"), err=True)
    elif outcome.result == "waits":
        click.echo(f"Waits: {of_it}, {by}.\n    The update before it has to arrive first.", err=True)
    elif outcome.result == "elsewhere":
        click.echo(f"Under way: another run is sending {of_it} to subscribers, {by}.")


def _why(outcome: MailingOutcome) -> str:
    reason = outcome.reason.rstrip(".")
    return f"    {reason[:1].upper()}{reason[1:]}." if reason else ""


def counted(number: int) -> str:
    """`12,000 subscribers`."""
    return f"{number:,} subscriber{'' if number == 1 else 's'}"


def _as_data(outcome: MailingOutcome) -> dict[str, Any]:
    return {
        "update": outcome.mailing.update,
        "channel": outcome.mailing.channel,
        "subject": outcome.mailing.subject,
        "result": outcome.result,
        "sent": outcome.sent,
        "refused": outcome.refused,
        "unclear": outcome.unclear,
        "left": outcome.left,
        "detail": outcome.reason,
    }
