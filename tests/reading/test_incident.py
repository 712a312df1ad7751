from datetime import date, timedelta

import pytest

from plainstatus.model.incident import UNKNOWN, Schedule, Window
from tests.reading.files import FRONT, IN_ROME, MAINTENANCE, OPENING, PATH, faults, read, utc

WHOLE = """---
title: Parcels are not tracked
components:
  api: partial_outage
impact: critical
started: 2026-11-24 13:52 UTC
publish_at: 2026-11-24 14:00 UTC
audience: internal
notify: false
template: outage
external_id: PX-17
---
We lost one of two data centres.

## Investigating — 2026-11-24 14:05 UTC
next_update: 14:35

Tracking pages show **old** data.

### What still works

Labels.

## Identified — 2026-11-24 14:25 UTC
components: {api: major_outage, web: degraded_performance}
next_update: 15:00
expected_recovery: 2h
notify: false

A switch is broken.

## Resolved — 2026-11-24 16:41 UTC

All is well.
"""


def test_every_field_of_an_incident_is_read() -> None:
    incident = read(WHOLE)

    assert incident.id == "2026-11-24-parcels"
    assert incident.path == PATH
    assert incident.title == "Parcels are not tracked"
    assert incident.kind == "incident"
    assert incident.components == {"api": "partial_outage"}
    assert incident.impact == "critical"
    assert incident.started == utc("2026-11-24 13:52")
    assert incident.publish_at == utc("2026-11-24 14:00")
    assert incident.audience == "internal"
    assert incident.notify is False
    assert incident.template == "outage"
    assert incident.external_id == "PX-17"
    assert incident.summary == "We lost one of two data centres."


def test_every_field_of_an_update_is_read() -> None:
    first, second, last = read(WHOLE).updates

    assert first.at == utc("2026-11-24 14:05")
    assert first.status == "investigating"
    assert first.text == "Tracking pages show **old** data.\n\n### What still works\n\nLabels."
    assert first.next_update == utc("2026-11-24 14:35")
    assert first.line == 15
    assert second.components == {"api": "major_outage", "web": "degraded_performance"}
    assert second.expected_recovery == utc("2026-11-24 16:25")
    assert second.notify is False
    assert last.components == {}
    assert last.expected_recovery is None
    assert last.notify is True


def test_an_update_is_for_the_audience_of_its_file_unless_it_names_one() -> None:
    assert {update.audience for update in read(WHOLE).updates} == {"internal"}
    narrowed = read(FRONT + OPENING + "audience: internal\n\nDo X.\n\n## Update — 2026-11-24 15:00 UTC\nWords.\n")
    assert [update.audience for update in narrowed.updates] == ["internal", "public"]


def test_both_orders_of_updates_say_the_same() -> None:
    head, _, rest = WHOLE.partition("## ")
    sections = ["## " + each.rstrip() for each in rest.split("\n## ")]
    turned = read(head + "\n\n".join(reversed(sections)) + "\n")

    times_and_words = [(update.at, update.status, update.text, update.components) for update in turned.updates]
    assert times_and_words == [(each.at, each.status, each.text, each.components) for each in read(WHOLE).updates]


@pytest.mark.parametrize(
    "heading",
    [
        "## Investigating — 2026-11-24 14:05 UTC",
        "## Investigating – 2026-11-24 14:05 UTC",
        "## Investigating - 2026-11-24 14:05 UTC",
        "## Investigating · 2026-11-24 14:05 UTC",
        "##  INVESTIGATING  --  2026-11-24T14:05Z  ##",
        "   ## investigating—2026-11-24 15:05 Europe/Rome",
    ],
)
def test_a_heading_may_have_any_dash_any_case_and_any_zone(heading: str) -> None:
    (update,) = read(FRONT + heading + "\n").updates
    assert (update.status, update.at) == ("investigating", utc("2026-11-24 14:05"))


@pytest.mark.parametrize("words", ["In progress", "in_progress", "IN-PROGRESS", "In  Progress"])
def test_a_status_of_two_words_is_read_in_every_form(words: str) -> None:
    (update,) = read(MAINTENANCE + f"## {words} — 2026-12-01 22:00 UTC\n").updates
    assert update.status == "in_progress"


def test_a_lone_time_is_in_the_zone_of_its_own_heading() -> None:
    (update,) = read(FRONT + "## Investigating — 2026-11-24 15:05 Europe/Rome\nnext_update: 15:35\n").updates
    assert update.next_update == utc("2026-11-24 14:35")


def test_times_without_a_zone_are_in_the_zone_of_the_site() -> None:
    (update,) = read(FRONT + "## Investigating — 2026-11-24 15:05\nnext_update: 15:35\n", IN_ROME).updates
    assert (update.at, update.next_update) == (utc("2026-11-24 14:05"), utc("2026-11-24 14:35"))


def test_recovery_may_be_unknown() -> None:
    (update,) = read(FRONT + OPENING + "expected_recovery: unknown\n").updates
    assert update.expected_recovery == UNKNOWN


def test_a_maintenance_has_a_window_reminders_and_a_list_of_components() -> None:
    incident = read(
        MAINTENANCE.replace("scheduled", "remind: [2d, 30m]\nscheduled") + "## Scheduled — 2026-11-24 14:05 UTC\n"
    )

    assert incident.components == {"api": "under_maintenance"}
    assert incident.remind == (timedelta(days=2), timedelta(minutes=30))
    assert incident.schedule == Schedule(Window(utc("2026-12-01 22:00"), utc("2026-12-02 00:00")))


@pytest.mark.parametrize("end", ["2026-12-02 00:30 Europe/Rome", "00:30", "150m", "2026-12-01 23:30 UTC", "23:30 UTC"])
def test_the_end_of_a_window_may_be_a_time_a_time_of_day_or_a_length(end: str) -> None:
    front = MAINTENANCE.replace("22:00 UTC, end: 2h", f"22:00 Europe/Rome, end: '{end}'")
    schedule = read(front + "## Scheduled — 2026-11-24 14:05 UTC\n").schedule
    assert schedule is not None
    assert schedule.window == Window(utc("2026-12-01 21:00"), utc("2026-12-01 23:30"))


def test_a_repeating_window_keeps_its_rule_its_zone_and_the_days_that_fall_out() -> None:
    front = MAINTENANCE.replace(
        "{start: 2026-12-01 22:00 UTC, end: 2h}",
        "\n  start: 2026-12-01 22:00 Europe/Rome\n  end: 2h\n  auto: false\n"
        "  repeat: RRULE:freq=weekly;byday=TU\n  except: [2026-12-22]",
    )
    schedule = read(front + "## Scheduled — 2026-11-24 14:05 UTC\n").schedule
    assert schedule == Schedule(
        Window(utc("2026-12-01 21:00"), utc("2026-12-01 23:00")),
        auto=False,
        repeat="FREQ=WEEKLY;BYDAY=TU",
        zone="Europe/Rome",
        skipped=(date(2026, 12, 22),),
    )


def test_a_rescheduled_maintenance_carries_its_new_window() -> None:
    words = "## Rescheduled — 2026-11-25 09:00 UTC\nscheduled: {start: 2026-12-03 22:00 UTC, end: 23:00}\n\nLater.\n"
    (update,) = read(MAINTENANCE + words).updates
    assert update.scheduled == Window(utc("2026-12-03 22:00"), utc("2026-12-03 23:00"))


def test_a_notice_may_touch_no_component_and_may_end() -> None:
    text = "---\ntitle: Closed on Friday\nkind: notice\ncomponents: {}\nuntil: 2026-12-01 00:00 UTC\n---\n"
    incident = read(text + "## Notice — 2026-11-24 14:05 UTC\n")
    assert (incident.components, incident.until) == ({}, utc("2026-12-01 00:00"))


@pytest.mark.parametrize("field", ["impact: minor", "external_id: qkzc4x1d"])
def test_an_incident_that_says_how_bad_it_is_or_was_elsewhere_may_touch_no_component(field: str) -> None:
    front = f"---\ntitle: Mail is late\ncomponents: {{}}\n{field}\n---\n"
    incident = read(f"{front}\n## Investigating — 2026-11-24 14:05 UTC\n\nSlow.\n")

    assert incident.components == {}


def test_an_update_keeps_the_id_that_it_had_elsewhere() -> None:
    front = "---\ntitle: Mail is late\ncomponents: {api: partial_outage}\n---\n"
    incident = read(f"{front}\n## Investigating — 2026-11-24 14:05 UTC\nexternal_id: bhp6v5pb9fk8\n\nSlow.\n")

    assert [update.external_id for update in incident.updates] == ["bhp6v5pb9fk8"]


def test_an_incident_may_be_opened_again() -> None:
    text = "## Resolved — 2026-11-24 15:00 UTC\n\n## Investigating — 2026-11-24 16:00 UTC\n"
    assert [update.status for update in read(FRONT + OPENING + text).updates][-1] == "investigating"


def test_prose_with_a_colon_under_a_heading_is_prose() -> None:
    (update,) = read(FRONT + OPENING + "Note: we look into it.\nnow: still looking.\n").updates
    assert update.text == "Note: we look into it.\nnow: still looking."


def test_words_may_follow_fields_without_a_blank_line() -> None:
    (update,) = read(FRONT + OPENING + "next_update: 14:35\nWe look into it.\n").updates
    assert update.text == "We look into it."
    assert update.next_update == utc("2026-11-24 14:35")


def test_fields_may_go_over_several_lines() -> None:
    (update,) = read(
        FRONT + OPENING + "components:\n  api: operational\n  # quick again\n  web: partial_outage\n"
    ).updates
    assert update.components == {"api": "operational", "web": "partial_outage"}


@pytest.mark.parametrize(
    "code",
    [
        "```\n## Resolved — 2026-11-24 18:00 UTC\n```",
        "~~~~ text\n```\n## Anything\n~~~\n~~~~",
        "<!--\n## Resolved — 2026-11-24 18:00 UTC\n-->",
        "    ## Resolved — 2026-11-24 18:00 UTC",
    ],
)
def test_a_heading_within_code_or_a_comment_opens_no_update(code: str) -> None:
    (update,) = read(FRONT + OPENING + f"Before.\n\n{code}\n\nAfter.\n").updates
    assert update.text == f"Before.\n\n{code}\n\nAfter."


def test_a_placeholder_may_stand_in_code() -> None:
    text = "Write `<<region>>`.\n\n```\n<<region>>\n```\n"
    assert read(FRONT + OPENING + text).updates[0].text == text.strip()


def test_a_byte_order_mark_and_the_line_ends_of_windows_change_nothing() -> None:
    assert read("\ufeff" + WHOLE.replace("\n", "\r\n")) == read(WHOLE)


def test_a_file_that_ends_without_a_newline_is_whole() -> None:
    assert read(WHOLE.rstrip("\n")) == read(WHOLE)


def test_a_narrow_file_may_hold_a_still_narrower_update() -> None:
    context = type(IN_ROME)(IN_ROME.catalog, type(IN_ROME.settings)(audiences={"staff": (), "oncall": ("staff",)}))
    front = FRONT.replace("---\n", "---\naudience: staff\n", 1)
    assert read(front + OPENING + "audience: oncall\n", context).updates[0].audience == "oncall"
    assert faults(front.replace("staff", "oncall") + OPENING + "audience: staff\n", context) == [
        "7:11: error: the update is for `staff`, but the file is for `oncall` alone\n"
        "    An update can narrow who reads it, not widen. Delete the field, or change the file's `audience`."
    ]
