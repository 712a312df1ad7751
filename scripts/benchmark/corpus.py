"""Seeded stories of an invented company: the same for every tool, of any size, from nothing but a seed.

A site of N has N files: `LIVE` of them are open, under way, coming or repeating at
`NOW`, the others are resolved incidents spread evenly over the five years before it.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

NOW = datetime(2026, 11, 1, 12, 0, tzinfo=UTC)
SPAN = timedelta(days=5 * 365)
SEED = 4207

GROUPS = {
    "Shop": ("Storefront", "Basket", "Payments", "Gift cards", "Order tracking"),
    "Warehouse": ("Stock levels", "Picking", "Label printing", "Returns desk", "Carrier booking"),
    "Partners": ("Partner API", "Webhooks", "Data export", "Partner portal", "Price lists"),
    "Foundations": ("Accounts", "Search", "Mail delivery", "Image hosting", "Name servers"),
}
COMPONENTS = tuple(name for names in GROUPS.values() for name in names)

TROUBLES = (
    "Slow answers",
    "Failing requests",
    "Missing results",
    "Late messages",
    "Dropped connections",
    "Wrong totals",
    "Stuck jobs",
    "Rejected sign-ins",
    "Old data shown",
    "Timeouts",
)
VOCABULARY = (
    "about after again all an and are as been before between both busy by cause change checked clear close "
    "copies could customers data day delay each early engineers every failed few first fix found four from full "
    "group half has held hour in is it kept known large last late less limit list load long lost main many minutes "
    "more most moved name new next night no normal not now of old on one open order other our out over page part "
    "people place plan queue quick rate read ready region release room rule same second see server share short slow "
    "some soon spare start state step still stop store team than that the their then they this three time to two "
    "under until up use wait was watch we well were when while with without work"
)
WORDS = VOCABULARY.split()
CODES = ("HTTP 500", "HTTP 429", "pool-3", "eu-south", "orders_v4", "ttl=60", "p95", "retry-after")
SEVERITIES = (("degraded_performance", 0.20), ("partial_outage", 0.75), ("major_outage", 1.0))
COURSES = (("investigating", "monitoring", "resolved"), ("investigating", "identified", "monitoring", "resolved"))


@dataclass(frozen=True, slots=True)
class Update:
    at: datetime
    status: str
    text: str
    #: the fields under its heading, as they are written
    fields: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Story:
    id: str
    title: str
    status: str
    components: tuple[str, str]
    updates: tuple[Update, ...]
    kind: str = "incident"
    start: datetime | None = None
    end: datetime | None = None
    repeat: str = ""
    path: str = field(default="")


#: hours from now to the start of a maintenance, its length in hours, how it repeats
MAINTENANCES = (
    (-1, 3, ""),
    (30, 2, ""),
    (100, 4, ""),
    (-24 * 56 + 40, 2, "FREQ=WEEKLY"),
    (-24 * 90, 1, "FREQ=MONTHLY"),
)
OPEN = 2
LIVE = OPEN + len(MAINTENANCES)


def stories(count: int, seed: int = SEED) -> Iterator[Story]:
    """`count` stories, oldest first, those that matter now last; at least `LIVE` of them."""
    source = random.Random(seed)
    past = count - LIVE
    for number in range(past):
        began = NOW - SPAN + (SPAN - timedelta(days=1)) * ((number + source.random() * 0.9) / past)
        yield _incident(source, number, began.replace(second=0, microsecond=0))
    for number in range(past, past + OPEN):
        yield _open_incident(source, number, NOW - timedelta(minutes=source.randrange(40, 200)))
    for number, (hours, length, repeat) in enumerate(MAINTENANCES, past + OPEN):
        yield _maintenance(source, number, NOW + timedelta(hours=hours), timedelta(hours=length), repeat)


def slug(name: str) -> str:
    """The id of a component or group."""
    return name.lower().replace(" ", "-")


def _incident(source: random.Random, number: int, began: datetime) -> Story:
    course = source.choice(COURSES)
    minutes = source.randrange(30, 720)
    updates = tuple(
        Update(began + timedelta(minutes=minutes * step // (len(course) - 1)), status, _words(source))
        for step, status in enumerate(course)
    )
    return _story(source, number, began, updates)


def _open_incident(source: random.Random, number: int, began: datetime) -> Story:
    promised = (f"next_update: {NOW + timedelta(minutes=20):%H:%M}", "expected_recovery: 4h")
    updates = (
        Update(began, "investigating", _words(source)),
        Update(began + timedelta(minutes=20), "identified", _words(source), promised),
    )
    return _story(source, number, began, updates)


def _story(source: random.Random, number: int, began: datetime, updates: tuple[Update, ...]) -> Story:
    first, second = source.sample(COMPONENTS, 2)
    drawn = source.random()
    status = next(status for status, below in SEVERITIES if drawn < below)
    id = f"{began:%Y-%m-%d}-{number:05}"
    title = f"{source.choice(TROUBLES)}: {first}"
    return Story(id, title, status, (first, second), updates, path=f"{began:%Y}/{id}")


def _maintenance(source: random.Random, number: int, start: datetime, length: timedelta, repeat: str) -> Story:
    first, second = source.sample(COMPONENTS, 2)
    announced = min(start, NOW) - timedelta(days=3)
    id = f"{announced:%Y-%m-%d}-{number:05}"
    return Story(
        id,
        f"Maintenance of {first}",
        "under_maintenance",
        (first, second),
        (Update(announced, "scheduled", _words(source)),),
        kind="maintenance",
        start=start,
        end=start + length,
        repeat=repeat,
        path=f"{announced:%Y}/{id}",
    )


def _words(source: random.Random) -> str:
    """50 to 70 words in sentences, with some code, emphasis and links among them."""
    left = source.randrange(50, 71)
    sentences = []
    while left > 0:
        length = min(left, source.randrange(8, 17))
        words = source.choices(WORDS, k=length)
        place = source.randrange(length)
        drawn = source.random()
        if drawn < 0.30:
            words[place] = f"`{source.choice(CODES)}`"
        elif drawn < 0.45:
            words[place] = f"**{words[place]}**"
        elif drawn < 0.55:
            words[place] = f"[{words[place]}](https://example.org/notes/{source.randrange(1000)})"
        sentences.append(" ".join([words[0].capitalize(), *words[1:]]) + ".")
        left -= length
    return " ".join(sentences)
