"""A ledger in a table of DynamoDB: one item for each entry, changed by conditional writes alone.

The table is in one region. As one of a global table whose regions only follow each other it would be no
lock: a condition counts where it is asked, and two regions would both say yes.
"""

from collections.abc import Iterator
from typing import Any

from plainstatus.aws.faults import code_of, is_of_aws, told
from plainstatus.notify.ledger.ledger import Entry, Key, Ledger, LedgerFault, as_text, from_text, path_part

_REFUSED = "ConditionalCheckFailedException"
#: Two writes met, and this one may be tried again.
_MET = "TransactionConflictException"
_TRIES = 5


class LedgerInTable(Ledger):
    """The ledger in `table`, whose keys are `message` and `recipient`. `client` speaks DynamoDB."""

    def __init__(self, client: Any, table: str) -> None:
        self._client, self._table = client, table

    def get(self, key: Key) -> Entry | None:
        try:
            answer = self._client.get_item(TableName=self._table, Key=_place(key), ConsistentRead=True)
        except Exception as error:
            raise self._fault(error) from None
        return self._entry(answer["Item"]) if "Item" in answer else None

    def list(self) -> Iterator[Entry]:
        try:
            pages = self._client.get_paginator("scan").paginate(TableName=self._table, ConsistentRead=True)
            items = [item for page in pages for item in page["Items"]]
        except Exception as error:
            raise self._fault(error) from None
        # The table has them in the order of hashes.
        yield from sorted(map(self._entry, items), key=lambda entry: entry.key)

    def _write(self, entry: Entry, before: Entry | None) -> Entry | None:
        version = str(int(before.version) + 1) if before else "1"
        item = {**_place(entry.key), "entry": {"S": as_text(entry)}, "version": {"N": version}}
        condition: dict[str, Any] = {
            "ConditionExpression": "attribute_not_exists(#version)",
            "ExpressionAttributeNames": {"#version": "version"},
        }
        if before is not None:
            condition["ConditionExpression"] = "#version = :before"
            condition["ExpressionAttributeValues"] = {":before": {"N": before.version}}
        for _ in range(_TRIES):
            try:
                self._client.put_item(TableName=self._table, Item=item, **condition)
                return self._entry(item)
            except Exception as error:
                fault = self._fault(error)
                refused, met = code_of(error) == _REFUSED, code_of(error) == _MET
            # Whether it is ours is asked after every fault: the answer may be all that was lost.
            present = self.get(entry.key)
            if present is not None and present.says_the_same(entry):
                return present
            if refused:
                return None
            if not met:
                raise fault
        raise fault

    def _entry(self, item: dict[str, Any]) -> Entry:
        where = f"{self._table}: {item['message']['S']}/{item['recipient']['S']}"
        return from_text(item.get("entry", {}).get("S", ""), where, item.get("version", {}).get("N", "0"))

    def _fault(self, error: Exception) -> Exception:
        """What went wrong, for people; `error` itself where the program is wrong."""
        return LedgerFault(f"the table {self._table}: {told(error)}") if is_of_aws(error) else error


def _place(key: Key) -> dict[str, Any]:
    return {"message": {"S": f"{path_part(key.update)}/{key.channel}"}, "recipient": {"S": key.recipient}}
