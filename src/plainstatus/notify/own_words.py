"""The sentences of a message that nobody wrote: what the clock says, and that it comes late."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from plainstatus.notify.occasion import Occasion
from plainstatus.notify.voice import Voice
from plainstatus.wording.words import N_

#: A schedule that runs every few minutes is not late.
_IN_TIME = timedelta(minutes=15)
#: Words in a file that are of use at their moment only, as what the clock says is.
_OF_DATES = frozenset({"rescheduled", "cancelled"})

_LATE = N_("This message is late: it was due {time}.")
_SENTENCES = {
    "reminder": N_("This maintenance begins {time}."),
    "start": N_("The maintenance has begun as planned."),
    "end": N_("The maintenance has ended as planned."),
}


def sentences(occasion: Occasion, now: datetime, start: datetime | None, voice: Voice) -> Iterator[str]:
    """Those that stand before the words of an author, as plain text. `start` is that of the maintenance, if any."""
    words, moments = voice.edition.words, voice.edition.moments
    if is_late(occasion, now):
        yield words.plain(_LATE, time=moments.text(occasion.public_from))
    if occasion.kind != "update":
        yield words.plain(_SENTENCES[occasion.kind], time=moments.text(start) if start else "")


def is_late(occasion: Occasion, now: datetime) -> bool:
    """Whether what is due at its moment only is sent long after it."""
    if occasion.prompt is not None:
        # It names the moment that was promised, and is as true later.
        return False
    of_date = occasion.update is None or occasion.update.status in _OF_DATES
    return of_date and now - occasion.public_from > _IN_TIME
