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
    """What is broken in a site at `url` of which these are all files, by path; our own among them."""
    leaving = _leaving(files)
    site = {path: body for path, body in files.items() if not path.startswith(OURS)}
    found = [*_broken_marks(files)]
    for path, body in site.items():
        if path.endswith(".html"):
            found += [f"{path} → {to}" for to in _needed(path, body, url, parts_only=path in leaving) if to not in site]
        elif path.endswith((".atom", ".rss")) and path not in leaving:
            found += [f"{path} → {to}" for to in _named(body, url) if to not in site]
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


def _leaving(files: Mapping[str, bytes]) -> set[str]:
    if MANIFEST not in files:
        return set()
    manifest = manifests.read(files[MANIFEST])
    return {*manifest.leaving} - {*manifest.files}


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


def _needed(path: str, body: bytes, url: str, *, parts_only: bool) -> set[str]:
    return {
        to
        for is_part, address in links_of(body)
        if is_part or not parts_only
        if (to := _file(urljoin(url + path, address), url)) is not None
    }


def _named(body: bytes, url: str) -> set[str]:
    """The files that a feed names."""
    texts = re.findall(re.escape(url) + r"[^\s\"'<>&]*", body.decode())
    return {to for text in texts if (to := _file(text, url)) is not None}


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
