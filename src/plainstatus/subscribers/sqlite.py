"""Subscribers in a file of SQLite. Several programs may read and write it at once.

It is read page by page, so that a million of them need no memory, and no reader keeps a writer waiting.
"""

import contextlib
import os
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from threading import RLock
from typing import Any, TypeVar, cast

from plainstatus.model.subscriber import AddressKind, Subscriber, SubscriberState, Wished, Wishes
from plainstatus.subscribers.store import Standing, StoreFault, merged, normal, shard_of

T = TypeVar("T")

#: Stands in the head of the file (`PRAGMA application_id`), so that no other file is taken for one of ours.
_OURS = 0x706C7374
#: The form of the tables, as `PRAGMA user_version` has it.
_VERSION = 1
#: Seconds that one program waits while another one writes.
_PATIENCE = 30
_PAGE = 1000

_TABLES = f"""
PRAGMA application_id = {_OURS};
PRAGMA user_version = {_VERSION};
CREATE TABLE subscribers (
    id TEXT NOT NULL UNIQUE,
    shard INTEGER NOT NULL,
    kind TEXT NOT NULL,
    normal TEXT NOT NULL,
    address TEXT NOT NULL,
    components TEXT NOT NULL,
    kinds TEXT NOT NULL,
    incident TEXT,
    audience TEXT NOT NULL,
    language TEXT,
    zone TEXT,
    is_list INTEGER NOT NULL,
    state TEXT NOT NULL,
    since TEXT,
    source TEXT NOT NULL,
    consent TEXT NOT NULL,
    why TEXT NOT NULL,
    UNIQUE (kind, normal)
);
CREATE INDEX active ON subscribers (kind, audience, shard, id) WHERE state = 'active';
"""
_COLUMNS = (
    "id, shard, kind, normal, address, components, kinds, incident, audience, language, zone, is_list, state, since,"
    " source, consent, why"
)
_INSERT = f"INSERT INTO subscribers ({_COLUMNS}) VALUES ({', '.join('?' * (_COLUMNS.count(',') + 1))})"  # noqa: S608
_SELECT = f"SELECT {_COLUMNS} FROM subscribers"  # noqa: S608 - the columns stand above


class SubscribersInSqlite:
    """The store in `path`, which the first write makes, for its owner alone."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._open: sqlite3.Connection | None = None
        # One connection serves all threads; its calls are short.
        self._lock = RLock()

    def shard(self, number: int, kind: AddressKind, audience: str, after: str = "") -> Iterator[Subscriber]:
        where = "kind = ? AND audience = ? AND shard = ? AND state = 'active'"
        return self._pages(where, (kind, audience, number), after)

    def every(self) -> Iterator[Subscriber]:
        return self._pages("1", (), "")

    def find(self, kind: AddressKind, address: str) -> Subscriber | None:
        return self._one("kind = ? AND normal = ?", kind, normal(kind, address))

    def by_id(self, id: str) -> Subscriber | None:
        return self._one("id = ?", id)

    def count(self, kind: AddressKind, audience: str) -> int:
        query = "SELECT count(*) FROM subscribers WHERE kind = ? AND audience = ? AND state = 'active'"
        ((number,),) = self._read(query, (kind, audience)) or [(0,)]
        return int(number)

    def tally(self) -> dict[Standing, int]:
        query = "SELECT kind, audience, state, count(*) FROM subscribers GROUP BY 1, 2, 3 ORDER BY 1, 2, 3"
        return {Standing(kind, audience, state): number for kind, audience, state, number in self._read(query, ())}

    def save(self, subscriber: Subscriber) -> Subscriber:
        def put(connection: sqlite3.Connection) -> Subscriber:
            address = (subscriber.kind, normal(subscriber.kind, subscriber.address))
            found = connection.execute(f"{_SELECT} WHERE kind = ? AND normal = ?", address).fetchone()
            kept = merged(_subscriber(found), subscriber) if found else subscriber
            connection.execute("DELETE FROM subscribers WHERE id = ? AND kind = ? AND normal = ?", (kept.id, *address))
            connection.execute(_INSERT, _row(kept))
            return kept

        return self._write(put)

    def add(self, subscriber: Subscriber) -> bool:
        insert = f"{_INSERT} ON CONFLICT DO NOTHING"
        return self._write(lambda connection: connection.execute(insert, _row(subscriber)).rowcount == 1)

    def set_state(self, id: str, state: SubscriberState, why: str = "") -> None:
        update = "UPDATE subscribers SET state = ?, why = ? WHERE id = ?"
        self._write(lambda connection: connection.execute(update, (state, why, id)))

    def erase(self, kind: AddressKind, address: str) -> bool:
        delete = "DELETE FROM subscribers WHERE kind = ? AND normal = ?"
        values = (kind, normal(kind, address))
        if not self._write(lambda connection: connection.execute(delete, values).rowcount):
            return False
        # What was deleted is written over in the file; in the log beside it, it stands until that is emptied.
        self._read("PRAGMA wal_checkpoint(TRUNCATE)", ())
        return True

    def close(self) -> None:
        with self._lock:
            if self._open is not None:
                self._open.close()
                self._open = None

    @contextlib.contextmanager
    def at_once(self) -> Iterator[None]:
        """What is written within becomes safe, and visible to others, at its end: all of it, or nothing."""
        with self._lock, self._told(), self._transaction(self._connection()):
            yield

    def _one(self, where: str, *values: str) -> Subscriber | None:
        for row in self._read(f"{_SELECT} WHERE {where}", values):
            return _subscriber(row)
        return None

    def _pages(self, where: str, values: tuple[Any, ...], after: str) -> Iterator[Subscriber]:
        query = f"{_SELECT} WHERE {where} AND id > ? ORDER BY id LIMIT {_PAGE}"
        while rows := self._read(query, (*values, after)):
            yield from map(_subscriber, rows)
            after = rows[-1][0]

    def _read(self, query: str, values: tuple[Any, ...]) -> list[tuple[Any, ...]]:
        """All rows; none where there is no file yet, which no reading makes."""
        with self._lock, self._told():
            if self._open is None and not self._path.exists():
                return []
            return self._connection().execute(query, values).fetchall()

    def _write(self, change: Callable[[sqlite3.Connection], T]) -> T:
        with self._lock, self._told():
            connection = self._connection()
            if connection.in_transaction:
                return change(connection)
            with self._transaction(connection):
                return change(connection)

    @contextlib.contextmanager
    def _transaction(self, connection: sqlite3.Connection) -> Iterator[None]:
        connection.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            connection.execute("ROLLBACK")
            raise
        connection.execute("COMMIT")

    def _connection(self) -> sqlite3.Connection:
        if self._open is None:
            if not self._path.exists():
                _make(self._path)
            made = sqlite3.connect(self._path, timeout=_PATIENCE, isolation_level=None, check_same_thread=False)
            try:
                _set_up(made, self._path)
            except BaseException:
                made.close()
                raise
            self._open = made
        return self._open

    @contextlib.contextmanager
    def _told(self) -> Iterator[None]:
        """Give what SQLite and the system refuse in words of ours."""
        try:
            yield
        except sqlite3.Error as error:
            raise StoreFault(f"{self._path}: {_said(error)}") from None
        except OSError as error:
            raise StoreFault(f"{self._path}: {error.strerror}") from None


def _make(path: Path) -> None:
    """Make the file with its tables, unless somebody is quicker: nobody ever meets it half made."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".new", dir=path.parent)
    os.close(handle)
    temporary = Path(name)
    try:
        with contextlib.closing(sqlite3.connect(temporary, isolation_level=None)) as connection:
            connection.executescript(_TABLES)
            connection.execute("PRAGMA journal_mode = WAL")
        try:
            os.link(temporary, path)
        except FileExistsError:
            return
        except OSError:
            # The disk knows no links.
            temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)


def _set_up(connection: sqlite3.Connection, path: Path) -> None:
    """Set a new connection up. Raises StoreFault where the file is not ours, or not of our time."""
    (ours,) = connection.execute("PRAGMA application_id").fetchone()
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if ours != _OURS:
        raise StoreFault(f"{path}: it is a file of another program: move it away, or name another one")
    if version > _VERSION:
        raise StoreFault(f"{path}: a newer plainstatus has written it: install that one here too")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA secure_delete = ON")


def _said(error: sqlite3.Error) -> str:
    match getattr(error, "sqlite_errorname", "").split("_")[1:2]:
        case ["BUSY"] | ["LOCKED"]:
            return f"another program writes into it for longer than {_PATIENCE} s: run this again"
        case ["NOTADB"] | ["CORRUPT"]:
            return "it is no file of subscribers, or a broken one: move it away, and bring back a copy"
        case ["READONLY"] | ["CANTOPEN"]:
            return "it may not be written: mend the rights of the file and of its folder"
        case ["FULL"]:
            return "the disk is full"
        case ["CONSTRAINT"]:
            return "this id belongs to another address already"
        case _:
            return str(error)


def _row(subscriber: Subscriber) -> tuple[Any, ...]:
    return (
        subscriber.id,
        shard_of(subscriber.id),
        subscriber.kind,
        normal(subscriber.kind, subscriber.address),
        subscriber.address,
        " ".join(subscriber.wishes.components),
        " ".join(subscriber.wishes.kinds),
        subscriber.wishes.incident,
        subscriber.audience,
        subscriber.language,
        subscriber.zone,
        int(subscriber.is_list),
        subscriber.state,
        subscriber.since.astimezone(UTC).isoformat() if subscriber.since else None,
        subscriber.source,
        subscriber.consent,
        subscriber.why,
    )


def _subscriber(row: tuple[Any, ...]) -> Subscriber:
    id, _, kind, _, address, components, kinds, incident, audience, language, zone, is_list, state, since = row[:14]
    wished = cast("tuple[Wished, ...]", tuple(kinds.split()))
    return Subscriber(
        id,
        kind,
        address,
        Wishes(tuple(components.split()), wished, incident),
        audience,
        language,
        zone,
        bool(is_list),
        state,
        datetime.fromisoformat(since) if since else None,
        *row[14:],
    )
