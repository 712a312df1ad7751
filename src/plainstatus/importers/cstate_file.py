"""One file of a cState site: its fields, its words, and its times as Hugo reads them.

Does not know what fields mean.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import yaml

from plainstatus.reading import times

_YAML_FRONT = re.compile(r"\s*---[ \t]*\n(.*?)^---[ \t]*$\n?", re.DOTALL | re.MULTILINE)
_TOML_FRONT = re.compile(r"\s*\+\+\+[ \t]*\n(.*?)^\+\+\+[ \t]*$\n?", re.DOTALL | re.MULTILINE)
_TOML_PLACE = re.compile(r"(.*) \(at line (\d+), column (\d+)\)", re.DOTALL)
_TIME = re.compile(
    r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[Tt\s]+(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?)?\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2})?",
    re.ASCII,
)


class Unreadable(Exception):
    """Why a file or a time cannot be read, in words for the report."""


@dataclass(frozen=True, slots=True)
class Written:
    """A time: the moment in UTC, and whether the file named its zone."""

    at: datetime
    zoned: bool


def parse_file(data: bytes) -> tuple[Mapping[str, Any], str]:
    """The front matter of a file, every scalar as text, and its words. Raises Unreadable."""
    try:
        text = data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError:
        raise Unreadable("it is not UTF-8") from None
    if match := _YAML_FRONT.match(text):
        return parse_yaml(match[1]), text[match.end() :]
    if match := _TOML_FRONT.match(text):
        return parse_toml(match[1]), text[match.end() :]
    if re.match(r"\s*---[ \t]*\n", text):
        raise Unreadable("its front matter is never closed: a line `---` is missing below the fields")
    raise Unreadable("it has no front matter: the first line is not `---`")


def parse_yaml(text: str, *, shown: str = "") -> Mapping[str, Any]:
    """A YAML mapping with every scalar as the text that was written.

    Raises Unreadable: with line and column in the file `shown`, or with the line of the fields.
    """
    before = f"{shown}: " if shown else ""
    try:
        value = yaml.load(text, Loader=yaml.CBaseLoader)  # noqa: S506 - makes nothing but text, lists and mappings
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        line = f" (line {mark.line + 1} of the fields)" if mark and not shown else ""
        place = f"{shown}:{mark.line + 1}:{mark.column + 1}: " if mark and shown else before
        raise Unreadable(f"{place}its YAML cannot be read: {error.problem}{line}") from None
    except (yaml.YAMLError, RecursionError, ValueError):
        raise Unreadable(f"{before}its YAML cannot be read") from None
    if value in (None, ""):
        return {}
    if not isinstance(value, dict) or not all(isinstance(key, str) for key in value):
        raise Unreadable(f"{before}its YAML is not a list of `field: value` lines")
    return value


def parse_time(text: str, zone: str) -> Written:
    """The moment that `text` names; `zone` counts where it names none. Raises Unreadable."""
    match = _TIME.fullmatch(text.strip())
    if match is None:
        raise Unreadable(f"the time “{text.strip()[:40]}” cannot be read")
    year, month, day, hour, minute, second, offset = match.groups()
    written = f"{year}-{int(month):02}-{int(day):02} {int(hour or 0):02}:{minute or '00'}:{second or '00'}"
    try:
        return Written(times.parse_time(f"{written} {offset or zone}", zone), offset is not None)
    except times.TimeFault as fault:
        raise Unreadable(f"the time “{text.strip()[:40]}” cannot be read: {fault.message}") from None


def is_true(value: Any) -> bool:
    """Whether a field says yes, in any of YAML 1.1's words for it."""
    return isinstance(value, str) and value.strip().lower() in ("true", "yes", "on", "y")


def parse_toml(text: str, *, shown: str = "") -> Mapping[str, Any]:
    """A TOML table with every value of it as text, but for tables in it.

    Raises Unreadable: with line and column in the file `shown`, or with those in the fields.
    """
    import tomllib

    before = f"{shown}: " if shown else ""
    try:
        return {name: _as_text(value) for name, value in tomllib.loads(text).items()}
    except tomllib.TOMLDecodeError as error:
        said = str(error)
        if shown and (match := _TOML_PLACE.fullmatch(said)):
            before, said = f"{shown}:{match[2]}:{match[3]}: ", match[1]
        raise Unreadable(f"{before}its TOML cannot be read: {said}") from None
    except (RecursionError, ValueError):
        raise Unreadable(f"{before}its TOML cannot be read") from None


def _as_text(value: Any) -> Any:
    if isinstance(value, list):
        return [_as_text(item) for item in value]
    if isinstance(value, bool):
        return "true" if value else "false"
    return value if isinstance(value, dict) else str(value)
