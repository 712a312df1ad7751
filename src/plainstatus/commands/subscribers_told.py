"""Subscribers and what was done with them, as people and other programs read it. No address unless one is asked for."""

from collections import Counter
from collections.abc import Mapping
from typing import Any, Literal

from plainstatus.model.moment import rfc3339
from plainstatus.model.subscriber import WISHED, AddressKind, Subscriber, SubscriberState, Wishes
from plainstatus.subscribers.csv_file import Fate
from plainstatus.subscribers.store import Standing

_BY: Mapping[AddressKind, str] = {"mail": "by mail", "sms": "by text message"}
_KINDS = {"incident": "incidents", "maintenance": "maintenance"}
#: States in which nobody is told, as they stand behind a number.
NOT_TOLD: tuple[Literal["left", "bounced", "complained"], ...] = ("left", "bounced", "complained")


def in_words(wishes: Wishes) -> str:
    """What somebody wished for: `everything`, `incidents of shop`, `only 2026-11-24-orders-fail`."""
    if wishes.incident is not None:
        return f"only {wishes.incident}"
    of = ", ".join(wishes.components)
    if wishes.kinds == WISHED:
        return of or "everything"
    kinds = " and ".join(_KINDS[kind] for kind in wishes.kinds) or "nothing"
    return f"{kinds} of {of}" if of else kinds


def as_line(subscriber: Subscriber, *, addresses: bool) -> str:
    """A subscriber on one line; by the id, or by the address."""
    name = subscriber.address if addresses else subscriber.id
    more = [
        subscriber.audience if subscriber.audience != "public" else "",
        subscriber.language or "",
        subscriber.zone or "",
        "a list" if subscriber.is_list else "",
    ]
    said = ", ".join(filter(None, (in_words(subscriber.wishes), *more)))
    return f"{name}  {subscriber.kind:<4}  {subscriber.state:<10}  {said}"


def as_data(subscriber: Subscriber, *, addresses: bool) -> dict[str, Any]:
    """All that is held of a subscriber; the address where it is wanted."""
    wishes = subscriber.wishes
    return {
        "id": subscriber.id,
        "kind": subscriber.kind,
        **({"address": subscriber.address} if addresses else {}),
        "components": list(wishes.components),
        "kinds": list(wishes.kinds),
        "incident": wishes.incident,
        "audience": subscriber.audience,
        "language": subscriber.language,
        "zone": subscriber.zone,
        "is_list": subscriber.is_list,
        "state": subscriber.state,
        "since": rfc3339(subscriber.since) if subscriber.since else None,
        "source": subscriber.source,
        "consent": subscriber.consent,
        "why": subscriber.why,
    }


def in_full(subscriber: Subscriber) -> str:
    """Everything that is held of one, a line each; for somebody who asks what we know of them."""
    data = {**as_data(subscriber, addresses=True), "wishes": in_words(subscriber.wishes)}
    names = ("address", "state", "why", "wishes", "audience", "language", "zone", "since", "source", "consent", "id")
    lines = [f"{name + ':':<10}{_plain(str(data[name]))}" for name in names if data[name]]
    return "\n".join([*lines, "It is a list: many read there."] if subscriber.is_list else lines)


def _plain(words: str) -> str:
    """`words` on one line, with nothing in them that a terminal would obey."""
    return "".join(char if char.isprintable() else " " for char in words)


def counted(tally: Mapping[Standing, int]) -> str:
    """How many are told, by audience and kind, and how many are not."""
    lines = []
    for audience in sorted({each.audience for each in tally}, key=lambda name: (name != "public", name)):
        told = {kind: tally.get(Standing(kind, audience, "active"), 0) for kind in _BY}
        said = ", ".join(f"{number:,} {_BY[kind]}" for kind, number in told.items() if number)
        lines.append(f"{audience}: {said or 'nobody'}")
    gone: Counter[SubscriberState] = Counter()
    for standing, number in tally.items():
        gone[standing.state] += number
    said = ", ".join(f"{gone[state]:,} {state}" for state in NOT_TOLD if gone[state])
    if said:
        lines.append(f"Not told: {said}")
    return "\n".join(lines) or "There are no subscribers yet."


def imported(fates: Mapping[Fate, int], *, only_plan: bool) -> str:
    """What became of the rows of a file, or would become."""
    away = ", ".join(f"{fates.get(state, 0):,} {state}" for state in NOT_TOLD if fates.get(state))
    would = "would be " if only_plan else ""
    parts = [
        f"{fates['new']:,} {would}added" if fates.get("new") else "",
        f"{fates['changed']:,} {_number(fates['changed'], 'list', 'lists')} {would}changed"
        if fates.get("changed")
        else "",
        f"{fates['there']:,} there already" if fates.get("there") else "",
        f"not brought back: {away}" if away else "",
    ]
    rows = sum(fates.values())
    return f"{rows:,} {_number(rows, 'row', 'rows')}: {', '.join(filter(None, parts)) or 'nobody to add'}."


def _number(number: int, one: str, many: str) -> str:
    return one if number == 1 else many
