"""The form by which readers ask to be told, on pages of the site."""

from pathlib import Path
from typing import Any

import pytest

from .built import built

NOW = "2026-11-24 15:00"
COMPONENTS = """
groups:
  - {id: platform, name: {en: Platform, it: Piattaforma}, components: [{id: api, name: API}]}
  - {id: inside, name: Inside, audience: internal, components: [{id: vault, name: Vault}]}
components:
  - {id: website, name: Website}
"""
INCIDENTS = {
    "open": "---\ntitle: It is slow\ncomponents: {api: degraded_performance}\n---\n"
    "## Investigating — 2026-11-24 14:00 UTC\n\nWe look.\n",
    "over": "---\ntitle: It was slow\ncomponents: {api: degraded_performance}\n---\n"
    "## Investigating — 2026-11-23 14:00 UTC\n\nWe look.\n\n## Resolved — 2026-11-23 15:00 UTC\n\nDone.\n",
}
SITE: dict[str, Any] = {"now": NOW, "components": COMPONENTS, "incidents": INCIDENTS, "languages": ["en", "it"]}
URL = "https://signup.example/otter/"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built(tmp_path_factory.mktemp("form") / "site", **SITE, signup=URL)


def text(site: Path, path: str) -> str:
    return (site / path / "index.html").read_text("utf-8")


def test_the_page_of_ways_has_the_form_with_what_everybody_may_know(site: Path) -> None:
    page = text(site, "subscribe")

    assert f'action="{URL}subscribe"' in page
    for value in ("platform", "api", "website", "incident", "maintenance"):
        assert f'value="{value}"' in page
    assert "vault" not in page.lower()
    assert "no address to leave" not in page.lower()


def test_the_form_speaks_the_language_of_its_page(site: Path) -> None:
    page = text(site, "it/subscribe")

    assert "Tutto: Piattaforma" in page
    assert '<input type="hidden" name="page" value="it">' in page
    assert '<option value="it" lang="it" selected>Italiano</option>' in page


def test_the_page_of_an_open_incident_has_a_form_for_it_alone(site: Path) -> None:
    page = text(site, "incidents/open")

    assert '<input type="hidden" name="incident" value="open">' in page
    assert 'name="components"' not in page
    assert "signup" not in text(site, "incidents/over").split("</head>")[1]


@pytest.mark.parametrize("path", ["", "subscribe", "incidents/open"])
def test_forms_lead_to_that_host_and_nowhere_else(site: Path, path: str) -> None:
    assert "form-action https://signup.example&#34;" in text(site, path).replace('"', "&#34;")


def test_without_a_sign_up_there_is_no_form_and_none_may_be_sent(tmp_path: Path) -> None:
    page = text(built(tmp_path / "site", **SITE), "subscribe")

    assert "<form" not in page
    assert "form-action &#39;none&#39;" in page
    assert "No account, no address to leave." in page


def test_a_site_for_some_has_no_form_for_what_is_public(tmp_path: Path) -> None:
    site = built(tmp_path / "site", **SITE, audience="internal", signup=URL)

    assert "<form" not in text(site, "subscribe") + text(site, "incidents/open")
    assert URL not in text(site, "subscribe")
