"""The words for states, and how they weigh against each other."""

from collections.abc import Iterable, Mapping
from typing import Literal

ComponentStatus = Literal[
    "operational",
    "under_maintenance",
    "degraded_performance",
    "partial_outage",
    "major_outage",
]

#: In rising order of weight: the last one wins where several hold at once.
COMPONENT_STATUSES: tuple[ComponentStatus, ...] = (
    "operational",
    "under_maintenance",
    "degraded_performance",
    "partial_outage",
    "major_outage",
)

Impact = Literal["none", "minor", "major", "critical", "maintenance"]

#: What an author may write as `impact`; `maintenance` is only ever derived.
IMPACTS: tuple[Impact, ...] = ("none", "minor", "major", "critical")
#: The impacts after which readers are owed a postmortem.
GRAVE: frozenset[Impact] = frozenset({"major", "critical"})

Kind = Literal["incident", "maintenance", "notice"]
KINDS: tuple[Kind, ...] = ("incident", "maintenance", "notice")

#: The statuses that an update's heading may carry, by kind, in their usual order.
UPDATE_STATUSES: Mapping[Kind, tuple[str, ...]] = {
    "incident": (
        "investigating",
        "identified",
        "monitoring",
        "update",
        "resolved",
        "postmortem",
    ),
    "maintenance": (
        "scheduled",
        "rescheduled",
        "in_progress",
        "update",
        "verifying",
        "completed",
        "cancelled",
    ),
    "notice": ("notice", "update"),
}

#: Updates that end an incident or a maintenance and set its components back.
CLOSING_STATUSES = frozenset({"resolved", "completed", "cancelled"})

#: Updates that say something without changing the state before them.
STATELESS_STATUSES = frozenset({"update", "postmortem"})

_WEIGHT: Mapping[str, int] = {status: weight for weight, status in enumerate(COMPONENT_STATUSES)}

_IMPACT_OF_STATUS: Mapping[str, Impact] = {
    "degraded_performance": "minor",
    "partial_outage": "major",
    "major_outage": "critical",
}


def weight(status: str) -> int:
    """How much a component status weighs; a higher one wins."""
    return _WEIGHT[status]


def worst(statuses: Iterable[str]) -> ComponentStatus:
    """The heaviest of `statuses`; `operational` where there are none."""
    return COMPONENT_STATUSES[max((_WEIGHT[status] for status in statuses), default=0)]


def impact_of(status: str) -> Impact:
    """The impact that follows from the worst status a component ever had."""
    return _IMPACT_OF_STATUS.get(status, "none")
