"""What can be wished for at a site, and whether what somebody wished for is there."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from plainstatus.model.component import Catalog
from plainstatus.model.subscriber import Subscriber
from plainstatus.reading.faults import instead, quoted
from plainstatus.reading.times import TimeFault, zone_in


@dataclass(frozen=True, slots=True)
class Offer:
    """What the readers of one audience may know of: ids of components and groups, and of incidents."""

    components: frozenset[str]
    incidents: frozenset[str]


@dataclass(frozen=True, slots=True)
class Site:
    """The offer to each audience, and the languages in which messages are written."""

    offers: Mapping[str, Offer]
    languages: tuple[str, ...]


class Unfit(NamedTuple):
    """A wish that the site cannot fulfil: in which field, why not, and what to write instead."""

    field: str
    message: str
    hint: str


def offer_of(readable: Catalog, incidents: Collection[str]) -> Offer:
    """The offer of what one audience may read; a retired component may be wished for still."""
    groups = (group.id for group in readable.groups)
    return Offer(frozenset((*readable.components, *groups)), frozenset(incidents))


def unfit(subscriber: Subscriber, site: Site) -> Iterator[Unfit]:
    """Everything in the wishes of `subscriber` that the site does not have, or not for this audience."""
    offer = site.offers.get(subscriber.audience)
    if offer is None:
        message = f"{quoted(subscriber.audience)} is not an audience of this site"
        yield Unfit("audience", message, instead(subscriber.audience, site.offers))
        return
    for id in subscriber.wishes.components:
        if id not in offer.components:
            message = f"{quoted(id)} is no component or group{_of(subscriber.audience)}"
            yield Unfit("components", message, instead(id, sorted(offer.components)))
    incident = subscriber.wishes.incident
    if incident is not None and incident not in offer.incidents:
        message = f"{quoted(incident)} is no incident{_of(subscriber.audience)}"
        yield Unfit("incident", message, instead(incident, sorted(offer.incidents)))
    language = subscriber.language
    if language is not None and language not in site.languages:
        message = f"{quoted(language)} is not a language of this site"
        yield Unfit("language", message, instead(language, site.languages))
    yield from _unfit_zone(subscriber.zone)


def _unfit_zone(zone: str | None) -> Iterator[Unfit]:
    if zone is None:
        return
    try:
        name = zone_in(zone)
    except TimeFault as fault:
        yield Unfit("zone", fault.message, fault.hint)
        return
    if name[0] in "+-":
        message = f"{quoted(zone)} is an offset, not a time zone"
        yield Unfit("zone", message, "Write a place, whose clock changes are known: `Europe/Rome`.")


def _of(audience: str) -> str:
    return " of this site" if audience == "public" else f" that the audience `{audience}` may know of"
