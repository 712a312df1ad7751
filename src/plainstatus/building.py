"""From the files of a site to everything that will be published, stage by stage.

It knows neither MkDocs nor where the bytes go.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache, partial
from pathlib import Path
from typing import Any

from plainstatus.model.component import Catalog, in_language
from plainstatus.reading.edits import edited_updates, with_edits
from plainstatus.reading.settings import Configuration, SiteFiles, settings_from_options
from plainstatus.reading.site import SiteReading, read_content
from plainstatus.site import assets, brand, build_record, favicon
from plainstatus.site.api.files import api_files, incident_files
from plainstatus.site.calendar import calendar_files
from plainstatus.site.errors.files import error_files
from plainstatus.site.feeds import feed_files
from plainstatus.site.json_feed import json_feed_files
from plainstatus.site.leaving import files_that_leave
from plainstatus.site.live import live_file
from plainstatus.site.page import PagePlan
from plainstatus.site.pages import pages_of
from plainstatus.site.product.files import product_files
from plainstatus.site.runbook_page import Runbook
from plainstatus.site.script import script_words
from plainstatus.site.search import search_index
from plainstatus.site.site import Site
from plainstatus.site.uptime_data import uptime_files
from plainstatus.timeline.audience import for_audience
from plainstatus.timeline.timeline import timeline_of
from plainstatus.wording import addresses
from plainstatus.wording.edition import Edition, editions_of
from plainstatus.wording.text import Renderer


def read_for_build(
    options: Mapping[str, Any],
    *,
    name: str,
    site_url: str,
    config_file: Path | None,
    docs_dir: Path,
    site_dir: Path,
) -> SiteReading:
    """Read all of a site, from the options that MkDocs merged. Never stops at the first fault."""
    settings, findings = settings_from_options(options, name=name, site_url=site_url, config_file=config_file)
    config_file = config_file or docs_dir.parent / "mkdocs.yml"
    root = config_file.parent
    files = SiteFiles(config_file, root, docs_dir, root / settings.components, site_dir)
    return with_known_edits(read_content(Configuration(files, settings, findings)))


def with_known_edits(reading: SiteReading) -> SiteReading:
    """`reading` with the day of the latest mend on each update that has one, where the site is to tell it."""
    settings = reading.settings
    if not settings.edits or reading.failed:
        return reading
    edits = edited_updates(reading.files.incidents, zone=settings.timezone)
    return replace(reading, incidents=with_edits(reading.incidents, edits))


@dataclass(frozen=True)
class Building:
    """A site that is ready to be written.

    `plans` are its pages; `feeds`, `for_programs` and `small_files` give everything else that is
    made, by path below the root. `remarks` are doubts that do not stop the build. `leaving` maps every
    file of the incident folder that is published to its path on the site. `themes` are folders of
    templates, the owner's first.
    """

    site: Site
    plans: tuple[PagePlan, ...]
    footer: str
    brand: str | None
    remarks: tuple[str, ...]
    leaving: Mapping[str, str]
    themes: tuple[Path, ...]

    def feeds(self) -> Iterator[tuple[str, bytes]]:
        """The feeds, but for those of single incidents, which stand with their pages."""
        for edition in self.site.editions:
            yield from feed_files(self.site, edition)

    def for_programs(self) -> Iterator[tuple[str, bytes]]:
        """What other programs and other pages read, but for what stands with single incidents."""
        site = self.site
        if not site.settings.for_programs:
            return
        yield from api_files(site)
        yield from product_files(site, self.themes[-1])
        yield from error_files(site, self.themes)
        yield from uptime_files(site)
        for edition in site.editions:
            yield from json_feed_files(site, edition)
            yield from calendar_files(site, edition)

    def documents(self) -> Iterator[tuple[str, bytes]]:
        """What the API says of each incident; it is made with the page of each, and here without any."""
        if self.site.settings.for_programs:
            yield from incident_files(self.site)

    def record(self) -> tuple[str, bytes]:
        """What the build says of itself, to be written when all else is."""
        return build_record.PATH, build_record.build_record(self.site)

    def small_files(self) -> Iterator[tuple[str, bytes]]:
        """What pages and their script draw on."""
        site = self.site
        for edition in site.editions:
            yield edition.prefix + addresses.SEARCH, search_index(site, edition)
            yield edition.prefix + addresses.LIVE, live_file(site)
            yield site.assets[_words_name(edition)], script_words(site, edition).encode()
        if not site.settings.favicon:
            present = self.themes[-1] / "assets" / f"favicon-{site.timeline.overall}.svg"
            yield favicon.PRESENT, present.read_bytes()
        if self.brand:
            yield self.brand, brand.stylesheet(site.settings).encode()


def open_site(
    reading: SiteReading, now: datetime, theme: Path, *, own_theme: Path | None = None, linked: Iterable[str] = ()
) -> Building:
    """Everything about the site of one audience at `now`, from what was read without a fault.

    `own_theme` is the owner's folder of templates and files that override those of the
    theme; `linked` are the files of the incident folder that every page links.
    """
    settings = reading.settings
    kept = filter(None, (*linked, settings.logo, settings.logo_dark, settings.favicon))
    catalog, incidents = for_audience(reading.catalog, reading.incidents, settings)
    timeline = timeline_of(catalog, incidents, settings, now)
    leaving = files_that_leave(reading.files.incidents, reading.incidents, timeline, kept, settings)
    renderer = Renderer(leaving)
    names = assets.theme_assets(theme, own_theme)
    site = Site(timeline, settings, editions_of(settings, theme / "locales", now), renderer, names)
    for edition in site.editions:
        said = script_words(site, edition).encode()
        names[_words_name(edition)] = assets.hashed_name(_words_name(edition), said)
    own_style = brand.stylesheet(settings)
    themes = (own_theme, theme) if own_theme else (theme,)
    return Building(
        site=site,
        plans=tuple(pages_of(site, _runbook(reading, timeline.catalog, themes))),
        footer=renderer.html(settings.footer, "mkdocs.yml"),
        brand=assets.hashed_name("brand.css", own_style.encode()) if own_style else None,
        remarks=tuple(brand.faint_colours(settings)),
        leaving=leaving,
        themes=themes,
    )


def runbook_for(
    configuration: Configuration, catalog: Catalog, themes: Sequence[Path], readers: Collection[str] | None = None
) -> Runbook:
    """What makes the runbook of a site whose components are those of `catalog`, in the language of an edition.

    Where `readers` are named, it has nothing that is for other audiences.
    """
    # Only the sites of those who act need it, and every other build is quicker without.
    from plainstatus.reading.context import ReadingContext
    from plainstatus.reading.sites import sites_in
    from plainstatus.reading.templates import read_templates
    from plainstatus.runbook.facts import OwnSite, OwnTemplate, facts_of
    from plainstatus.runbook.text import runbook_text

    settings, files = configuration.settings, configuration.files
    context = ReadingContext(catalog, settings)
    known = cache(lambda: read_templates(files.incidents, context, display=files.incidents.name)[0].values())
    of_folder = cache(partial(sites_in, files.root))

    def made(edition: Edition) -> str:
        templates = [
            OwnTemplate(each.name, in_language(each.when, edition.language), each.audience) for each in known()
        ]
        sites = [OwnSite(each.settings, each.files.config_file.name) for each in of_folder()]
        facts = facts_of(settings, catalog, edition, templates, sites, readers)
        return runbook_text(facts, edition.language, themes)

    return made


def _runbook(reading: SiteReading, catalog: Catalog, themes: Sequence[Path]) -> Runbook | None:
    """The runbook where the readers of this site are those who act; it would tell others too much."""
    settings = reading.settings
    if settings.runbook not in settings.readers_of:
        return None
    return runbook_for(Configuration(reading.files, settings, []), catalog, themes, settings.readers_of)


def _words_name(edition: Edition) -> str:
    return f"words-{edition.language}.js"
