"""Times that stand in the words alone, where neither the page nor a reminder can find them."""

import re

#: A moment or a span: `in 30 minutes`, `by 15:00`, `within the next hour`; `entro un'ora`, `alle 15:00`.
_WHEN = (
    r"(?:in|within|by|at|before|tra|fra|entro|alle|per\sle)\s(?:the\snext\s|another\s|about\s|approximately\s|circa\s|le\s)?"
    r"(?:\d|an?\s(?:\w+\s)?hour|half|one\s|two\s|hour|un['’]?\s?or|mezz)"
)
_NEXT = re.compile(rf"(?:update|write|report|aggiorn|scriv)[^.!?\n]{{0,60}}?\s{_WHEN}", re.IGNORECASE)
_BACK = re.compile(
    r"(?:expect|should|will|estimat|anticipat|prev[ei]|dovrebbe|sarà|torner)(?![^.!?\n]{0,20}\s(?:update|aggiorn))"
    rf"[^.!?\n]{{0,100}}?\s{_WHEN}|(?<!\w)ETA(?!\w)[^.!?\n]{{0,40}}?\d",
    re.IGNORECASE,
)


def tells_next_update(text: str) -> bool:
    """Whether `text` says when the next words come."""
    return _NEXT.search(text) is not None


def tells_recovery(text: str) -> bool:
    """Whether `text` says when service is expected back."""
    return _BACK.search(text) is not None
