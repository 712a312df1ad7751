import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path

import pytest

from plainstatus.doctor.diagnosis import Diagnosis
from plainstatus.doctor.web import UnreachableError, fetch
from plainstatus.doctor.website import look_at_website
from plainstatus.model.settings import Settings
from plainstatus.publish.manifest import Entry, Manifest

from ..live import free_port
from ..notify.mail_server import make_certificate
from .web_server import Page, Web, web_server

NOW = datetime.now(UTC).replace(microsecond=0)
FRONT = b"<p>All is well</p>"
SETTINGS = Settings()
MOVED = Page(b"", status=301, headers={"Location": "/home"})
FEED = Page(b"<feed/>", "application/atom+xml")


@contextmanager
def site(certificate: Path | None = None) -> Iterator[Web]:
    """A server that gives out a site as it should be."""
    with web_server(certificate) as web:
        web.moment = NOW.timestamp()
        web.headers = {
            "Content-Security-Policy": "default-src 'none'",
            "X-Content-Type-Options": "nosniff",
            "Referrer-Policy": "no-referrer",
            "Strict-Transport-Security": "max-age=31536000",
        }
        live = json.dumps({"built_at": (NOW - timedelta(minutes=5)).timestamp()}).encode()
        lost = Page(b"<p>Not here</p>", status=404)
        web.lost = lost
        web.pages = {
            "": Page(FRONT),
            "live.json": Page(live, "application/json"),
            "history.atom": FEED,
            "history.rss": Page(b"<rss/>", "application/rss+xml"),
            "404.html": lost._replace(status=200),
            "errors/500.html": Page(b"500"),
            "errors/503.html": Page(b"503"),
        }
        yield web


def published(front: bytes = FRONT) -> Manifest:
    entry = Entry(sha256(front).hexdigest(), len(front), '"tag"')
    return Manifest("https://status.example.com/", "public", NOW, files={"index.html": entry})


def seen(
    web: Web, settings: Settings = SETTINGS, manifest: Manifest | None = None, clock: float = NOW.timestamp()
) -> list[Diagnosis]:
    of = {"milan": manifest} if manifest else {}
    return list(look_at_website(replace(settings, site_url=web.url), lambda: of, NOW, lambda: clock))


def test_a_site_as_it_should_be_is_in_order(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    certificate = make_certificate(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    # The certificate is good for a day from when it was made.
    with site(certificate) as web:
        found = seen(web, manifest=published(), clock=(NOW - timedelta(days=40)).timestamp())

    # By such a clock, the server's is wrong.
    told = [(each.level, each.words) for each in found if "clock" not in each.words]
    assert told == [
        ("ok", f"{web.url} answers"),
        ("ok", "its certificate is good for 41 days"),
        ("ok", "its pages have their security headers"),
        ("ok", "it was built 5 minutes ago"),
        ("ok", "its front page is the one that was published at milan"),
        ("ok", "history.atom can be read"),
        ("ok", "history.rss can be read"),
        ("ok", "what is not there is answered with its own page"),
        ("ok", "its error pages are there"),
    ]


def test_a_certificate_that_ends_soon_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    certificate = make_certificate(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    with site(certificate) as web:
        soon = seen(web, clock=(NOW - timedelta(days=9)).timestamp())
        now = seen(web, clock=NOW.timestamp())

    assert Diagnosis("warning", "its certificate is good for 10 days", "See why nothing renews it.") in soon
    assert [each.level for each in now if "certificate" in each.words] == ["fault"]


def test_a_certificate_that_nobody_vouches_for_is_a_fault(tmp_path: Path) -> None:
    with site(make_certificate(tmp_path)) as web:
        (only,) = seen(web)

    assert only.level == "fault" and "its certificate does not hold: self-signed certificate" in only.words
    assert only.remedy == "Renew the certificate."


def _answers(path: str, page: Page) -> Callable[[Web], None]:
    return lambda web: web.pages.update({path: page})


def _lost(path: str) -> Callable[[Web], None]:
    def lose(web: Web) -> None:
        del web.pages[path]

    return lose


def _old(web: Web) -> None:
    built_at = (NOW - timedelta(hours=7)).timestamp()
    web.pages["live.json"] = Page(json.dumps({"built_at": built_at}).encode())


def _soft(web: Web) -> None:
    web.lost = Page(FRONT)


def _other_page(web: Web) -> None:
    web.lost = Page(b"Not Found", status=404)


def _bare(web: Web) -> None:
    del web.headers["Content-Security-Policy"]


@pytest.mark.parametrize(
    ("spoil", "level", "words"),
    [
        (_answers("", MOVED), "fault", "{url} answers with 301 and sends to /home"),
        (_lost(""), "fault", "{url} answers with 404"),
        (_bare, "warning", "the header content-security-policy is missing, which says what a page may load"),
        (_old, "fault", "it was built 7 hours ago, and tells readers that it is old"),
        (_lost("live.json"), "fault", "live.json is not what the site has there (status 404)"),
        (_answers("live.json", Page(b"[]")), "fault", "live.json is not what the site has there (status 200)"),
        (_lost("history.rss"), "fault", "history.rss answers with 404"),
        (_answers("history.rss", Page(b"<rss>")), "fault", "history.rss is no XML: no element found: line 1, column 5"),
        (_answers("history.atom", Page(b"<feed/>", "text/plain")), "warning", "history.atom is said to be text/plain"),
        (_soft, "fault", "what is not there is answered with 200 instead of 404"),
        (_other_page, "warning", "what is not there is answered with another page than 404.html"),
        (_lost("errors/503.html"), "fault", "errors/503.html is missing"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_site_is_told(spoil: Callable[[Web], None], level: str, words: str) -> None:
    with site() as web:
        spoil(web)
        found = seen(web)

    assert (level, words.format(url=web.url)) in [(each.level, each.words) for each in found]
    assert all(each.remedy for each in found if each.level in ("fault", "warning"))


def test_a_front_page_that_was_not_published_is_warned_of() -> None:
    with site() as web:
        found = seen(web, manifest=published(b"<p>Orders fail</p>"))

    assert ("warning", "its front page is none that was published (milan)") in [each[:2] for each in found]


def test_a_site_by_http_is_warned_of() -> None:
    with site() as web:
        found = seen(web)

    assert [each.words for each in found if each.level != "ok"] == ["the site is served by HTTP"]


def test_a_site_without_programs_has_no_error_pages_to_be_looked_for() -> None:
    with site() as web:
        seen(web, Settings(for_programs=False))

    assert not any(path.startswith("errors/") for path in web.asked)


def test_a_site_behind_a_sign_in_cannot_be_seen() -> None:
    with site() as web:
        web.pages[""] = MOVED
        (only,) = seen(web, Settings(audience="internal"))

    assert only[:2] == ("unknown", f"{web.url} wants a sign-in, so the site cannot be seen from here")


def test_a_site_that_nobody_serves_is_a_fault() -> None:
    (only,) = seen(Web(f"http://127.0.0.1:{free_port()}/"))

    assert only.level == "fault" and only.words.endswith("it cannot be reached: Connection refused")


def test_a_site_without_address_is_warned_of() -> None:
    (only,) = look_at_website(Settings(), dict, NOW, NOW.timestamp)

    assert only[:2] == ("warning", "the site has no address")


def test_a_server_that_says_nothing_is_given_up() -> None:
    import socket

    with socket.create_server(("127.0.0.1", 0)) as silent, pytest.raises(UnreachableError, match="not answer in time"):
        fetch(f"http://127.0.0.1:{silent.getsockname()[1]}/", timeout=0.05)
