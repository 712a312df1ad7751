"""What follows from the code is in the docs as the code has it. `scripts/docs` brings it up to date."""

import struct

import pytest
from click.testing import CliRunner
from scripts.documentation.commands import help_of
from scripts.documentation.fields import settings_in
from scripts.documentation.parts import PAGES, PARTS, names_of_parts, refreshed

from plainstatus.commands.program import COMMANDS, program
from plainstatus.reading.components import CATALOG, COMPONENT, GROUP
from plainstatus.reading.definitions import FRONT_MATTER, SCHEDULED, UPDATE_FIELDS
from plainstatus.reading.fields import Record
from plainstatus.reading.settings import OPTIONS

from .pages import CHECKOUT, text_of


@pytest.mark.parametrize("page", PAGES)
def test_made_parts_are_in_step_with_the_code(page: str) -> None:
    assert refreshed(text_of(page)) == text_of(page)


def test_every_made_part_stands_somewhere() -> None:
    assert {name for page in PAGES for name in names_of_parts(text_of(page))} == set(PARTS)


def test_every_setting_is_documented() -> None:
    rows = text_of("docs/settings.md")

    assert [name for name, _ in settings_in(OPTIONS) if f"\n| `{name}` |" not in rows] == []


@pytest.mark.parametrize(
    ("page", "record"),
    [
        ("docs/incidents.md", FRONT_MATTER),
        ("docs/incidents.md", SCHEDULED.record),
        ("docs/incidents.md", UPDATE_FIELDS),
        ("docs/components.md", CATALOG),
        ("docs/components.md", GROUP),
        ("docs/components.md", COMPONENT),
    ],
    ids=lambda value: value if isinstance(value, str) else value.what,
)
def test_every_field_is_documented(page: str, record: Record) -> None:
    rows = text_of(page)

    assert [each.name for each in record.fields if f"\n| `{each.name}` |" not in rows] == []


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_is_documented_with_its_help(name: str) -> None:
    page = text_of("docs/commands.md")

    assert f"\n## plainstatus {name}\n\n```text\n{help_of(name)}\n```\n" in page
    assert f"| [`{name}`](#plainstatus-{name}) |" in page


def test_every_script_is_documented() -> None:
    scripts = {path.name for path in (CHECKOUT / "scripts").iterdir() if path.is_file() and "." not in path.name}

    assert {name for name in scripts if f"\n| `{name}` |" not in text_of("scripts/README.md")} == set()


def test_the_runbook_says_what_the_settings_say(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(CHECKOUT)
    arguments = ["runbook", "-f", "mkdocs.internal.yml", "--compare", "docs/runbook.md"]
    result = CliRunner().invoke(program, arguments)

    assert (result.exit_code, result.output) == (0, "docs/runbook.md is up to date.\n")


def test_the_picture_of_the_front_page_is_wide_enough_and_small() -> None:
    picture = (CHECKOUT / "docs" / "front.png").read_bytes()
    width, _ = struct.unpack(">II", picture[16:24])

    assert picture.startswith(b"\x89PNG")
    assert 1100 <= width <= 1300
    assert len(picture) <= 250_000
