"""A value somewhere in a JSON document, with its place: whatever is wrong with it can be told."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from plainstatus.alerts.alert import AlertFault

#: No alert is larger. One of a thousand labels has a tenth of it.
MOST_BYTES = 1_000_000
#: A name or a label is cut here: nothing that means something to a person is longer.
LONGEST = 1_000

#: Controls, line separators, marks that turn the direction of a text, and halves of characters.
_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]+")
_UNSEEN_BUT_LINES = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]+")
_ABSENT = object()
_LONGEST_SHOWN = 60
#: Years before are what systems write for "never".
_FIRST_YEAR = 1990


@dataclass(frozen=True, slots=True)
class Part:
    """`value` stands at `pointer`, a JSON pointer (RFC 6901). What is asked of it and is not so is an AlertFault."""

    value: Any
    pointer: str = ""

    def __getitem__(self, name: str) -> "Part":
        """The field `name` of an object; one that is absent where there is none."""
        escaped = name.replace("~", "~0").replace("/", "~1")
        return Part(self._object().get(name, _ABSENT), f"{self.pointer}/{escaped}")

    @property
    def is_there(self) -> bool:
        """Whether there is such a field, and not null."""
        return self.value is not _ABSENT and self.value is not None

    def fields(self) -> Iterator[tuple[str, "Part"]]:
        """The fields of an object, in its order."""
        for name in self._object():
            yield _seen(name), self[name]

    def items(self) -> Iterator["Part"]:
        """The values of a list."""
        if not isinstance(self.value, list):
            raise self.fault("a list")
        for number, each in enumerate(self.value):
            yield Part(each, f"{self.pointer}/{number}")

    def text(self) -> str:
        """The words of a string on one line, without what nobody can see, and cut where they are far too long."""
        if not isinstance(self.value, str):
            raise self.fault("text in quotes")
        return _seen(self.value)

    def lines(self) -> str:
        """The words of a string as they are, without what nobody can see."""
        if not isinstance(self.value, str):
            raise self.fault("text in quotes")
        return _UNSEEN_BUT_LINES.sub("", self.value.replace("\r\n", "\n")).strip()

    def texts(self) -> tuple[tuple[str, str], ...]:
        """Name and words of each field of an object that holds words."""
        return tuple((name, part.text()) for name, part in self.fields() if isinstance(part.value, str))

    def text_or(self, otherwise: str = "") -> str:
        """As `text`; `otherwise` where there is none."""
        return self.text() if self.is_there else otherwise

    def moment(self) -> datetime | None:
        """The moment of an RFC 3339 time, in UTC, to the second; None where nothing, or "never", is written."""
        if not self.is_there:
            return None
        try:
            moment = datetime.fromisoformat(self.text())
        except ValueError:
            raise self.fault("a time such as 2026-11-24T14:05:00Z") from None
        if moment.year < _FIRST_YEAR:
            return None
        if moment.tzinfo is None or moment.year > 2200:
            raise self.fault("a time with its zone, such as 2026-11-24T14:05:00Z")
        return moment.astimezone(UTC).replace(microsecond=0)

    def fault(self, expected: str) -> AlertFault:
        """That this is not what is `expected`."""
        if self.value is _ABSENT:
            return AlertFault(self.pointer, "it is missing", f"Expected is {expected}.")
        return AlertFault(self.pointer, f"it is {self._shown()}", f"Expected is {expected}.")

    def _shown(self) -> str:
        if isinstance(self.value, dict):
            return "an object"
        if isinstance(self.value, list):
            return "a list" if self.value else "an empty list"
        return _seen(json.dumps(self.value, ensure_ascii=False))[:_LONGEST_SHOWN]

    def _object(self) -> dict[str, Any]:
        if not isinstance(self.value, dict):
            raise self.fault("an object in braces")
        return self.value


def parse(data: bytes | str, pointer: str = "") -> Part:
    """The document in `data`, which stands at `pointer` of another one. Raises AlertFault."""
    if len(data) > MOST_BYTES:
        raise AlertFault(pointer, "it is larger than any alert", "Expected is at most 1 MB.")
    try:
        text = data if isinstance(data, str) else data.decode("utf-8-sig")
        return Part(json.loads(text, parse_constant=_refuse), pointer)
    except UnicodeDecodeError:
        raise AlertFault(pointer, "it is not UTF-8", "Expected is JSON.") from None
    except json.JSONDecodeError as error:
        place = f"line {error.lineno}, column {error.colno}"
        problem = f"it is no JSON: {error.msg.removesuffix(' at')} at {place}"
        raise AlertFault(pointer, problem, "Expected is one JSON document.") from None
    except (RecursionError, ValueError):
        raise AlertFault(pointer, "it is no JSON that can be read", "Expected is one JSON document.") from None


def _refuse(constant: str) -> None:
    raise ValueError(constant)


def _seen(text: str) -> str:
    return " ".join(_UNSEEN.sub(" ", text[: LONGEST * 2]).split())[:LONGEST]
