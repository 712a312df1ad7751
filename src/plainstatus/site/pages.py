"""Every page of the site: where it stands, which template shows it, and with what."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cache, partial
from typing import Any

from markupsafe import Markup

from plainstatus.site import addresses
from plainstatus.site.component_page import component_head, component_view
from plainstatus.site.edition import Edition
from plainstatus.site.favicon import favicon
from plainstatus.site.feeds import incident_feed
from plainstatus.site.front import front, front_head
from plainstatus.site.head import Head, feeds_of_everything, head_of, languages_beside
from plainstatus.site.history_pages import history_head, history_view, month_head, month_view
from plainstatus.site.incident_page import incident_head, incident_view
from plainstatus.site.script import live_attribute, page_data
from plainstatus.site.series_page import series_head, series_of, series_view
from plainstatus.site.site import Site
from plainstatus.site.subscribe_page import subscribe_head, subscribe_view
from plainstatus.site.views import is_over
from plainstatus.timeline.course import Course
from plainstatus.timeline.history import HistoryMonth

#: Scripts, styles and pictures of the site itself, and nothing else.
POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; font-src 'self'; "
    "connect-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'none'"
)


@dataclass(frozen=True, slots=True)
class PagePlan:
    """`path` is the address below the site's root; `words` gives the HTML that is the page's own, for search.

    `source` is the incident file that the page comes from, where there is one; `files` gives the
    files that stand beside the page, by path below the site's root.
    """

    path: str
    template: str
    edition: Edition
    title: str
    context: Callable[[], dict[str, Any]]
    changed: datetime
    source: str | None = None
    words: Callable[[], str] = str
    files: Callable[[], Iterable[tuple[str, bytes]]] = tuple


def pages_of(site: Site) -> Iterator[PagePlan]:
    """All pages in all languages, except those that the site's owner wrote."""
    for edition in site.editions:
        live = cache(partial(_live, site, edition))
        front_page = partial(_front, site, edition)
        yield _page(site, edition, "", "front.html", site.settings.name, front_page, live=live)
        for course in site.timeline.courses:
            yield _incident_page(course, site, edition, live)
        yield from _series_pages(site, edition, live)
        yield from _component_pages(site, edition, live)
        yield from _history_pages(site, edition)
        title = str(edition.words.text("Subscribe"))
        subscribe_page = partial(_subscribe, site, edition)
        yield _page(site, edition, addresses.SUBSCRIBE, "subscribe.html", title, subscribe_page, live=live)


#: Gives the data that keeps a page true.
Live = Callable[[], Markup]


def _live(site: Site, edition: Edition) -> Markup:
    return live_attribute(page_data(site, edition))


def build_context(site: Site) -> dict[str, Any]:
    """What templates are handed that is the same for every page of a build."""
    return {
        "settings": site.settings,
        "now": site.timeline.now,
        "built": int(site.timeline.now.timestamp()),
        "favicon": favicon(site),
        "assets": site.assets,
        "feeds_of_everything": partial(feeds_of_everything, site),
        "live": None,
    }


def common_context(edition: Edition, path: str, head: Head) -> dict[str, Any]:
    """What every template is handed besides. `path` is the page's address below the site's root."""
    root = addresses.root_from(path)
    return {
        "ui": edition,
        "_": edition.words.text,
        "n_": edition.words.count,
        "t": edition.moments,
        "root": root,
        "here": _below(root, edition.prefix),
        "head": head,
    }


def owned_page_head(site: Site, edition: Edition, path: str, title: str, description: str) -> Head:
    """The head of a page that the site's owner wrote in Markdown."""
    whole = edition.words.plain("{title} – {name}", title=title, name=site.settings.name)
    head = head_of(site, edition, path, whole, description or title)
    # It exists in one language; only the front page of the others is sure to be there.
    return head._replace(alternates=(), languages=languages_beside(site, edition, ""))


def _below(root: str, prefix: str) -> str:
    return (root + prefix).removeprefix("./") or "./" if prefix else root


def _page(
    site: Site,
    edition: Edition,
    path: str,
    template: str,
    title: str,
    view: Callable[[str, str], dict[str, Any]],
    *,
    live: Live | None = None,
    **extra: Any,
) -> PagePlan:
    """`view` is called with the ways to the edition's root and to the site's, and makes what is the page's own."""
    whole = edition.prefix + path
    root = addresses.root_from(whole)

    def context() -> dict[str, Any]:
        own = view(_below(root, edition.prefix), root)
        made = {**common_context(edition, whole, own["head"]), **own}
        if live:
            made["live"] = live()
        return made

    extra.setdefault("changed", site.timeline.now)
    return PagePlan(path=whole, template=template, edition=edition, title=title, context=context, **extra)


def _front(site: Site, edition: Edition, here: str, root: str) -> dict[str, Any]:
    return {"front": front(site, edition, here, root), "head": front_head(site, edition)}


def _subscribe(site: Site, edition: Edition, here: str, root: str) -> dict[str, Any]:
    return {"view": subscribe_view(site, edition, here), "head": subscribe_head(site, edition)}


def _incident_page(course: Course, site: Site, edition: Edition, live: Live) -> PagePlan:
    def view(here: str, root: str) -> dict[str, Any]:
        made = incident_view(course, site, edition, here, root)
        return {"view": made, "head": incident_head(course, site, edition)}

    def words() -> str:
        said = site.words(course, edition)
        return "\n".join((said.summary, *said.updates))

    return _page(
        site,
        edition,
        addresses.incident(course.id),
        "incident.html",
        edition.title(course.incident),
        view,
        live=None if is_over(course, site) else live,
        changed=site.timeline.state(course).at,
        source=None if "/" in course.id else course.incident.path,
        words=words,
        files=partial(incident_feed, course, site, edition),
    )


def _series_pages(site: Site, edition: Edition, live: Live) -> Iterator[PagePlan]:
    for id, courses in series_of(site).items():

        def view(here: str, root: str, id: str = id, courses: list[Course] = courses) -> dict[str, Any]:
            return {
                "view": series_view(courses, site, edition, here),
                "head": series_head(id, courses, site, edition),
            }

        incident = courses[0].incident
        path, title = addresses.incident(id), edition.title(incident)
        yield _page(site, edition, path, "series.html", title, view, live=live, source=incident.path)


def _component_pages(site: Site, edition: Edition, live: Live) -> Iterator[PagePlan]:
    for component in site.timeline.catalog.current:

        def view(here: str, root: str, component: Any = component) -> dict[str, Any]:
            made = component_view(component, site, edition, here)
            return {"view": made, "head": component_head(component, site, edition)}

        path = addresses.component(component.id)
        yield _page(site, edition, path, "component.html", edition.name(component), view, live=live)


def _history_pages(site: Site, edition: Edition) -> Iterator[PagePlan]:
    def all_months(here: str, root: str) -> dict[str, Any]:
        return {"view": history_view(site, edition, here), "head": history_head(site, edition)}

    title = str(edition.words.text("History"))
    yield _page(site, edition, addresses.HISTORY, "history.html", title, all_months)
    months = site.timeline.months()
    for index, month in enumerate(months):
        yield _month_page(months, index, month, site, edition)


def _month_page(
    months: tuple[HistoryMonth, ...], index: int, month: HistoryMonth, site: Site, edition: Edition
) -> PagePlan:
    def view(here: str, root: str) -> dict[str, Any]:
        return {
            "view": month_view(months, index, site, edition, here),
            "head": month_head(month, site, edition),
        }

    path = addresses.month_of(month.year, month.month)
    changed = max(site.timeline.state(course).at for course in month.courses)
    return _page(site, edition, path, "month.html", path, view, changed=changed)
