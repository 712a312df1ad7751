"""What a publish does about a place that is not as it was left, or does not do as it is told."""

import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from plainstatus.model.target import BucketTarget as BucketSettings
from plainstatus.publish.build_folder import Build
from plainstatus.publish.delivery import Refused, deliver
from plainstatus.publish.manifest import MANIFEST
from plainstatus.publish.plan import Absent, Plan, Put
from plainstatus.publish.targets.bucket import BucketTarget
from plainstatus.publish.targets.directory import DirectoryTarget
from plainstatus.publish.targets.interface import Busy, TargetFault, Upload

from ..aws.sent import answer
from ..aws.server import Aws
from . import places
from .consistent import exactly, faults
from .folders import URL, made, order, site, text_of


class Disturbed(DirectoryTarget):
    """`before` and `after` are told the path of every file that is put."""

    def __init__(
        self,
        root: Path,
        before: Callable[[str], object] = lambda path: None,
        after: Callable[[str], object] = lambda path: None,
    ) -> None:
        super().__init__(root)
        self._before, self._after = before, after

    def put(self, upload: Upload, expect: str | Absent | None) -> str:
        self._before(upload.path)
        tag = super().put(upload, expect)
        self._after(upload.path)
        return tag


@pytest.fixture
def place(tmp_path: Path, old: Build) -> places.Place:
    """A folder in which the old build has been published."""
    place = places.directory(tmp_path)
    deliver(place.target(), order(old))
    return place


@pytest.fixture
def root(place: places.Place, tmp_path: Path) -> Path:
    return tmp_path / "published"


def test_what_is_not_read_as_it_was_written_is_not_called_published(
    place: places.Place, root: Path, new: Build
) -> None:
    def spoil(path: str) -> None:
        if path == "live.json":
            (root / "index.html").write_text("<p>spoilt</p>")

    with pytest.raises(TargetFault, match=r"index\.html does not read as it was written: publish again with --verify"):
        deliver(Disturbed(root, after=spoil), order(new))
    deliver(place.target(), order(new))

    assert exactly(place.contents(), text_of(new)) == []


def test_who_publishes_past_the_lock_is_noticed_at_the_manifest(
    place: places.Place, root: Path, tmp_path: Path, new: Build
) -> None:
    def replace_manifest(path: str) -> None:
        if path == MANIFEST:
            (root / MANIFEST).write_text("{}")

    with pytest.raises(Busy, match="somebody else has published there meanwhile: publish again"):
        deliver(Disturbed(root, before=replace_manifest), order(new))

    assert (root / MANIFEST).read_text() == "{}"


def test_a_file_that_somebody_changed_by_hand_is_put_right(place: places.Place, root: Path, new: Build) -> None:
    (root / "live.json").write_text("{}")
    (root / "incidents" / "a" / "index.html").unlink()

    deliver(place.target(), order(new))

    assert exactly(place.contents(), text_of(new)) == []


def test_who_changes_files_all_the_time_is_told_of(root: Path, new: Build) -> None:
    def change(path: str) -> None:
        if path == "live.json":
            (root / "live.json").write_bytes((root / "live.json").read_bytes() + b" ")

    with pytest.raises(Busy, match="somebody else is changing files there: publish again later"):
        deliver(Disturbed(root, before=change), order(new))


def test_what_nobody_sees_by_the_manifest_is_found_by_looking_through(
    place: places.Place, root: Path, old: Build
) -> None:
    (root / "incidents" / "a" / "index.html").write_text("tampered with")
    (root / "notes.txt").write_text("mine")

    by_manifest = deliver(place.target(), order(old))
    looked_through = deliver(place.target(), order(old, verify=True))

    assert by_manifest.plan.is_empty
    assert [put.path for put in looked_through.plan.puts] == ["incidents/a/index.html"]
    there = place.contents()
    assert there.pop("notes.txt") == b"mine"
    assert exactly(there, text_of(old)) == []


def test_what_is_no_list_of_files_that_were_begun_keeps_nobody_from_publishing(
    tmp_path: Path, old: Build, new: Build
) -> None:
    place = places.directory(tmp_path)
    deliver(place.target(), order(old))
    (tmp_path / "published" / "_publish" / "begun.json").write_text("[" * 100_000)

    deliver(place.target(), order(new, verify=True, at_once=True))

    assert exactly(place.contents(), text_of(new)) == []


def test_a_refused_publish_leaves_no_trace(place: places.Place, new: Build) -> None:
    before = place.contents()

    with pytest.raises(Refused):
        deliver(place.target(), order(new, audience="internal"))

    assert place.contents() == before


def test_strangers_are_left_alone_and_replaced_only_where_that_is_allowed(tmp_path: Path, new: Build) -> None:
    place = places.directory(tmp_path)
    root = tmp_path / "published"
    root.mkdir()
    (root / "index.html").write_text("an older page")
    (root / "mine.txt").write_text("mine")

    with pytest.raises(Refused, match="there are 2 files that no publish put there"):
        deliver(place.target(), order(new))
    assert (root / "index.html").read_text() == "an older page"
    deliver(place.target(), order(new, allowed=["adopt"], at_once=True))

    there = place.contents()
    assert there.pop("mine.txt") == b"mine"
    assert exactly(there, text_of(new)) == []


def test_pages_that_are_left_keep_what_they_need_for_their_grace(
    place: places.Place, tmp_path: Path, new: Build
) -> None:
    """At every moment of a week, published each minute or each day, until nothing is left."""
    for number, moment in enumerate((0, 60, 299, 300, 3_600, 86_399, 86_400, 604_800), 1):
        deliver(place.target(), order(new, order(new).now + moment))
        assert faults(place.contents(), URL) == [], number

    assert place.contents().keys() - new.files.keys() == {
        "_publish/begun.json",
        "_publish/lock",
        "_publish/manifest.json",
    }


def test_who_looks_on_is_told_of_every_file(place: places.Place, new: Build) -> None:
    told: list[str] = []
    lock = threading.Lock()

    class Watch:
        def planned(self, plan: Plan) -> None:
            told.append(f"{len(plan.puts)} files")

        def put(self, put: Put) -> None:
            with lock:
                told.append(put.path)

    delivery = deliver(place.target(), order(new), Watch())

    assert told == [f"{len(delivery.plan.puts)} files", *(put.path for put in delivery.plan.puts)]


@pytest.mark.proves("fake")
def test_a_deletion_that_fails_is_a_warning_and_done_by_the_next_publish(aws: Aws, old: Build, new: Build) -> None:
    place = places.amazons(aws)
    deliver(place.target(), order(old))
    denied = answer(403, "AccessDenied")
    aws.wire.trouble = lambda operation, number, request: denied(request) if operation == "DeleteObject" else None

    delivery = deliver(place.target(), order(new, at_once=True))

    assert delivery.warnings == [
        "incidents/b/index.html: the credentials may not do this: compare the role with `plainstatus aws template "
        "edge`. Files that the site no longer has are still there, and the next publish deletes them"
    ]
    aws.wire.trouble = lambda operation, number, request: None
    place.lapse()
    deliver(place.target(), order(new, at_once=True))
    assert exactly(place.contents(), text_of(new)) == []
    assert "incidents/b/index.html" not in place.contents()


@pytest.mark.proves("moto")
def test_headers_that_are_others_now_travel_with_every_file(aws: Aws, old: Build) -> None:
    """An object keeps those with which it was put; a tag for caches would be missing on it for as long."""
    place = places.amazons(aws)
    deliver(place.target(), order(old))

    tagged = BucketTarget(BucketSettings("milan", places.BUCKET, cache_tag="acme"))
    delivery = deliver(tagged, order(old))

    assert len(delivery.plan.puts) == len(old.files)
    client = aws.client("s3")
    heads = [client.head_object(Bucket=places.BUCKET, Key=path) for path in old.files]
    assert {head["Metadata"]["cache-tag"] for head in heads} == {"acme"}
    assert deliver(tagged, order(old)).plan.is_empty
    assert exactly(place.contents(), text_of(old)) == []


@pytest.mark.proves("fake")
def test_tags_that_have_become_others_are_learnt_by_looking_through(aws: Aws, old: Build, tmp_path: Path) -> None:
    """Else every publish from then on would stumble over each of them, and look through the bucket again."""
    place = places.encrypting(aws)
    deliver(place.target(), order(old))
    aws.wire.trouble = lambda operation, number, request: None
    assert deliver(place.target(), order(old, verify=True)).plan.is_empty
    aws.wire.requests.clear()

    deliver(place.target(), order(made(tmp_path / "next", site("red", {"a": "More.", "b": "More."}), minute=5)))

    assert "ListObjectsV2" not in aws.wire.operations()
