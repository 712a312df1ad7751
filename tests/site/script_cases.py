"""Many small sites, made from a seed, with the moments that matter on a page of each."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from random import Random
from typing import Any

from plainstatus.model.incident import Incident, Window
from plainstatus.model.status import COMPONENT_STATUSES, UPDATE_STATUSES, Kind
from plainstatus.timeline.live import live_data

from ..timeline.building import at, incident, maintenance, notice, said, site

BUILT = at("2026-11-24 12:00")

#: Ids and names that a careless script would trip over: a number, an inherited name, signs with a meaning.
NAMES = {
    "web": "Web",
    "10": "10",
    "api": "$& {n}",
    "constructor": "Builder's",
    "2": "<b>2</b>",
    "eu-storage": "Speicher, EU & more",
}


@dataclass(frozen=True)
class Case:
    """`data` is what stands in a page built at `BUILT`; `moments` are epoch seconds from then on."""

    data: Mapping[str, Any]
    moments: tuple[int, ...]


def cases(number: int, seed: int = 20) -> Iterator[Case]:
    random = Random(seed)
    for _ in range(number):
        yield case_of(*(_anything(random, f"case-{n}") for n in range(random.randint(0, 5))))


def case_of(*incidents: Incident) -> Case:
    """The page of a site with `incidents`, at every edge of its data: before it, at it, after it."""
    data = {**live_data(site(*incidents, now=BUILT, components=NAMES)), "names": NAMES}
    data = json.loads(json.dumps(data))
    edges = {data["as_of"], data["stale_at"]}
    for each in data["incidents"]:
        edges.update(step[0] for step in each["steps"])
        edges.add(each["promise"] or data["as_of"])
    around = {edge + shift for edge in edges for shift in (-1, 0, 1)}
    return Case(data, tuple(sorted(moment for moment in around if moment >= data["as_of"])))


def _anything(random: Random, id: str) -> Incident:
    kind: Kind = random.choice(["incident", "maintenance", "notice"])
    updates = [_update(random, kind) for _ in range(random.randint(1, 4))]
    updates = list({update.at: update for update in sorted(updates, key=lambda update: update.at)}.values())
    components = _statuses(random)
    if kind == "incident":
        return incident(*updates, id=id, components=components)
    if kind == "notice":
        return notice(*updates, id=id, components=components, until=_moment(random, 0, 3_000))
    start = _moment(random, -600, 2_000)
    planned = Window(start, start + timedelta(minutes=random.randint(1, 600)))
    return maintenance(*updates, id=id, components=components, window=planned, auto=random.random() < 0.8)


def _update(random: Random, kind: Kind) -> Any:
    promised = _moment(random, -60, 300) if random.random() < 0.4 else None
    moment = _moment(random, -900, 0)
    status = random.choice(UPDATE_STATUSES[kind])
    return said(f"{moment:%Y-%m-%d %H:%M:%S}", status, _statuses(random), next_update=promised)


def _statuses(random: Random) -> dict[str, str]:
    return {id: random.choice(COMPONENT_STATUSES) for id in random.sample(list(NAMES), random.randint(0, 3))}


def _moment(random: Random, first: int, last: int) -> Any:
    return BUILT + timedelta(minutes=random.randint(first, last))
