import pytest

from plainstatus.publish.served import Phase, served

FOREVER = "public, max-age=31536000, immutable"
SHORTLY = "public, max-age=0, s-maxage=15, stale-while-revalidate=30, stale-if-error=86400"


@pytest.mark.parametrize(
    ("path", "phase", "content_type", "cache_control"),
    [
        ("assets/style.d88ead4c.css", Phase.ASSETS, "text/css; charset=utf-8", FOREVER),
        ("assets/fonts/inter.d88ead4cd88ead4c.woff2", Phase.ASSETS, "font/woff2", FOREVER),
        ("assets/logo.svg", Phase.ASSETS, "image/svg+xml; charset=utf-8", SHORTLY),
        ("incidents/a/screen.PNG", Phase.ASSETS, "image/png", SHORTLY),
        ("incidents/a/index.html", Phase.LEAVES, "text/html; charset=utf-8", SHORTLY),
        ("history.atom", Phase.LEAVES, "application/atom+xml; charset=utf-8", SHORTLY),
        ("history.rss", Phase.LEAVES, "application/rss+xml; charset=utf-8", SHORTLY),
        ("it/feed.json", Phase.LEAVES, "application/feed+json; charset=utf-8", SHORTLY),
        ("api/v2/status.json", Phase.LEAVES, "application/json; charset=utf-8", SHORTLY),
        ("maintenance.ics", Phase.LEAVES, "text/calendar; charset=utf-8", SHORTLY),
        ("sitemap.xml.gz", Phase.LEAVES, "application/gzip", SHORTLY),
        ("report.docx", Phase.LEAVES, "application/octet-stream", SHORTLY),
        ("errors/503.html", Phase.ERRORS, "text/html; charset=utf-8", SHORTLY),
        ("errors/503.json", Phase.ERRORS, "application/problem+json; charset=utf-8", SHORTLY),
        ("404.html", Phase.ERRORS, "text/html; charset=utf-8", SHORTLY),
        ("index.html", Phase.FRONT, "text/html; charset=utf-8", SHORTLY),
        ("pt-BR/index.html", Phase.FRONT, "text/html; charset=utf-8", SHORTLY),
        ("it/live.json", Phase.FRONT, "application/json; charset=utf-8", SHORTLY),
        ("history/index.html", Phase.LEAVES, "text/html; charset=utf-8", SHORTLY),
    ],
)
def test_a_file_is_served_by_what_its_path_says(path: str, phase: Phase, content_type: str, cache_control: str) -> None:
    assert served(path) == (phase, content_type, cache_control)


def test_a_date_in_a_name_is_no_digest() -> None:
    """Where it was one, a mended picture would never reach who has seen the first."""
    digest = "20261125" + "0" * 56

    assert served("assets/outage.20261125.png", "ab" * 32).cache_control == SHORTLY
    assert served("assets/outage.20261125.png", digest).cache_control == FOREVER
