"""Finds what people mean on the command line: components by any of their words, incidents by a part of their id.

What is not found is answered with what is nearest. Does not know what is done with it.
"""

from collections.abc import Iterable, Mapping, Sequence

import click

from plainstatus.model.component import Catalog, Component
from plainstatus.model.status import COMPONENT_STATUSES, UPDATE_STATUSES, Kind
from plainstatus.reading.faults import instead, nearest


def component_id(words: str, catalog: Catalog) -> str:
    """The id of the component that `words` name: by id, name, alias or region. Raises click.UsageError."""
    if words in catalog.components:
        return words
    wanted = words.casefold()
    current = catalog.current
    for names in (_names, _regions):
        found = [component.id for component in current if wanted in map(str.casefold, names(component))]
        if len(found) == 1:
            return found[0]
        if found:
            raise click.UsageError(f"“{words}” names several components: {', '.join(found)}. Write one id.")
    raise click.UsageError(f"There is no component “{words}”. {_near_component(words, current)}")


def component_statuses(options: Iterable[str], catalog: Catalog, *, default: str | None = None) -> dict[str, str]:
    """`api=partial_outage` and the like as ids and statuses; `default` counts where no status is written.

    A status may be shortened as far as it stays clear (`api=partial`). Raises click.UsageError.
    """
    found: dict[str, str] = {}
    for option in options:
        words, equals, status = option.partition("=")
        id = component_id(words.strip(), catalog)
        if not equals and default is None:
            raise click.UsageError(
                f"How is “{id}”? Write --component {id}=partial_outage. {instead('', COMPONENT_STATUSES)}"
            )
        found[id] = word_of(status, COMPONENT_STATUSES, "status of a component") if equals else str(default)
    return found


def update_status(words: str, kind: Kind) -> str:
    """The status of an update of a file of `kind`, from its words or their beginning. Raises click.UsageError."""
    return word_of(words, UPDATE_STATUSES[kind], f"status of an update of {_article(kind)}")


def word_of(words: str, known: Sequence[str], what: str) -> str:
    """The one of `known` that `words` are, or begin. Raises click.UsageError."""
    wanted = "_".join(words.lower().replace("-", " ").replace("_", " ").split())
    if wanted in known:
        return wanted
    begun = [word for word in known if wanted and word.startswith(wanted)]
    if len(begun) == 1:
        return begun[0]
    raise click.UsageError(f"“{words}” is no {what}. {instead(words, known)}")


def incident_id(words: str, ids: Iterable[str]) -> str:
    """The one of `ids` that is `words`, begins with them or has them in it. Raises click.UsageError."""
    known = sorted(ids)
    wanted = words.removesuffix(".md").rpartition("/")[2].lower()
    if wanted in known:
        return wanted
    for matches in (str.startswith, str.__contains__):
        found = [id for id in known if wanted and matches(id, wanted)]
        if len(found) == 1:
            return found[0]
        if found:
            raise click.UsageError(f"“{words}” fits several incidents:\n{_listed(found)}")
    near = nearest(wanted, known)
    hint = (
        f"Did you mean `{near}`?" if near else f"The latest are:\n{_listed(known)}" if known else "There are none yet."
    )
    raise click.UsageError(f"There is no incident “{words}”. {hint}")


def the_only(open_incidents: Mapping[str, str]) -> str:
    """The id of the one open incident, of ids and titles. Raises click.UsageError where there are none or several."""
    if len(open_incidents) == 1:
        return next(iter(open_incidents))
    if not open_incidents:
        raise click.UsageError("No incident is open. Name the one that you mean by its id, or a part of it.")
    lines = "\n".join(f"  {id}  {title}" for id, title in open_incidents.items())
    raise click.UsageError(f"Several incidents are open. Name one by its id, or a part of it:\n{lines}")


def _names(component: Component) -> tuple[str, ...]:
    return (component.id, *component.name.values(), *component.aliases)


def _regions(component: Component) -> tuple[str, ...]:
    return component.regions


def _near_component(words: str, components: Sequence[Component]) -> str:
    by_name = {name.casefold(): component.id for component in components for name in _names(component)}
    near = nearest(words, by_name)
    if near:
        return f"Did you mean `{by_name[near]}`?"
    return f"There are: {', '.join(component.id for component in components)}." if components else "There are none yet."


def _listed(ids: Sequence[str]) -> str:
    """The last of `ids`, which begin with their day, newest first."""
    return "\n".join(f"  {id}" for id in reversed(ids[-8:]))


def _article(kind: Kind) -> str:
    return f"an {kind}" if kind == "incident" else f"a {kind}"
