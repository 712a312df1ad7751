"""A ledger in a bucket: one object for each entry, changed by conditional writes alone."""

from collections.abc import Iterator
from typing import Any

from plainstatus.aws.faults import code_of, is_of_aws, told
from plainstatus.notify.ledger.conditional_write import Refusals, settled
from plainstatus.notify.ledger.ledger import Entry, Key, Ledger, LedgerFault, as_text, from_text

_ABSENT = frozenset({"NoSuchKey", "404"})
#: Somebody else's write is there; for a change of what is gone by now, nothing is.
_REFUSALS = Refusals(
    refused={"PreconditionFailed", "412", *_ABSENT},
    met={"ConditionalRequestConflict", "409"},
)


class LedgerInBucket(Ledger):
    """The ledger below `prefix` ("" or with a slash at its end) in `bucket`. `client` speaks S3."""

    def __init__(self, client: Any, bucket: str, prefix: str) -> None:
        self._client, self._bucket, self._prefix = client, bucket, prefix

    def get(self, key: Key) -> Entry | None:
        return self._entry(self._place(key))

    def list(self) -> Iterator[Entry]:
        try:
            pages = self._client.get_paginator("list_objects_v2").paginate(Bucket=self._bucket, Prefix=self._prefix)
            places = [each["Key"] for page in pages for each in page.get("Contents", ())]
        except Exception as error:
            raise self._fault(error) from None
        for place in places:
            if place.endswith(".json") and (entry := self._entry(place)) is not None:
                yield entry

    def _write(self, entry: Entry, before: Entry | None) -> Entry | None:
        condition = {"IfNoneMatch": "*"} if before is None else {"IfMatch": before.version}

        def put() -> Entry:
            done = self._client.put_object(
                Bucket=self._bucket,
                Key=self._place(entry.key),
                Body=as_text(entry).encode(),
                ContentType="application/json",
                **condition,
            )
            return from_text(as_text(entry), self._place(entry.key), done["ETag"])

        return settled(put, lambda: self.get(entry.key), entry, _REFUSALS, self._fault)

    def _entry(self, place: str) -> Entry | None:
        try:
            answer = self._client.get_object(Bucket=self._bucket, Key=place)
            body: bytes = answer["Body"].read()
        except Exception as error:
            if code_of(error) in _ABSENT:
                return None
            raise self._fault(error) from None
        return from_text(body.decode(errors="replace"), f"s3://{self._bucket}/{place}", answer["ETag"])

    def _place(self, key: Key) -> str:
        return f"{self._prefix}{key.path}.json"

    def _fault(self, error: Exception) -> Exception:
        """What went wrong, for people; `error` itself where the program is wrong."""
        return LedgerFault(f"s3://{self._bucket}: {told(error)}") if is_of_aws(error) else error
