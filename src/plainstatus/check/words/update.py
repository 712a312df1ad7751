"""The update that a passage is from."""

from plainstatus.check.rule import Passage


def status_of(passage: Passage) -> str:
    """The status in the heading over a passage; "" where it stands above the first one."""
    number = passage.place.update
    return "" if number is None else passage.place.incident.updates[number].status
