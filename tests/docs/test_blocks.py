"""Every code block of README and docs does what the page says."""

import sys
from pathlib import Path

import pytest

from .pages import PAGES
from .running import Reader, commands_in, follow


@pytest.mark.parametrize("page", PAGES)
def test_a_reader_can_follow_the_page_from_top_to_bottom(page: str, tmp_path: Path) -> None:
    """At its end, the site that was made on the way has no fault."""
    reader = follow(page, tmp_path)

    if (reader.place / "mkdocs.yml").is_file():
        said, code = reader.run(f"{sys.executable} -m plainstatus check")
        assert code == 0, said


def test_a_command_goes_on_behind_a_backslash_and_ends_with_what_it_prints() -> None:
    block = "$ one \\\n    --more\nout\nout again\n$ two\n$ three\n"

    assert list(commands_in(block)) == [("one \\\n    --more", "out\nout again\n"), ("two", None), ("three", None)]


def test_what_a_command_exports_and_where_it_goes_lasts(tmp_path: Path) -> None:
    (tmp_path / "below").mkdir()
    reader = Reader(tmp_path, tmp_path, {"PATH": "/usr/bin:/bin"})
    reader.run("export WORD=kept; cd below")

    assert reader.run("echo $WORD; pwd; exit 3") == (f"kept\n{tmp_path / 'below'}\n", 3)
