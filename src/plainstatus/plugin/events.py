"""MkDocs' events, each handed to the stage that it concerns. There are no rules here.

Everything is read and checked before MkDocs empties the site's folder, so that a site
with a fault leaves the last good build alone.
"""

import gc
import os
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jinja2
from markupsafe import Markup
from mkdocs.commands.build import get_context
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, event_priority, get_plugin_logger
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils.templates import TemplateContext

from plainstatus.building import Building, open_site, read_for_build
from plainstatus.look import theme_folder
from plainstatus.model.finding import Finding
from plainstatus.on_demand import OnDemand
from plainstatus.plugin.disk import write_all
from plainstatus.plugin.making import Maker
from plainstatus.plugin.owned import owned_page_context, pages_in_head
from plainstatus.plugin.status_page import StatusPage, status_pages
from plainstatus.site.page import build_context, common_context, owned_page_head, policy_of
from plainstatus.site.repeated import share_parts
from plainstatus.wording import addresses
from plainstatus.wording.text import linked_from

if TYPE_CHECKING:
    from mkdocs.livereload import LiveReloadServer

log = get_plugin_logger("plainstatus")


class PluginOptions(Config):  # type: ignore[no-untyped-call]
    """The options are checked by `reading.settings`, which names the file, the line and the nearest key."""


class StatusPlugin(BasePlugin[PluginOptions]):  # type: ignore[no-untyped-call]
    """`now` may be set before a build; otherwise it is read from the environment or the clock, once."""

    def __init__(self) -> None:
        super().__init__()
        self.now: datetime | None = None
        self._serving = False
        self._options: dict[str, Any] = {}
        self._building: Building
        self._nav: Navigation
        self._maker: Maker
        # Other plugins must see every page as MkDocs hands it to them, one after another.
        self._alone = True
        self._listed: Sequence[File] = ()
        self._on_demand = OnDemand()

    @property
    def shown(self) -> int:
        """How many incidents, maintenances and notices the site of the last build shows."""
        return len(self._building.site.timeline.courses)

    def load_config(
        self, options: Mapping[str, Any], config_file_path: str | None = None
    ) -> tuple[list[tuple[str, Exception]], list[tuple[str, str]]]:
        self._options = dict(options)
        return super().load_config({}, config_file_path)

    def on_startup(self, *, command: str, dirty: bool) -> None:
        """Being here keeps this object over the rebuilds of `serve`."""
        self._serving = command == "serve"
        if not self._serving:
            # A build ends before there is much to collect; looking for it takes a tenth of the time.
            gc.disable()

    def on_shutdown(self) -> None:
        gc.unfreeze()
        gc.enable()

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        reading = read_for_build(
            self._options,
            name=config.site_name,
            site_url=config.site_url or "",
            config_file=Path(config.config_file_path) if config.config_file_path else None,
            docs_dir=Path(config.docs_dir),
            site_dir=Path(config.site_dir),
        )
        _report(reading.findings)
        if theme_folder() not in map(Path, config.theme.dirs):
            name = config.theme.name
            raise PluginError(f"The theme is {name!r}. Write `theme: {{name: plainstatus}}` in mkdocs.yml.")
        own_theme = Path(config.theme.custom_dir) if config.theme.custom_dir else None
        linked = (*config.extra_css, *(str(script) for script in config.extra_javascript))
        now = self.now or _now()
        self._building = open_site(reading, now, theme_folder(), own_theme=own_theme, linked=linked)
        for remark in self._building.remarks:
            log.warning(remark)
        watched = (reading.files.components, theme_folder(), own_theme)
        config.watch.extend(str(path) for path in watched if path)
        self._alone = len(config.plugins) == 1
        return config

    @event_priority(-50)
    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        self._keep_back(files, config)
        sources = {file.src_uri: file for file in files.documentation_pages()}
        for plan in self._building.plans:
            file = sources.get(plan.source) if plan.source and not plan.edition.prefix else None
            if file is None:
                file = File.generated(config, plan.path + "index.md", content="")
                files.append(file)
            StatusPage.of(plan, file, config)
        return files

    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> None:
        self._nav = nav

    def on_env(self, env: jinja2.Environment, *, config: MkDocsConfig, files: Files) -> jinja2.Environment:
        # MkDocs leaves it off, and every title here comes from a file.
        env.autoescape = True
        env.undefined = jinja2.StrictUndefined
        env.globals.update(build_context(self._building.site), **self._build_context(config))
        share_parts(env)
        self._listed = files.documentation_pages()
        # The front page stays with MkDocs, which dates the sitemap by what it has.
        pages = [page for page in status_pages(files) if page.plan.path]
        self._maker = Maker(self._building, pages, env, partial(_handed, {}, self._nav, config), config.site_dir)
        if self._alone:
            # Whoever needed to know of them has seen them: what is left is the making, which is ours.
            for page in pages:
                files.remove(page.file)
            if not self._serving:
                self._maker.share()
        return env

    def on_page_context(
        self, context: TemplateContext, *, page: Page, config: MkDocsConfig, nav: Navigation
    ) -> TemplateContext:
        if not isinstance(page, StatusPage):
            return _with(context, owned_page_context(page, self._building.site))
        made = self._maker.alone(page, context)
        return _with(context, {"made": Markup(made)})  # noqa: S704 - from our own templates

    def on_template_context(
        self, context: TemplateContext, *, template_name: str, config: MkDocsConfig
    ) -> TemplateContext:
        site, edition = self._building.site, self._building.site.editions[0]
        head = owned_page_head(site, edition, "", str(edition.words.text("There is no such page")), "")
        made = common_context(edition, "", head._replace(address="", languages=()))
        # A page that answers at any address cannot know the way to the root.
        made["root"] = made["here"] = context["base_url"].rstrip("/") + "/"
        return _with(context, {**made, "pages": self._listed})

    def on_post_page(self, output: str, *, page: Page, config: MkDocsConfig) -> str:
        page.content = None
        return output

    def on_serve(
        self, server: "LiveReloadServer", *, config: MkDocsConfig, builder: Callable[..., Any]
    ) -> "LiveReloadServer":
        if self._alone:
            server.set_app(self._on_demand.before(server.get_app(), server.mount_path))  # type: ignore[arg-type]
        return server

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        if self._alone and self._serving:
            self._on_demand.renew(self._maker.answer())
            return
        if self._alone:
            self._maker.make_all()
        for path, target in sorted(self._maker.finish()):
            log.warning(f"{path}: the link to '{target}' leads nowhere")
        write_all((self._building.record(),), config.site_dir)

    def _keep_back(self, files: Files, config: MkDocsConfig) -> None:
        """Take out what must not leave: templates, translations, files for other eyes, the theme's own parts."""
        theme, written = str(theme_folder()) + os.sep, config.docs_dir + os.sep
        assets = {f"assets/{name}": place for name, place in self._building.site.assets.items()}
        for file in list(files):
            source, path = file.abs_src_path or "", file.src_uri
            if source.startswith(written):
                place = self._building.leaving.get(path)
            else:
                # Of the theme only its assets; what the owner or another plugin lays beside them is meant to leave.
                place = assets.get(path) or (None if source.startswith(theme) else path)
            if place is None:
                files.remove(file)
            elif place != path:
                file.dest_uri = addresses.file_of(place)

    def _build_context(self, config: MkDocsConfig) -> dict[str, Any]:
        """What the templates need of MkDocs and of the way the site is built, the same for every page."""
        footer = self._building.footer
        return {
            # While it is served, MkDocs puts a script of its own into every page.
            "policy": None if self._serving else policy_of(self._building.site.settings),
            "brand": self._building.brand,
            "footer_below": lambda root: Markup(linked_from(footer, root)),  # noqa: S704 - sanitised
            "source": config.repo_url,
            "pages_in_head": partial(pages_in_head, nav=self._nav, site=self._building.site),
        }


def _handed(known: dict[int, TemplateContext], nav: Navigation, config: MkDocsConfig, page: Page) -> TemplateContext:
    """What MkDocs hands to the template of a page; for all pages of one depth it is the same but for the page."""
    depth = page.url.count("/")
    if depth not in known:
        known[depth] = get_context(nav, (), config, page)
    return {**known[depth], "page": page}


def _with(context: TemplateContext, more: dict[str, Any]) -> TemplateContext:
    context.update(more)  # type: ignore[typeddict-item]
    return context


def _report(findings: Iterable[Finding]) -> None:
    """Raise all faults at once; the others are warnings, which only `--strict` minds."""
    faults = [finding for finding in findings if finding.severity == "error"]
    if faults:
        raise PluginError("\n".join(["The site has faults, and nothing was built.", *(str(each) for each in faults)]))
    for finding in findings:
        if finding.severity == "warning":
            log.warning(str(finding))


def _now() -> datetime:
    """The moment of the build: `SOURCE_DATE_EPOCH` where it is set (reproducible builds), else the clock."""
    return datetime.fromtimestamp(int(os.environ.get("SOURCE_DATE_EPOCH") or time.time()), UTC)
