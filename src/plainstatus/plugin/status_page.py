"""A page of ours, as MkDocs sees it: its HTML comes from a plan, not from Markdown."""

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page

from plainstatus.site.page import PagePlan
from plainstatus.wording.text import SITE


class StatusPage(Page):
    """A page with its plan."""

    plan: PagePlan

    @classmethod
    def of(cls, plan: PagePlan, file: File, config: MkDocsConfig) -> "StatusPage":
        file.dest_uri = plan.path + "index.html"
        file.inclusion = InclusionLevel.NOT_IN_NAV
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


def status_pages(files: Files) -> list[StatusPage]:
    """Our pages among `files`, in their order, but each that draws on others comes right after them."""
    pages = [file.page for file in files.documentation_pages() if isinstance(file.page, StatusPage)]
    places = {page.plan.path: place for place, page in enumerate(pages)}

    def place(page: StatusPage) -> tuple[int, bool]:
        sources = [places[path] for path in page.plan.draws_on() if path in places]
        return (max(sources), True) if sources else (places[page.plan.path], False)

    return sorted(pages, key=place)
