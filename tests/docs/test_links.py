"""Every link of README and docs leads to something."""

import posixpath
from urllib.parse import urlsplit

import pytest

from .pages import CHECKOUT, PAGES, anchors_of, links_of


@pytest.mark.parametrize("page", PAGES)
def test_links_lead_to_files_and_headings_that_are_there(page: str) -> None:
    astray = []
    for link in links_of(page):
        target = urlsplit(link)
        if target.scheme:
            continue
        file = posixpath.normpath(posixpath.join(posixpath.dirname(page), target.path)) if target.path else page
        if not (CHECKOUT / file).exists() or (target.fragment and target.fragment not in anchors_of(file)):
            astray.append(link)

    assert astray == []


def test_the_readme_leads_to_every_page_of_the_docs() -> None:
    led_to = {link.partition("#")[0] for link in links_of("README.md")}

    assert {page for page in PAGES if page.startswith("docs/")} <= led_to
