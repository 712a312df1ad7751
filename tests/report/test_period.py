from datetime import date

import pytest

from plainstatus.report.period import PeriodFault, each_month_of, last_months, period_named

TODAY = date(2026, 11, 25)


def days(text: str) -> tuple[str, str]:
    period = period_named(text, TODAY)
    return period.first.isoformat(), period.last.isoformat()


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2026", "2026-01-01", "2026-12-31"),
        ("2026-Q1", "2026-01-01", "2026-03-31"),
        ("2026-q4", "2026-10-01", "2026-12-31"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2026-11-24", "2026-11-24", "2026-11-24"),
        ("last 90 days", "2026-08-28", "2026-11-25"),
        ("last 1 day", "2026-11-25", "2026-11-25"),
        ("Last  Month", "2026-10-01", "2026-10-31"),
        ("last quarter", "2026-07-01", "2026-09-30"),
        ("last year", "2025-01-01", "2025-12-31"),
        ("this quarter", "2026-10-01", "2026-12-31"),
    ],
)
def test_a_period_has_the_days_that_its_name_says(text: str, first: str, last: str) -> None:
    assert days(text) == (first, last)


@pytest.mark.parametrize(
    ("text", "before"),
    [
        ("2026-Q1", "2025-Q4"),
        ("2026-03", "2026-02"),
        ("2026", "2025"),
        ("last 90 days", "2026-05-30 to 2026-08-27"),
        ("2026-11-24", "2026-11-23"),
    ],
)
def test_the_period_before_is_of_the_same_kind_and_ends_where_the_other_begins(text: str, before: str) -> None:
    period = period_named(text, TODAY)
    earlier = period.before()

    assert earlier is not None
    assert (earlier.name, earlier.after) == (before, period.first)


def test_the_first_year_of_the_calendar_has_none_before_it() -> None:
    assert period_named("0001", TODAY).before() is None


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("last qarter", "“last qarter” is no period. Did you mean “last quarter”?"),
        ("2026-13", "“2026-13” is not in the calendar. Write 2026, 2026-Q3,"),
        ("2026-02-30", "“2026-02-30” is not in the calendar."),
        ("last 0 days", "“last 0 days” is not in the calendar."),
        ("9999", "“9999” is not in the calendar."),
        ("spring", "“spring” is no period. Write 2026,"),
    ],
)
def test_what_names_no_period_is_told_with_what_to_write(text: str, fault: str) -> None:
    with pytest.raises(PeriodFault) as raised:
        period_named(text, TODAY)

    assert f"{raised.value.message}. {raised.value.hint}".startswith(fault)


def test_twelve_months_end_with_the_present_one() -> None:
    months = each_month_of(last_months(12, TODAY))

    assert [months[0].name, months[-1].name, len(months)] == ["2025-12", "2026-11", 12]
