"""The site as readers get it at `site_url`: whether it answers, is fresh, safe and whole."""

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, timedelta
from xml.etree import ElementTree

from plainstatus.doctor.clock import Clock, told_by_clock
from plainstatus.doctor.diagnosis import Diagnosis, fault, ok, unknown, warning
from plainstatus.doctor.web import Answer, UnreachableError, fetch
from plainstatus.model.length import in_words
from plainstatus.model.settings import Settings
from plainstatus.publish.manifest import Manifest

#: How long a certificate has to be good at least, so that there is time to see why nothing renews it.
_SOON, _NOW = timedelta(days=21), timedelta(days=5)
#: Seconds for which caches may still give out what was there before.
_CACHED = 60
#: How a site answers somebody whom it does not know.
_SIGN_IN = frozenset({301, 302, 303, 307, 401, 403, 407})
_HEADERS = (
    ("content-security-policy", "says what a page may load"),
    ("x-content-type-options", "keeps browsers from guessing what a file is"),
    ("referrer-policy", "keeps addresses from other sites"),
)
_FEEDS = ("history.atom", "history.rss")
_ERRORS = ("errors/500.html", "errors/503.html")
#: Nobody's page.
_NOWHERE = "plainstatus-doctor-asks-for-what-is-not-there"
_EDGE = "The headers in `plainstatus aws template edge` are right for the pages."
_AGAIN = "Run `plainstatus build` and `plainstatus publish`."


def look_at_website(
    settings: Settings, manifests: Callable[[], Mapping[str, Manifest]], now: datetime, clock: Clock
) -> Iterator[Diagnosis]:
    """Look at the site. `manifests` gives what the targets of its audience hold, by the name of the target."""
    url = settings.site_url
    if not url:
        yield warning("the site has no address", "Set `site_url` in mkdocs.yml: feeds and messages link to it.")
        return
    try:
        front = fetch(url)
    except UnreachableError as error:
        remedy = "Renew the certificate." if error.certificate else "Look at the server and at the names in DNS."
        yield fault(f"{url}: {error}", remedy)
        return
    if settings.audience != "public" and front.status in _SIGN_IN:
        yield unknown(f"{url} wants a sign-in, so the site cannot be seen from here")
        return
    if front.status != 200:
        sent = f" and sends to {front.headers['location']}" if "location" in front.headers else ""
        yield fault(f"{url} answers with {front.status}{sent}", "Look at the server and at `site_url`.")
        return
    yield ok(f"{url} answers")
    yield from told_by_clock(front.headers, clock)
    yield from _private(front, url, clock)
    yield from _headers(front)
    yield from _fresh(url, settings, now)
    yield from _same(front, manifests())
    for path in _FEEDS:
        yield _feed(url, path)
    yield from _error_pages(url, for_programs=settings.for_programs)


def _private(front: Answer, url: str, clock: Clock) -> Iterator[Diagnosis]:
    if front.valid_until is None:
        yield warning("the site is served by HTTP", "Serve it by HTTPS, and let `site_url` begin with https.")
        return
    left = timedelta(seconds=front.valid_until - clock())
    words = f"its certificate is good for {in_words(left)}"
    if left < _SOON:
        yield Diagnosis("fault" if left < _NOW else "warning", words, "See why nothing renews it.")
    else:
        yield ok(words)
    if "strict-transport-security" not in front.headers:
        yield warning("browsers are not told to keep to HTTPS (Strict-Transport-Security)", _EDGE)


def _headers(front: Answer) -> Iterator[Diagnosis]:
    missing = [(name, use) for name, use in _HEADERS if name not in front.headers]
    for name, use in missing:
        yield warning(f"the header {name} is missing, which {use}", _EDGE)
    if not missing:
        yield ok("its pages have their security headers")


def _fresh(url: str, settings: Settings, now: datetime) -> Iterator[Diagnosis]:
    try:
        answer = fetch(f"{url}live.json")
        built_at = float(json.loads(answer.body)["built_at"])
    except UnreachableError as error:
        yield fault(f"live.json: {error}", "Look at the server.")
    except (ValueError, KeyError, TypeError):
        words = f"live.json is not what the site has there (status {answer.status})"
        yield fault(words, f"Pages ask it whether there are newer words. {_AGAIN}")
    else:
        age = timedelta(seconds=now.timestamp() - built_at)
        if age > settings.stale_after:
            words = f"it was built {in_words(age)} ago, and tells readers that it is old"
            yield fault(words, "Let something build and publish every ten minutes, and see why it has stopped.")
        else:
            yield ok(f"it was built {in_words(age)} ago")


def _same(front: Answer, manifests: Mapping[str, Manifest]) -> Iterator[Diagnosis]:
    """Compare with what was published."""
    if not manifests:
        return
    digest = hashlib.sha256(front.body).hexdigest()
    of = {name: entry.sha256 for name, manifest in manifests.items() if (entry := manifest.files.get("index.html"))}
    same = sorted(name for name, published in of.items() if published == digest)
    if same:
        yield ok(f"its front page is the one that was published at {' and '.join(same)}")
    else:
        words = f"its front page is none that was published ({', '.join(sorted(of))})"
        remedy = f"A cache may be {_CACHED} seconds behind: look again. Then see whether the server serves that target."
        yield warning(words, remedy)


def _feed(url: str, path: str) -> Diagnosis:
    try:
        answer = fetch(url + path)
    except UnreachableError as error:
        return fault(f"{path}: {error}", "Look at the server.")
    if answer.status != 200:
        return fault(f"{path} answers with {answer.status}", _AGAIN)
    try:
        ElementTree.fromstring(answer.body)  # noqa: S314 - of our own site, and expat bounds what entities may do
    except ElementTree.ParseError as error:
        return fault(f"{path} is no XML: {error}", _AGAIN)
    if "xml" not in answer.headers.get("content-type", ""):
        said = answer.headers.get("content-type", "nothing")
        return warning(
            f"{path} is said to be {said}", "Let the server say application/atom+xml or application/rss+xml."
        )
    return ok(f"{path} can be read")


def _error_pages(url: str, *, for_programs: bool) -> Iterator[Diagnosis]:
    try:
        missing, page = fetch(url + _NOWHERE), fetch(f"{url}404.html")
        if missing.status != 404:
            words = f"what is not there is answered with {missing.status} instead of 404"
            yield fault(words, "Let the server answer with 404 and 404.html.")
        elif missing.body != page.body:
            yield warning("what is not there is answered with another page than 404.html", "Name it to the server.")
        else:
            yield ok("what is not there is answered with its own page")
        lacking = [path for path in _ERRORS if for_programs and fetch(url + path).status != 200]
    except UnreachableError as error:
        yield fault(f"error pages: {error}", "Look at the server.")
        return
    for path in lacking:
        yield fault(f"{path} is missing", _AGAIN)
    if for_programs and not lacking:
        yield ok("its error pages are there")
