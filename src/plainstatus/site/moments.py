"""How a moment is written: in the site's zone, in one language, always with its zone."""

from datetime import date, datetime
from functools import cached_property
from zoneinfo import ZoneInfo

from markupsafe import Markup

from plainstatus.site.words import Words


def rfc3339(moment: datetime) -> str:
    """A moment of the model, which is in UTC, as RFC 3339 has it to the second: `2026-11-24T14:05:00Z`."""
    return f"{moment.isoformat()[:19]}Z"


def locale_of(language: str) -> str:
    """The Babel locale for a language tag. Plain English writes the day first and 24 hours."""
    return "en_GB" if language == "en" else language.replace("-", "_")


class Moments:
    """Writes times for one language and zone. `now` decides only whether a year is worth saying."""

    def __init__(self, words: Words, zone: ZoneInfo, now: datetime) -> None:
        self._words = words
        self._zone = zone
        self._year = now.astimezone(zone).year
        self._days: dict[tuple[date, str], str] = {}
        #: a moment is written several times: on its page, in its link, in a list
        self._texts: dict[datetime, str] = {}

    @cached_property
    def _locale(self) -> object:
        from babel import Locale

        return Locale.parse(locale_of(self._words.language))

    def local(self, moment: datetime) -> datetime:
        return moment.astimezone(self._zone)

    def _date(self, day: date, pattern: str) -> str:
        key = (day, pattern)
        known = self._days.get(key)
        if known is None:
            from babel.dates import format_date

            known = self._days[key] = format_date(day, pattern, locale=self._locale)  # type: ignore[arg-type]
        return known

    def day(self, day: date) -> str:
        """`24 Nov`, with the year where it is not the present one."""
        return self._date(day, "d MMM" if day.year == self._year else "d MMM y")

    def long_day(self, day: date) -> str:
        return self._date(day, "EEEE d MMMM y")

    def month(self, day: date) -> str:
        return self._date(day, "LLLL y")

    def month_name(self, day: date) -> str:
        return self._date(day, "LLLL")

    def days(self, first: date, last: date) -> str:
        """A run of days: `24 Nov`, `9–14 Nov`, `28 Oct – 3 Nov`."""
        if first == last:
            return self.day(first)
        if (first.year, first.month) == (last.year, last.month):
            return f"{first.day}–{self.day(last)}"
        return f"{self.day(first)} – {self.day(last)}"

    def clock(self, moment: datetime) -> str:
        """`14:05 UTC`."""
        local = moment.astimezone(self._zone)
        return f"{local.hour:02}:{local.minute:02} {_zone_name(local)}"

    def text(self, moment: datetime) -> str:
        """`24 Nov, 14:05 UTC`."""
        known = self._texts.get(moment)
        if known is None:
            local = moment.astimezone(self._zone)
            known = f"{self.day(local.date())}, {local.hour:02}:{local.minute:02} {_zone_name(local)}"
            self._texts[moment] = known
        return known

    def dated(self, moment: datetime) -> str:
        """`24 Nov 2026, 14:05 UTC`: always with the year, for what is kept as it was made."""
        local = moment.astimezone(self._zone)
        return f"{self._date(local.date(), 'd MMM y')}, {local.hour:02}:{local.minute:02} {_zone_name(local)}"

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
    name = local.tzname() or "UTC"
    return name if name[0].isalpha() else f"UTC{name}"
