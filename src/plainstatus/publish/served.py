"""How a file is served, by its path: what it is, how long it may be kept, and when it travels."""

import re
from enum import IntEnum
from hashlib import sha256
from pathlib import PurePosixPath
from typing import NamedTuple


class Phase(IntEnum):
    """The order in which files travel: whoever reads meanwhile never meets a page before what it needs."""

    ASSETS = 0
    LEAVES = 1
    ERRORS = 2
    FRONT = 3


class Served(NamedTuple):
    """The phase of a file and its two headers."""

    phase: Phase
    content_type: str
    cache_control: str

    @property
    def is_forever(self) -> bool:
        """Whether caches may keep it without ever asking again."""
        return self.cache_control == _FOREVER


#: The name holds a digest of the bytes, so they never change.
_HASHED = re.compile(r"(?:^|/)assets/(?:.+/)?[^/]+\.([0-9a-f]{8,64})\.[a-z0-9]+$")
#: What pages are drawn with; under a name without a digest, too, it has to be there before them.
_PARTS = frozenset({".css", ".gif", ".ico", ".jpeg", ".jpg", ".js", ".map", ".mp4", ".png", ".svg", ".webm", ".webp"})
_FOREVER = "public, max-age=31536000, immutable"
#: A cache asks again after seconds, answers at once meanwhile, and goes on for a day where the store is down. A
#: browser asks each time (RFC 9111, RFC 5861).
_SHORTLY = "public, max-age=0, s-maxage=15, stale-while-revalidate=30, stale-if-error=86400"

#: Own, because the table of a machine differs from that of the next.
_TYPES = {
    ".atom": "application/atom+xml; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".csv": "text/csv; charset=utf-8",
    ".gif": "image/gif",
    ".gz": "application/gzip",
    ".html": "text/html; charset=utf-8",
    ".ico": "image/x-icon",
    ".ics": "text/calendar; charset=utf-8",
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json; charset=utf-8",
    ".map": "application/json; charset=utf-8",
    ".mp4": "video/mp4",
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".rss": "application/rss+xml; charset=utf-8",
    ".svg": "image/svg+xml; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".webm": "video/webm",
    ".webmanifest": "application/manifest+json; charset=utf-8",
    ".webp": "image/webp",
    ".woff": "font/woff",
    ".woff2": "font/woff2",
    ".xml": "application/xml; charset=utf-8",
}
_OTHER = "application/octet-stream"

#: Another one where a version of this program serves any file in another way.
HEADERS = sha256(repr((_FOREVER, _SHORTLY, _HASHED.pattern, _TYPES, _OTHER)).encode()).hexdigest()[:12]


def served(path: str, sha256: str | None = None) -> Served:
    """How the file at `path`, below the root of the site, is served.

    With `sha256` of its bytes (hex), a name that only looks like one with a digest is told from those.
    """
    hashed = _HASHED.search(path)
    if hashed and (sha256 is None or sha256.startswith(hashed[1])):
        return Served(Phase.ASSETS, _type(path), _FOREVER)
    return Served(_phase(path), _type(path), _SHORTLY)


def _phase(path: str) -> Phase:
    if path.startswith("errors/") or path == "404.html":
        return Phase.ERRORS
    # The front page of the site or of a language; what says that there is something newer comes with it.
    if re.fullmatch(r"(?:[a-z]{2,3}(?:-[A-Za-z0-9]+)*/)?(?:index\.html|live\.json)", path):
        return Phase.FRONT
    return Phase.ASSETS if _suffix(path) in _PARTS or _suffix(path).startswith(".woff") else Phase.LEAVES


def _type(path: str) -> str:
    if path == "feed.json" or path.endswith("/feed.json"):
        return "application/feed+json; charset=utf-8"
    if path.startswith("errors/") and path.endswith(".json"):
        return "application/problem+json; charset=utf-8"
    return _TYPES.get(_suffix(path), _OTHER)


def _suffix(path: str) -> str:
    return PurePosixPath(path).suffix.lower()
