"""Every rule of `check` has a page, `docs/rules/<code>.md`, and what the page shows is so.

A page consists of these parts, in this order:

    # the-code

    What the rule looks for, and what it is to a reader: one paragraph, or a few.

    ## Instead of      one or more ```markdown blocks: whole files that the rule has a finding about
    ## Write           the same, mended: no finding of the rule in them, and no error
    ## When it is wrong    how to go on where the rule is right and the words too

The files stand in a small site: its languages are `en` and `it`, its components `api`, `web`, `login`, `mail` and
`shop`, and it has the audiences `public` and `internal`. It is 2026-11-24 15:00 UTC there.

Marks are HTML comments on a line of their own, before the block that they count for:

- `<!-- file: 2026-11-24-mail-late.it.md -->` names a file of `incidents/`, where it is not `2026-11-24-example.md`.
  A site has all blocks of its part of the page: so a rule can be shown on a translation, or on two files.
- `<!-- at: 2026-11-24 16:00 UTC -->` is another moment, for that part of the page.

A ```yaml block before the first of these parts is what the rule needs of the settings: `checks: …`, with nothing
around it.
"""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from scripts.documentation.blocks import blocks_of

from plainstatus.check.rules import RULES
from plainstatus.commands.program import program

PAGES = Path(__file__).parents[2] / "docs" / "rules"
CODES = sorted(rule.code for rule in RULES)
PARTS = ["Instead of", "Write", "When it is wrong"]

CONFIG = """\
site_name: Otter status
site_url: https://status.otter.example/
docs_dir: incidents
theme: {name: plainstatus}
plugins:
  - plainstatus:
      languages: [en, it]
      audiences: [internal]
"""
COMPONENTS = """\
components:
  - {id: api, name: API}
  - {id: web, name: Web app}
  - {id: login, name: Sign-in}
  - {id: mail, name: Mail}
  - {id: shop, name: Shop}
"""


def test_every_rule_has_a_page_and_every_page_a_rule() -> None:
    assert sorted(path.stem for path in PAGES.glob("*.md")) == CODES


@pytest.mark.parametrize("code", CODES)
def test_a_page_has_its_parts_in_order(code: str) -> None:
    lines = page_of(code).splitlines()

    assert lines[0] == f"# {code}"
    assert lines[2] and not lines[2].startswith("#"), "it begins with what the rule looks for"
    assert [line[3:] for line in lines_outside_blocks(lines) if line.startswith("## ")] == PARTS


@pytest.mark.parametrize("code", CODES)
def test_the_links_of_a_page_lead_to_pages(code: str) -> None:
    links = [link.partition("#")[0] for link in re.findall(r"\]\(([^)\s]+)\)", page_of(code)) if "://" not in link]

    assert [link for link in links if not (PAGES / link).is_file()] == []


@pytest.mark.parametrize("code", CODES)
def test_the_bad_example_of_a_page_is_found(code: str, tmp_path: Path) -> None:
    found = findings_in(code, "Instead of", tmp_path)

    assert code in [finding["code"] for finding in found]


@pytest.mark.parametrize("code", CODES)
def test_the_good_example_of_a_page_is_free_of_it(code: str, tmp_path: Path) -> None:
    """And of every fault that would stop it: it is there to be copied."""
    found = findings_in(code, "Write", tmp_path)

    assert [finding for finding in found if finding["code"] == code or finding["severity"] == "error"] == []


def page_of(code: str) -> str:
    return (PAGES / f"{code}.md").read_text(encoding="utf-8")


def lines_outside_blocks(lines: list[str]) -> Iterator[str]:
    inside = False
    for line in lines:
        if line.startswith("```"):
            inside = not inside
        elif not inside:
            yield line


def part_of(page: str, name: str) -> str:
    """The part of `page` under the heading `name`; headings of an example stand in its block."""
    start = page.index(f"\n## {name}\n")
    following = [page.find(f"\n## {other}\n", start + 1) for other in PARTS]
    return page[start : min((at for at in following if at > 0), default=len(page))]


def findings_in(code: str, name: str, folder: Path) -> list[dict[str, str]]:
    """What `plainstatus check` says of the site that one part of a page shows."""
    page = page_of(code)
    before = page[: page.index(f"\n## {PARTS[0]}\n")]
    settings = "".join(block.text for block in blocks_of(before) if block.language == "yaml")
    indented = "".join(f"      {line}\n" for line in settings.splitlines())
    (folder / "incidents").mkdir()
    (folder / "mkdocs.yml").write_text(CONFIG + indented, encoding="utf-8")
    (folder / "components.yml").write_text(COMPONENTS, encoding="utf-8")
    moment = "2026-11-24 15:00 UTC"
    for block in blocks_of(part_of(page, name)):
        if block.language == "markdown":
            file = folder / "incidents" / block.marks.get("file", "2026-11-24-example.md")
            file.write_text(block.text, encoding="utf-8")
            moment = block.marks.get("at", moment)
    config = str(folder / "mkdocs.yml")
    result = CliRunner().invoke(program, ["check", "-f", config, "--now", moment, "--format", "json"])
    found: list[dict[str, str]] = json.loads(result.output)
    return found
