"""Findings as SARIF 2.1.0 (OASIS), which code scanning services and editors read."""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

from plainstatus import __version__
from plainstatus.check.rules import RULES
from plainstatus.commands.rule_pages import page_of
from plainstatus.model.finding import Finding

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS = {"error": "error", "warning": "warning", "notice": "note"}


def as_sarif(findings: Iterable[Finding]) -> str:
    """All findings as one run; their paths are relative to the current folder, which is taken for the root."""
    findings = list(findings)
    rules = _rules(findings)
    numbers = {rule["id"]: number for number, rule in enumerate(rules)}
    prints = _fingerprints(findings)
    run = {
        "tool": {"driver": {"name": "plainstatus", "semanticVersion": __version__, "rules": rules}},
        "columnKind": "unicodeCodePoints",
        "results": [_result(each, numbers, mark) for each, mark in zip(findings, prints, strict=True)],
    }
    log = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, indent=2, ensure_ascii=False) + "\n"


def _rules(findings: Sequence[Finding]) -> list[dict[str, Any]]:
    """The rules of `check`, and behind them the codes of the reader's own faults that were found."""
    known = [_rule(rule.code, rule.severity, rule.summary) for rule in RULES]
    codes = {rule.code for rule in RULES}
    others = dict.fromkeys(finding.code for finding in findings if finding.code and finding.code not in codes)
    return [*known, *({"id": code} for code in others)]


def _rule(code: str, severity: str, summary: str) -> dict[str, Any]:
    rule: dict[str, Any] = {
        "id": code,
        "shortDescription": {"text": f"{summary[:1].upper()}{summary[1:]}."},
        "defaultConfiguration": {"level": _LEVELS[severity]},
    }
    if page := page_of(code):
        rule["fullDescription"] = {"text": " ".join(page.split("\n\n")[1].split())}
        rule["help"] = {"text": page, "markdown": page}
    return rule


def _result(finding: Finding, numbers: Mapping[str, int], mark: str) -> dict[str, Any]:
    place: dict[str, Any] = {"artifactLocation": {"uri": quote(finding.path)}}
    if region := _region(finding):
        place["region"] = region
    told = f"{finding.message}\n{finding.hint}" if finding.hint else finding.message
    result: dict[str, Any] = {
        "level": _LEVELS[finding.severity],
        "message": {"text": told},
        "locations": [{"physicalLocation": place}],
        "partialFingerprints": {"plainstatus/v1": mark},
    }
    if finding.code:
        result |= {"ruleId": finding.code, "ruleIndex": numbers[finding.code]}
    if finding.replacement is not None:
        change = {"deletedRegion": region, "insertedContent": {"text": finding.replacement}}
        result["fixes"] = [
            {
                "description": {"text": f"Write “{finding.replacement}”."},
                "artifactChanges": [{"artifactLocation": place["artifactLocation"], "replacements": [change]}],
            }
        ]
    return result


def _region(finding: Finding) -> dict[str, int]:
    if not finding.line:
        return {}
    region = {"startLine": finding.line, "startColumn": max(finding.column, 1)}
    return region | ({"endLine": finding.end_line, "endColumn": finding.end_column} if finding.end_line else {})


def _fingerprints(findings: Sequence[Finding]) -> list[str]:
    """What each is known by, as long as its line says the same: where the line stands may change, and its message."""
    sources: dict[str, list[str]] = {}
    seen: Counter[tuple[str, ...]] = Counter()
    marks = []
    for finding in findings:
        about = (finding.path, finding.code, _line(finding, sources))
        seen[about] += 1
        marks.append(hashlib.sha256("\0".join((*about, str(seen[about]))).encode()).hexdigest()[:32])
    return marks


def _line(finding: Finding, sources: dict[str, list[str]]) -> str:
    if finding.path not in sources:
        try:
            sources[finding.path] = Path(finding.path).read_text("utf-8-sig", "replace").split("\n")
        except OSError:
            sources[finding.path] = []
    lines = sources[finding.path]
    return lines[finding.line - 1].strip() if 0 < finding.line <= len(lines) else ""
