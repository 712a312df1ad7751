from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from plainstatus.doctor.published import look_at_published
from plainstatus.doctor.targets import look_at_target
from plainstatus.model.settings import Settings
from plainstatus.model.target import ArtifactTarget, DirectoryTarget
from plainstatus.publish import manifest as manifests
from plainstatus.publish.manifest import MANIFEST, Entry, Manifest
from plainstatus.publish.targets.directory import LOCK
from plainstatus.publish.targets.directory import DirectoryTarget as Folder

NOW = datetime(2026, 11, 24, 13, 0, tzinfo=UTC)
SETTINGS = Settings(site_url="https://status.example.com/")
FRONT = b"<p>All is well</p>"
PUBLISHED = Manifest(
    url="https://status.example.com/",
    audience="public",
    built_at=NOW - timedelta(minutes=5),
    open={"orders-fail": "incidents/orders-fail/index.html"},
    files={"index.html": Entry(sha256(FRONT).hexdigest(), len(FRONT), '"tag"')},
)


def publish(root: Path, manifest: Manifest = PUBLISHED, front: bytes = FRONT) -> Path:
    (root / MANIFEST).parent.mkdir(parents=True)
    (root / MANIFEST).write_bytes(manifests.written(manifest))
    (root / "index.html").write_bytes(front)
    return root


def found(root: Path) -> list[tuple[str, str]]:
    return [(each.level, each.words) for each in look_at_published(Folder(root), "public", SETTINGS, NOW)]


def test_a_fresh_and_whole_site_is_told_with_its_age_and_size(tmp_path: Path) -> None:
    assert found(publish(tmp_path)) == [
        ("ok", "published as of 2026-11-24 12:55 UTC: 1 file, 1 open incident"),
        ("ok", "the front page there is the one that was published"),
    ]


@pytest.mark.parametrize(
    ("changes", "level", "words"),
    [
        ({"built_at": NOW - timedelta(hours=5)}, "warning", "what is there was built 5 hours ago"),
        ({"audience": "internal"}, "fault", "a site for “internal” stands there, and the target is for “public”"),
        ({"url": "https://old.example.com/"}, "warning", "the site of https://old.example.com/ stands there"),
    ],
)
def test_what_is_wrong_with_what_was_published_is_told(
    tmp_path: Path, changes: Mapping[str, Any], level: str, words: str
) -> None:
    first = found(publish(tmp_path, replace(PUBLISHED, **changes)))[0]

    assert first[0] == level and first[1].startswith(words)


def test_a_front_page_that_somebody_else_wrote_is_a_fault(tmp_path: Path) -> None:
    assert found(publish(tmp_path, front=b"<p>Hello</p>"))[-1] == (
        "fault",
        "the front page there is not the one that was published",
    )


def test_a_manifest_that_cannot_be_read_is_a_fault(tmp_path: Path) -> None:
    (publish(tmp_path) / MANIFEST).write_bytes(b"{")

    ((level, words),) = found(tmp_path)

    assert level == "fault" and words.startswith("the manifest cannot be read: it is damaged")


def test_a_target_where_nothing_was_published_says_how_to(tmp_path: Path) -> None:
    wanted = DirectoryTarget("local", "published")

    folder, nothing = look_at_target(wanted, tmp_path, SETTINGS, NOW, NOW.timestamp)

    assert folder == ("ok", "the folder can be made", "")
    assert nothing[:2] == ("warning", "nothing has been published there yet")
    assert "`plainstatus publish`" in nothing.remedy
    assert list(tmp_path.iterdir()) == []


def test_a_lock_that_was_left_is_told(tmp_path: Path) -> None:
    publish(tmp_path / "published")
    (tmp_path / "published" / LOCK).write_text("process 7 on otter")

    *_, last = look_at_target(DirectoryTarget("local", "published"), tmp_path, SETTINGS, NOW, NOW.timestamp)

    assert last[:2] == ("warning", "a publish is under way, or was broken off")


def test_a_folder_that_is_a_file_is_a_fault_and_not_looked_into(tmp_path: Path) -> None:
    (tmp_path / "published").write_text("")

    (only,) = look_at_target(DirectoryTarget("local", "published"), tmp_path, SETTINGS, NOW, NOW.timestamp)

    assert only[:2] == ("fault", f"{tmp_path / 'published'} is no folder")


def test_an_artifact_that_cannot_be_read_is_a_fault(tmp_path: Path) -> None:
    (tmp_path / "site.tar.gz").write_bytes(b"no archive")

    *_, last = look_at_target(ArtifactTarget("pages", "site.tar.gz"), tmp_path, SETTINGS, NOW, NOW.timestamp)

    assert last.level == "fault" and "cannot be read" in last.words
