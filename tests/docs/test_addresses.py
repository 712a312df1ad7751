"""The addresses that docs/site.md tells of are those of a site."""

import re
from pathlib import Path

from .pages import text_of
from .running import follow

_ADDRESS = re.compile(r"`(/[^`]*|\.rss)`")
_PLACES = {"ID": "[a-z0-9-]+", "YYYY": r"\d{4}", "MM": r"\d\d", "DD": r"\d\d"}


def addresses() -> list[str]:
    """Every address in the tables of pages and feeds; `.rss` alone is the one before it in another form."""
    found: list[str] = []
    for row in re.findall(r"^\| (`.*?`) \|", text_of("docs/site.md"), re.MULTILINE):
        for address in _ADDRESS.findall(row):
            found.append(found[-1].replace(".atom", ".rss") if address == ".rss" else address)
    return found


def test_every_address_is_there(tmp_path: Path) -> None:
    reader = follow("docs/incidents.md", tmp_path)
    settings = reader.place / "mkdocs.yml"
    text = settings.read_text(encoding="utf-8")
    everything = "  plainstatus:\n    report: public\n    runbook: public\n"
    settings.write_text(text.replace("  plainstatus:\n", everything), encoding="utf-8")
    said, code = reader.run("plainstatus build")
    assert code == 0, said
    site = reader.place / "site"
    paths = [path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()]

    missing = []
    for address in addresses():
        form = re.escape(address.lstrip("/")).replace(r"\-", "-")
        for place, pattern in _PLACES.items():
            form = form.replace(place, pattern)
        form += "index.html" if address.endswith("/") else ""
        if not any(re.fullmatch(form, path) for path in paths):
            missing.append(address)

    assert len(addresses()) > 15
    assert missing == []
