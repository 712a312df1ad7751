"""Alerts of every form, from their bytes."""

import json
from datetime import UTC, datetime

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from plainstatus.alerts.alert import Alert, AlertFault, Trouble
from plainstatus.alerts.forms import FORMS, read_alert
from plainstatus.alerts.part import MOST_BYTES

from .messages import alarm, alertmanager, as_bytes, by_sns, firing, pagerduty, plain


def read(document: object, form: str | None = None) -> Alert:
    return read_alert(as_bytes(document), form)


def fault_of(document: object, form: str | None = None) -> str:
    with pytest.raises(AlertFault) as raised:
        read(document, form)
    return str(raised.value)


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("document", "source"),
    [
        (alertmanager(firing()), "Alertmanager"),
        (by_sns(alarm()), "CloudWatch"),
        (alarm(), "CloudWatch"),
        (pagerduty(), "PagerDuty"),
        (plain(), "plain JSON"),
    ],
)
def test_the_form_is_told_from_the_content(document, source):
    assert read(document).source == source


def test_an_alert_of_alertmanager_has_the_labels_that_may_name_a_component_the_best_first():
    alert = read(
        alertmanager(
            firing(job="probe", namespace="mail", component="api", severity="warning", region="eu"),
            firing("beef", began="2026-11-24T13:59:00+00:00", service="web", severity="critical"),
        )
    )

    assert alert.state == "firing"
    assert alert.started == utc("2026-11-24 13:59:00")
    assert alert.troubles == (
        Trouble(("api", "probe", "mail", "TooManyErrors"), "degraded_performance", ("eu",)),
        Trouble(("web", "TooManyErrors"), "partial_outage"),
    )


def test_of_a_group_only_what_fires_counts():
    over = firing("beef", "resolved", service="web")

    assert [trouble.names[0] for trouble in read(alertmanager(firing(service="api"), over)).troubles] == ["api"]
    assert read(alertmanager(over, status="resolved")).state == "resolved"


def test_an_alert_keeps_its_key_while_it_goes_on_and_gets_another_when_it_comes_again():
    first = read(alertmanager(firing()))
    grown = read(alertmanager(firing(), firing("beef"), receiver="other"))
    again = read(alertmanager(firing(began="2026-11-25T02:00:00Z")))

    assert set(first.keys) < set(grown.keys)
    assert not set(first.keys) & set(again.keys)


def test_an_alarm_has_the_values_of_its_dimensions_then_its_name():
    trigger = {
        "Namespace": "AWS/ApplicationELB",
        "Metrics": [
            {"Id": "m1", "MetricStat": {"Metric": {"Dimensions": [{"Name": "Queue", "Value": "push"}]}}},
            {"Id": "e1", "Expression": "m1 * 2"},
        ],
    }

    assert read(alarm()).troubles[0].names == ("live", "prod-mail-api-5xx", "AWS/ApiGateway")
    assert read(alarm()).troubles[0].regions == ("eu-south-1",)
    assert read(alarm(Trigger=trigger)).troubles[0].names == ("push", "prod-mail-api-5xx", "AWS/ApplicationELB")
    assert read(alarm()).started == utc("2026-11-24 14:03:09")


def test_a_composite_alarm_has_no_trigger():
    document = {name: value for name, value in alarm().items() if name != "Trigger"}

    assert read(by_sns({**document, "AlarmRule": "ALARM(a)"})).troubles[0].names == ("prod-mail-api-5xx",)


@pytest.mark.parametrize(
    ("state", "means"), [("ALARM", "firing"), ("OK", "resolved"), ("INSUFFICIENT_DATA", "unknown")]
)
def test_the_state_of_an_alarm(state, means):
    assert read(alarm(state)).state == means


def test_an_incident_of_pagerduty_is_known_by_its_id_whatever_happens_to_it():
    triggered, resolved = read(pagerduty()), read(pagerduty("incident.resolved", status="resolved"))

    assert (triggered.state, resolved.state) == ("firing", "resolved")
    assert triggered.keys == resolved.keys
    assert triggered.started == utc("2026-11-24 14:04:00")
    assert triggered.troubles[0].names[0] == "Mail API"


@pytest.mark.parametrize(
    ("data", "status"),
    [
        ({}, "partial_outage"),
        ({"urgency": "low"}, "degraded_performance"),
        ({"urgency": "high", "priority": {"summary": "P3"}}, "degraded_performance"),
        ({"urgency": "low", "priority": {"summary": "P1"}}, "partial_outage"),
    ],
)
def test_the_priority_of_pagerduty_counts_before_the_urgency(data, status):
    assert read(pagerduty(**data)).troubles[0].status == status


@pytest.mark.parametrize("severity", ["critical", "page", "fatal", "P1", "sev-1", "", "whatever"])
def test_no_severity_makes_a_major_outage(severity):
    assert read(alertmanager(firing(severity=severity))).troubles[0].status == "partial_outage"


def test_a_plain_alert_may_say_how_each_component_is():
    each = read(plain(components={"api": "major_outage", "Web mail": "degraded_performance"}))
    all_of_them = read(plain(components=["api", "push"], status="degraded_performance"))

    assert [(trouble.names, trouble.status) for trouble in each.troubles] == [
        (("api",), "major_outage"),
        (("Web mail",), "degraded_performance"),
    ]
    assert {trouble.status for trouble in all_of_them.troubles} == {"degraded_performance"}
    assert [trouble.names for trouble in read(plain(components="api")).troubles] == [("api",)]


def test_a_plain_alert_is_known_by_its_id_or_else_by_all_that_it_says():
    assert read(plain(id="check-7")).keys == read(plain("Else", id="check-7", state="resolved")).keys
    assert read(plain()).keys == read(plain(state="resolved")).keys != read(plain("Else")).keys


@pytest.mark.parametrize(
    ("document", "said"),
    [
        ([], "the whole document: it is an empty list. Expected is an object in braces."),
        ({"labels": {}}, "the whole document: it is an object. Expected is an alert: of Alertmanager"),
        (alertmanager(), "/alerts: it is an empty list. Expected is at least one alert."),
        (alertmanager(firing(), "x"), '/alerts/1: it is "x". Expected is an object in braces.'),
        (alertmanager(firing(began="soon")), '/alerts/0/startsAt: it is "soon". Expected is a time such as'),
        (alertmanager(firing(began="2026-11-24T14:02")), "/alerts/0/startsAt: it is"),
        (alertmanager(firing(status="odd")), '/alerts/0/status: it is "odd". Expected is “firing” or “resolved”.'),
        ({"alerts": [{"status": "firing"}]}, "/alerts/0/labels: it is missing. Expected is an object in braces."),
        (alarm("BROKEN"), '/NewStateValue: it is "BROKEN". Expected is ALARM, OK or INSUFFICIENT_DATA.'),
        (alarm(Trigger={"Dimensions": [{}]}), "/Trigger/Dimensions/0/Value: it is missing."),
        (by_sns("hello"), "/Message: it is no JSON: Expecting value at line 1, column 1."),
        (by_sns({"a": 1}), "/Message: it is no alarm. Expected is an alarm of CloudWatch, with AlarmName."),
        (by_sns(alarm(7)), "/Message/NewStateValue: it is 7."),
        (by_sns("x", "SubscriptionConfirmation"), '/Type: it is "SubscriptionConfirmation".'),
        (pagerduty("incident.annotated"), '/event/event_type: it is "incident.annotated".'),
        (pagerduty(service=7), '/event/data/service: it is 7. Expected is an object in braces.'),
        (plain(""), '/title: it is "". Expected is one line of 1 to 120 characters.'),
        (plain(mesage="x"), "/mesage: there is no such field. Did you mean `message`?"),
        (plain(components=7), "/components: it is 7. Expected is a list."),
        (plain(components=["api"], status="down"), '/status: it is "down". Expected is operational, '),
        (plain(message="x", template="outage"), "/template: there is a message already."),
        (plain(**{"a/b~c": 1}), "/a~1b~0c: there is no such field."),
    ],
)  # fmt: skip
def test_a_fault_names_the_place_and_what_is_expected(document, said):
    assert fault_of(document).startswith(said)


def test_a_form_that_is_named_is_the_one_that_is_read():
    assert fault_of(plain(), "pagerduty") == "/event: it is missing. Expected is an object in braces."


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b" " * (MOST_BYTES + 1), "it is larger than any alert"),
        (b"[" * 500_000, "it is no JSON that can be read"),
        (b'{"title": ' + b"9" * 10_000 + b"}", "it is no JSON that can be read"),
        (b'{"title": NaN}', "it is no JSON that can be read"),
        (b'{"title": "\xff"}', "it is not UTF-8"),
        (b"", "it is no JSON: Expecting value at line 1, column 1"),
        (b'{"title": "x"', "it is no JSON: "),
    ],
    ids=["large", "deep", "a long number", "no number", "not UTF-8", "empty", "truncated"],
)
def test_what_is_no_alert_at_all_is_a_fault(data, said):
    with pytest.raises(AlertFault, match=said):
        read_alert(data)


def test_what_nobody_can_see_is_taken_out_of_names_and_words():
    title = read_alert(b'{"title": "Mail\\u202e\\u0000\\ud800 is\\n\\n late"}').title

    assert title == "Mail is late"


_words = st.text(max_size=20)
_junk = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | _words,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(_words, inner, max_size=4),
    max_leaves=12,
)


def _with_junk(draw, document):
    """`document` with one value, anywhere in it, put in the place of another."""
    if isinstance(document, dict) and document and draw(st.booleans()):
        name = draw(st.sampled_from(sorted(document)))
        return {**document, name: _with_junk(draw, document[name])}
    if isinstance(document, list) and document and draw(st.booleans()):
        return [_with_junk(draw, document[0]), *document[1:]]
    return draw(_junk)


@st.composite
def _spoilt(draw):
    good = st.sampled_from(
        (alertmanager(firing(service="api")), alarm(), by_sns(alarm()), pagerduty(), plain(components=["api"]))
    )
    return _with_junk(draw, draw(good))


@given(_junk | _spoilt(), st.sampled_from([None, *FORMS]))
@example({"\n": None}, "plain")
def test_any_document_is_an_alert_or_a_fault(document, form):
    try:
        alert = read_alert(json.dumps(document).encode(), form)
    except AlertFault as fault:
        assert "\n" not in str(fault)
    else:
        assert alert.keys


@given(st.binary(max_size=200))
def test_any_bytes_are_an_alert_or_a_fault(data):
    with pytest.raises(AlertFault):
        read_alert(data)
