from datetime import datetime

import pytest
from dateutil.rrule import rrulestr

from plainstatus.reading.repeats import read_rule

TUESDAY = datetime(2026, 12, 1, 22, 0)


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=DAILY",
        "FREQ=WEEKLY",
        "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,TH",
        "FREQ=MONTHLY;BYDAY=1TU",
        "FREQ=MONTHLY;BYDAY=-5TU",
        "FREQ=MONTHLY;BYMONTHDAY=1",
        "FREQ=MONTHLY;BYMONTHDAY=-31",
        "FREQ=MONTHLY;BYDAY=MO,TU,WE;BYSETPOS=1",
        "FREQ=WEEKLY;BYDAY=MO,TU;BYSETPOS=-1",
        "FREQ=YEARLY;BYMONTH=12;BYDAY=1TU",
        "FREQ=YEARLY;BYMONTH=3,12;BYMONTHDAY=1",
        "FREQ=DAILY;COUNT=5",
        "FREQ=DAILY;UNTIL=20261231",
        "FREQ=WEEKLY;UNTIL=20261231T220000Z;WKST=SU",
    ],
)
def test_a_rule_that_begins_with_its_window_is_read(rule: str) -> None:
    assert read_rule(rule, TUESDAY) == (rule, "", "")
    laid_out = rrulestr(rule.replace("Z;", ";"), dtstart=TUESDAY)
    assert laid_out[0] == TUESDAY


@pytest.mark.parametrize(
    ("rule", "message", "hint"),
    [
        ("weekly", "“WEEKLY” is not a part of a rule that is read here", "Write for example `FREQ=WEEKLY;BYDAY=TU`."),
        ("FREQ=HOURLY", "“HOURLY” is not a value of FREQ", "Write `DAILY`, `WEEKLY`, `MONTHLY` or `YEARLY`."),
        ("BYDAY=TU", "the rule does not say how often", "Write for example `FREQ=WEEKLY;BYDAY=TU`."),
        ("FREQ=WEEKLY;BYDAYS=TU", "“BYDAYS” is not a part of a rule that is read here", "Did you mean `BYDAY`?"),
        ("FREQ=WEEKLY;BYDAY=TUE", "“TUE” is not a value of BYDAY", "Write for example `FREQ=WEEKLY;BYDAY=TU`."),
        ("FREQ=DAILY;INTERVAL=0", "“0” is not a value of INTERVAL", "Write for example `FREQ=WEEKLY;BYDAY=TU`."),
        ("FREQ=DAILY;FREQ=DAILY", "FREQ is written twice", "Delete one of the two."),
        ("FREQ=DAILY;COUNT=1;UNTIL=20270101", "a rule cannot have both COUNT and UNTIL", "Delete one of the two."),
        (
            "FREQ=WEEKLY;BYDAY=WE",
            "the window does not begin on a day of its own rule",
            "It begins on a Tuesday, 2026-12-01; move `start`, or change BYDAY.",
        ),
        (
            "FREQ=MONTHLY;BYDAY=2TU",
            "the window does not begin on a day of its own rule",
            "It begins on a Tuesday, 2026-12-01; move `start`, or change BYDAY.",
        ),
        (
            "FREQ=MONTHLY;BYMONTHDAY=2",
            "the window does not begin on a day of its own rule",
            "It begins on day 1 of the month; move `start`, or change BYMONTHDAY.",
        ),
        (
            "FREQ=MONTHLY;BYDAY=TU;BYSETPOS=2",
            "the window does not begin on a day of its own rule",
            "Move `start` to the first time of the rule, or change BYSETPOS.",
        ),
        ("FREQ=DAILY;UNTIL=20261130", "the rule ends before the window begins", "Write an UNTIL after `start`."),
        (
            "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
            "the window does not begin on a day of its own rule",
            "It begins in month 12; move `start`, or change BYMONTH.",
        ),
    ],
)
def test_a_rule_that_cannot_be_meant_is_told(rule: str, message: str, hint: str) -> None:
    assert read_rule(rule, TUESDAY) == (None, message, hint)
