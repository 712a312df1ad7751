"""A site with a fault is not built: all faults are told, and the last good site stays as it was."""

import re
from collections.abc import Mapping
from pathlib import Path

import pytest

from .built import build, config, contents, run_mkdocs, write_files

NOW = "2026-11-24 12:00"
GOOD: dict[str, str | bytes] = {
    "mkdocs.yml": config(timezone="Europe/Rome"),
    "components.yml": "components: [{id: api, name: API}]\n",
    "incidents/errors.md": """\
---
title: Errors
components: {api: partial_outage}
---

## Investigating — 2026-11-24 10:00 UTC

We look into it.
""",
}


@pytest.fixture
def good(tmp_path: Path) -> Path:
    """The folder of a site that was built once."""
    build(write_files(tmp_path, GOOD), now=NOW)
    return tmp_path


def refused(folder: Path, files: Mapping[str, str | bytes], *arguments: str) -> list[str]:
    """Build with `files` changed, which must fail and leave the last site alone; gives the lines that were printed."""
    before = contents(folder / "site")
    done = run_mkdocs(write_files(folder, files), "build", *arguments, now=NOW)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert contents(folder / "site") == before
    return (done.stdout + done.stderr).splitlines()


def faults(lines: list[str]) -> list[str]:
    return [line for line in lines if ": error: " in line]


def test_all_faults_of_all_files_are_told_in_one_run(good: Path) -> None:
    lines = refused(
        good,
        {
            "components.yml": "components:\n  - {id: api, nam: API}\n",
            "incidents/2026/one.md": "---\ntitle: One\ncomponents: {apo: partial_outage}\n---\n\n## Resolvd — 10:00\n",
            "incidents/2026/two.md": "---\ntitel: Two\ncomponents: {api: broken}\n---\n",
            "incidents/three.md": "no front matter\n",
        },
    )

    assert {line.split(":")[0] for line in faults(lines)} == {
        "components.yml",
        "incidents/2026/one.md",
        "incidents/2026/two.md",
        "incidents/three.md",
    }
    assert "components.yml:2:15: error: “nam” is not a field of a component" in lines
    assert "    Did you mean `name`?" in lines
    assert "incidents/2026/one.md:6:4: error: “Resolvd” is not a status of an update" in lines
    assert "incidents/2026/two.md:2:1: error: “titel” is not a field of the front matter" in lines
    assert "incidents/2026/two.md:3:19: error: “broken” is not a status of a component" in lines


def test_faults_come_in_the_order_of_files_and_lines(good: Path) -> None:
    lines = refused(
        good,
        {
            f"incidents/{name}.md": "---\ntitle: x\nbad:\ncomponents: {api: bad}\n---\n\n## Bad — 2026-11-24 10:00\n"
            for name in ("b", "a")
        },
    )

    places = [tuple(line.split(":")[:2]) for line in faults(lines)]
    assert places == sorted(places)
    assert len(places) == 6


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"timezon": "UTC"}, "error: “timezon” is not a field of the plugin `plainstatus`"),
        ({"timezone": "Europe/Rom"}, "error: “Europe/Rom” is not a zone"),
        ({"languages": "en"}, "error: a list is expected here"),
        ({"colors": {"accent": "red"}}, "error: “red” is not a colour"),
        ({"audience": "staff"}, "error: “staff” is not an audience of this site"),
        (
            {"components": "run.yml"},
            "run.yml: error: the file of the components cannot be read: No such file or directory",
        ),
    ],
)
def test_a_wrong_setting_is_told_with_its_place(good: Path, options: dict[str, object], message: str) -> None:
    (told,) = faults(refused(good, {"mkdocs.yml": config(**options)}))

    assert told.endswith(message)
    if "run.yml" not in message:
        assert re.match(r"mkdocs\.yml:\d+:\d+: ", told)


def test_the_nearest_setting_is_named(good: Path) -> None:
    assert "    Did you mean `timezone`?" in refused(good, {"mkdocs.yml": config(timezon="UTC")})


def test_a_site_without_an_address_is_refused(good: Path) -> None:
    (told,) = faults(refused(good, {"mkdocs.yml": config({"site_url": ""})}))

    assert told == "mkdocs.yml: error: the site has no `site_url`, and feeds are nothing without it"


def test_missing_components_are_told(good: Path) -> None:
    (good / "components.yml").unlink()

    (told,) = faults(refused(good, {}))

    assert told.startswith("components.yml: error: the file of the components cannot be read")


def test_what_is_no_utf_8_is_told(good: Path) -> None:
    (told,) = faults(refused(good, {"incidents/errors.md": b"---\ntitle: caf\xe9\n---\n"}))

    assert told.startswith("incidents/errors.md:2:")


def test_two_files_with_one_id_are_told(good: Path) -> None:
    told = faults(refused(good, {"incidents/2026/errors.md": GOOD["incidents/errors.md"]}))

    assert any("errors" in line for line in told)


BROKEN = str(GOOD["incidents/errors.md"]).replace("We look", "As [before](2026/gone.md) we look")


def test_a_broken_link_in_the_words_is_a_warning(good: Path) -> None:
    done = run_mkdocs(write_files(good, {"incidents/errors.md": BROKEN}), "build", now=NOW)

    assert done.returncode == 0
    assert "errors.md: the link to '2026/gone.md' leads nowhere" in done.stderr
    assert "gone" not in (good / "site/incidents/errors/index.html").read_text("utf-8")


def test_a_broken_link_fails_a_strict_build(good: Path) -> None:
    done = run_mkdocs(write_files(good, {"incidents/errors.md": BROKEN}), "build", "--strict", now=NOW)

    assert done.returncode == 1
    assert "Traceback" not in done.stderr


def test_a_broken_link_in_the_share_of_the_second_process_is_told_too(good: Path) -> None:
    many = {f"incidents/many/n{number}.md": BROKEN for number in range(250)}

    done = run_mkdocs(write_files(good, many), "build", "--strict", now=NOW)

    assert done.returncode == 1
    assert {f"many/n{number}.md" for number in range(250)} <= set(re.findall(r"many/n\d+\.md", done.stderr))


def test_serving_a_site_with_a_fault_tells_it_and_ends(good: Path) -> None:
    write_files(good, {"incidents/errors.md": "---\ntitel: Errors\n---\n"})

    done = run_mkdocs(good, "serve", "--dev-addr", "127.0.0.1:0", now=NOW)

    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert "incidents/errors.md:2:1: error: “titel” is not a field of the front matter" in done.stderr


def test_a_build_that_is_refused_makes_no_folder(tmp_path: Path) -> None:
    done = run_mkdocs(write_files(tmp_path, {**GOOD, "incidents/errors.md": "nothing\n"}), "build", now=NOW)

    assert done.returncode == 1
    assert not (tmp_path / "site").exists()
