"""A plan of what would be sent, as people, pull requests and other programs read it."""

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from plainstatus.commands.notify_hearers import Hearers, by_update
from plainstatus.commands.notify_told import whither
from plainstatus.commands.notifying import LeftOut
from plainstatus.model.moment import rfc3339
from plainstatus.notify.plan import Delivery, Plan

_WHY = {
    "silent": "`notify: false`",
    "old": "it is older than `notify_within`",
    "void": "it no longer makes sense",
    "later": "it is sent by the first run after {time:%Y-%m-%d %H:%M} UTC",
}
_PLAIN_CHARACTERS = re.compile(r"[^\w\s]")
_FENCES = re.compile(r"`{3,}")


def as_text(plan: Plan, left_out: Sequence[LeftOut], hearers: Sequence[Hearers] = ()) -> str:
    """For a terminal: what goes where, then each message in full."""
    lines = [f"{_counted(plan, hearers)} would be sent, as of {plan.now:%Y-%m-%d %H:%M} UTC.", ""]
    for subject, channels in _whither(plan, hearers):
        lines += [subject, *(f"  {line}" for line in channels), ""]
    lines += [f"Held, as nobody knows whether it arrived: {_place(each)}" for each in plan.held]
    lines += [f"Under way in another run: {_place(each)}" for each in plan.under_way]
    for beginning in plan.beginnings:
        where = whither(beginning.channel, beginning.recipient)
        lines.append(f"First run {where}: nothing that is there already is sent.")
    lines += [f"Not sent: {_title(each)} ({_why(each).replace('`', '')})" for each in left_out]
    while lines[-1:] == [""]:
        lines.pop()
    for delivery in plan.deliveries:
        rule = f"--- {delivery.channel.name}: {delivery.recipient.mailbox or delivery.channel.place} "
        lines += ["", rule.ljust(80, "-"), "", delivery.letter.shown.rstrip("\n")]
    for each in hearers:
        rule = f"--- {each.channel.name}: subscribers, for example "
        lines += ["", rule.ljust(80, "-"), "", each.shown.rstrip("\n")]
    return "\n".join(lines) + "\n"


def as_markdown(plan: Plan, left_out: Sequence[LeftOut], hearers: Sequence[Hearers] = ()) -> str:
    """For a comment on a pull request. Whatever an author wrote stands in code, where it mentions nobody."""
    lines = [f"### This merge will send {_counted(plan, hearers)}", ""]
    if not (plan.deliveries or hearers):
        lines = ["### This merge will send no message", ""]
    for subject, channels in _whither(plan, hearers):
        lines += [f"- {_code(subject)}", *(f"  - {_escaped(line)}" for line in channels)]
    lines += [f"- Not sent: {_code(_title(each))}: {_why(each)}" for each in left_out]
    for deliveries in _by_update(plan):
        for first in _first_of_each_channel(deliveries):
            lines += _folded(first.letter.subject, first.channel.name, first.letter.shown)
    for each in hearers:
        lines += _folded(each.mailing.subject, f"{each.channel.name}, to subscribers", each.shown)
    return "\n".join(lines).rstrip("\n") + "\n"


def _folded(subject: str, by: str, shown: str) -> list[str]:
    """A whole message that is shown to whoever asks."""
    fence = "`" * (max((len(run) for run in _FENCES.findall(shown)), default=2) + 1)
    summary = f"<details><summary>{_code(subject)}, by {by}</summary>"
    return ["", summary, "", f"{fence}text", shown.rstrip("\n"), fence, "", "</details>"]


def as_json(plan: Plan, left_out: Sequence[LeftOut], hearers: Sequence[Hearers] = ()) -> str:
    """For programs."""
    told: dict[str, Any] = {
        "now": rfc3339(plan.now),
        "messages": [_as_data(delivery) for delivery in plan.deliveries],
        "subscribers": [
            {
                "update": each.mailing.update,
                "channel": each.channel.name,
                "subject": each.mailing.subject,
                "number": each.number if each.by_language is not None else None,
                "text": each.shown,
            }
            for each in hearers
        ],
        "held": [_as_data(delivery) for delivery in plan.held],
        "under_way": [_as_data(delivery) for delivery in plan.under_way],
        "first_run_for": [
            {"channel": each.channel.name, "recipient": each.recipient.mailbox or None, "updates_known": each.updates}
            for each in plan.beginnings
        ],
        "left_out": [
            {"update": each.said.key, "reason": each.reason, "due": rfc3339(each.said.public_from)} for each in left_out
        ],
    }
    return json.dumps(told, indent=2, ensure_ascii=False) + "\n"


FORMATS: Mapping[str, Callable[[Plan, Sequence[LeftOut], Sequence[Hearers]], str]] = {
    "text": as_text,
    "markdown": as_markdown,
    "json": as_json,
}


def _as_data(delivery: Delivery) -> dict[str, Any]:
    return {
        "update": delivery.key.update,
        "channel": delivery.channel.name,
        "recipient": delivery.recipient.mailbox or None,
        "subject": delivery.letter.subject,
        "text": delivery.letter.shown,
    }


def _counted(plan: Plan, hearers: Sequence[Hearers]) -> str:
    number = len(plan.deliveries) + sum(each.number for each in hearers)
    told = f"{number:,} message{'' if number == 1 else 's'}"
    uncounted = sum(each.by_language is None for each in hearers)
    if not uncounted:
        return told
    mails = f"{uncounted} mail{'' if uncounted == 1 else 's'} to subscribers"
    return f"{told}, and {mails}" if number else mails


def _whither(plan: Plan, hearers: Sequence[Hearers]) -> Iterator[tuple[str, list[str]]]:
    """Of each update the subject, and where it goes by which channel."""
    to_many = dict(by_update(hearers))
    for deliveries in _by_update(plan):
        more = to_many.pop(deliveries[0].key.update, [])
        yield deliveries[0].letter.subject, [*_channels_of(deliveries), *map(_to_many, more)]
    for more in to_many.values():
        yield more[0].mailing.subject, [_to_many(each) for each in more]


def _to_many(hearers: Hearers) -> str:
    return f"{hearers.channel.name} ({hearers.channel.place}): {hearers.told}"


def _by_update(plan: Plan) -> list[list[Delivery]]:
    """The deliveries of each update, in the order in which they are sent."""
    found: dict[str, list[Delivery]] = {}
    for delivery in sorted(plan.deliveries, key=lambda each: each.said.public_from):
        found.setdefault(delivery.key.update, []).append(delivery)
    return list(found.values())


def _first_of_each_channel(deliveries: Sequence[Delivery]) -> list[Delivery]:
    first: dict[str, Delivery] = {}
    for delivery in deliveries:
        first.setdefault(delivery.channel.name, delivery)
    return list(first.values())


def _channels_of(deliveries: Sequence[Delivery]) -> Iterator[str]:
    """`mail (mail.example:587): 2 recipients` for each channel."""
    for first in _first_of_each_channel(deliveries):
        number = sum(each.channel.name == first.channel.name for each in deliveries)
        to = f"{number} recipient{'' if number == 1 else 's'}" if first.recipient.mailbox else "1 message"
        yield f"{first.channel.name} ({first.channel.place}): {to}"


def _place(delivery: Delivery) -> str:
    return f"“{delivery.letter.subject}” {whither(delivery.channel, delivery.recipient)}"


def _title(left_out: LeftOut) -> str:
    said = left_out.said
    return f"{said.status.replace('_', ' ').capitalize()}: {said.course.incident.title}"


def _why(left_out: LeftOut) -> str:
    return _WHY[left_out.reason].format(time=left_out.said.public_from)


def _code(words: str) -> str:
    """`words` as code in Markdown: in code nobody is mentioned, and no number becomes a link."""
    return f"<code>{_escaped(words)}</code>"


def _escaped(words: str) -> str:
    """`words` with every mark as a reference, so that none means anything."""
    return _PLAIN_CHARACTERS.sub(lambda found: f"&#{ord(found[0])};", words).replace("_", "&#95;")
