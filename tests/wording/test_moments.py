"""How moments are written: `plainstatus.wording.moments`."""

from datetime import date
from zoneinfo import ZoneInfo

import pytest
from babel.localedata import locale_identifiers
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from plainstatus.look import theme_folder
from plainstatus.model.moment import rfc3339
from plainstatus.wording.moments import Moments
from plainstatus.wording.words import Words

from ..timeline.building import at


def moments(language: str = "en", zone: str = "UTC", now: str = "2026-11-24 12:00") -> Moments:
    return Moments(Words(language, theme_folder() / "locales"), ZoneInfo(zone), at(now))


def text_of(made: Markup) -> str:
    return made.striptags()


@pytest.mark.parametrize(
    ("language", "day", "older", "month", "moment"),
    [
        ("en", "4 Nov", "4 Nov 2025", "November 2026", "4 Nov, 08:05 UTC"),
        ("en-GB", "4 Nov", "4 Nov 2025", "November 2026", "4 Nov, 08:05 UTC"),
        ("en-US", "Nov 4", "Nov 4, 2025", "November 2026", "Nov 4, 08:05 UTC"),
        ("it", "4 nov", "4 nov 2025", "novembre 2026", "4 nov, 08:05 UTC"),
        ("de", "4. Nov.", "4. Nov. 2025", "November 2026", "4. Nov., 08:05 UTC"),
        ("ja", "11月4日", "2025年11月4日", "2026年11月", "11月4日, 08:05 UTC"),
    ],
)
def test_each_language_writes_dates_its_own_way(language: str, day: str, older: str, month: str, moment: str) -> None:
    written = moments(language)

    assert written.day(date(2026, 11, 4)) == day
    assert written.day(date(2025, 11, 4)) == older
    assert written.month(date(2026, 11, 4)) == month
    assert written.text(at("2026-11-04 08:05")) == moment


def test_every_language_there_is_can_write_dates() -> None:
    for language in locale_identifiers():
        if "_" not in language:
            written = moments(language)
            assert written.day(date(2026, 1, 4)) != written.day(date(2025, 1, 4)), language
            assert written.month(date(2026, 1, 4)) and written.month_name(date(2026, 1, 4)), language


@pytest.mark.parametrize(
    ("now", "zone", "written"),
    [
        ("2026-12-31 23:59", "UTC", "31 Dec"),
        ("2027-01-01 00:00", "UTC", "31 Dec 2026"),
        ("2026-12-31 23:00", "Europe/Rome", "31 Dec 2026"),
        ("2027-01-01 04:59", "America/New_York", "31 Dec"),
    ],
)
def test_the_year_is_said_where_it_is_not_the_present_one_of_the_zone(now: str, zone: str, written: str) -> None:
    assert moments(zone=zone, now=now).day(date(2026, 12, 31)) == written


def test_what_is_kept_always_has_its_year() -> None:
    assert moments().dated(at("2026-11-04 08:05")) == "4 Nov 2026, 08:05 UTC"


@pytest.mark.parametrize(
    ("first", "last", "english", "american", "italian"),
    [
        (date(2026, 11, 9), date(2026, 11, 9), "9 Nov", "Nov 9", "9 nov"),
        (date(2026, 11, 9), date(2026, 11, 14), "9–14 Nov", "Nov 9 – Nov 14", "9–14 nov"),
        (date(2026, 10, 28), date(2026, 11, 3), "28 Oct – 3 Nov", "Oct 28 – Nov 3", "28 ott – 3 nov"),
        (date(2025, 11, 28), date(2026, 11, 3), "28 Nov 2025 – 3 Nov", "Nov 28, 2025 – Nov 3", "28 nov 2025 – 3 nov"),
        (date(2025, 11, 9), date(2025, 11, 14), "9–14 Nov 2025", "Nov 9, 2025 – Nov 14, 2025", "9–14 nov 2025"),
    ],
)
def test_a_run_of_days_says_its_month_once(first: date, last: date, english: str, american: str, italian: str) -> None:
    written = [moments(language).days(first, last) for language in ("en", "en-US", "it")]

    assert written == [english, american, italian]


@pytest.mark.parametrize(
    ("zone", "clock"),
    [
        ("UTC", "08:05 UTC"),
        ("Europe/Rome", "09:05 CET"),
        ("Europe/London", "08:05 GMT"),
        ("Europe/Istanbul", "11:05 UTC+3"),
        ("America/Sao_Paulo", "05:05 UTC-3"),
        ("Asia/Kathmandu", "13:50 UTC+5:45"),
        ("Pacific/Apia", "21:05 UTC+13"),
    ],
)
def test_a_time_names_its_zone_or_how_far_it_is_from_utc(zone: str, clock: str) -> None:
    assert moments(zone=zone).clock(at("2026-11-04 08:05")) == clock


def test_the_zone_follows_summer_time() -> None:
    written = moments(zone="Europe/Rome")

    assert written.text(at("2026-10-25 00:59")) == "25 Oct, 02:59 CEST"
    assert written.text(at("2026-10-25 01:00")) == "25 Oct, 02:00 CET"


@pytest.mark.parametrize(
    ("zone", "start", "end", "written"),
    [
        ("UTC", "2026-11-24 22:00", "2026-11-24 23:30", "24 Nov, 22:00 – 23:30 UTC"),
        ("UTC", "2026-11-24 22:00", "2026-11-25 00:00", "24 Nov, 22:00 UTC – 25 Nov, 00:00 UTC"),
        ("Europe/Rome", "2026-11-24 22:00", "2026-11-24 23:30", "24 Nov, 23:00 CET – 25 Nov, 00:30 CET"),
        ("Europe/Rome", "2026-11-24 23:00", "2026-11-25 00:00", "25 Nov, 00:00 – 01:00 CET"),
        ("Europe/Rome", "2026-10-25 00:30", "2026-10-25 01:30", "25 Oct, 02:30 CEST – 25 Oct, 02:30 CET"),
        ("Europe/Rome", "2026-03-29 00:30", "2026-03-29 01:30", "29 Mar, 01:30 CET – 29 Mar, 03:30 CEST"),
        ("UTC", "2025-12-31 23:00", "2026-01-01 01:00", "31 Dec 2025, 23:00 UTC – 1 Jan, 01:00 UTC"),
    ],
)
def test_a_window_says_the_day_and_the_zone_again_where_they_change(
    zone: str, start: str, end: str, written: str
) -> None:
    made = moments(zone=zone).window(at(start), at(end))

    assert text_of(made) == written
    assert f'<time datetime="{rfc3339(at(start))}">' in made
    assert f'<time datetime="{rfc3339(at(end))}">' in made


@pytest.mark.parametrize(
    ("seconds", "english", "italian"),
    [
        (0, "1 min", "1 min"),
        (59, "1 min", "1 min"),
        (119, "1 min", "1 min"),
        (120, "2 min", "2 min"),
        (59 * 60 + 59, "59 min", "59 min"),
        (60 * 60, "1 h", "1 h"),
        (95 * 60, "1 h 35 min", "1 h 35 min"),
        (24 * 3600 - 1, "23 h 59 min", "23 h 59 min"),
        (24 * 3600, "1 day", "1 giorno"),
        (25 * 3600 - 1, "1 day", "1 giorno"),
        (51 * 3600 + 59 * 60, "2 days 3 h", "2 giorni 3 h"),
        (400 * 24 * 3600, "400 days", "400 giorni"),
    ],
)
def test_a_duration_is_cut_and_never_rounded_up(seconds: float, english: str, italian: str) -> None:
    assert moments().duration(seconds) == english
    assert moments("it").duration(seconds) == italian


@given(st.integers(60, 10**8))
def test_a_duration_never_says_more_than_there_was(seconds: int) -> None:
    units = {"min": 60, "h": 3600, "day": 86400, "days": 86400}
    parts = moments().duration(seconds).split()
    said = sum(int(number) * units[unit] for number, unit in zip(parts[::2], parts[1::2], strict=True))

    assert said <= seconds < said + (3600 if said >= 86400 else 60)


def test_an_element_shows_what_it_is_given_and_keeps_the_moment() -> None:
    made = moments().element(at("2026-11-24 14:05"), "at noon")

    assert made == '<time datetime="2026-11-24T14:05:00Z">at noon</time>'
