"""What the clock will ask for next, of the page and of messages."""

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from plainstatus.commands.coming_told import told, told_of
from plainstatus.commands.notifying import Desk
from plainstatus.commands.tick_page import Clockwork
from plainstatus.model.moment import rfc3339
from plainstatus.notify.news import prompts_to_come, still_to_come
from plainstatus.timeline.coming import coming


class Next(NamedTuple):
    """The moment, and what happens then, as part of a sentence."""

    at: datetime
    words: str

    def as_data(self) -> dict[str, str]:
        """For programs."""
        return {"at": rfc3339(self.at), "what": self.words}


def next_of(site: Clockwork, desk: Desk | None) -> Next:
    """The first thing that will be due if nobody writes anything. Without `desk`, of the page alone."""
    candidates = [Next(each.at, told(each)) for each in coming(site.timeline)[:1]]
    if desk is not None:
        candidates += _messages(desk)
    return min(candidates, key=lambda each: each.at)


def _messages(desk: Desk) -> Iterator[Next]:
    reading = desk.reading
    for audience in {channel.audience for channel in reading.settings.channels if "updates" in channel.hears}:
        for occasion in still_to_come(desk.news[audience].timeline).values():
            if not occasion.is_silent:
                yield Next(occasion.public_from, told_of(occasion))
    for prompt in prompts_to_come(reading.catalog, reading.incidents, reading.settings, desk.now):
        yield Next(prompt.public_from, told_of(prompt))
