"""Findings as people, GitHub and other programs read them. Does not know how they were found."""

import json
import os
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, replace
from pathlib import Path
from typing import NoReturn

import click

from plainstatus.model.finding import Finding

_LONGEST_LINE = 160


def seen_from_here(findings: Iterable[Finding], root: Path) -> list[Finding]:
    """`findings`, whose paths are relative to `root`, with paths relative to the current folder."""
    return [replace(each, path=os.path.relpath(root / each.path).replace(os.sep, "/")) for each in findings]


def as_text(findings: Iterable[Finding]) -> str:
    """Each finding with the line that it is about, and a mark under the place."""
    sources: dict[str, list[str]] = {}
    return "".join(_with_source(finding, sources) for finding in findings)


def show(findings: Iterable[Finding], root: Path) -> None:
    """Print each of `findings`, whose paths are relative to `root`, on standard error."""
    click.echo(as_text(seen_from_here(findings, root)), nl=False, err=True)


def refuse_text(findings: Iterable[Finding], text: str) -> NoReturn:
    """Print the faults of a text that is in no file yet, each with its line, and leave."""
    lines = text.split("\n")
    click.echo("Nothing was written, as the file would have faults:\n", err=True)
    for each in findings:
        if each.code != "placeholder":
            said = f"  {lines[each.line - 1]}\n" if each.line else ""
            click.echo(f"error: {each.message}\n{said}  {each.hint}\n", err=True)
    raise SystemExit(1)


def as_github(findings: Iterable[Finding]) -> str:
    """Each finding as a workflow command, which GitHub shows beside the line."""
    return "".join(f"{_command(finding)}\n" for finding in findings)


def as_json(findings: Iterable[Finding]) -> str:
    """All findings as a list of objects with the fields of `Finding`."""
    return json.dumps([asdict(finding) for finding in findings], indent=2, ensure_ascii=False) + "\n"


FORMATS: Mapping[str, Callable[[Iterable[Finding]], str]] = {"text": as_text, "github": as_github, "json": as_json}


def summary(findings: Iterable[Finding], files: int) -> str:
    """How many findings of which weight there are, in how many incident files."""
    found = [finding.severity for finding in findings]
    counts = [_count(found.count(severity), severity) for severity in ("error", "warning", "notice")]
    said = ", ".join(count for count in counts if count) or "No faults"
    return f"{said} in {files} incident file{'' if files == 1 else 's'}."


def _count(number: int, word: str) -> str:
    return f"{number} {word}{'' if number == 1 else 's'}" if number else ""


def _with_source(finding: Finding, sources: dict[str, list[str]]) -> str:
    place = f"{finding.path}:{finding.line}:{finding.column}" if finding.line else finding.path
    lines = [f"{place}: {finding.severity}: {finding.message}"]
    source = _line_of(finding, sources)
    if source is not None:
        number = str(finding.line)
        margin = " " * len(number)
        lines += [f"  {number} | {source}"]
        if 0 < finding.column <= len(source) + 1:
            # Tabs keep their width, so that the mark stands under its character.
            before = "".join("\t" if char == "\t" else " " for char in source[: finding.column - 1])
            lines += [f"  {margin} | {before}^"]
    if finding.hint:
        lines += [f"  {finding.hint}"]
    return "\n".join(lines) + "\n\n"


def _line_of(finding: Finding, sources: dict[str, list[str]]) -> str | None:
    """The line that a finding is about, as far as it can be shown; None where it is about no line."""
    if not finding.line:
        return None
    if finding.path not in sources:
        try:
            text = Path(finding.path).read_text(encoding="utf-8-sig", errors="replace")
        except OSError:
            text = ""
        sources[finding.path] = text.split("\n")
    lines = sources[finding.path]
    if finding.line > len(lines):
        return None
    line = lines[finding.line - 1].rstrip("\r")[:_LONGEST_LINE]
    return "".join(char if char.isprintable() or char == "\t" else "\ufffd" for char in line) or None


def _command(finding: Finding) -> str:
    kind = {"error": "error", "warning": "warning", "notice": "notice"}[finding.severity]
    properties = {"file": finding.path}
    if finding.line:
        properties |= {"line": str(finding.line), "col": str(finding.column)}
    # GitHub knows no end of a column on another line.
    if finding.end_line and finding.end_line == finding.line and finding.end_column > finding.column:
        properties |= {"endColumn": str(finding.end_column)}
    if finding.code:
        properties["title"] = finding.code
    written = ",".join(f"{name}={_escaped(value, property=True)}" for name, value in properties.items())
    message = f"{finding.message}\n{finding.hint}" if finding.hint else finding.message
    return f"::{kind} {written}::{_escaped(message)}"


def _escaped(text: str, *, property: bool = False) -> str:
    """`text` as a workflow command carries it; in a property, colons and commas end nothing either."""
    text = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    return text.replace(":", "%3A").replace(",", "%2C") if property else text
