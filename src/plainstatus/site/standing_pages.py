"""Pages that stand whatever happens, and of which there is one in each language."""

from typing import Any

from plainstatus.site.embed_page import embed_head, embed_view
from plainstatus.site.head import Head
from plainstatus.site.page import PagePlan, SiteInLanguage
from plainstatus.site.runbook_page import Runbook, runbook_head, runbook_view
from plainstatus.site.signup_form import choices
from plainstatus.site.subscribe_page import subscribe_head, subscribe_view
from plainstatus.site.uptime_page import uptime_head, uptime_view
from plainstatus.wording import addresses


class SubscribePage(PagePlan):
    """How to be told."""

    __slots__ = ()
    template = "subscribe.html"
    address = addresses.SUBSCRIBE

    @property
    def title(self) -> str:
        return str(self.edition.words.text("Subscribe"))

    def head(self) -> Head:
        return subscribe_head(self.site, self.edition)

    def view(self, here: str, root: str) -> dict[str, Any]:
        form = self._of.form
        if form is not None:
            form = form._replace(groups=choices(self.site.timeline.catalog, self.edition))
        return {"view": subscribe_view(self.site, self.edition, here), "form": form}


class UptimePage(PagePlan):
    """The working behind the uptime figures."""

    __slots__ = ()
    template = "uptime.html"
    address = addresses.UPTIME

    @property
    def title(self) -> str:
        return str(self.edition.words.text("How uptime is counted"))

    def head(self) -> Head:
        return uptime_head(self.site, self.edition)

    def view(self, here: str, root: str) -> dict[str, Any]:
        return {"view": uptime_view(self.site, self.edition, here, root)}


class ReportPage(PagePlan):
    """How well incidents and maintenance were told."""

    __slots__ = ()
    template = "report.html"
    address = addresses.REPORT

    @property
    def title(self) -> str:
        return str(self.edition.words.text("Report"))

    def head(self) -> Head:
        from plainstatus.site.report_page import report_head

        return report_head(self.site, self.edition)

    def view(self, here: str, root: str) -> dict[str, Any]:
        from plainstatus.site.report_page import report_view

        return {"view": report_view(self.site, self.edition, here)}


class RunbookPage(PagePlan):
    """Who does what when something fails."""

    __slots__ = ("_runbook",)
    template = "runbook.html"
    address = addresses.RUNBOOK

    def __init__(self, of: SiteInLanguage, runbook: Runbook) -> None:
        super().__init__(of)
        self._runbook = runbook

    @property
    def title(self) -> str:
        return str(self.edition.words.text("Runbook"))

    def head(self) -> Head:
        return runbook_head(self.site, self.edition)

    def view(self, here: str, root: str) -> dict[str, Any]:
        return {"view": runbook_view(self._runbook(self.edition), self.site, root)}


class EmbedPage(PagePlan):
    """How to have the banner and the badges in a product."""

    __slots__ = ()
    template = "embed.html"
    address = addresses.EMBED

    @property
    def title(self) -> str:
        return str(self.edition.words.text("In your product"))

    def head(self) -> Head:
        return embed_head(self.site, self.edition)

    def view(self, here: str, root: str) -> dict[str, Any]:
        return {"view": embed_view(self.site, self.edition, here, root)}
