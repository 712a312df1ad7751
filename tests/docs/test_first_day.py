"""The first day that `plainstatus --help` tells of."""

from pathlib import Path

from .running import Reader, beginning


def first_day(reader: Reader) -> str:
    """The commands of the help, as one script."""
    said, _ = reader.run("plainstatus --help")
    part = said.partition("A first day:\n")[2].partition("\n\n")[0]
    return f"set -e\n{part}"


def test_its_commands_work_one_after_the_other(tmp_path: Path) -> None:
    reader = beginning("an empty folder", tmp_path)

    said, code = reader.run(first_day(reader))

    assert code == 0, said
    assert "Built 2 incidents into site/" in said
