"""The one sentence that says how things are. The script of the page makes it from the same patterns."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from plainstatus.model.status import COMPONENT_STATUSES, worst
from plainstatus.wording.words import N_, Words

#: More names than this are counted instead.
NAMED = 2

_FEW = {
    "under_maintenance": N_("Maintenance under way: {names}"),
    "degraded_performance": N_("Degraded performance: {names}"),
    "partial_outage": N_("Partial outage: {names}"),
    "major_outage": N_("Major outage: {names}"),
}
_MANY = {
    "under_maintenance": N_("Maintenance under way: {n} components"),
    "degraded_performance": N_("Degraded performance: {n} components"),
    "partial_outage": N_("Partial outage: {n} components"),
    "major_outage": N_("Major outage: {n} components"),
}
_WELL = N_("All systems operational")
_WATCHED = N_("All systems operational; an incident is still being watched")


@dataclass(frozen=True, slots=True)
class Sentence:
    status: str
    text: str


def sentence_of(statuses: Mapping[str, str], names: Mapping[str, str], watched: bool, words: Words) -> Sentence:
    """The sentence for the statuses of the components, in the order of the page.

    `names` holds what each is called; `watched` says whether any incident is open.
    """
    heaviest = worst(statuses.values())
    if heaviest == "operational":
        return Sentence(heaviest, words.plain(_WATCHED if watched else _WELL))
    hit = [names[id] for id, status in statuses.items() if status == heaviest]
    return Sentence(heaviest, _said(heaviest, hit, words))


def _said(status: str, names: Sequence[str], words: Words) -> str:
    if len(names) > NAMED:
        return words.plain(_MANY[status], n=len(names))
    return words.plain(_FEW[status], names=words.list(names))


def patterns(words: Words) -> dict[str, object]:
    """The sentence's parts for the script of the page."""
    troubled = COMPONENT_STATUSES[1:]
    return {
        "well": str(words.text(_WELL)),
        "watched": str(words.text(_WATCHED)),
        "few": {status: str(words.text(_FEW[status])) for status in troubled},
        "many": {status: str(words.text(_MANY[status])) for status in troubled},
        "and": str(words.text("{some} and {last}")),
        "named": NAMED,
    }
