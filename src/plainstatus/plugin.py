"""Where MkDocs meets the status site: its events call the stages, and it has no rules of its own.

Everything is read and checked before MkDocs empties the site's folder, so that a site
with a fault leaves the last good build alone.
"""

import contextlib
import gc
import os
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import jinja2
from markupsafe import Markup
from mkdocs.commands.build import get_context
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, event_priority, get_plugin_logger
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils.templates import TemplateContext

from plainstatus.beside import Beside, is_worth_it
from plainstatus.building import Building, open_site, read_for_build
from plainstatus.look import theme_folder
from plainstatus.model.finding import Finding
from plainstatus.on_demand import OnDemand
from plainstatus.site import addresses
from plainstatus.site.edition import Edition
from plainstatus.site.page import POLICY, PagePlan, build_context, common_context, owned_page_head
from plainstatus.site.repeated import share_parts
from plainstatus.site.text import SITE, linked_from

log = get_plugin_logger("plainstatus")

_NEW_FILE = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0)

#: So many pages are made together.
BATCH = 64


class PluginOptions(Config):  # type: ignore[no-untyped-call]
    """The options are checked by `reading.settings`, which names the file, the line and the nearest key."""


class StatusPage(Page):
    """A page whose HTML is made by a plan, not from Markdown."""

    plan: PagePlan
    #: where it stands in the order in which pages are written
    place: int = 0

    @classmethod
    def of(cls, plan: PagePlan, file: File, config: MkDocsConfig) -> "StatusPage":
        page = cls(plan.title, file, config)
        page.plan = plan
        page.update_date = plan.changed.date().isoformat()
        return page

    def read_source(self, config: MkDocsConfig) -> None:
        # Its HTML is ready when MkDocs comes to the template.
        self.meta = {"template": "ready.html", "title": self.plan.title}
        self.markdown = ""

    def render(self, config: MkDocsConfig, files: Files) -> None:
        # Other plugins (search) find the words here; the template has them from the plan.
        self.content = self.plan.words().replace(SITE, "/") if len(config.plugins) > 1 else ""


class StatusPlugin(BasePlugin[PluginOptions]):  # type: ignore[no-untyped-call]
    """`now` may be set before a build; otherwise it is read from the environment or the clock, once."""

    def __init__(self) -> None:
        super().__init__()
        self.now: datetime | None = None
        self._serving = False
        self._options: dict[str, Any] = {}
        self._building: Building
        self._nav: Navigation
        self._alone = True
        self._pages: list[StatusPage] = []
        #: pages that are made and that MkDocs has not asked for yet, by their place
        self._made: dict[int, str] = {}
        self._beside: Beside | None = None
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
            # A build ends before there is anything to collect; looking for it takes a tenth of the time.
            gc.disable()

    def on_shutdown(self) -> None:
        gc.enable()

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        reading = read_for_build(
            self._options,
            name=config.site_name,
            site_url=config.site_url or "",
            config_file=Path(config.config_file_path) if config.config_file_path else None,
            docs_dir=Path(config.docs_dir),
            kept=(*config.extra_css, *(str(script) for script in config.extra_javascript)),
        )
        _report(reading.findings)
        self._building = open_site(reading, theme_folder(), self.now or _now(), _own_theme(config))
        for remark in self._building.remarks:
            log.warning(remark)
        config.watch.extend(str(path) for path in (*reading.watched, *_own_templates(config)))
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
            file.dest_uri = plan.path + "index.html"
            file.inclusion = InclusionLevel.NOT_IN_NAV
            StatusPage.of(plan, file, config)
        return files

    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> None:
        self._nav = nav

    def on_env(self, env: jinja2.Environment, *, config: MkDocsConfig, files: Files) -> jinja2.Environment:
        # MkDocs leaves it off, and every title here comes from a file.
        env.autoescape = True
        env.undefined = jinja2.StrictUndefined
        env.globals.update(build_context(self._building.site), **self._surroundings(config))
        share_parts(env)
        self._template = cache(env.get_template)
        self._pages = _in_order(
            [file.page for file in files.documentation_pages() if isinstance(file.page, StatusPage)]
        )
        for place, page in enumerate(self._pages):
            page.place = place
        self._made.clear()
        # Other plugins must see every page here, as MkDocs hands it to them, one after another.
        self._alone = len(config.plugins) == 1
        if self._alone and self._serving:
            for page in self._pages:
                files.remove(page.file)
        else:
            self._share_the_work(config)
        return env

    def _share_the_work(self, config: MkDocsConfig) -> None:
        gc.freeze()
        self._beside = None
        if self._alone and is_worth_it(len(self._pages)):
            self._beside = Beside(
                len(self._pages) // BATCH + 1,
                make=lambda batch: self._write_batch(batch, config),
                first=lambda: self._write_data(config),
                told=lambda: self._building.site.renderer.broken,
            )

    def on_page_context(
        self, context: TemplateContext, *, page: Page, config: MkDocsConfig, nav: Navigation
    ) -> TemplateContext:
        if not isinstance(page, StatusPage):
            return _with(context, self._owned_page_context(page))
        made = self._page_made_beside(page) or self._page_made_here(page, context, config)
        return _with(context, {"made": Markup(made)})  # noqa: S704 - from our own templates

    def on_template_context(
        self, context: TemplateContext, *, template_name: str, config: MkDocsConfig
    ) -> TemplateContext:
        site, edition = self._building.site, self._building.site.editions[0]
        head = owned_page_head(site, edition, "", str(edition.words.text("There is no such page")), "")
        made = common_context(edition, "", head._replace(address="", languages=()))
        # A page that answers at any address cannot know the way to the root.
        made["root"] = made["here"] = context["base_url"].rstrip("/") + "/"
        return _with(context, made)

    def on_post_page(self, output: str, *, page: Page, config: MkDocsConfig) -> str:
        page.content = None
        return output

    def on_serve(
        self, server: LiveReloadServer, *, config: MkDocsConfig, builder: Callable[..., Any]
    ) -> LiveReloadServer:
        if self._alone:
            server.set_app(self._on_demand.before(server.get_app(), server.mount_path))  # type: ignore[arg-type]
        return server

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        broken = self._building.site.renderer.broken
        if self._alone and self._serving:
            self._write_all(self._building.small_files(), config)
            self._on_demand.renew(self._maker(config))
            return
        found = self._beside.finish() if self._beside else None
        if found is None:
            self._write_data(config)
        else:
            broken |= found
        for path, target in sorted(broken):
            log.warning(f"{path}: the link to '{target}' leads nowhere")

    def _page_made_beside(self, page: StatusPage) -> str | None:
        if self._beside is None or not self._beside.has_made(page.place // BATCH):
            return None
        with contextlib.suppress(OSError):
            return Path(page.file.abs_dest_path).read_text("utf-8")
        return None

    def _page_made_here(self, page: StatusPage, context: TemplateContext, config: MkDocsConfig) -> str:
        if not self._alone or self._serving:
            self._write_files(page, config)
            return self._template(page.plan.template).render(context, **page.plan.context())
        if page.place not in self._made:
            self._made.update(self._batch(page.place // BATCH, config))
        return self._made.pop(page.place)

    def _batch(self, number: int, config: MkDocsConfig) -> Iterator[tuple[int, str]]:
        """The places and the HTML of a batch of pages; what stands beside them is written.

        Each kind of work is done for all of them before the next kind begins: a processor is
        half as fast again where the code that it runs does not change with every page.
        """
        pages = self._pages[number * BATCH : (number + 1) * BATCH]
        for page in pages:
            page.plan.words()
        contexts = [page.plan.context() for page in pages]
        for page in pages:
            self._write_files(page, config)
        for page, own in zip(pages, contexts, strict=True):
            surroundings = get_context(self._nav, (), config, page)
            yield page.place, self._template(page.plan.template).render(surroundings, **own)
        for page in pages:
            page.plan.forget()
        gc.collect(0)

    def _write_batch(self, number: int, config: MkDocsConfig) -> None:
        for place, made in self._batch(number, config):
            _write(self._pages[place].file.abs_dest_path, made.encode())

    def _write_files(self, page: StatusPage, config: MkDocsConfig) -> None:
        self._write_all(page.plan.files(), config)

    def _write_data(self, config: MkDocsConfig) -> None:
        self._write_all(self._building.small_files(), config)
        self._write_all(self._building.feeds(), config)

    def _write_all(self, files: Iterable[tuple[str, bytes]], config: MkDocsConfig) -> None:
        for path, content in files:
            _write(os.path.join(config.site_dir, path), content)  # noqa: PTH118 - thousands of them

    def _maker(self, config: MkDocsConfig) -> Callable[[str], None]:
        """Makes what answers at a path of the served site: a page, or a feed."""
        pages = {page.plan.path: page for page in self._pages}
        feeds = cache(lambda: self._write_all(self._building.feeds(), config))

        def make(path: str) -> None:
            page = pages.get(path) or pages.get(f"{path}/")
            if page is not None:
                context = get_context(self._nav, (), config, page)
                _write(page.file.abs_dest_path, self._page_made_here(page, context, config).encode())
            elif path.endswith((".atom", ".rss")):
                folder = pages.get(path.rpartition("/")[0] + "/")
                if folder is not None:
                    self._write_all(folder.plan.files(), config)
                feeds()

        return make

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

    def _owned_page_context(self, page: Page) -> dict[str, Any]:
        site = self._building.site
        path = page.file.dest_uri.removesuffix("index.html")
        edition = self._edition_at(path)
        description = str(page.meta.get("description", ""))
        head = owned_page_head(site, edition, path.removeprefix(edition.prefix), page.title or "", description)
        return common_context(edition, path, head)

    def _surroundings(self, config: MkDocsConfig) -> dict[str, Any]:
        """What the templates need of MkDocs and of the way the site is built."""
        return {
            # While it is served, MkDocs puts a script of its own into every page.
            "policy": None if self._serving else POLICY,
            "brand": self._building.brand,
            "footer_below": lambda root: Markup(linked_from(self._building.footer, root)),  # noqa: S704 - sanitised
            "source": config.repo_url,
            "pages_in_head": self._pages_in_head,
        }

    def _pages_in_head(self, edition: Edition) -> Iterable[Page]:
        """The owner's pages in the language of `edition`, or in the first one where they are not translated."""
        first, made = self._building.site.editions[0], {}
        for page in self._nav.pages:
            written = self._edition_at(page.url)
            path = page.url.removeprefix(written.prefix)
            if isinstance(page, StatusPage) or written not in (first, edition):
                continue
            if written is edition or path not in made:
                made[path] = page
        return made.values()

    def _edition_at(self, path: str) -> Edition:
        editions = self._building.site.editions
        return next((each for each in editions[1:] if path.startswith(each.prefix)), editions[0])


def _in_order(pages: list[StatusPage]) -> list[StatusPage]:
    """`pages` in the order in which MkDocs asks for them, but each that draws on others right after them."""
    places = {page.plan.path: place for place, page in enumerate(pages)}

    def place(page: StatusPage) -> tuple[int, bool]:
        sources = [places[path] for path in page.plan.draws_on() if path in places]
        return (max(sources), True) if sources else (places[page.plan.path], False)

    return sorted(pages, key=place)


def _write(path: str, content: bytes) -> None:
    """Write a file into a folder that may not be there yet: with as few calls as thousands of them deserve."""
    try:
        file = os.open(path, _NEW_FILE, 0o666)
    except FileNotFoundError:
        _make_folder(os.path.dirname(path))  # noqa: PTH120
        file = os.open(path, _NEW_FILE, 0o666)
    with open(file, "wb", buffering=0) as opened:  # noqa: PTH123
        opened.write(content)


def _make_folder(path: str) -> None:
    try:
        os.mkdir(path)  # noqa: PTH102
    except FileNotFoundError:
        os.makedirs(path, exist_ok=True)  # noqa: PTH103
    except FileExistsError:
        # The other process was quicker.
        pass


def _own_templates(config: MkDocsConfig) -> list[Path]:
    """The folders of templates that may be changed while the site is served."""
    own = _own_theme(config)
    return [theme_folder(), own] if own else [theme_folder()]


def _own_theme(config: MkDocsConfig) -> Path | None:
    """The folder of what the owner overrides."""
    return Path(config.theme.custom_dir) if config.theme.custom_dir else None


def _with(context: TemplateContext, more: dict[str, Any]) -> TemplateContext:
    context.update(more)  # type: ignore[typeddict-item]
    return context


def _report(findings: list[Finding]) -> None:
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
