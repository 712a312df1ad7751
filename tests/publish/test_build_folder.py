import hashlib
import json
import os
from pathlib import Path
from typing import Any

import pytest

from plainstatus.publish.build_folder import LARGEST, BuildFault, LocalFile, read_build

from .folders import made

RECORD: dict[str, Any] = {
    "version": 1,
    "url": "https://status.example/",
    "audience": "public",
    "built_at": "2026-11-25T08:00:00Z",
    "whole": ["index.html"],
    "open": {},
}


def refused(root: Path) -> str:
    with pytest.raises(BuildFault) as fault:
        read_build(root)
    return str(fault.value).replace(str(root), "site")


def test_a_build_knows_each_file_by_its_bytes_and_keeps_its_record_to_itself(tmp_path: Path) -> None:
    build = made(tmp_path, {"index.html": "Hi", "a b/ä+ö.txt": b"\xff"})

    assert set(build.files) == {"index.html", "a b/ä+ö.txt"}
    assert build.files["index.html"] == LocalFile(
        "index.html", hashlib.sha256(b"Hi").hexdigest(), hashlib.md5(b"Hi").hexdigest(), 2
    )
    assert build.read("a b/ä+ö.txt") == b"\xff"


def test_what_the_build_says_of_itself_is_read(tmp_path: Path) -> None:
    build = made(tmp_path, {"index.html": "Hi"}, audience="staff", open={"a": "incidents/a/index.html"})

    assert (build.url, build.audience, build.open) == (
        "https://status.example/",
        "staff",
        {"a": "incidents/a/index.html"},
    )
    assert build.built_at.isoformat() == "2026-11-25T08:00:00+00:00"


def test_a_folder_that_is_not_there_is_told_with_what_to_do(tmp_path: Path) -> None:
    assert refused(tmp_path / "site") == "there is no built site in site: run `plainstatus build`"


def test_a_folder_without_a_record_is_no_whole_build(tmp_path: Path) -> None:
    (tmp_path / "index.html").touch()

    assert refused(tmp_path) == (
        "site is no whole build, it lacks build.json, which is written last: run `plainstatus build`"
    )


@pytest.mark.parametrize("content", [None, ""])
def test_a_build_that_lacks_what_it_cannot_do_without_is_refused(tmp_path: Path, content: str | None) -> None:
    made(tmp_path, {"index.html": "Hi", "history.atom": "<feed/>"}, whole=("history.atom", "index.html"))
    if content is None:
        (tmp_path / "history.atom").unlink()
    else:
        (tmp_path / "history.atom").write_text(content)

    assert refused(tmp_path) == "site is no whole build, it lacks history.atom: run `plainstatus build`"


@pytest.mark.parametrize(
    "record",
    [
        b"",
        b"\xff",
        b"[]",
        b"5",
        b"{}",
        b"[" * 100_000,
        json.dumps({**RECORD, "built_at": "yesterday"}).encode(),
        json.dumps({**RECORD, "built_at": None}).encode(),
        json.dumps({**RECORD, "open": ["a"]}).encode(),
        json.dumps({**RECORD, "whole": None}).encode(),
    ],
)
def test_a_record_that_is_none_is_told_with_what_to_do(tmp_path: Path, record: bytes) -> None:
    (tmp_path / "build.json").write_bytes(record)

    assert refused(tmp_path) == "site/build.json cannot be read: run `plainstatus build`"


def test_a_build_of_another_version_is_told_with_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "build.json").write_text(json.dumps({**RECORD, "version": 2}))

    assert refused(tmp_path) == "site was built by another version of this program: run `plainstatus build`"


@pytest.mark.parametrize("to", ["index.html", "/etc", "nowhere"])
def test_a_symbolic_link_is_refused(tmp_path: Path, to: str) -> None:
    made(tmp_path, {"index.html": "Hi", "a/b": "c"})
    (tmp_path / "a" / "link").symlink_to(to)

    assert refused(tmp_path) == "a/link is a symbolic link, which could lead anywhere: run `plainstatus build`"


def test_a_file_may_not_stand_where_a_target_keeps_its_own(tmp_path: Path) -> None:
    made(tmp_path, {"index.html": "Hi"})
    (tmp_path / "_publish").mkdir()
    (tmp_path / "_publish" / "manifest.json").write_text("{}")

    assert refused(tmp_path) == (
        "_publish/manifest.json stands where a target keeps its own files: give it another name"
    )


def test_a_file_that_is_too_large_is_told_by_its_size(tmp_path: Path) -> None:
    made(tmp_path, {"index.html": "Hi"})
    with (tmp_path / "film.mp4").open("wb") as film:
        film.truncate(LARGEST + 2**20)

    assert refused(tmp_path) == "film.mp4 has 65 MiB, and the most is 64"


@pytest.mark.parametrize(("name", "shown"), [(b"a\nb.txt", r"x/'a\nb.txt'"), (b"caf\xe9.txt", r"x/'caf\udce9.txt'")])
def test_a_name_that_no_address_can_have_is_told(tmp_path: Path, name: bytes, shown: str) -> None:
    made(tmp_path, {"index.html": "Hi", "x/y": "z"})
    Path(os.fsdecode(bytes(tmp_path) + b"/x/" + name)).touch()

    assert refused(tmp_path) == f"{shown} has characters in its name that no address may have: rename it"


@pytest.mark.parametrize("becomes", ["Ho", None])
def test_a_file_that_changes_between_plan_and_publish_is_not_published(tmp_path: Path, becomes: str | None) -> None:
    build = made(tmp_path, {"index.html": "Hi"})
    (tmp_path / "index.html").unlink()
    if becomes:
        (tmp_path / "index.html").write_text(becomes)

    with pytest.raises(BuildFault, match=r"index\.html has changed meanwhile: let nothing build into .* and publish"):
        build.read("index.html")
