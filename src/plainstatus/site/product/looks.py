"""How a state looks where the site's own pages are not: by the shape and the colour that it has on them."""

from collections.abc import Mapping
from typing import NamedTuple

from plainstatus.model.status import ComponentStatus


class Look(NamedTuple):
    """`shape` is a path in a field of 16 by 16, drawn with a line 2 wide and not filled.

    White words can be read on `colour`.
    """

    shape: str
    colour: str


LOOKS: Mapping[ComponentStatus, Look] = {
    "operational": Look("M2.5 8.5 6.5 12.5 13.5 3.5", "#0a6b3d"),
    "under_maintenance": Look(
        "M14 4.5a3.6 3.6 0 0 1-4.9 4.2L4.6 13.2a1.3 1.3 0 0 1-1.8-1.8L7.3 6.9A3.6 3.6 0 0 1 11.5 2L9.4 4.1l.5 2 2 .5z",
        "#0b5394",
    ),
    "degraded_performance": Look("M1.5 9.5c2-4 4.5-4 6.5-1.5s4.5 2.5 6.5-1.5", "#7a5a00"),
    # Lines beside each other fill the left half of the disc.
    "partial_outage": Look("M8 2a6 6 0 1 1 0 12A6 6 0 0 1 8 2M7 3v10M5 4v8M3.5 6v4", "#a64b00"),
    "major_outage": Look("M3 3l10 10M13 3 3 13", "#a4001c"),
}
