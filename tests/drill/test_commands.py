"""The commands of a drill: what is told of one that did not end well."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from plainstatus.drill.commands import Commands
from plainstatus.drill.step import FailedError

MKDOCS = "site_name: Mail\nsite_url: https://s.example/\ndocs_dir: incidents\nplugins: {plainstatus: {}}\n"


def test_of_a_command_that_fails_at_length_the_end_is_told(tmp_path: Path) -> None:
    (tmp_path / "mkdocs.yml").write_text(MKDOCS)
    (tmp_path / "components.yml").write_text("- id: mail\n  name: Mail\n")
    (tmp_path / "incidents" / "2026").mkdir(parents=True)
    for number in range(10, 40):
        file = tmp_path / "incidents" / "2026" / f"2026-11-{number}.md"
        file.write_text("---\ntitle: Mail\ncomponents: {mial: partial_outage}\n---\n")
    commands = Commands(tmp_path, {}, lambda: datetime(2026, 11, 24, 14, tzinfo=UTC), lambda: 60.0)

    with pytest.raises(FailedError, match=r"^plainstatus check ended with 1:\n…\n") as failed:
        commands.run("check")

    assert str(failed.value).endswith("errors in 30 incident files.")
    assert len(str(failed.value)) < 2_100
