"""Which contacts of a list are ours, by the ids that we give them, in a file that is gone at the end.

SES lists contacts in an order of its own, and knows no ids; a subscriber is told in the order of ids.
"""

import hmac
import sqlite3
from collections.abc import Iterable, Iterator
from hashlib import sha256
from threading import Lock

from plainstatus.subscribers.store import normal, shard_of

_PAGE = 200


def id_of(address: str, key: str) -> str:
    """The id of an address: a hash, which says nothing of it to whoever has not the key."""
    return hmac.new(key.encode(), normal("mail", address).encode(), sha256).hexdigest()[:32]


class Index:
    """The `addresses`, by the ids that `key` makes of them. May be used by several threads at once."""

    def __init__(self, addresses: Iterable[str], key: str) -> None:
        self._key, self._lock = key, Lock()
        # Without a name, SQLite keeps it in a file of its own once it is large.
        self._rows = sqlite3.connect("", isolation_level=None, check_same_thread=False)
        self._rows.execute("CREATE TABLE contacts (id TEXT PRIMARY KEY, shard INTEGER, address TEXT)")
        self._rows.execute("BEGIN")
        for address in addresses:
            self.add(address)
        self._rows.execute("CREATE INDEX shards ON contacts (shard, id)")

    def add(self, address: str) -> None:
        id = id_of(address, self._key)
        with self._lock:
            self._rows.execute("INSERT OR REPLACE INTO contacts VALUES (?, ?, ?)", (id, shard_of(id), address))

    def address(self, id: str) -> str | None:
        """The address of an id."""
        with self._lock:
            row = self._rows.execute("SELECT address FROM contacts WHERE id = ?", (id,)).fetchone()
        return row[0] if row else None

    def pages(self, shard: int | None, after: str = "") -> Iterator[list[str]]:
        """The addresses of one shard, or of all, in the order of their ids behind the id `after`, page by page."""
        where = "shard = ? AND id > ?" if shard is not None else "? IS NULL AND id > ?"
        query = f"SELECT id, address FROM contacts WHERE {where} ORDER BY id LIMIT {_PAGE}"  # noqa: S608
        while True:
            with self._lock:
                rows = self._rows.execute(query, (shard, after)).fetchall()
            if not rows:
                return
            yield [address for _, address in rows]
            after = rows[-1][0]

    def close(self) -> None:
        with self._lock:
            self._rows.close()
