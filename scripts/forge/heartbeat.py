"""Whether the page is still renewed: when the schedule last ran well, and of when the page says that it is.

`python -m scripts.forge.heartbeat` says it; with `--issue` to the repository, in an issue.
"""

import argparse
import json
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

from scripts.forge.complaint import complain, withdraw
from scripts.forge.github import Refused, got

from plainstatus.commands.clock import now_from
from plainstatus.reading.settings import read_settings

TITLE = "The status page is not being renewed"
#: Twelve runs of the schedule. Forges run schedules late; this late they are not.
LIMIT = timedelta(hours=2)

_WORKFLOW = "schedule.yml"
_PATIENCE = 20
_MOST_BYTES = 100_000
#: No page can stand at these (RFC 2606): whoever has one of them has not set the address yet.
_EXAMPLES = ("example", "invalid", "test", "example.com", "example.net", "example.org")


@dataclass(frozen=True)
class Schedule:
    """`last` is when it last ran well, None where it never did; `since` is when it was set up."""

    state: str
    since: datetime
    last: datetime | None


def told_of_schedule(schedule: Schedule, now: datetime) -> Iterator[str]:
    """What is wrong with the schedule at `now`, one sentence each."""
    if schedule.state != "active":
        yield f"GitHub has switched the schedule off (`{schedule.state}`)."
    elif schedule.last is None:
        if now - schedule.since > LIMIT:
            yield f"The schedule has not run well since it was set up, {_ago(schedule.since, now)}."
    elif now - schedule.last > LIMIT:
        yield f"The schedule last ran well {_ago(schedule.last, now)}."


def told_of_page(url: str, now: datetime) -> Iterator[str]:
    """What is wrong with the page at `url`, which ends in a slash, at `now`. Asks the network."""
    host = urlsplit(url).hostname
    if not host or any(f".{host}".endswith(f".{example}") for example in _EXAMPLES):
        return
    try:
        built = _built_at(f"{url}live.json")
    except (OSError, ValueError) as fault:
        yield f"{url}live.json does not say of when the page is: {_reason(fault)}."
        return
    if now - built > LIMIT:
        yield f"The page at {url} was made {_ago(built, now)}."


def _built_at(url: str) -> datetime:
    """Of when the page is. Raises OSError and ValueError."""
    request = urllib.request.Request(url, headers={"User-Agent": "plainstatus heartbeat", "Cache-Control": "no-cache"})
    with urllib.request.urlopen(request, timeout=_PATIENCE) as answer:
        said = json.loads(answer.read(_MOST_BYTES))
    if not isinstance(said, dict) or not isinstance(said.get("built_at"), int):
        raise ValueError("it has no `built_at`")
    return datetime.fromtimestamp(said["built_at"], UTC)


def _reason(fault: Exception) -> str:
    if isinstance(fault, urllib.error.HTTPError):
        return f"it answers with {fault.code}"
    return str(getattr(fault, "reason", fault)) or type(fault).__name__


def _ago(then: datetime, now: datetime) -> str:
    minutes = int((now - then).total_seconds() // 60)
    long = f"{minutes // 1440} days" if minutes >= 2 * 1440 else f"{minutes // 60} h {minutes % 60} min"
    return f"{long} ago, at {then:%Y-%m-%d %H:%M} UTC"


def schedule_of_repository() -> Schedule:
    """What GitHub says of it. Raises Refused."""
    workflow = got(f"actions/workflows/{_WORKFLOW}")
    runs = got(f"actions/workflows/{_WORKFLOW}/runs?status=success&per_page=1")["workflow_runs"]
    last = datetime.fromisoformat(runs[0]["updated_at"]) if runs else None
    return Schedule(workflow["state"], datetime.fromisoformat(workflow["created_at"]), last)


def as_issue(faults: list[str]) -> str:
    """What the issue says."""
    return "\n".join(
        [
            *(f"- {fault}" for fault in faults),
            "",
            "What to do: run the workflow “Schedule” by hand (Actions → Schedule → Run workflow; where it was switched",
            "off, there is a button to enable it). If it fails, its log says why. Until then `scripts/build`,",
            "`scripts/publish` and `scripts/notify` do the same from any checkout. `docs/workflows.md` has more.",
            "",
            "This issue is renewed as long as that is so, and closes by itself.",
        ]
    )


def main(root: Path) -> int:
    parser = argparse.ArgumentParser(prog="scripts/heartbeat", description="Say whether the page is still renewed.")
    parser.add_argument("--issue", action="store_true", help="say it in an issue of the repository")
    chosen = parser.parse_args()
    settings, _ = read_settings(root / "mkdocs.yml")
    now = now_from(None)
    try:
        faults = [*told_of_schedule(schedule_of_repository(), now), *told_of_page(settings.site_url, now)]
        for fault in faults:
            print(fault)
        if not chosen.issue:
            return 1 if faults else 0
        address = complain(TITLE, as_issue(faults)) if faults else withdraw(TITLE, "The page is renewed again.")
    except Refused as refusal:
        print(f"heartbeat: {refusal}", file=sys.stderr)
        return 1
    print(f"Complained in {address}." if faults else f"All is well.{f' Closed {address}.' if address else ''}")
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(__file__).resolve().parents[2]))
