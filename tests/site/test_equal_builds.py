"""One tree at one moment gives the same bytes, wherever and however it is built."""

import os
import subprocess
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path

import pytest

from plainstatus import beside

from ..timeline.building import at
from . import rich_site
from .built import build, contents, write_files


def large() -> dict[str, str | bytes]:
    """The rich site with so many incidents that a second process is worth it."""
    files = dict(rich_site.FILES)
    for number in range(beside.LEAST_WORK):
        begun = at("2026-01-02 03:04") + timedelta(hours=31 * number)
        files[f"incidents/{begun.year}/incident-{number}.md"] = f"""\
---
title: Number {number} of the year
components: {{{("api", "booking", "radio")[number % 3]}: partial_outage}}
---

## Investigating — {begun:%Y-%m-%d %H:%M} UTC

Words of number {number}; see [the tables](2026-11-24-queue.png) and [nowhere else](/history/).

## Resolved — {begun + timedelta(minutes=20 + number):%Y-%m-%d %H:%M} UTC

It is over.
""".replace("(2026-11-24-queue.png)", "(/2026/2026-11-24-queue.png)")
    return files


def made(folder: Path, files: Mapping[str, str | bytes], **environment: str) -> dict[str, bytes]:
    return contents(build(write_files(folder, files), now=rich_site.NOW, environment=environment))


def differences(one: Mapping[str, bytes], other: Mapping[str, bytes]) -> list[str]:
    return sorted(path for path in one.keys() | other.keys() if one.get(path) != other.get(path))


@pytest.fixture(scope="module")
def reference(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    return made(tmp_path_factory.mktemp("reference"), rich_site.FILES, PYTHONHASHSEED="0")


def some_locale() -> str:
    """A locale that writes dates and sorts words in its own way, where the system has one."""
    found = subprocess.run(["locale", "-a"], capture_output=True, encoding="utf-8", check=True).stdout.split()
    return next((name for name in found if name.startswith(("tr_", "de_", "it_"))), "POSIX")


@pytest.mark.parametrize(
    "environment",
    [
        pytest.param({}, id="another time"),
        pytest.param({"TZ": "Pacific/Kiritimati"}, id="another zone of the machine"),
        pytest.param({"TZ": "America/Caracas"}, id="a zone behind UTC"),
        pytest.param({"LC_ALL": some_locale(), "LANGUAGE": "it"}, id="another locale"),
        pytest.param({"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}, id="a locale without UTF-8"),
        pytest.param({"PYTHONHASHSEED": "4711"}, id="another order of sets"),
        pytest.param({"PYTHONOPTIMIZE": "1"}, id="without assertions"),
    ],
)
def test_a_site_is_equal_byte_for_byte_in(
    reference: dict[str, bytes], tmp_path: Path, environment: dict[str, str]
) -> None:
    assert differences(reference, made(tmp_path, rich_site.FILES, **environment)) == []


def test_a_site_is_equal_in_another_folder_whose_files_were_made_in_another_order(
    reference: dict[str, bytes], tmp_path: Path
) -> None:
    folder = tmp_path / "Ein Ordner, mit è & Leerzeichen"
    turned_around = dict(reversed(rich_site.FILES.items()))

    assert differences(reference, made(folder, turned_around)) == []


def test_a_site_is_equal_whatever_the_times_of_its_files_say(reference: dict[str, bytes], tmp_path: Path) -> None:
    write_files(tmp_path, rich_site.FILES)
    for number, path in enumerate(tmp_path.rglob("*")):
        os.utime(path, (number * 10**6, number * 10**6))

    assert differences(reference, contents(build(tmp_path, now=rich_site.NOW))) == []


def test_building_over_the_last_site_gives_the_same_as_building_a_new_one(
    reference: dict[str, bytes], tmp_path: Path
) -> None:
    more = {**rich_site.FILES, "incidents/2026/gone-tomorrow.md": rich_site.RESOLVED.replace("tag:old", "tag:older")}
    made(tmp_path, more)
    (tmp_path / "incidents/2026/gone-tomorrow.md").unlink()

    assert differences(reference, contents(build(tmp_path, now=rich_site.NOW))) == []


#: Python runs it at the start of each process that finds it: a machine with `PROCESSORS`, that notes each fork.
MACHINE = """\
import os
from pathlib import Path

fork = os.fork

def noted():
    Path(os.environ["FORKED"]).touch()
    return fork()

os.fork = noted
os.cpu_count = lambda: int(os.environ["PROCESSORS"])
"""


def test_a_large_site_is_equal_with_and_without_a_second_process(tmp_path: Path) -> None:
    (tmp_path / "sitecustomize.py").write_text(MACHINE)
    sites, forked = [], []
    for processors in ("1", "2"):
        note = tmp_path / f"forked-{processors}"
        path = os.pathsep.join(filter(None, (str(tmp_path), os.environ.get("PYTHONPATH"))))
        machine = {"PYTHONPATH": path, "PROCESSORS": processors, "FORKED": str(note)}
        sites.append(made(tmp_path / processors, large(), **machine))
        forked.append(note.exists())

    assert forked == [False, True]
    assert differences(*sites) == []


def test_another_moment_gives_another_site(reference: dict[str, bytes], tmp_path: Path) -> None:
    """So the comparisons above can fail."""
    later = contents(build(write_files(tmp_path, rich_site.FILES), now="2026-11-24 17:00"))

    assert "index.html" in differences(reference, later)
