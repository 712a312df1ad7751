"""A small site that rules about courses are asked about, through `plainstatus check`."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from click.testing import CliRunner

from plainstatus.commands.program import program

CONFIG = """\
site_name: Otter status
site_url: https://status.otter.example/
docs_dir: incidents
theme: {name: plainstatus}
plugins:
  - plainstatus:
      languages: [LANGUAGES]
      audiences: [internal]
      audience: AUDIENCE
"""
COMPONENTS = """\
components:
  - {id: api, name: API}
  - {id: web, name: Web app}
  - {id: vault, name: Vault, audience: internal}
retired:
  - {id: fax, name: Fax}
"""

#: Asks one rule at a moment about files, by name; tells the file and line of each of its findings.
Ask = Callable[..., list[tuple[str, int]]]


@pytest.fixture
def findings(tmp_path: Path) -> Callable[..., list[dict[str, str]]]:
    """What `plainstatus check` says at `now` about these files."""
    (tmp_path / "incidents").mkdir()
    (tmp_path / "components.yml").write_text(COMPONENTS, encoding="utf-8")

    def run(
        files: Mapping[str, str], now: str, languages: str = "en", audience: str = "public", checks: str = "{}"
    ) -> list[dict[str, str]]:
        config = CONFIG.replace("LANGUAGES", languages).replace("AUDIENCE", audience) + f"      checks: {checks}\n"
        (tmp_path / "mkdocs.yml").write_text(config, encoding="utf-8")
        for name, text in files.items():
            (tmp_path / "incidents" / name).write_text(text, encoding="utf-8")
        arguments = ["check", "-f", str(tmp_path / "mkdocs.yml"), "--now", now, "--format", "json"]
        result = CliRunner().invoke(program, arguments)
        found: list[dict[str, str]] = json.loads(result.output)
        assert [each for each in found if each["severity"] == "error"] == []
        return found

    return run


@pytest.fixture
def ask(findings: Callable[..., list[dict[str, str]]]) -> Ask:
    """The places of one rule's findings; a text alone is the file `a.md`."""

    def run(code: str, files: str | Mapping[str, str], now: str = "2026-11-24 15:00 UTC", **site: str) -> list[object]:
        named = {"a.md": files} if isinstance(files, str) else files
        found = findings(named, now, **site)
        return [(Path(each["path"]).name, each["line"]) for each in found if each["code"] == code]

    return run  # type: ignore[return-value]
