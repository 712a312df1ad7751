"""What a reader must never meet at a target: pages that need what is not there. Looks at bytes alone."""

import hashlib
import re
from collections.abc import Iterator, Mapping
from html.parser import HTMLParser
from urllib.parse import unquote, urljoin, urlsplit

from plainstatus.publish import manifest as manifests
from plainstatus.publish.build_folder import OURS
from plainstatus.publish.manifest import MANIFEST
from plainstatus.publish.targets.lease import LOCK

#: Attribute that leads on from an element → whether the page is drawn with it, else it is a way for the reader.
_LEADS = {
    ("a", "href"): False,
    ("img", "src"): True,
    ("link", "href"): True,
    ("script", "src"): True,
    ("source", "srcset"): True,
}


def faults(files: Mapping[str, bytes], url: str) -> list[str]:
    """What is broken in a site at `url` of which these are all files, by path; our own among them.

    Whatever page is there has all that it is drawn with. And whoever begins at an address that is known, which are
    those in the manifest and the front pages, and goes on from there, comes to nothing that is not there.
    """
    site = {path: body for path, body in files.items() if not path.startswith(OURS)}
    listed, leaving = _known(files)
    found = [*_broken_marks(files)]
    leads = {path: _leads(path, body, url) for path, body in site.items()}
    for path, ways in leads.items():
        found += [f"{path} → {to}" for is_part, to in ways if is_part and to not in site]
    to_visit = [path for path in site if path in listed or re.fullmatch(r"([a-z]{2}/)?index\.html", path)]
    visited = set(to_visit)
    while to_visit:
        path = to_visit.pop()
        for _, to in () if path in leaving else leads[path]:
            if to not in site:
                found.append(f"{path} → {to}")
            elif to not in visited:
                visited.add(to)
                to_visit.append(to)
    return found


def exactly(files: Mapping[str, bytes], wanted: Mapping[str, bytes]) -> list[str]:
    """What differs from a target where `wanted` has been published and everything has been given back."""
    manifest = manifests.read(files[MANIFEST])
    there = {path: body for path, body in files.items() if not path.startswith(OURS) and path not in manifest.leaving}
    found = [f"{path} differs" for path in {*there, *wanted} if there.get(path) != wanted.get(path)]
    found += [f"{path} is left" for path in files if path == LOCK or ".plainstatus-" in path]
    found += [f"{path} is a stranger to the manifest" for path in {*manifest.files} ^ {*wanted}]
    found += [*_mismatches(files)]
    return found


def _known(files: Mapping[str, bytes]) -> tuple[set[str], set[str]]:
    """What the manifest lists, and what is leaving by it."""
    if MANIFEST not in files:
        return set(), set()
    manifest = manifests.read(files[MANIFEST])
    return {*manifest.files}, {*manifest.leaving} - {*manifest.files}


def _broken_marks(files: Mapping[str, bytes]) -> Iterator[str]:
    """A manifest that does not tell what is there has to stand beside the mark of a publish that was broken off."""
    lock = files.get(LOCK) or files.get(f"{OURS}lock")
    if MANIFEST in files and not lock:
        yield from _mismatches(files)


def _mismatches(files: Mapping[str, bytes]) -> Iterator[str]:
    for path, entry in manifests.read(files[MANIFEST]).files.items():
        body = files.get(path)
        if body is None or hashlib.sha256(body).hexdigest() != entry.sha256:
            yield f"{path} is not as the manifest says"


def _leads(path: str, body: bytes, url: str) -> set[tuple[bool, str]]:
    """The files that a page or a feed leads to, each with whether a page is drawn with it."""
    if path.endswith(".html"):
        ways = [(is_part, urljoin(url + path, address)) for is_part, address in links_of(body)]
    elif path.endswith((".atom", ".rss")):
        ways = [(False, address) for address in re.findall(re.escape(url) + r"[^\s\"'<>&]*", body.decode())]
    else:
        ways = []
    return {(is_part, to) for is_part, address in ways if (to := _file(address, url)) is not None}


def _file(address: str, url: str) -> str | None:
    """The file behind an address of the site at `url`, whose pages stand in folders; None for other sites."""
    if not address.startswith(url):
        return None
    path = unquote(urlsplit(address).path).removeprefix(urlsplit(url).path)
    return f"{path}index.html" if path.endswith("/") or not path else path


def links_of(body: bytes) -> list[tuple[bool, str]]:
    """Each address in a page, and whether the page is drawn with what is there."""
    links = _Links()
    links.feed(body.decode())
    return links.found


class _Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[bool, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        kind = dict(attrs).get("rel") or ""
        for name, value in attrs:
            is_part = _LEADS.get((tag, name))
            if is_part is not None and value and not value.startswith(("data:", "mailto:", "#")):
                self.found.append((is_part and (tag != "link" or kind in ("stylesheet", "icon")), value))
