"""Subscribers as rows of CSV: what each column holds, how it is read, and how it is written."""

import contextlib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, NamedTuple, cast

from plainstatus.model.address import is_mail_address, is_number
from plainstatus.model.finding import Finding
from plainstatus.model.subscriber import WISHED, Subscriber, SubscriberState, Wished, Wishes
from plainstatus.reading.faults import instead, listed, nearest, quoted
from plainstatus.reading.times import TimeFault, parse_time, zone_in
from plainstatus.reading.words import hidden_in
from plainstatus.subscribers.csv_cells import CsvFault, Row, bare, rows_of
from plainstatus.subscribers.offer import Site, unfit
from plainstatus.subscribers.store import new_id

STATES: tuple[SubscriberState, ...] = ("active", "left", "bounced", "complained")
_KINDS = ("mail", "sms")
_LONGEST_CELL = 2000
#: What other programs call a column → what it is called here.
_MEANT = {"email": "address", "e-mail": "address", "mail": "address", "phone": "address"}
#: To the microsecond, which people never write.
_EXPORTED_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{6})?\+00:00", re.ASCII)


class Given(NamedTuple):
    """What counts for rows that do not say it themselves."""

    now: datetime
    zone: str
    source: str
    consent: str


class Person(NamedTuple):
    """What a row says, or what is wrong with it. `line` is where it begins; `has_id` is whether it names an id."""

    line: int
    subscriber: Subscriber | None
    faults: tuple[Finding, ...] = ()
    has_id: bool = False


class _Fault(Exception):
    """A cell that cannot be read: what is wrong, and what to write instead."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.message, self.hint = message, hint


@dataclass(frozen=True)
class _Column:
    """`read` makes a value of a cell that is not empty, `write` a cell of a subscriber."""

    name: str
    help: str
    read: Callable[[str, Given], Any]
    write: Callable[[Subscriber], str]


def _words(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text.replace(",", " ").replace(";", " ").replace("|", " ").split()))


def _one_of(words: tuple[str, ...], what: str) -> Callable[[str, Given], str]:
    def read(text: str, given: Given) -> str:
        if text.lower() in words:
            return text.lower()
        raise _Fault(f"{quoted(text)} is no {what}", instead(text, words))

    return read


def _address(text: str, given: Given) -> str:
    # An address stands in no message: those are kept in logs.
    if is_mail_address(text) or is_number(text):
        return text
    hint = "Write it like `anna@example.com`, in plain letters, or like `+39 051 123 4567`."
    raise _Fault("this is neither a mail address nor a telephone number", hint)


def _kinds(text: str, given: Given) -> tuple[str, ...]:
    read = _one_of(WISHED, "kind of update")
    wished = [read(word, given) for word in _words(text)]
    return tuple(word for word in WISHED if word in wished)


def _truth(text: str, given: Given) -> bool:
    if text.lower() in ("true", "false"):
        return text.lower() == "true"
    raise _Fault(f"{quoted(text)} is neither true nor false", "Write `true` or `false`.")


def _moment(text: str, given: Given) -> datetime:
    if _EXPORTED_MOMENT.fullmatch(text):
        with contextlib.suppress(ValueError):
            return datetime.fromisoformat(text)
    try:
        return parse_time(text, given.zone)
    except TimeFault as fault:
        raise _Fault(fault.message, fault.hint) from None


def _zone(text: str, given: Given) -> str:
    try:
        return zone_in(text)
    except TimeFault as fault:
        raise _Fault(fault.message, fault.hint) from None


def _id(text: str, given: Given) -> str:
    if 16 <= len(text) <= 64 and text.isascii() and text.isalnum():
        return text
    raise _Fault(f"{quoted(text)} is no id of a subscriber", "Leave it empty, unless the row comes from an export.")


def _text(text: str, given: Given) -> str:
    return text


def _since(subscriber: Subscriber) -> str:
    return subscriber.since.astimezone(UTC).isoformat() if subscriber.since else ""


COLUMNS = (
    _Column("address", "A mailbox, or a telephone number with its country.", _address, lambda each: each.address),
    _Column(
        "kind",
        "`mail` or `sms`; the address tells it.",
        _one_of(_KINDS, "kind of address"),
        lambda each: each.kind,
    ),
    _Column(
        "components",
        "Ids of components and groups, with spaces between them; all where it is empty.",
        lambda text, given: _words(text),
        lambda each: " ".join(each.wishes.components),
    ),
    _Column(
        "kinds",
        "`incident`, `maintenance`, or both.",
        _kinds,
        lambda each: " ".join(each.wishes.kinds),
    ),
    _Column("incident", "The id of the only incident.", _text, lambda each: each.wishes.incident or ""),
    _Column("audience", "Whose words they may read; `public` where it is empty.", _text, lambda each: each.audience),
    _Column("language", "One of the languages of the site.", _text, lambda each: each.language or ""),
    _Column("zone", "The zone of times in messages, as `Europe/Rome`.", _zone, lambda each: each.zone or ""),
    _Column("list", "`true` where many read at the address.", _truth, lambda each: str(each.is_list).lower()),
    _Column(
        "state",
        "`active`, `left`, `bounced` or `complained`.",
        _one_of(STATES, "state of a subscriber"),
        lambda each: each.state,
    ),
    _Column("since", "Since when; this moment where it is empty.", _moment, _since),
    _Column("source", "Where the address came from.", _text, lambda each: each.source),
    _Column("consent", "What they agreed to, how and when.", _text, lambda each: each.consent),
    _Column("why", "How the state came to be.", _text, lambda each: each.why),
    _Column("id", "The id here, out of an export; a new one where it is empty.", _id, lambda each: each.id),
)
_BY_NAME: Mapping[str, _Column] = {column.name: column for column in COLUMNS}


def people_in(lines: Iterable[str], path: str, site: Site, given: Given) -> Iterator[Person]:
    """Everybody in a file, row by row, with the faults of each row. `path` is what the faults name."""
    rows = rows_of(lines)
    header = next(rows, None)
    if header is None:
        hint = "The first line names the columns: write at least `address`."
        yield Person(1, None, (Finding(path, 0, 0, "the file is empty", hint, "csv-header"),))
        return
    faults = tuple(_faults_of_header(header, path))
    if faults or isinstance(header, CsvFault):
        yield Person(header.line, None, faults)
        return
    names = tuple(cell.strip().lower() for cell in header.cells)
    for row in rows:
        yield _person(row, names, path, site, given)


def _faults_of_header(header: Row | CsvFault, path: str) -> Iterator[Finding]:
    if isinstance(header, CsvFault):
        yield _finding(header, path)
        return
    seen: set[str] = set()
    for number, cell in enumerate(header.cells):
        name, place = cell.strip().lower(), header.place(number)
        if name in seen:
            yield Finding(path, *place, f"the column {quoted(cell)} is there twice", "Delete one.", "csv-header")
        elif name not in _BY_NAME:
            yield Finding(path, *place, f"{quoted(cell)} is not a column", _column_hint(name), "csv-header")
        seen.add(name)
    if "address" not in seen and not seen & _MEANT.keys():
        hint = "The first line names the columns: write at least `address`."
        yield Finding(path, header.line, 1, "there is no column `address`", hint, "csv-header")


def _column_hint(name: str) -> str:
    if meant := _MEANT.get(name):
        return f"Call it `{meant}`."
    near = nearest(name, _BY_NAME)
    return f"Did you mean `{near}`?" if near else f"Delete it. There are {listed(_BY_NAME)}."


def _person(row: Row | CsvFault, names: tuple[str, ...], path: str, site: Site, given: Given) -> Person:
    if isinstance(row, CsvFault):
        return Person(row.line, None, (_finding(row, path),))
    if len(row.cells) > len(names):
        message = f"the row has {len(row.cells)} cells, more than there are columns"
        hint = 'Put a cell in quotes (`"`) where what parts cells stands in it.'
        return Person(row.line, None, (Finding(path, *row.place(len(names)), message, hint, "csv-row"),))
    values: dict[str, Any] = {}
    faults: list[Finding] = []

    def fault(name: str, message: str, hint: str) -> None:
        number = names.index(name) if name in names else len(names)
        faults.append(Finding(path, *row.place(number), message, hint, f"csv-{name}"))

    for name, cell in zip(names, row.cells, strict=False):
        try:
            if text := bare(cell.strip()):
                values[name] = _BY_NAME[name].read(_clean(text), given)
        except _Fault as wrong:
            fault(name, wrong.message, wrong.hint)
    if not faults and "address" not in values:
        fault("address", "there is no address", "Write one, or delete the row.")
    if not faults:
        subscriber = _subscriber(values, given)
        for missed in (*unfit(subscriber, site), *_not_right(subscriber)):
            fault(missed[0], missed[1], missed[2])
    return Person(row.line, None if faults else subscriber, tuple(faults), "id" in values)


def _clean(text: str) -> str:
    if not text.isprintable() and (found := hidden_in(text)):
        raise _Fault(f"the cell holds {found}, which nobody can see", "Delete it.")
    if len(text) > _LONGEST_CELL:
        raise _Fault(f"the cell has {len(text)} characters", f"Shorten it to {_LONGEST_CELL}.")
    return text


def _subscriber(values: Mapping[str, Any], given: Given) -> Subscriber:
    address = values["address"]
    wished = cast("tuple[Wished, ...]", values.get("kinds", WISHED))
    return Subscriber(
        id=values.get("id") or new_id(),
        kind=values.get("kind") or ("mail" if "@" in address else "sms"),
        address=address,
        wishes=Wishes(values.get("components", ()), wished, values.get("incident")),
        audience=values.get("audience", "public"),
        language=values.get("language"),
        zone=values.get("zone"),
        is_list=values.get("list", False),
        state=values.get("state", "active"),
        since=values.get("since", given.now),
        source=values.get("source", given.source),
        consent=values.get("consent", given.consent),
        why=values.get("why", ""),
    )


def _not_right(subscriber: Subscriber) -> Iterator[tuple[str, str, str]]:
    if (subscriber.kind == "mail") != ("@" in subscriber.address):
        yield "kind", f"the address is not one for `{subscriber.kind}`", "Leave the kind out: the address tells it."
    if not subscriber.consent:
        hint = "Say with --consent what they agreed to, and when; or in a column `consent`."
        yield "consent", "nothing says what they agreed to", hint


def _finding(fault: CsvFault, path: str) -> Finding:
    return Finding(path, fault.line, fault.column, fault.message, fault.hint, "csv-row")


def header() -> tuple[str, ...]:
    """The names of all columns, in their order."""
    return tuple(_BY_NAME)


def cells_of(subscriber: Subscriber) -> tuple[str, ...]:
    """All that is known of a subscriber, in the order of the columns."""
    return tuple(column.write(subscriber) for column in COLUMNS)
