"""A page of the site as a strict parser reads it, and what is wrong with it, in words."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit
from xml.etree.ElementTree import Element

import html5lib

from .built import SITE_URL

#: Attributes that make a browser fetch something by itself.
LOADING = {"src", "srcset", "poster", "data", "background", "manifest"}
_RFC3339 = re.compile(r"\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\dZ)?")
_ZONE = re.compile(r"\b(UTC|[A-Z]{2,5})([+-]\d\d(:?\d\d)?)?$")
_HEADING = re.compile(r"h[1-6]")


@dataclass(frozen=True)
class Page:
    """`path` is that of the file below the site's folder; `site` is that folder."""

    path: str
    site: Path

    @property
    def address(self) -> str:
        return urljoin(SITE_URL, self.path.removesuffix("index.html"))

    @property
    def language(self) -> str:
        return "it" if self.path.startswith("it/") else "en"

    @cached_property
    def html(self) -> str:
        return (self.site / self.path).read_text("utf-8")

    @cached_property
    def document(self) -> Element:
        """Raises where the parser has to guess."""
        return html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(self.html)

    def all(self, *tags: str) -> Iterator[Element]:
        return (element for element in self.document.iter() if not tags or name_of(element) in tags)

    def one(self, tag: str) -> Element:
        (element,) = self.all(tag)
        return element

    @cached_property
    def text(self) -> str:
        """The words of the body, on one line."""
        return words_of(self.one("body"))

    @cached_property
    def ids(self) -> Counter[str]:
        return Counter(element.attrib["id"] for element in self.all() if "id" in element.attrib)

    def meta(self, name: str) -> str:
        (element,) = (each for each in self.all("meta") if name in (each.get("name"), each.get("property")))
        return element.attrib["content"]

    def links(self, relation: str) -> list[str]:
        return [each.attrib["href"] for each in self.all("link") if each.get("rel") == relation]


def pages_of(site: Path) -> list[Page]:
    """The pages of a site; those in `errors/` stand alone, with styles in them, and have tests of their own."""
    found = (Page(path.relative_to(site).as_posix(), site) for path in sorted(site.rglob("*.html")))
    return [page for page in found if not page.path.startswith("errors/")]


def name_of(element: Element) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def words_of(element: Element) -> str:
    return " ".join(" ".join(element.itertext()).split())


# What is wrong


def structure_faults(page: Page) -> Iterator[str]:
    """One main heading, no level left out, the landmarks, the language, a way past the head."""
    headings = [int(name_of(each)[1]) for each in page.all() if _HEADING.fullmatch(name_of(each))]
    if headings.count(1) != 1 or headings[0] != 1:
        yield f"the headings begin with {headings[:3]}, and {headings.count(1)} of them are the first"
    yield from (f"h{one} is followed by h{other}" for one, other in pairwise(headings) if other > one + 1)
    yield from (f"the id {id} stands twice" for id, times in page.ids.items() if times > 1)
    if page.document.get("lang") != page.language:
        yield f"the language is {page.document.get('lang')}"
    for landmark, times in {"header": 1, "main": 1, "footer": 1}.items():
        if len(list(page.all(landmark))) != times:
            yield f"there is not one {landmark}"
    if any(not each.get("aria-label") for each in page.all("nav")) or not list(page.all("nav")):
        yield "there is no navigation, or one without a name"
    first = next((each for each in page.one("body").iter() if name_of(each) in ("a", "button", "input")), None)
    if first is None or first.get("href") != "#main" or "main" not in page.ids:
        yield "the first link does not lead to the content"
    for element in page.all():
        for name in ("aria-labelledby", "aria-describedby", "for"):
            if element.get(name) and element.get(name) not in page.ids:
                yield f"{name} names {element.get(name)}, which is not there"


def safety_faults(page: Page) -> Iterator[str]:
    """Nothing that the content security policy would refuse, and nothing asked of another host."""
    policies = [each.attrib["content"] for each in page.all("meta") if each.get("http-equiv")]
    if len(policies) != 1 or "default-src 'none'" not in policies[0] or "unsafe" in policies[0]:
        yield f"the content security policy is {policies}"
    for element in page.all():
        tag = name_of(element)
        if tag == "script" and (not element.get("src") or (element.text or "").strip()):
            yield "a script stands in the page"
        if tag in ("style", "iframe", "object", "embed", "base", "form"):
            yield f"there is an element {tag}"
        for name, value in element.attrib.items():
            if name.startswith("on") or name == "style":
                yield f"{tag} has an attribute {name}"
            if "javascript:" in value.lower() and name in ("href", "src"):
                yield f"{tag} leads to a script"
            if name in LOADING or (tag == "link" and name == "href" and element.get("rel") in ("stylesheet", "icon")):
                host = urlsplit(value).netloc
                if host and host != urlsplit(SITE_URL).netloc:
                    yield f"{tag} asks {host}"


def time_faults(page: Page) -> Iterator[str]:
    """Each moment is given to machines in full, and to people with its zone; a day needs none."""
    for element in page.all("time"):
        written, shown = element.get("datetime", ""), words_of(element)
        if not _RFC3339.fullmatch(written):
            yield f"{written} is no time of RFC 3339"
        # The start of a window has its zone at the end of it.
        opening = (element.tail or "").strip() == "–"
        if "T" in written and ":" in shown and not opening and not _ZONE.search(shown):
            yield f"{shown} has no zone"


def link_faults(page: Page, ids: dict[str, Counter[str]]) -> Iterator[str]:
    """Each way that stays on the site leads to a file that is there; `ids` has those of each page by its path."""
    for element in page.all():
        for name in ("href", "src", "srcset", "data-search"):
            if name in element.attrib:
                yield from _target_faults(page, element.attrib[name], ids)


def _target_faults(page: Page, target: str, ids: dict[str, Counter[str]]) -> Iterator[str]:
    parts = urlsplit(urljoin(page.address, target))
    if parts.scheme not in ("http", "https") or parts.netloc != urlsplit(SITE_URL).netloc:
        return
    base = urlsplit(SITE_URL).path
    path = unquote(parts.path).removeprefix(base)
    if not parts.path.startswith(base):
        yield f"{target} leads out of the site"
    path = f"{path}index.html" if not path or path.endswith("/") else path
    if not (page.site / path).is_file():
        yield f"{target} leads to {path}, which is not there"
    elif parts.fragment and path in ids and unquote(parts.fragment) not in ids[path]:
        yield f"{target} leads to {parts.fragment}, which is not on {path}"
