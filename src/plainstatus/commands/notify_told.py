"""What a run of `notify` did, and what the ledger holds, as people and other programs read it."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import click

from plainstatus.commands.notify_mailings import Mailed
from plainstatus.commands.notify_shards import Reached, is_of_mailing, reached_in
from plainstatus.model.channel import Channel, OutboxChannel
from plainstatus.model.moment import rfc3339
from plainstatus.model.web_channel import FolderChannel
from plainstatus.notify.ledger.ledger import STATES, Entry
from plainstatus.notify.missed import Missed
from plainstatus.notify.plan import BEGUN, Beginning, Plan
from plainstatus.notify.recipients import Recipient
from plainstatus.notify.sending import Outcome

_VERBS = {
    "sent": "Sent",
    "failed": "Failed",
    "waits": "Waits",
    "unknown": "Unknown",
    "refused": "Refused",
    "held": "Held",
    "elsewhere": "Elsewhere",
}


def whither(channel: Channel, recipient: Recipient) -> str:
    """To whom, and on which way: `to list@example.com, by mail`, `into outbox/`."""
    if isinstance(channel, OutboxChannel | FolderChannel) and not recipient.mailbox:
        return f"into {channel.place}"
    return f"to {recipient.mailbox or channel.place}, by {channel.name}"


def tell_outcome(outcome: Outcome) -> None:
    """Print what became of one message, as soon as it is known."""
    delivery = outcome.delivery
    line = f"{_VERBS[outcome.result]}: “{delivery.letter.subject}” {whither(delivery.channel, delivery.recipient)}."
    bad = outcome.result not in ("sent", "elsewhere")
    click.echo(f"{line}\n    {_why(outcome)}" if bad else line, err=bad)


def _why(outcome: Outcome) -> str:
    if outcome.result == "waits":
        return "The update before it has to arrive first."
    if outcome.result == "failed":
        return f"{_sentence(outcome.detail)} The next run tries again."
    if outcome.result == "refused":
        return f"{_sentence(outcome.detail)} It is not tried again; --retry does so."
    if outcome.again:
        return f"{_sentence(outcome.detail)} Nobody can tell whether it arrived: the next run sends it again."
    asked = "Nobody can tell whether it arrived. Ask whoever should have it; --retry sends it again."
    return f"{_sentence(outcome.detail)} {asked}"


def _sentence(words: str) -> str:
    """`words` with a full stop, and a capital letter unless they begin with a place: `eu-south-1: …`."""
    first = words[:1] if words.partition(" ")[0].endswith(":") else words[:1].upper()
    return f"{first}{words[1:].rstrip('.')}."


def tell_beginnings(begun: Sequence[Beginning]) -> None:
    """Print for whom this was the first run."""
    for beginning in begun:
        where = whither(beginning.channel, beginning.recipient)
        known = _counted(beginning.updates, "update is", "updates are")
        click.echo(f"First run {where}: {known} marked as known; nothing was sent.")


def tell_missed(missed: Sequence[Missed]) -> None:
    """Print what nobody will hear any more."""
    for each in missed:
        click.echo(f"Not sent: “{each.subject}” {whither(each.channel, each.recipient)}. Its time has passed.")


def tell_end(
    told: Sequence[Outcome],
    plan: Plan,
    begun: Sequence[Beginning],
    missed: Sequence[Missed],
    fault: str | None,
    mailed: Mailed,
) -> None:
    """Print how many messages were sent, and what stopped the run."""
    for delivery in plan.under_way:
        where = whither(delivery.channel, delivery.recipient)
        click.echo(f"Under way: another run is sending “{delivery.letter.subject}” {where}.")
    sent = sum(outcome.result == "sent" for outcome in told) + mailed.sent
    if fault is not None:
        click.echo(f"The ledger: {fault}. Without it, nothing more is sent.", err=True)
    elif not told and not begun and not missed and not plan.under_way and mailed.is_nothing:
        click.echo("There is nothing new to send.")
    if told or mailed.sent:
        click.echo(f"{_counted(sent, 'message was', 'messages were')} sent, as of {plan.now:%Y-%m-%d %H:%M} UTC.")


def as_data(
    told: Sequence[Outcome], begun: Sequence[Beginning], missed: Sequence[Missed], fault: str | None, mailed: Mailed
) -> dict[str, Any]:
    """What a run did."""
    return {
        "messages": [
            {
                "update": outcome.delivery.key.update,
                "channel": outcome.delivery.channel.name,
                "recipient": outcome.delivery.recipient.mailbox or None,
                "subject": outcome.delivery.letter.subject,
                "result": outcome.result,
                "detail": outcome.detail,
            }
            for outcome in told
        ],
        "first_run_for": [
            {
                "channel": beginning.channel.name,
                "recipient": beginning.recipient.mailbox or None,
                "updates_known": beginning.updates,
            }
            for beginning in begun
        ],
        "missed": [
            {
                "update": each.key.update,
                "channel": each.channel.name,
                "recipient": each.recipient.mailbox or None,
                "subject": each.subject,
            }
            for each in missed
        ],
        "subscribers": mailed.as_data(),
        "ledger_fault": fault,
    }


def status_as_text(entries: Sequence[Entry], names: Mapping[str, str]) -> str:
    """How many messages of each channel are in which state, and each that is not well.

    `names` has the mailbox that a hash stands for, as far as the settings name it.
    """
    if not entries:
        return "The ledger is empty: the first run has yet to come.\n"
    lines = []
    mailings = reached_in(entries)
    single = [each for each in entries if each.key.update != BEGUN and not is_of_mailing(each)]
    for channel in sorted({entry.key.channel for entry in entries}):
        messages = [each for each in single if each.key.channel == channel]
        of_many = [each for each in mailings if each.channel == channel]
        counts = Counter(entry.state for entry in messages)
        told = ", ".join(f"{counts[state]} {state}" for state in STATES if counts[state])
        if told or not of_many:
            lines.append(f"{channel}: {told or 'nothing sent yet'}")
        lines += [line for entry in messages if entry.state != "sent" for line in _in_doubt(entry, names)]
        lines += [line for each in of_many for line in _of_many(each)]
    return "".join(f"{line}\n" for line in lines)


def _of_many(reached: Reached) -> Iterator[str]:
    yield f"{reached.channel}, {reached.as_text()}: {reached.update}"
    if reached.reason:
        yield f"    {reached.reason}"


def _in_doubt(entry: Entry, names: Mapping[str, str]) -> Iterator[str]:
    tries = f", {entry.attempt} tries" if entry.attempt > 1 else ""
    name = names.get(entry.key.recipient)
    to = f" to {name}" if name else ""
    yield f"  {entry.state} since {entry.since:%Y-%m-%d %H:%M} UTC{tries}: {entry.key.update}{to}"
    if entry.detail:
        yield f"    {entry.detail}"


def status_as_data(entries: Sequence[Entry]) -> list[dict[str, Any]]:
    """Every message of which the ledger knows; what goes to subscribers is one, however many they are."""
    single = [
        {
            **entry.key._asdict(),
            "state": entry.state,
            "attempt": entry.attempt,
            "since": rfc3339(entry.since),
            "detail": entry.detail,
        }
        for entry in entries
        if entry.key.update != BEGUN and not is_of_mailing(entry)
    ]
    return [*single, *(each.as_data() for each in reached_in(entries))]


def _counted(number: int, one: str, many: str) -> str:
    return f"{number:,} {one if number == 1 else many}"
