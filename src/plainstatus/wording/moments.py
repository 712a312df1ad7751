"""How a moment is written: in the site's zone, in one language, always with its zone."""

from datetime import UTC, date, datetime, time
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

from markupsafe import Markup

from plainstatus.model.moment import rfc3339
from plainstatus.wording.words import Words

#: The moment of what has none: where one has to stand, and that of the build would never rest.
BEFORE_ALL = datetime(2026, 1, 1, tzinfo=UTC)


def locale_of(language: str) -> str:
    """The Babel locale for a language tag. Plain English writes the day first, as most of its readers do."""
    return "en_GB" if language == "en" else language.replace("-", "_")


#: So many moments are kept as they were written.
_KEPT = 4_000


class Moments:
    """Writes times for one language and zone. `now` decides only whether a year is worth saying."""

    def __init__(self, words: Words, zone: ZoneInfo, now: datetime) -> None:
        self._words = words
        self._zone = zone
        self._now = now
        self._year = now.astimezone(zone).year
        self._days: dict[tuple[date, str], str] = {}
        #: a moment is written several times: on its page, in its link, in a list
        self._texts: dict[datetime, str] = {}

    @cached_property
    def _locale(self) -> Any:
        from babel import Locale

        return Locale.parse(locale_of(self._words.language))

    def in_zone(self, zone: ZoneInfo) -> "Moments":
        """The same for readers in another zone."""
        return Moments(self._words, zone, self._now)

    def local(self, moment: datetime) -> datetime:
        return moment.astimezone(self._zone)

    def _date(self, day: date, parts: str) -> str:
        """`parts` names what is shown (a skeleton of CLDR); the language puts it in order."""
        key = (day, parts)
        known = self._days.get(key)
        if known is None:
            from babel.dates import format_skeleton

            moment = datetime.combine(day, time())
            known = self._days[key] = format_skeleton(parts, moment, locale=self._locale)
        return known

    def day(self, day: date) -> str:
        """`24 Nov`, with the year where it is not the present one."""
        return self._date(day, "MMMd" if day.year == self._year else "yMMMd")

    def month(self, day: date) -> str:
        return self._date(day, "yMMMM")

    def month_name(self, day: date) -> str:
        return str(self._locale.months["stand-alone"]["wide"][day.month])

    def days(self, first: date, last: date) -> str:
        """A run of days: `24 Nov`, `9–14 Nov`, `28 Oct – 3 Nov`."""
        if first == last:
            return self.day(first)
        end = self.day(last)
        if (first.year, first.month) == (last.year, last.month) and end.startswith(str(last.day)):
            return f"{first.day}–{end}"
        return f"{self.day(first)} – {end}"

    def clock(self, moment: datetime) -> str:
        """`14:05 UTC`."""
        local = moment.astimezone(self._zone)
        return f"{local.hour:02}:{local.minute:02} {_zone_name(local)}"

    def text(self, moment: datetime) -> str:
        """`24 Nov, 14:05 UTC`."""
        known = self._texts.get(moment)
        if known is None:
            if len(self._texts) >= _KEPT:
                self._texts.clear()
            local = moment.astimezone(self._zone)
            known = f"{self.day(local.date())}, {local.hour:02}:{local.minute:02} {_zone_name(local)}"
            self._texts[moment] = known
        return known

    def dated(self, moment: datetime) -> str:
        """`24 Nov 2026, 14:05 UTC`: always with the year, for what is kept as it was made."""
        local = moment.astimezone(self._zone)
        return f"{self._date(local.date(), 'yMMMd')}, {local.hour:02}:{local.minute:02} {_zone_name(local)}"

    def element(self, moment: datetime, text: str | None = None) -> Markup:
        """A `time` element. The script of the page adds the reader's own zone to it."""
        shown = text if text is not None else self.text(moment)
        return Markup(f'<time datetime="{rfc3339(moment)}">{shown}</time>')  # noqa: S704 - dates and zones alone

    def window(self, start: datetime, end: datetime) -> Markup:
        """`24 Nov, 22:00 – 23:30 UTC`, the day said twice only where it changes."""
        first, last = start.astimezone(self._zone), end.astimezone(self._zone)
        if first.date() != last.date() or first.utcoffset() != last.utcoffset():
            return _span(self.element(start), self.element(end))
        opening = f"{self.day(first.date())}, {first.hour:02}:{first.minute:02}"
        return _span(self.element(start, opening), self.element(end, self.clock(end)))

    def duration(self, seconds: float) -> Markup:
        """Minutes, hours and minutes, or days and hours; never rounded up, at least one minute."""
        minutes = max(int(seconds) // 60, 1)
        hours, minutes = divmod(minutes, 60)
        days, hours = divmod(hours, 24)
        if days:
            whole = self._words.count("{n} day", "{n} days", days)
            return self._words.text("{days} {n} h", days=whole, n=hours) if hours else whole
        if not hours:
            return self._words.text("{n} min", n=minutes)
        if not minutes:
            return self._words.text("{n} h", n=hours)
        return self._words.text("{hours} h {minutes} min", hours=hours, minutes=minutes)


def _span(start: Markup, end: Markup) -> Markup:
    return Markup(f"{start} – {end}")  # noqa: S704 - markup already


def _zone_name(local: datetime) -> str:
    """`CET`; of a zone without a name of its own its distance: `UTC+3`, `UTC+5:45`."""
    name = local.tzname() or "UTC"
    if name[0].isalpha():
        return name
    sign, hours, minutes = name[0], int(name[1:3]), name[3:5]
    return f"UTC{sign}{hours}:{minutes}" if minutes else f"UTC{sign}{hours}"
