"""Pages of a product on another origin than the status site, under a policy that allows nothing it need not."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Locator, Page

from ...browser import Served, Visits
from ...timeline.building import at
from ..built import built

NOW = "2026-11-24 12:00"
COMPONENTS = "components: [{id: api, name: API}, {id: web, name: {en: Website, it: Sito}}]\n"

OUTAGE = """---
title: Errors
components: {api: partial_outage}
---

## Investigating — 2026-11-24 11:30 UTC
next_update: 12:30
expected_recovery: 2026-11-25 14:00

Some requests fail.
"""
OUTAGE_ITALIAN = """---
title: Errori
---
"""
SLOW = """---
title: Pages are slow
components: {web: degraded_performance}
---

## Identified — 2026-11-24 11:50 UTC

They take ten seconds.
"""
WORKS = """---
title: New disks
kind: maintenance
components: [web]
scheduled: {start: 2026-11-25 13:00 UTC, end: 2026-11-25 14:00 UTC}
---

## Scheduled — 2026-11-20 10:00 UTC

We change the disks.
"""

#: Nothing but what the page of the embed asks for; words are not let into any place that could run them.
POLICY = (
    "default-src 'none'; script-src {status}; connect-src {status}; img-src {status}; "
    "require-trusted-types-for 'script'; trusted-types 'none'"
)
PAGE = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Tickets</title>
{head}</head>
<body><main><h1>Buy a ticket</h1><div id="news"></div>{body}</main></body></html>
"""


def status_site(folder: Path, **incidents: str) -> Path:
    """A status site with `incidents`, in two languages; `_` in a name stands for a point."""
    named = {name.replace("_", "."): text for name, text in incidents.items()}
    return built(folder, now=NOW, components=COMPONENTS, incidents=named, languages=["en", "it"], stale_after="30d")


def banner(page: Page) -> Locator:
    """The live region of the banner."""
    return page.locator("plainstatus-banner [role=status]")


@dataclass
class Product:
    """A product's page with the banner of the status site that lies in `site`. `open` loads it anew."""

    status: Served
    site: Path
    page: Page
    url: str

    def open(self) -> Page:
        self.page.goto(self.url)
        return self.page

    def publish(self, built: Path) -> None:
        """Put another build in the place of the status site."""
        shutil.rmtree(self.site)
        shutil.copytree(built, self.site)

    def asked(self) -> int:
        """How often the data was asked for."""
        return sum(path.startswith("/embed.json") for path in self.status.requests)


Open = Callable[..., Product]


def opener(visits: Visits, served: Callable[..., Served], folder: Path) -> Open:
    """Gives the function that brings a build of a status site into a page of a product."""

    def open(
        built: Path,
        attributes: str = "defer",
        body: str = "",
        *,
        moment: str | None = NOW,
        init: str = "",
        **reader: Any,
    ) -> Product:
        site = Path(shutil.copytree(built, folder / "status"))
        status = served(site, {"Access-Control-Allow-Origin": "*", "Cross-Origin-Resource-Policy": "cross-origin"})
        script = f'<script src="{status.url}embed.js" {attributes}></script>'
        (folder / "product").mkdir()
        (folder / "product/index.html").write_text(PAGE.format(head=script, body=body.format(status=status.url)))
        policy = POLICY.format(status=status.url.rstrip("/"))
        product = served(folder / "product", {"Content-Security-Policy": policy})
        page = visits.page(**{"timezone_id": "Europe/Rome", **reader})
        if init:
            page.add_init_script(init)
        if moment:
            page.clock.set_fixed_time(at(moment))
        return Product(status, site, page, product.url)

    return open
