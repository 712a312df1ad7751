"""A plan of what would be sent, as people, pull requests and other programs read it."""

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from plainstatus.commands.notify_told import whither
from plainstatus.commands.notifying import LeftOut
from plainstatus.notify.plan import Delivery, Plan

_WHY = {
    "silent": "`notify: false`",
    "old": "it is older than `notify_within`",
    "void": "it no longer makes sense",
    "later": "it is sent by the first run after {time:%Y-%m-%d %H:%M} UTC",
}
_PLAIN_CHARACTERS = re.compile(r"[^\w\s]")
_FENCES = re.compile(r"`{3,}")


def as_text(plan: Plan, left_out: Sequence[LeftOut]) -> str:
    """For a terminal: what goes where, then each message in full."""
    lines = [f"{_counted(plan)} would be sent, as of {plan.now:%Y-%m-%d %H:%M} UTC.", ""]
    for deliveries in _by_update(plan):
        lines.append(deliveries[0].letter.subject)
        lines += [f"  {line}" for line in _channels_of(deliveries)]
        lines.append("")
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
    return "\n".join(lines) + "\n"


def as_markdown(plan: Plan, left_out: Sequence[LeftOut]) -> str:
    """For a comment on a pull request. Whatever an author wrote stands in code, where it mentions nobody."""
    lines = [f"### This merge will send {_counted(plan)}", ""]
    if not plan.deliveries:
        lines = ["### This merge will send no message", ""]
    for deliveries in _by_update(plan):
        lines += [f"- {_code(deliveries[0].letter.subject)}"]
        lines += [f"  - {_escaped(line)}" for line in _channels_of(deliveries)]
    lines += [f"- Not sent: {_code(_title(each))}: {_why(each)}" for each in left_out]
    for deliveries in _by_update(plan):
        for first in _first_of_each_channel(deliveries):
            fence = "`" * (max((len(run) for run in _FENCES.findall(first.letter.shown)), default=2) + 1)
            lines += ["", f"<details><summary>{_code(first.letter.subject)}, by {first.channel.name}</summary>", ""]
            lines += [f"{fence}text", first.letter.shown.rstrip("\n"), fence, "", "</details>"]
    return "\n".join(lines).rstrip("\n") + "\n"


def as_json(plan: Plan, left_out: Sequence[LeftOut]) -> str:
    """For programs."""
    told: dict[str, Any] = {
        "now": f"{plan.now:%Y-%m-%dT%H:%M:%SZ}",
        "messages": [_as_data(delivery) for delivery in plan.deliveries],
        "held": [_as_data(delivery) for delivery in plan.held],
        "under_way": [_as_data(delivery) for delivery in plan.under_way],
        "first_run_for": [
            {"channel": each.channel.name, "recipient": each.recipient.mailbox or None, "updates_known": each.updates}
            for each in plan.beginnings
        ],
        "left_out": [
            {"update": each.said.key, "reason": each.reason, "due": f"{each.said.public_from:%Y-%m-%dT%H:%M:%SZ}"}
            for each in left_out
        ],
    }
    return json.dumps(told, indent=2, ensure_ascii=False) + "\n"


FORMATS: Mapping[str, Callable[[Plan, Sequence[LeftOut]], str]] = {
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


def _counted(plan: Plan) -> str:
    number = len(plan.deliveries)
    return f"{number} message{'' if number == 1 else 's'}"


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
