"""A catalog as the text of `components.yml`. Does not know where it came from."""

from collections.abc import Iterator

from plainstatus.model.component import Catalog, Component, Group, LocalText
from plainstatus.writing.values import flow_list, scalar


def catalog_text(catalog: Catalog) -> str:
    """The file of `catalog`: groups, components in no group, retired ones, each in its order."""
    lines: list[str] = []
    if catalog.groups:
        lines.append("groups:")
        for group in catalog.groups:
            lines += _item(_group(group, catalog), "  ")
    alone = [catalog.components[id] for id in catalog.ungrouped]
    retired = [component for component in catalog.components.values() if component.retired]
    for name, components in (("components", alone), ("retired", retired)):
        if components:
            lines.append(f"{name}:")
            for component in components:
                lines += _item(_component(component), "  ")
    return "".join(f"{line}\n" for line in lines or ["components: []"])


def _item(lines: Iterator[str], indent: str) -> list[str]:
    """`lines` of one entry of a list, the first behind a dash."""
    return [f"{indent}{'  ' if number else '- '}{line}" for number, line in enumerate(lines)]


def _group(group: Group, catalog: Catalog) -> Iterator[str]:
    yield f"id: {scalar(group.id)}"
    yield f"name: {_local(group.name)}"
    if group.description:
        yield f"description: {_local(group.description)}"
    if group.collapsed:
        yield "collapsed: true"
    if group.audience != "public":
        yield f"audience: {group.audience}"
    if group.external_id is not None:
        yield f"external_id: {scalar(group.external_id)}"
    if group.components:
        yield "components:"
        for id in group.components:
            yield from _item(_component(catalog.components[id]), "  ")


def _component(component: Component) -> Iterator[str]:
    yield f"id: {scalar(component.id)}"
    yield f"name: {_local(component.name)}"
    if component.description:
        yield f"description: {_local(component.description)}"
    if component.since is not None:
        yield f"since: {component.since.isoformat()}"
    if not component.uptime:
        yield "uptime: false"
    if component.url is not None:
        yield f"url: {scalar(component.url)}"
    if component.audience != "public":
        yield f"audience: {component.audience}"
    if component.regions:
        yield f"regions: {flow_list(map(_quoted, component.regions))}"
    if component.aliases:
        yield f"aliases: {flow_list(map(_quoted, component.aliases))}"
    if component.external_id is not None:
        yield f"external_id: {scalar(component.external_id)}"


def _local(text: LocalText) -> str:
    """One text, or a mapping of language to text on one line."""
    if set(text) == {""}:
        return scalar(text[""])
    return f"{{{', '.join(f'{language}: {_quoted(words)}' for language, words in text.items())}}}"


def _quoted(text: str) -> str:
    """`text` in quotes, so that commas and brackets in it end nothing."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
