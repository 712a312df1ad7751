"""Every kind of place that a site can be published at, each with a way to look into it from behind."""

import re
import tarfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from botocore.awsrequest import AWSResponse

from plainstatus.model.target import BucketTarget as Settings
from plainstatus.publish.targets.artifact import ArtifactTarget
from plainstatus.publish.targets.bucket import BucketTarget
from plainstatus.publish.targets.directory import DirectoryTarget
from plainstatus.publish.targets.interface import Target
from plainstatus.publish.targets.lease import LEASE, LOCK

from ..aws.sent import Raw, answer
from ..aws.server import Aws
from .stores import Peek, at_hand

BUCKET = "acme-status"
DISTRIBUTION = "E2EXAMPLE7K3QX"


@dataclass
class Place:
    """`target` opens it anew, as another process would. `conditional`: it minds what a put expects."""

    target: Callable[[], Target]
    contents: Callable[[], dict[str, bytes]]
    #: Leave things as a publisher does that is killed.
    kill: Callable[[], object]
    #: Let so much time pass that the lock of a dead publisher is over.
    lapse: Callable[[], None] = lambda: None
    conditional: bool = True


def directory(folder: Path) -> Place:
    root = folder / "published"

    def contents() -> dict[str, bytes]:
        return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}

    def kill() -> None:
        (root / "_publish").mkdir(parents=True, exist_ok=True)
        (root / "_publish" / "lock").write_text("process 7 on desk")

    return Place(lambda: DirectoryTarget(root), contents, kill=kill)


def artifact(folder: Path) -> Place:
    file = folder / "public.tar.gz"

    def contents() -> dict[str, bytes]:
        with tarfile.open(file) as packed:
            return {member.name: packed.extractfile(member).read() for member in packed}  # type: ignore[union-attr]

    return Place(
        lambda: ArtifactTarget(file),
        contents,
        kill=lambda: file.with_name(".public.tar.gz.lock").write_text("process 7 on desk"),
    )


def prefixed(aws: Aws) -> Place:
    """A bucket that the site shares with others."""
    return amazons(aws, prefix="of/acme/")


def amazons(aws: Aws, **settings: Any) -> Place:
    """A bucket of Amazon S3, as moto plays it."""
    bucket = aws.bucket(BUCKET)
    peek = Peek(bucket)
    prefix = settings.get("prefix", "")
    wanted = Settings("milan", bucket, region="eu-south-1", **settings)

    def contents() -> dict[str, bytes]:
        return {key.removeprefix(prefix): body for key, body in peek.contents().items() if key.startswith(prefix)}

    return Place(
        target=lambda: BucketTarget(wanted, pause=no_pause),
        contents=contents,
        lapse=lambda: peek.age(prefix + LOCK, LEASE),
        kill=lambda: peek.put(prefix + LOCK, b'{"owner":"process 7 on desk","token":"x","count":1,"over":false}'),
    )


def compatible(aws: Aws, **settings: Any) -> Place:
    """The same server, spoken to as one that is not Amazon's."""
    return amazons(aws, endpoint_url=aws.url, **settings)


def ignoring(aws: Aws) -> Place:
    """A store that reads over conditions."""
    place = compatible(aws)

    def read_over(operation: str, number: int, request: Any) -> None:
        for name in ("If-Match", "If-None-Match"):
            if name in request.headers:
                del request.headers[name]

    aws.wire.trouble = read_over
    place.conditional = False
    return place


def refusing(aws: Aws) -> Place:
    """A store that answers conditions with an error."""
    place = compatible(aws)

    def refuse(operation: str, number: int, request: Any) -> Any:
        if request.headers.get("If-Match") or request.headers.get("If-None-Match"):
            return answer(501, "NotImplemented", "A header implies functionality that is not implemented")(request)
        return None

    aws.wire.trouble = refuse
    place.conditional = False
    return place


def encrypting(aws: Aws) -> Place:
    """A bucket whose objects are encrypted by KMS: their tags are no digests of their bytes."""
    place = amazons(aws)

    def encrypt(operation: str, number: int, request: Any) -> Any:
        expected = request.headers.get("If-Match")
        if expected:
            request.headers["If-Match"] = text(expected).replace(_ENCRYPTED, "")
        given = at_hand(request)
        if "etag" in given.headers:
            given.headers["etag"] = given.headers["etag"].rstrip('"') + f'{_ENCRYPTED}"'
        if operation == "ListObjectsV2":
            given.raw = Raw(re.sub(rb"([0-9a-f]{32})(?=&#34;|&quot;|\")", rb"\1" + _ENCRYPTED.encode(), given.content))
            given = AWSResponse(given.url, given.status_code, given.headers, given.raw)
        return given

    aws.wire.trouble = encrypt
    return place


_ENCRYPTED = "-by-kms"


def text(value: str | bytes) -> str:
    return value.decode() if isinstance(value, bytes) else value


def no_pause(seconds: float) -> None:
    """Tests do not wait."""


_ON_DISK = {"directory": directory, "artifact": artifact}
_IN_STORES = {
    "amazons": (amazons, "moto"),
    "prefixed": (prefixed, "moto"),
    "compatible": (compatible, "moto"),
    "encrypting": (encrypting, "fake"),
    "ignoring": (ignoring, "fake"),
    "refusing": (refusing, "fake"),
}
#: Places that mind what a put expects, and those that mind what a deletion expects.
SPARING = ("directory", "artifact", "amazons", "prefixed", "encrypting")
CONDITIONAL = (*SPARING, "compatible")
EVERY = (*_ON_DISK, *_IN_STORES)


def params(names: tuple[str, ...]) -> list[Any]:
    """These places for a fixture, each with what a test of it rests on."""
    return [
        pytest.param(name, marks=[pytest.mark.proves(_IN_STORES[name][1])] if name in _IN_STORES else [])
        for name in names
    ]


def place_of(request: pytest.FixtureRequest, folder: Path) -> Place:
    """The place whose name is the parameter of `request`, and nothing in it yet."""
    name: str = request.param
    return _ON_DISK[name](folder) if name in _ON_DISK else _IN_STORES[name][0](request.getfixturevalue("aws"))
