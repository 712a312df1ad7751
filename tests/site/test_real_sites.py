"""Real histories by other people, where they are at hand: every incident is found again, and no word is lost."""

import re
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import pytest
from lxml import etree, html

from plainstatus.reading.site import read_site

from ..corpus import CORPUS
from .api.v2_rules import assert_follows_the_reference, assert_follows_the_rules, singles
from .built import build, config, contents, run_mkdocs, write_files
from .feed_rules import ATOM, atom_faults, rss_faults
from .statuspage_history import files_of, incident_of, rows_of

NOW = "2026-11-24 12:00"
UNREADABLE = {
    "packit": {"2023-10-31-release-monitoring.org-outage.md", "2024-08-13-github-outage.md"},
    "sourcehut": set[str](),
    "deepset": set[str](),
}

pytestmark = [
    pytest.mark.corpus,
    pytest.mark.skipif(not CORPUS.is_dir(), reason=f"{CORPUS} is not there; PLAINSTATUS_CORPUS says where it is"),
]


def words(text: str) -> str:
    """The words and numbers of `text`, whatever the marks between them."""
    return " ".join(re.findall(r"[^\W_]+", text))


def shown(page: Path) -> str:
    return words(" ".join(html.fromstring(page.read_bytes()).itertext()))


def months(site: Path) -> str:
    """All month pages, as they are written."""
    return "\n".join(path.read_text("utf-8") for path in site.glob("history/*/index.html"))


def not_found(site: Path, ids: Iterable[str]) -> list[str]:
    """The incidents of `ids` that lack a page, a place in a month, or an entry in their own feed."""
    listed = months(site)
    return [
        id
        for id in ids
        if not (site / f"incidents/{id}/index.html").is_file()
        or f'href="../../incidents/{id}/"' not in listed
        or len(etree.parse(site / f"incidents/{id}/history.atom").findall(f"{ATOM}entry")) != 1
        or len(etree.parse(site / f"incidents/{id}/history.rss").findall("channel/item")) != 1
    ]


@pytest.fixture(scope="module")
def hosted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of a history of a hosted page."""
    rows = rows_of(CORPUS / "github-status-history/parsed/incidents.jsonl")
    files = {"mkdocs.yml": config(), **files_of(rows)}
    return build(write_files(tmp_path_factory.mktemp("hosted"), files), now=NOW)


@pytest.fixture(scope="module")
def rows() -> list[dict[str, object]]:
    return rows_of(CORPUS / "github-status-history/parsed/incidents.jsonl")


def test_every_incident_of_a_hosted_page_has_its_page_its_month_and_its_feed(
    hosted: Path, rows: list[dict[str, object]]
) -> None:
    assert len(rows) == 819
    assert not_found(hosted, [incident_of(row).id for row in rows]) == []


def test_no_word_of_any_update_of_a_hosted_page_is_lost(hosted: Path, rows: list[dict[str, object]]) -> None:
    said = {incident_of(row).id: [words(each["message"]) for each in row["updates"]] for row in rows}
    assert sum(map(len, said.values())) == 4570

    lost = {}
    for id, updates in said.items():
        page = shown(hosted / f"incidents/{id}/index.html")
        feed = etree.parse(hosted / f"incidents/{id}/history.atom").findtext(f"{ATOM}entry/{ATOM}content")
        entry = words(" ".join(html.fromstring(feed).itertext()))
        missing = [update for update in updates if update not in page or update not in entry]
        if missing:
            lost[id] = missing
    assert lost == {}


def test_every_feed_of_a_hosted_page_is_what_its_standard_requires(hosted: Path) -> None:
    faults = {}
    for path in ("history", "updates", *(f"components/{each.name}/history" for each in hosted.glob("components/*"))):
        for form, rules in (("atom", atom_faults), ("rss", rss_faults)):
            file = hosted / f"{path}.{form}"
            if file.exists():
                faults[file.name] = rules(file.read_bytes(), f"https://status.example/{path}.{form}")

    assert [found for found in faults.values() if found] == []


def test_the_api_of_a_hosted_page_follows_the_rules_of_its_clients(hosted: Path, rows: list[dict[str, object]]) -> None:
    assert_follows_the_rules(hosted)
    assert_follows_the_reference(hosted)
    assert len(singles(hosted)) == len(rows)


def test_the_ids_that_readers_of_a_hosted_page_know_are_kept(hosted: Path, rows: list[dict[str, object]]) -> None:
    for row in rows:
        feed = etree.parse(hosted / f"incidents/{incident_of(row).id}/history.atom")
        assert feed.findtext(f"{ATOM}entry/{ATOM}id") == row["entry_id"]


@pytest.mark.parametrize("name", sorted(UNREADABLE))
def test_every_readable_incident_of_a_cstate_site_is_found_again(tmp_path: Path, name: str) -> None:
    command = [sys.executable, "-m", "plainstatus", "import", "cstate", str(CORPUS / f"cstate-{name}")]
    imported = subprocess.run([*command, "--into", str(tmp_path)], capture_output=True, encoding="utf-8")
    issues = {path.name for path in (CORPUS / f"cstate-{name}/content/issues").glob("*.md")}
    settings = tmp_path / "mkdocs.yml"
    if "site_url" not in settings.read_text("utf-8"):
        settings.write_text(f"site_url: https://status.example/\n{settings.read_text('utf-8')}", "utf-8")

    built = run_mkdocs(tmp_path, "build", "--quiet", now=NOW)

    assert built.returncode == 0, built.stderr
    assert "Traceback" not in imported.stderr
    assert imported.returncode == (1 if UNREADABLE[name] & issues else 0)
    assert all(file in imported.stdout for file in UNREADABLE[name] & issues)
    incidents = read_site(settings).incidents
    assert {incident.external_id for incident in incidents} == {
        file.removesuffix(".md") for file in issues - UNREADABLE[name]
    }
    site = tmp_path / "site"
    assert not_found(site, [incident.id for incident in incidents]) == []
    for incident in incidents:
        page = shown(site / f"incidents/{incident.id}/index.html")
        assert words(incident.title) in page
        for update in incident.updates:
            assert set(words(text_of(update.text)).split()) <= set(page.split()), incident.id
    assert contents(site)["history.atom"]


def text_of(markdown: str) -> str:
    """Words in Markdown without what is no word: targets of links, tags."""
    return re.sub(
        r"\]\((?:[^()]|\([^()]*\))*\)|\]\[[^\]]*\]|<[^>]*>|^\[[^\]]*\]:.*$", " ", markdown, flags=re.MULTILINE
    )
