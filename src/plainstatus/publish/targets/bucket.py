"""A bucket of Amazon S3, or of another store that speaks S3, with CloudFront before it where there is one.

Every put says what it expects to replace (If-Match, If-None-Match), so that of two who write the same file
one is refused.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from functools import cached_property
from random import uniform
from typing import Any

from plainstatus.aws.clients import client
from plainstatus.aws.faults import NO_STORE, code_of, is_of_aws, told
from plainstatus.model.target import BucketTarget as Settings
from plainstatus.publish.build_folder import OURS
from plainstatus.publish.plan import ABSENT, Absent
from plainstatus.publish.served import HEADERS
from plainstatus.publish.targets.interface import Changed, Lease, Stored, TargetFault, Upload
from plainstatus.publish.targets.lease import LOCK, NoConditions, leased

#: Requests under way at once: a store is far away, and most of a request is waiting.
PARALLEL = 16
#: How often a put is tried that met another one under way (409).
_TRIES = 4
#: Under this name a digest of the bytes is kept with each object.
_DIGEST = "sha256"
_MISSING = {"NoSuchKey", "404", "NotFound"}
_REFUSED = {"PreconditionFailed", "412"}
_UNDER_WAY = {"ConditionalRequestConflict", "409"}
_UNKNOWN = {"NotImplemented", "501"}


class BucketTarget:
    """`settings` name the place; `pause` waits some seconds; `purpose` says which operations are allowed."""

    parallel = PARALLEL

    def __init__(
        self, settings: Settings, pause: Callable[[float], None] = time.sleep, *, purpose: str = "publish"
    ) -> None:
        self._settings = settings
        self._purpose = purpose
        self._pause = pause
        self.headers = " ".join(filter(None, (HEADERS, settings.cache_tag)))
        self.is_amazons = settings.endpoint_url is None
        #: whether the store minds what a put expects; not every one does that speaks S3
        self.conditional = True
        self._lease: Lease | None = None

    def check(self) -> None:
        account = self._settings.account
        if account is None:
            return
        with self._told("the account"):
            sts = client("sts", self._purpose, region=self._settings.region)
            given = sts.get_caller_identity()["Account"]
        if given != account:
            raise TargetFault(
                f"the credentials are of the account {given}, and the target is in {account}: "
                "take others, or mend `account`"
            )

    @contextmanager
    def hold(self, owner: str) -> Iterator[Lease]:
        try:
            with leased(self, owner, self._pause) as self._lease:
                yield self._lease
        finally:
            self._lease = None

    def read(self, path: str) -> Stored | None:
        found = self.aged(path)
        return found[0] if found else None

    def aged(self, path: str) -> tuple[Stored, float] | None:
        """What is at `path`, and for how many seconds by the clock of the store; None where nothing is."""
        with self._told(path):
            try:
                answer = self._s3.get_object(**self._at(path))
            except Exception as error:
                if code_of(error) in _MISSING:
                    return None
                raise
            said = answer["ResponseMetadata"]["HTTPHeaders"].get("date")
            now = parsedate_to_datetime(said) if said else datetime.now(UTC)
            tag = _tag(answer)
            return Stored(answer["Body"].read(), tag), (now - answer.get("LastModified", now)).total_seconds()

    def listing(self) -> dict[str, str]:
        found: dict[str, str] = {}
        prefix = self._settings.prefix
        with self._told("the bucket"):
            pages = self._s3.get_paginator("list_objects_v2").paginate(Prefix=prefix, **self._bucket)
            for page in pages:
                for each in page.get("Contents", ()):
                    path = each["Key"].removeprefix(prefix)
                    if not path.startswith(OURS):
                        found[path] = each["ETag"]
        return found

    def put(self, upload: Upload, expect: str | Absent | None) -> str:
        more: dict[str, Any] = {"CacheControl": upload.served.cache_control}
        tag = self._settings.cache_tag
        metadata = {_DIGEST: upload.sha256, **({"cache-tag": tag} if tag else {})}
        return self._put(upload.path, upload.read(), upload.served.content_type, metadata, expect, more)

    def write(self, path: str, body: bytes, expect: str | Absent | None) -> str:
        """Put a file of our own, which no cache may keep. Raises Changed."""
        from hashlib import sha256

        metadata = {_DIGEST: sha256(body).hexdigest()}
        return self._put(path, body, "application/json", metadata, expect, {"CacheControl": "no-store"})

    def delete(self, path: str, expect: str | None) -> None:
        condition = {"IfMatch": expect} if expect and self.is_amazons else {}
        with self._told(path):
            try:
                self._s3.delete_object(**self._at(path), **condition)
            except Exception as error:
                code = code_of(error)
                # An answer may have been lost, and then this was the second try.
                if code in _REFUSED and self._digest(path) is not None:
                    raise Changed(path) from None
                if code not in _REFUSED | _MISSING:
                    raise

    def refresh(self, paths: list[str], reference: str) -> str | None:
        from plainstatus.publish.invalidation import items_of

        distribution = self._settings.distribution
        if distribution is None or not paths:
            return None
        items = items_of(paths, self._settings.prefix, self._settings.cache_tag)
        with self._told("CloudFront"):
            cloudfront = client("cloudfront", "refresh", region=self._settings.region)
            cloudfront.create_invalidation(
                DistributionId=distribution,
                InvalidationBatch={
                    "Paths": {"Quantity": len(items), "Items": items},
                    "CallerReference": reference,
                },
            )
        return f"CloudFront is asked to forget {', '.join(items[:3])}{', …' if len(items) > 3 else ''}"

    @cached_property
    def _s3(self) -> Any:
        settings = self._settings
        made = client(
            "s3",
            self._purpose,
            region=settings.region,
            endpoint_url=settings.endpoint_url,
            connections=PARALLEL,
        )
        for operation in ("PutObject", "DeleteObject"):
            made.meta.events.register(f"before-send.s3.{operation}", self._mind_the_lease)
        return made

    def _mind_the_lease(self, request: Any, **_: Any) -> None:
        """Let no try of a request out after the lease is lost, however long the one before it took."""
        if self._lease and not request.url.endswith(LOCK):
            self._lease.check()

    @property
    def _bucket(self) -> dict[str, str]:
        account = self._settings.account
        owned = {"ExpectedBucketOwner": account} if account and self.is_amazons else {}
        return {"Bucket": self._settings.bucket, **owned}

    def _at(self, path: str) -> dict[str, str]:
        return {**self._bucket, "Key": self._settings.prefix + path}

    def _put(
        self,
        path: str,
        body: bytes,
        content_type: str,
        metadata: dict[str, str],
        expect: str | Absent | None,
        more: dict[str, Any],
    ) -> str:
        if expect is not None and self.conditional:
            more = {**more, **({"IfNoneMatch": "*"} if expect is ABSENT else {"IfMatch": expect})}
        if self.is_amazons:
            more = {**more, "ChecksumAlgorithm": "SHA256"}
        with self._told(path):
            for attempt in range(_TRIES):
                try:
                    answer = self._s3.put_object(
                        **self._at(path), Body=body, ContentType=content_type, Metadata=metadata, **more
                    )
                except Exception as error:
                    code = code_of(error)
                    if code in _UNDER_WAY and attempt + 1 < _TRIES:
                        self._pause(uniform(0.1, 0.4) * 2**attempt)  # noqa: S311 - to be apart from others
                        continue
                    if code in _REFUSED | _UNDER_WAY | _MISSING:
                        return self._mine(path, metadata[_DIGEST])
                    if code in _UNKNOWN and "IfNoneMatch" in more:
                        raise NoConditions(f"{path}: {told(error)}") from None
                    raise
                return _tag(answer)
        raise AssertionError("every try ends in an answer")

    def _mine(self, path: str, digest: str) -> str:
        """The tag of what is at `path`, where it is ours after all: an answer may have been lost. Raises Changed."""
        there = self._digest(path)
        if there is None or there[0] != digest:
            raise Changed(path)
        return there[1]

    def _digest(self, path: str) -> tuple[str | None, str] | None:
        """The digest that is kept with what is at `path`, and its tag; None where nothing is."""
        try:
            answer = self._s3.head_object(**self._at(path))
        except Exception as error:
            if code_of(error) in _MISSING:
                return None
            raise
        return answer["Metadata"].get(_DIGEST), _tag(answer)

    @contextmanager
    def _told(self, what: str) -> Iterator[None]:
        try:
            yield
        except TargetFault:
            raise
        except Exception as error:
            if not is_of_aws(error):
                raise
            raise TargetFault(f"{what}: {told(error)}") from None


def _tag(answer: dict[str, Any]) -> str:
    tag: str | None = answer.get("ETag")
    if not tag:
        raise TargetFault(NO_STORE)
    return tag
