"""From labels and a `resolvedWhen` to the statuses of updates: what the old page meant by its words.

Knows nothing of files. Where words and fields disagree, the words count and a remark says so.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from plainstatus.importers.cstate_prose import Piece
from plainstatus.model.incident import Update
from plainstatus.model.status import STATELESS_STATUSES

CLOSING_WORDS = "Marked as resolved."

#: Words this near to the end that the source names are those that said so.
NEAR = timedelta(minutes=2)
_MOMENT = timedelta(seconds=1)

_STATUS_WORDS = {
    "investigating": re.compile(r"\b(?:investigating|reopened)\b", re.IGNORECASE),
    "identified": re.compile(r"\bidentified\b", re.IGNORECASE),
    "monitoring": re.compile(r"\bmonitoring\b", re.IGNORECASE),
}
_OVER = re.compile(
    r"(?<!not )\b(?:resolved|restored|completed?|fixed|recovered|is over|back to normal)\b", re.IGNORECASE
)
_LONGEST_LABEL = 8


def said(pieces: Sequence[Piece], *, over: bool) -> list[Update]:
    """`pieces`, which all have a time and are in its order, as updates of an incident.

    `over` is whether the source calls the incident resolved. Two at one moment are put a second apart.
    """
    updates: list[Update] = []
    for number, piece in enumerate(pieces):
        last = number == len(pieces) - 1
        status = _status(piece.label, last=last, over=over)
        label = piece.label.casefold()
        assert piece.at is not None
        at = max(piece.at, updates[-1].at + _MOMENT) if updates else piece.at
        updates.append(Update(at, status, piece.rest if label == status else piece.text))
    return updates


def noticed(pieces: Sequence[Piece]) -> list[Update]:
    """`pieces` as updates of a notice."""
    updates: list[Update] = []
    for piece in pieces:
        assert piece.at is not None
        at = max(piece.at, updates[-1].at + _MOMENT) if updates else piece.at
        updates.append(Update(at, "update" if updates else "notice", piece.text))
    return updates


def closed(
    updates: list[Update], began: datetime, when: datetime | None, remarks: list[str], *, field: str = "resolvedWhen"
) -> list[Update]:
    """`updates` of an incident that is over, with one that says so.

    `began` is the source's `date` and `when` what its `field` says; words may have come after it.
    """
    ended = next((update for update in reversed(updates) if _changes_state(update)), None)
    if ended is not None and ended.status == "resolved":
        if when is not None and abs(ended.at - when) > NEAR:
            remarks.append(f"{field} says {_shown(when)}, the words say {_shown(ended.at)}: the words count")
        return updates
    if when is not None and (near := _near(updates, when)) is not None:
        return [replace(each, status="resolved") if each is near else each for each in updates]
    if when is not None and when > began and not any(_changes_state(update) for update in updates if update.at > when):
        return sorted([*updates, Update(when, "resolved", CLOSING_WORDS)], key=lambda update: update.at)
    if when is None:
        remarks.append(f"there is no {field}: it is closed with its last update")
    elif when <= began:
        remarks.append(f"{field} {_shown(when)} is not after its date: it is closed with its last update")
    else:
        remarks.append(f"it went on after {field} {_shown(when)}: it is closed with its last update")
    return [*updates, Update(updates[-1].at + _MOMENT, "resolved", CLOSING_WORDS)]


def _changes_state(update: Update) -> bool:
    return update.status not in STATELESS_STATUSES


def _near(updates: list[Update], when: datetime) -> Update | None:
    """The update that was made at `when`, if no later one changes the state again."""
    for update in reversed(updates):
        if abs(update.at - when) <= NEAR:
            return update if len(updates) > 1 or update.at >= when else None
        if _changes_state(update):
            return None
    return None


def _status(label: str, *, last: bool, over: bool) -> str:
    if len(label.split()) > _LONGEST_LABEL:
        return "update"
    if label.casefold() == "resolved":
        return "resolved" if over or not last else "update"
    if last and over and _OVER.search(label):
        return "resolved"
    return next((status for status, words in _STATUS_WORDS.items() if words.search(label)), "update")


def _shown(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M} UTC"
