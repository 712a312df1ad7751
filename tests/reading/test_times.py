from datetime import date, timedelta

import pytest

from plainstatus.reading.times import TimeFault, parse_day, parse_duration, parse_time, read_moment
from tests.reading.files import utc

AFTER = utc("2026-11-24 14:05")


def refusal(text: str, zone: str = "UTC", **lone: object) -> tuple[str, str]:
    with pytest.raises(TimeFault) as caught:
        parse_time(text, zone, **lone)  # type: ignore[arg-type]
    return caught.value.message, caught.value.hint


@pytest.mark.parametrize(
    "text",
    [
        "2026-11-24 14:05 UTC",
        "2026-11-24 14:05",
        "2026-11-24  14:05  utc",
        "2026-11-24 14:05 GMT",
        "2026-11-24T14:05:00Z",
        "2026-11-24t14:05:00.000Z",
        "2026-11-24 15:05 +01:00",
        "2026-11-24 15:05+0100",
        "2026-11-24 15:05 +01",
        "2026-11-24 04:35 -09:30",
        "2026-11-24 15:05 Europe/Rome",
        "2026-11-24 15:05:00 Europe/Rome",
        "2026-11-24 09:05 America/New_York",
        " 2026-11-24 19:50 Asia/Kathmandu ",
    ],
)
def test_every_accepted_form_names_the_same_moment(text: str) -> None:
    assert parse_time(text, "UTC") == utc("2026-11-24 14:05")


def test_a_time_without_a_zone_is_in_the_zone_of_the_site() -> None:
    assert parse_time("2026-11-24 15:05", "Europe/Rome") == utc("2026-11-24 14:05")


def test_seconds_are_kept() -> None:
    assert parse_time("2026-11-24 14:05:09 UTC", "Europe/Rome") == utc("2026-11-24 14:05:09")


@pytest.mark.parametrize(("decimals", "milliseconds"), [("1", 100), ("123", 123), ("123999", 123), ("000000001", 0)])
def test_decimals_of_a_second_count_to_the_millisecond(decimals: str, milliseconds: int) -> None:
    moment = parse_time(f"2026-11-24T14:05:09.{decimals}Z", "Europe/Rome")

    assert moment == utc("2026-11-24 14:05:09") + timedelta(milliseconds=milliseconds)


@pytest.mark.parametrize(
    ("text", "zone", "moment"),
    [
        ("14:35", "UTC", "2026-11-24 14:35"),
        ("14:05", "UTC", "2026-11-24 14:05"),
        ("14:04", "UTC", "2026-11-25 14:04"),
        ("00:10", "UTC", "2026-11-25 00:10"),
        ("15:35", "Europe/Rome", "2026-11-24 14:35"),
        ("15:35 UTC", "Europe/Rome", "2026-11-24 15:35"),
        ("23:30 Asia/Tokyo", "UTC", "2026-11-24 14:30"),
        ("23:00 Asia/Tokyo", "UTC", "2026-11-25 14:00"),
        ("14:35 +00:00", "Asia/Tokyo", "2026-11-24 14:35"),
    ],
)
def test_a_time_of_day_is_the_first_one_that_does_not_lie_before(text: str, zone: str, moment: str) -> None:
    assert parse_time(text, zone, after=AFTER) == utc(moment)


def test_the_day_of_a_time_of_day_is_that_of_its_own_zone() -> None:
    late = utc("2026-11-24 23:30")
    assert parse_time("00:45", "Europe/Rome", after=late) == utc("2026-11-24 23:45")


def test_the_zone_that_was_written_is_told() -> None:
    assert read_moment("2026-11-24 15:05 +0100", "UTC").zone == "+01:00"
    assert read_moment("2026-11-24 15:05 Europe/Rome", "UTC").zone == "Europe/Rome"
    assert read_moment("2026-11-24 15:05", "Europe/Rome").zone == "Europe/Rome"
    assert read_moment("2026-11-24 15:05Z", "Europe/Rome").zone == "UTC"


def test_the_hour_that_the_clocks_leave_out_is_an_error_with_both_readings() -> None:
    assert refusal("2026-03-29 02:30", "Europe/Rome") == (
        "2026-03-29 02:30 does not exist in Europe/Rome: the clocks go forward that day",
        "Write `2026-03-29 01:30 Europe/Rome` or `2026-03-29 03:30 Europe/Rome`, whichever was meant.",
    )


def test_the_hour_that_the_clocks_repeat_is_an_error_with_both_readings() -> None:
    assert refusal("2026-10-25 02:30 Europe/Rome") == (
        "2026-10-25 02:30 exists twice in Europe/Rome: the clocks go back that day",
        "Write `2026-10-25 02:30 +02:00` for the first, or `2026-10-25 02:30 +01:00` for the second.",
    )


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2026-03-29 01:59", "2026-03-29 00:59"),
        ("2026-03-29 03:00", "2026-03-29 01:00"),
        ("2026-10-25 01:59", "2026-10-24 23:59"),
        ("2026-10-25 03:00", "2026-10-25 02:00"),
    ],
)
def test_the_minutes_around_a_clock_change_are_read(text: str, moment: str) -> None:
    assert parse_time(text, "Europe/Rome") == utc(moment)


@pytest.mark.parametrize("text", ["2026-03-29 02:00", "2026-03-29 02:59", "2026-10-25 02:00", "2026-10-25 02:59"])
def test_the_first_and_last_minute_of_a_clock_change_are_refused(text: str) -> None:
    assert "in Europe/Rome" in refusal(text, "Europe/Rome")[0]


def test_a_time_of_day_in_a_clock_change_is_refused_too() -> None:
    message, _ = refusal("02:30", "Europe/Rome", after=utc("2026-10-24 21:00"))
    assert message == "2026-10-25 02:30 exists twice in Europe/Rome: the clocks go back that day"


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        ("", "the time is missing", "Write it like `2026-11-24 14:05 UTC`."),
        (
            "2026-11-24 14:05 CET",
            "“CET” means different times to different people",
            "Write the offset (`+01:00`), or a place: `Europe/Rome`.",
        ),
        (
            "2026-11-24 14:05 EST",
            "“EST” means different times to different people",
            "Write the offset (`-05:00`), or a place: `America/New_York`.",
        ),
        ("2026-11-24 14:05 Europe/Roma", "“Europe/Roma” is not a zone", "Did you mean `Europe/Rome`?"),
        ("2026-11-24 14:05 rome", "“rome” is not a zone", "Did you mean `Europe/Rome`?"),
        ("2026-11-24 14:05 UTC+1", "“UTC+1” is not a zone", "Write `+01:00`."),
        ("2026-11-24 14:05 +25:00", "“+25:00” is further from UTC than any place", "Write an offset such as `+01:00`."),
        (
            "11/24/2026 2:05 PM",
            "“11/24/2026 2:05 PM” is not a time that can be read",
            "Write `2026-11-24 14:05`.",
        ),
        (
            "03/04/2026 14:05",
            "“03/04/2026 14:05” is not a time that can be read",
            "Write `2026-03-04 14:05` or `2026-04-03 14:05`.",
        ),
        ("24.11.2026 14.05", "“24.11.2026 14.05” is not a time that can be read", "Write `2026-11-24 14:05`."),
        (
            "24 Nov 2026, 14:05 UTC",
            "“24 Nov 2026, 14:05 UTC” is not a time that can be read",
            "Write `2026-11-24 14:05 UTC`.",
        ),
        ("2026-11-24 9:05", "“2026-11-24 9:05” is not a time that can be read", "Write `2026-11-24 09:05`."),
        ("2026-11-24 24:00", "a day has no 24:00", "Write `00:00` of the next day."),
        ("2026-11-24 25:00", "25:00 is no time of day", "Write hours from `00` to `23` and minutes from `00` to `59`."),
        ("2026-02-30 10:00", "there is no day 2026-02-30", "That month has 28 days."),
        (
            "2026-13-01 10:00",
            "2026-13-01 has no month: there are twelve",
            "Write year, month and day in this order: `2026-11-24`.",
        ),
        ("0226-11-24 10:00", "the year 226 cannot be meant", "Write a year from 1970 to 2200."),
        (
            "2026-11-24",
            "“2026-11-24” is not a time that can be read",
            "The time of day is missing: write for example `2026-11-24 14:05 UTC`.",
        ),
        ("14:05", "“14:05” has no day", "Write the day before it: `2026-11-24 14:05`."),
        ("yesterday", "“yesterday” is not a time that can be read", "Write it like `2026-11-24 14:05 UTC`."),
    ],
)
def test_a_slip_is_told_with_what_to_write(text: str, message: str, hint: str) -> None:
    assert refusal(text) == (message, hint)


@pytest.mark.parametrize(
    "zone", ["localtime", "posixrules", "../../etc/passwd", "Factory", "Europe", "right/UTC", "a" * 60]
)
def test_a_zone_is_a_place_and_never_a_file_of_this_machine(zone: str) -> None:
    assert "is not a zone" in refusal(f"2026-11-24 14:05 {zone}")[0]


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("2h", timedelta(hours=2)),
        ("90m", timedelta(minutes=90)),
        ("1d", timedelta(days=1)),
        ("1h30m", timedelta(minutes=90)),
        ("1 hour 30 minutes", timedelta(minutes=90)),
        ("2w", timedelta(weeks=2)),
    ],
)
def test_a_length_of_time_is_read(text: str, length: timedelta) -> None:
    assert parse_duration(text) == length


@pytest.mark.parametrize("text", ["", "2", "h", "0m", "-1h", "2h2h", "1.5h", "30s", "999w999999d"])
def test_what_is_no_length_of_time_is_refused(text: str) -> None:
    with pytest.raises(TimeFault):
        parse_duration(text)


def test_a_length_counts_from_the_update_where_it_is_allowed() -> None:
    assert read_moment("1h30m", "UTC", after=AFTER, durations=True).at == utc("2026-11-24 15:35")
    with pytest.raises(TimeFault):
        read_moment("1h30m", "UTC", after=AFTER)


def test_a_day_is_year_month_and_day() -> None:
    assert parse_day("2026-11-24") == date(2026, 11, 24)
    for text in ("24.11.2026", "2026-11-31", "2026-11-24 14:05", "٢٠٢٦-11-24"):
        with pytest.raises(TimeFault):
            parse_day(text)


def test_advice_on_one_mistake_of_a_time_does_not_contain_the_next():
    _, hint = refusal("2026-11-25 3:52 CET")

    advised = hint.split("`")[1]
    assert advised == "2026-11-25 03:52 +01:00"
    assert parse_time(advised, "UTC") == utc("2026-11-25 02:52")
