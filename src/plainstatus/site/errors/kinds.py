"""The kinds of error that a product answers with, and what each is called in words."""

from typing import NamedTuple

from plainstatus.wording.words import N_


class Kind(NamedTuple):
    """`name` is that of its files; `status` the HTTP status that it is served with."""

    name: str
    status: int
    title: str


MAINTENANCE = Kind("maintenance", 503, N_("We are at work on it"))
KINDS = (
    Kind("500", 500, N_("Something went wrong on our side")),
    Kind("502", 502, N_("We cannot be reached right now")),
    Kind("503", 503, N_("We cannot answer right now")),
    Kind("504", 504, N_("The answer takes too long")),
    MAINTENANCE,
    Kind("error", 500, N_("This does not work right now")),
)
