"""A ledger in a table of DynamoDB: one item for each entry, changed by conditional writes alone.

It is in one region, or in several that agree on each write before they answer (multi-Region strong consistency).
Regions that only follow each other would be no lock: both would say yes to the same claim.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from plainstatus.aws.faults import code_of, is_of_aws, told
from plainstatus.notify.ledger.conditional_write import Refusals, settled
from plainstatus.notify.ledger.ledger import Entry, Key, Ledger, LedgerFault, as_text, from_text, path_part

_REFUSALS = Refusals(
    refused={"ConditionalCheckFailedException"},
    # Two writes met, here or in another region.
    met={"TransactionConflictException", "ReplicatedWriteConflictException"},
)


class LedgerInTable(Ledger):
    """The ledger in `table`, whose keys are `message` and `recipient`.

    `clients` speak DynamoDB, one for each region that the table is in, in the order in which they are asked.
    """

    def __init__(self, clients: Sequence[Any], table: str) -> None:
        self._clients, self._table = tuple(clients), table

    def get(self, key: Key) -> Entry | None:
        def look(client: Any) -> Any:
            return client.get_item(TableName=self._table, Key=_place(key), ConsistentRead=True)

        try:
            answer = self._asked(look)
        except Exception as error:
            raise self._fault(error) from None
        return self._entry(answer["Item"]) if "Item" in answer else None

    def list(self) -> Iterator[Entry]:
        def scan(client: Any) -> Any:
            pages = client.get_paginator("scan").paginate(TableName=self._table, ConsistentRead=True)
            return [item for page in pages for item in page["Items"]]

        try:
            items = self._asked(scan)
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

        def put() -> Entry:
            self._asked(lambda client: client.put_item(TableName=self._table, Item=item, **condition))
            return self._entry(item)

        return settled(put, lambda: self.get(entry.key), entry, _REFUSALS, self._fault)

    def _asked(self, call: Callable[[Any], Any]) -> Any:
        """What `call` gives with the first region that answers. One that does not comes last from then on."""
        for client in (clients := self._clients):
            try:
                return call(client)
            except Exception as error:
                answered = code_of(error) in _REFUSALS
                if answered or client is clients[-1] or not is_of_aws(error):
                    raise
            self._clients = (*(each for each in self._clients if each is not client), client)

    def _entry(self, item: dict[str, Any]) -> Entry:
        where = f"{self._table}: {item['message']['S']}/{item['recipient']['S']}"
        return from_text(item.get("entry", {}).get("S", ""), where, item.get("version", {}).get("N", "0"))

    def _fault(self, error: Exception) -> Exception:
        """What went wrong, for people; `error` itself where the program is wrong."""
        return LedgerFault(f"the table {self._table}: {told(error)}") if is_of_aws(error) else error


def _place(key: Key) -> dict[str, Any]:
    return {"message": {"S": f"{path_part(key.update)}/{key.channel}"}, "recipient": {"S": key.recipient}}
