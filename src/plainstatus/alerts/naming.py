"""Which components an alert is about: names in it, against the names that the site knows.

Names match whatever their case, and whether hyphens, underscores or spaces part their words.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from plainstatus.alerts.alert import Trouble
from plainstatus.model.component import Catalog, Component
from plainstatus.model.status import worst

_BETWEEN_WORDS = re.compile(r"[\W_]+")
#: A name so short is met by chance among the words of another.
_SHORTEST_AMONG_WORDS = 3
_MOST_WORDS = 30


def components_of(troubles: Iterable[Trouble], catalog: Catalog) -> dict[str, str]:
    """Ids and statuses of the components that `troubles` name, in the order of the page; the worst status counts."""
    names = _Names(catalog.current)
    found: dict[str, list[str]] = {}
    for trouble in troubles:
        for id in names.meant(trouble):
            found.setdefault(id, []).append(trouble.status)
    return {component.id: worst(found[component.id]) for component in catalog.current if component.id in found}


class _Names:
    """The names of the components of a site."""

    def __init__(self, components: Sequence[Component]) -> None:
        self._by_name = _index((each.id, _names_of(each)) for each in components)
        self._by_region = _index((each.id, each.regions) for each in components)

    def meant(self, trouble: Trouble) -> Sequence[str]:
        """The components of the first name that is one; then of the first that has one among its words;
        then the only one of its region. Where a name has several, the region tells.
        """
        folded = [_folded(name) for name in trouble.names]
        here = {id for region in trouble.regions for id in self._by_region.get(_folded(region), ())}
        for matching in (self._exactly, self._among_words):
            for name in folded:
                if found := matching(name):
                    return [id for id in found if id in here] or found
        return tuple(here) if len(here) == 1 else ()

    def _exactly(self, name: str) -> Sequence[str]:
        return self._by_name.get(name, ())

    def _among_words(self, name: str) -> Sequence[str]:
        words = name.split("-")[:_MOST_WORDS]
        for length in range(len(words) - 1, 0, -1):
            runs = ("-".join(words[first : first + length]) for first in range(len(words) - length + 1))
            found = [id for run in runs if len(run) >= _SHORTEST_AMONG_WORDS for id in self._by_name.get(run, ())]
            if found:
                return list(dict.fromkeys(found))
        return ()


def _index(named: Iterable[tuple[str, Iterable[str]]]) -> Mapping[str, Sequence[str]]:
    """Folded name → the ids of the components that have it."""
    found: dict[str, dict[str, None]] = {}
    for id, names in named:
        for name in filter(None, map(_folded, names)):
            found.setdefault(name, {})[id] = None
    return {name: tuple(ids) for name, ids in found.items()}


def _names_of(component: Component) -> Iterator[str]:
    yield component.id
    yield from component.name.values()
    yield from component.aliases
    if component.external_id is not None:
        yield component.external_id


def _folded(name: str) -> str:
    return _BETWEEN_WORDS.sub("-", name.casefold()).strip("-")
