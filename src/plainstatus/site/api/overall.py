"""One word and one sentence for the whole page, in the vocabulary of Statuspage v2.

They follow from the components alone.
"""

from collections.abc import Sequence

from plainstatus.model.status import worst
from plainstatus.wording.words import N_, Words

_WELL = ("none", N_("All Systems Operational"))
_MAINTENANCE = ("maintenance", N_("Service Under Maintenance"))
#: The worst status → what is said where some components have it, and where all have.
_SAID = {
    "operational": (_WELL, _WELL),
    "under_maintenance": (_MAINTENANCE, _MAINTENANCE),
    "degraded_performance": (
        ("minor", N_("Partially Degraded Service")),
        ("minor", N_("Degraded System Service")),
    ),
    "partial_outage": (("minor", N_("Minor Service Outage")), ("major", N_("Partial System Outage"))),
    "major_outage": (("major", N_("Partial System Outage")), ("critical", N_("Major System Outage"))),
}


def overall(statuses: Sequence[str], words: Words) -> dict[str, str]:
    """The `status` object of the API for the statuses of all components."""
    heaviest = worst(statuses)
    some, every = _SAID[heaviest]
    indicator, description = every if all(status == heaviest for status in statuses) else some
    return {"indicator": indicator, "description": words.plain(description)}
