"""The page that shows how to have the banner and the badges in a product, with the code to copy."""

import re
from typing import NamedTuple
from urllib.parse import quote, urlsplit

from markupsafe import escape

from plainstatus.site.errors.kinds import KINDS
from plainstatus.site.head import Head, head_of
from plainstatus.site.site import Site
from plainstatus.wording import addresses
from plainstatus.wording.edition import Edition

#: What has a meaning in Markdown within the words of a link.
_MARKDOWN = re.compile(r"([\\`*_\[\]<>])")
#: What programs read, and what describes it.
_PROGRAMS = (f"{addresses.API}summary.json", addresses.API_OWN, addresses.API_OWN_SCHEMA)
#: So many components stand in the example of a banner for some of them.
_SOME = 2


class ComponentBadge(NamedTuple):
    id: str
    name: str
    href: str


class EmbedView(NamedTuple):
    """Code to copy, as text: it is escaped where it is shown."""

    banner: str
    banner_of_some: str
    languages: str
    policy: str
    markdown: str
    html: str
    shields: str
    badge: str
    alt: str
    components: tuple[ComponentBadge, ...]
    errors: tuple[tuple[str, str], ...]
    programs: tuple[tuple[str, str], ...]


def embed_view(site: Site, edition: Edition, here: str, root: str) -> EmbedView:
    """`here` leads from the page to the edition's root, `root` to the site's."""
    current, base = site.timeline.catalog.current, site.root + edition.prefix
    alt = edition.words.plain("Status of {name}", name=site.settings.name)
    parts = urlsplit(site.root)
    host = f"{parts.scheme}://{parts.netloc}"
    shields = f"https://img.shields.io/endpoint?url={quote(base + addresses.BADGE_DATA, safe='')}"
    return EmbedView(
        banner=_banner(site, edition),
        banner_of_some=_banner(site, edition, ",".join(component.id for component in current[:_SOME])),
        languages=", ".join(each.language for each in site.editions),
        policy=f"script-src {host};\nconnect-src {host};\nimg-src {host}",
        markdown=f"[![{_escaped(alt)}]({base}{addresses.BADGE})]({base})",
        html=f'<a href="{base}"><img src="{base}{addresses.BADGE}" alt="{escape(alt)}"></a>',
        shields=shields,
        badge=here + addresses.BADGE,
        alt=alt,
        components=tuple(
            ComponentBadge(component.id, edition.name(component), here + addresses.component(component.id))
            for component in current
        ),
        errors=tuple((f"{root}{addresses.ERRORS}{kind.name}", kind.name) for kind in KINDS),
        programs=tuple((root + path, site.root + path) for path in _PROGRAMS),
    )


def embed_head(site: Site, edition: Edition) -> Head:
    title = edition.words.plain("In your product – {name}", name=site.settings.name)
    described = edition.words.plain("A banner and badges for your own pages, with the code to copy.")
    return head_of(site, edition, addresses.EMBED, title, described)


def _banner(site: Site, edition: Edition, components: str = "") -> str:
    chosen = f' data-components="{components}"' if components else ""
    language = f' data-lang="{edition.language}"' if edition.prefix else ""
    return f'<script src="{site.root}{addresses.EMBED_SCRIPT}"{chosen}{language} defer></script>'


def _escaped(words: str) -> str:
    return _MARKDOWN.sub(r"\\\1", words)
