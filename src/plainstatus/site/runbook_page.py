"""The page of the runbook, on the sites of those who act in an outage."""

import re
from collections.abc import Callable
from typing import NamedTuple

from markupsafe import Markup

from plainstatus.site.head import Head, head_of
from plainstatus.site.site import Site
from plainstatus.wording import addresses
from plainstatus.wording.edition import Edition
from plainstatus.wording.text import linked_from

#: What gives the Markdown of the runbook in the language of an edition.
Runbook = Callable[[Edition], str]

_HEADING = re.compile(r"^## (.+)$", re.MULTILINE)
_TITLE = re.compile(r"\A# (.+)\n")


class Chapter(NamedTuple):
    """What stands under one heading; `id` is its anchor, as forges make them."""

    id: str
    title: str
    words: Markup


class RunbookView(NamedTuple):
    title: str
    summary: Markup
    chapters: tuple[Chapter, ...]


def runbook_view(text: str, site: Site, root: str) -> RunbookView:
    """The runbook that is the Markdown `text`; `root` leads from the page to the site's root."""

    def html(markdown: str) -> Markup:
        words = site.renderer.html(markdown, "runbook.md")
        return Markup(linked_from(words, root))  # noqa: S704 - sanitised

    title = _TITLE.match(text)
    summary, *rest = _HEADING.split(text[title.end() :] if title else text)
    chapters = zip(rest[::2], rest[1::2], strict=True)
    return RunbookView(
        title=title[1] if title else "",
        summary=html(summary),
        chapters=tuple(Chapter(_anchor(name), name, html(words)) for name, words in chapters),
    )


def runbook_head(site: Site, edition: Edition) -> Head:
    title = edition.words.plain("Runbook – {name}", name=site.settings.name)
    described = edition.words.plain("Who does what when something fails, from the first minute to the postmortem.")
    return head_of(site, edition, addresses.RUNBOOK, title, described)


def _anchor(heading: str) -> str:
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")
