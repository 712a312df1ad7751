"""The settings of a new site as the text of `mkdocs.yml`. Writes only what differs from the defaults."""

from collections.abc import Iterator

from plainstatus.model.settings import Settings
from plainstatus.writing.values import flow_list, scalar

_DEFAULTS = Settings()


def site_text(settings: Settings, *, docs_dir: str = "incidents") -> str:
    """The configuration of a site with `settings`, whose incidents are in `docs_dir`."""
    return "".join(f"{line}\n" for line in _lines(settings, docs_dir))


def _lines(settings: Settings, docs_dir: str) -> Iterator[str]:
    yield f"site_name: {scalar(settings.name)}"
    if settings.site_url:
        yield f"site_url: {scalar(settings.site_url)}"
    yield f"docs_dir: {scalar(docs_dir)}"
    yield ""
    yield "theme:"
    yield "  name: plainstatus"
    yield ""
    yield "plugins:"
    yield "  - plainstatus:"
    yield f"      timezone: {scalar(settings.timezone)}"
    yield f"      languages: {flow_list(settings.languages)}"
    if settings.components != _DEFAULTS.components:
        yield f"      components: {scalar(settings.components)}"
    if settings.description:
        yield f"      description: {scalar(settings.description)}"
    if settings.links:
        yield "      links:"
        for link in settings.links:
            yield f"        - name: {scalar(link.name)}"
            yield f"          url: {scalar(link.url)}"
