"""What every target keeps to, whatever stands behind it."""

import hashlib
from pathlib import Path

import pytest

from plainstatus.publish.build_folder import Build
from plainstatus.publish.delivery import deliver
from plainstatus.publish.manifest import MANIFEST
from plainstatus.publish.plan import ABSENT
from plainstatus.publish.served import served
from plainstatus.publish.targets.artifact import ArtifactTarget
from plainstatus.publish.targets.directory import DirectoryTarget
from plainstatus.publish.targets.interface import Busy, Changed, TargetFault, Upload
from plainstatus.publish.targets.lease import LEASE

from ..aws.sent import Trouble, answer, page
from ..aws.server import Aws
from . import places
from .consistent import exactly
from .folders import made, order, text_of
from .places import Place
from .stores import Peek

NAMES = ("a b.txt", "ä/ö+ü.txt", "c&d='e'.txt", "100%.txt", "~f(1)!.txt", "#?.txt", "日本.txt", "a:b;c,d@e.txt")


def upload(path: str, words: str) -> Upload:
    body = words.encode()
    sha256, md5 = hashlib.sha256(body).hexdigest(), hashlib.md5(body).hexdigest()
    return Upload(path, sha256, md5, len(body), served(path), lambda: body)


def test_what_was_put_is_read_back_under_its_tag(place: Place) -> None:
    target = place.target()

    with target.hold("a test"):
        tag = target.put(upload("a.txt", "one"), ABSENT)

    assert target.read("a.txt") == (b"one", tag)
    assert target.read("b.txt") is None
    assert target.read("a.txt/b.txt") is None


def test_a_put_replaces_just_what_it_expects(place: Place) -> None:
    target = place.target()
    with target.hold("a test"):
        first = target.put(upload("a.txt", "one"), ABSENT)
        second = target.put(upload("a.txt", "two"), first)

        third = target.put(upload("a.txt", "three"), None)

    assert target.read("a.txt") == (b"three", third)
    assert len({first, second, third}) == 3


@pytest.mark.parametrize("expects", ["nothing", "what was there before", "what is elsewhere"])
def test_a_put_that_expects_something_else_changes_nothing(conditional_place: Place, expects: str) -> None:
    target = conditional_place.target()
    before = target.put(upload("a.txt", "one"), ABSENT)
    target.put(upload("a.txt", "two"), before)
    path, expect = {
        "nothing": ("a.txt", ABSENT),
        "what was there before": ("a.txt", before),
        "what is elsewhere": ("b.txt", before),
    }[expects]

    with pytest.raises(Changed, match=f"{path} was changed by somebody else"):
        target.put(upload(path, "three"), expect)

    assert target.listing().keys() == {"a.txt"}
    assert target.read("a.txt").body == b"two"  # type: ignore[union-attr]


def test_a_listing_has_every_file_under_its_name_and_none_of_ours(place: Place) -> None:
    target = place.target()
    with target.hold("a test"):
        tags = {path: target.put(upload(path, path), ABSENT) for path in NAMES}
        target.put(upload("_publish/begun.json", "[]"), None)

        assert target.listing() == tags
    assert {path: target.read(path).body.decode() for path in NAMES} == {path: path for path in NAMES}  # type: ignore[union-attr]


def test_what_is_deleted_is_gone_and_may_be_gone_already(place: Place) -> None:
    target = place.target()
    with target.hold("a test"):
        tag = target.put(upload("a/b/c.txt", "one"), ABSENT)
        target.put(upload("a/d.txt", "two"), ABSENT)

        target.delete("a/b/c.txt", tag)
        target.delete("a/b/c.txt", tag)
        target.delete("never/there.txt", None)

    assert target.listing().keys() == {"a/d.txt"}


def test_a_deletion_spares_what_somebody_has_changed(sparing_place: Place) -> None:
    target = sparing_place.target()
    before = target.put(upload("a.txt", "one"), ABSENT)
    target.put(upload("a.txt", "two"), before)

    with pytest.raises(Changed):
        target.delete("a.txt", before)

    assert target.read("a.txt").body == b"two"  # type: ignore[union-attr]


def test_one_alone_holds_a_target(place: Place) -> None:
    with place.target().hold("run 5 on runner-3") as lease:
        lease.check()
        busy = pytest.raises(Busy, match="run 5 on runner-3 is publishing there at this moment")
        with busy, place.target().hold("process 7 on desk"):
            pass

    with place.target().hold("process 7 on desk") as lease:
        assert not lease.was_broken_off


def test_who_ends_before_having_begun_leaves_nothing_to_mend(place: Place) -> None:
    with pytest.raises(TargetFault, match="refused"), place.target().hold("a test"):
        raise TargetFault("refused")

    with place.target().hold("a test") as lease:
        assert not lease.was_broken_off


def test_who_is_broken_off_is_followed_by_one_who_knows_and_need_not_wait(place: Place) -> None:
    with pytest.raises(TargetFault, match="gone"), place.target().hold("a test") as lease:
        lease.begin()
        raise TargetFault("gone")

    with place.target().hold("a test") as lease:
        assert lease.was_broken_off
    with place.target().hold("a test") as lease:
        assert not lease.was_broken_off, "who came after it ended well"


def test_who_was_killed_is_followed_by_one_who_knows(place: Place) -> None:
    with place.target().hold("a test"):
        pass
    place.kill()
    place.lapse()

    with place.target().hold("a test") as lease:
        assert lease.was_broken_off


def test_a_lock_that_says_nothing_is_one_all_the_same(place: Place) -> None:
    with place.target().hold("a test"):
        pass
    place.kill()
    place.lapse()

    with place.target().hold("a test") as lease:
        lease.check()
        with pytest.raises(Busy), place.target().hold("another"):
            pass


def test_a_whole_publish_leaves_just_the_site_and_a_second_one_does_nothing(
    place: Place, old: Build, new: Build
) -> None:
    first = deliver(place.target(), order(old))
    assert exactly(place.contents(), text_of(old)) == []

    second = deliver(place.target(), order(new))
    before = place.contents()
    third = deliver(place.target(), order(new))

    assert exactly(place.contents(), text_of(new)) == []
    assert place.contents() == before
    assert (len(first.plan.puts), len(third.plan.puts)) == (len(old.files), 0)
    assert {put.path for put in second.plan.puts} < new.files.keys()
    assert all(bool(each.warnings) is not place.conditional for each in (first, second))


def test_a_page_that_comes_back_within_its_grace_is_published_again(place: Place, old: Build, new: Build) -> None:
    deliver(place.target(), order(old))
    deliver(place.target(), order(new))

    deliver(place.target(), order(old, allowed=["older"]))

    assert exactly(place.contents(), text_of(old)) == []


def test_a_file_and_a_folder_take_each_others_place(place: Place, tmp_path: Path) -> None:
    one = made(tmp_path / "one", {"index.html": "1", "a": "file", "b/c": "file", "b/d/e": "file"})
    two = made(tmp_path / "two", {"index.html": "2", "a/index.html": "file", "b": "file"}, minute=1)

    for build in (one, two):
        deliver(place.target(), order(build))
        assert exactly(place.contents(), text_of(build)) == []


def test_a_manifest_that_is_damaged_stops_a_publish_until_that_is_allowed(place: Place, old: Build, new: Build) -> None:
    deliver(place.target(), order(old))
    target = place.target()
    target.put(upload(MANIFEST, "{"), None)

    with pytest.raises(Exception, match="its manifest cannot be read: it is damaged") as refused:
        deliver(place.target(), order(new))
    assert "--allow damaged" in str(refused.value)
    deliver(place.target(), order(new, allowed=["damaged"]))

    gone = old.files.keys() - new.files.keys()
    there = {path: body for path, body in place.contents().items() if path not in gone}
    assert exactly(there, text_of(new)) == []


@pytest.mark.proves("moto")
def test_objects_carry_what_they_are_served_with(aws: Aws, new: Build) -> None:
    place = places.amazons(aws, cache_tag="brightwater")
    deliver(place.target(), order(new))

    client = aws.client("s3")
    for path, file in new.files.items():
        head = client.head_object(Bucket=places.BUCKET, Key=path, ChecksumMode="ENABLED")
        headers = served(path, file.sha256)
        assert (head["ContentType"], head["CacheControl"]) == (headers.content_type, headers.cache_control)
        assert head["Metadata"] == {"sha256": file.sha256, "cache-tag": "brightwater"}
        assert "ChecksumSHA256" in head
    own = client.head_object(Bucket=places.BUCKET, Key=MANIFEST)
    assert (own["ContentType"], own["CacheControl"]) == ("application/json; charset=utf-8", "no-store")


@pytest.mark.proves("fake")
def test_a_store_that_is_not_amazons_is_asked_for_nothing_that_it_may_not_know(
    aws: Aws, old: Build, new: Build
) -> None:
    place = places.compatible(aws)
    deliver(place.target(), order(old))
    deliver(place.target(), order(new, at_once=True))

    assert "DeleteObject" in aws.wire.operations()
    for operation, request in aws.wire.requests:
        assert operation in {"GetObject", "HeadObject", "PutObject", "DeleteObject", "ListObjectsV2"}
        assert request.url.startswith(f"{aws.url}/{places.BUCKET}")
        names = {name.lower() for name in request.headers}
        assert not {name for name in names if "checksum" in name or "sdk-checksum" in name or "owner" in name}
        assert operation == "PutObject" or not names & {"if-match", "if-none-match"}


@pytest.mark.proves("moto")
def test_every_request_to_amazon_names_the_owner_that_is_expected(aws: Aws, old: Build) -> None:
    place = places.amazons(aws, account="123456789012")
    deliver(place.target(), order(old))

    s3 = [request for operation, request in aws.wire.requests if operation != "GetCallerIdentity"]
    assert {request.headers["x-amz-expected-bucket-owner"] for request in s3} == {b"123456789012"}


@pytest.mark.proves("moto")
def test_credentials_of_another_account_are_refused_before_anything_is_read(aws: Aws, old: Build) -> None:
    place = places.amazons(aws, account="999999999999")

    with pytest.raises(TargetFault) as fault:
        deliver(place.target(), order(old))

    assert str(fault.value) == (
        "the credentials are of the account 123456789012, and the target is in 999999999999: "
        "take others, or mend `account`"
    )
    assert aws.wire.operations() == ["GetCallerIdentity"]


@pytest.mark.proves("moto")
def test_a_listing_of_many_pages_is_read_to_its_end(aws: Aws, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MOTO_S3_DEFAULT_MAX_KEYS", "3")
    place = places.amazons(aws)
    peek = Peek(places.BUCKET)
    for number in range(10):
        peek.put(f"{number}.txt", b"x")

    assert len(place.target().listing()) == 10
    assert aws.wire.operations() == ["ListObjectsV2"] * 4


@pytest.mark.proves("fake")
def test_the_lock_of_somebody_at_work_stands_where_a_store_stumbles(aws: Aws) -> None:
    """A store that fails for a moment must not be taken for one that knows no conditions."""
    place = places.compatible(aws)
    with place.target().hold("run 5 on runner-3") as lease:
        aws.wire.trouble = lambda operation, number, request: (
            answer(503, "SlowDown")(request) if operation == "PutObject" else None
        )
        with pytest.raises(Busy), place.target().hold("process 7 on desk"):
            pass
        aws.wire.trouble = lambda operation, number, request: None
        lease.check()


@pytest.mark.proves("fake")
@pytest.mark.parametrize("kind", [places.ignoring, places.refusing])
def test_a_store_without_conditions_says_so(aws: Aws, kind: object, old: Build) -> None:
    place = kind(aws)  # type: ignore[operator]

    assert deliver(place.target(), order(old)).warnings == [
        "the store knows no conditional writes: see to it that only one publishes at a time"
    ]


@pytest.mark.proves("fake")
def test_a_store_without_a_clock_is_measured_by_ours(aws: Aws) -> None:
    place = places.compatible(aws)
    place.kill()
    aws.wire.trouble = without_date

    with pytest.raises(Busy, match="process 7 on desk is publishing there"), place.target().hold("a test"):
        pass
    place.lapse()
    with place.target().hold("a test") as lease:
        assert lease.was_broken_off


def without_date(operation: str, number: int, request: object) -> object:
    from botocore.httpsession import URLLib3Session

    given = URLLib3Session().send(request)
    del given.headers["date"]
    return given


@pytest.mark.proves("fake")
@pytest.mark.parametrize(
    ("trouble", "words"),
    [
        (answer(301, "PermanentRedirect"), "the bucket is in another region: mend `region`"),
        (answer(400, "IllegalLocationConstraintException"), "the bucket is in another region: mend `region`"),
        (page(200), "what answers there is no store that speaks S3: look at `endpoint_url`"),
        (page(301), "what answers there is no store that speaks S3: look at `endpoint_url` and `region`"),
    ],
)
def test_what_is_not_the_store_that_was_meant_is_told(aws: Aws, old: Build, trouble: Trouble, words: str) -> None:
    aws.wire.trouble = lambda operation, number, request: trouble(request)

    with pytest.raises(TargetFault) as fault:
        deliver(places.compatible(aws).target(), order(old))

    assert str(fault.value).endswith(words)


@pytest.mark.proves("moto")
def test_who_is_kept_out_is_told_for_how_long(aws: Aws) -> None:
    place = places.amazons(aws)
    place.kill()

    with pytest.raises(Busy) as busy, place.target().hold("a test"):
        pass

    assert str(busy.value).startswith(
        "process 7 on desk is publishing there at this moment, or was broken off: publish again in "
    )
    assert str(busy.value).endswith(f" seconds, or give --wait {LEASE:.0f}")


def test_a_folder_that_leads_out_of_the_target_is_refused(tmp_path: Path) -> None:
    (tmp_path / "published").mkdir()
    (tmp_path / "published" / "out").symlink_to(tmp_path)

    with pytest.raises(TargetFault, match=r"out/a\.txt would be written outside of .*: a folder in it is a symbolic"):
        DirectoryTarget(tmp_path / "published").put(upload("out/a.txt", "one"), None)

    assert not (tmp_path / "a.txt").exists()


def test_a_lock_that_is_a_symbolic_link_is_refused(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    (tmp_path / "published" / "_publish").mkdir(parents=True)
    (tmp_path / "published" / "_publish" / "lock").symlink_to(tmp_path / "mine.txt")

    target = DirectoryTarget(tmp_path / "published")
    with pytest.raises(TargetFault, match="_publish/lock: "), target.hold("a test"):
        pass

    assert (tmp_path / "mine.txt").read_text() == "mine"


def test_a_file_in_the_place_of_the_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / "published").touch()

    with pytest.raises(TargetFault, match="published is no folder: name another in `directory`"):
        DirectoryTarget(tmp_path / "published").check()


def test_a_stranger_in_the_way_is_told_by_its_name_and_stays(tmp_path: Path) -> None:
    place = places.directory(tmp_path)
    deliver(place.target(), order(made(tmp_path / "one", {"index.html": "1"})))
    (tmp_path / "published" / "a").write_text("mine")

    with pytest.raises(TargetFault, match="published/a"):
        deliver(place.target(), order(made(tmp_path / "two", {"index.html": "2", "a/index.html": "x"}, minute=1)))

    assert (tmp_path / "published" / "a").read_text() == "mine"


def test_a_look_at_a_folder_does_not_disturb_who_is_publishing_there(tmp_path: Path) -> None:
    (tmp_path / "published" / "a").mkdir(parents=True)
    under_way = tmp_path / "published" / "a" / ".plainstatus-0815"
    under_way.write_text("half of a pa")
    (tmp_path / "published" / "_publish").mkdir()
    (tmp_path / "published" / "_publish" / "lock").write_text("process 7 on desk")

    assert DirectoryTarget(tmp_path / "published").listing() == {}
    assert under_way.exists()
    with DirectoryTarget(tmp_path / "published").hold("a test") as lease:
        assert lease.was_broken_off
        assert not under_way.exists(), "what a dead publisher left is cleared away by the next"


@pytest.mark.parametrize("content", [b"", b"no archive", b"\x1f\x8b\x08\x00", b"\x1f\x8b\x08" + bytes(40)])
def test_a_damaged_artifact_is_told(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "public.tar.gz").write_bytes(content)

    with pytest.raises(TargetFault, match=r"public\.tar\.gz cannot be read: .* Delete it"):
        ArtifactTarget(tmp_path / "public.tar.gz").read("index.html")


@pytest.mark.parametrize("at", range(0, 400, 7))
def test_an_artifact_with_a_byte_that_is_wrong_is_told_or_read(tmp_path: Path, old: Build, at: int) -> None:
    place = places.artifact(tmp_path)
    deliver(place.target(), order(old))
    body = bytearray((tmp_path / "public.tar.gz").read_bytes())
    body[at % len(body)] ^= 0xFF
    (tmp_path / "public.tar.gz").write_bytes(body)

    try:
        place.target().listing()
    except TargetFault as fault:
        assert str(fault).endswith("Delete it")


def test_the_same_build_gives_the_same_artifact(tmp_path: Path, old: Build) -> None:
    made_files = []
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        deliver(places.artifact(tmp_path / name).target(), order(old))
        made_files.append((tmp_path / name / "public.tar.gz").read_bytes())

    assert made_files[0] == made_files[1]
