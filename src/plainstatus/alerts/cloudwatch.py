"""An alarm of CloudWatch: as SNS delivers it, or alone.

Of the envelope nothing is read but the message: no address in it is ever opened.
"""

import re
from collections.abc import Iterator

from plainstatus.alerts.alert import Alert, AlertFault, State, Trouble
from plainstatus.alerts.part import Part, parse
from plainstatus.alerts.severity import USUAL

_STATES: dict[str, State] = {"ALARM": "firing", "OK": "resolved", "INSUFFICIENT_DATA": "unknown"}
_REGION_IN_ARN = re.compile(r"arn:[a-z-]+:cloudwatch:([a-z0-9-]+):")
_FACTS = ("AlarmName", "AlarmDescription", "NewStateValue", "NewStateReason", "StateChangeTime", "Region", "AlarmArn")


def looks_so(document: Part) -> bool:
    """Whether `document`, an object, is meant as one of these."""
    return document["AlarmName"].is_there or (document["Type"].is_there and document["Message"].is_there)


def read(document: Part) -> Alert:
    """The alarm in `document`. Raises AlertFault."""
    alarm = document if document["AlarmName"].is_there else _message(document)
    name, state = alarm["AlarmName"].text(), alarm["NewStateValue"]
    if not isinstance(state.value, str) or state.value not in _STATES:
        raise state.fault("ALARM, OK or INSUFFICIENT_DATA")
    arn = alarm["AlarmArn"].text_or()
    region = _REGION_IN_ARN.match(arn)
    changed = alarm["StateChangeTime"]
    dimensions = tuple(_dimensions(alarm["Trigger"]))
    return Alert(
        source="CloudWatch",
        state=_STATES[state.value],
        keys=(f"cloudwatch {arn or name} {changed.text_or()}",),
        troubles=(
            Trouble(
                names=(*(value for _, value in dimensions), name, *_namespace(alarm["Trigger"])),
                status=USUAL,
                regions=(region[1],) if region else (),
            ),
        ),
        started=changed.moment(),
        facts=(*((field, alarm[field].text_or()) for field in _FACTS), *dimensions),
    )


def _message(envelope: Part) -> Part:
    kind = envelope["Type"]
    if kind.is_there and kind.text() != "Notification":
        raise kind.fault("“Notification”: a subscription is confirmed by a person, in the console of SNS")
    message = envelope["Message"]
    if not isinstance(message.value, str):
        raise message.fault("the alarm, as JSON in a string")
    alarm = parse(message.value, message.pointer)
    if not alarm["AlarmName"].is_there:
        raise AlertFault(message.pointer, "it is no alarm", "Expected is an alarm of CloudWatch, with AlarmName.")
    return alarm


def _dimensions(trigger: Part) -> Iterator[tuple[str, str]]:
    """Name and value of each dimension, of every metric that the alarm looks at; a composite alarm has none."""
    if not trigger.is_there:
        return
    if trigger["Dimensions"].is_there:
        yield from map(_dimension, trigger["Dimensions"].items())
    if trigger["Metrics"].is_there:
        for each in trigger["Metrics"].items():
            metric = each["MetricStat"]["Metric"] if each["MetricStat"].is_there else None
            if metric is not None and metric["Dimensions"].is_there:
                yield from map(_dimension, metric["Dimensions"].items())


def _dimension(part: Part) -> tuple[str, str]:
    # CloudWatch writes them small in notifications, and with capitals everywhere else.
    name = part["name"] if part["name"].is_there else part["Name"]
    value = part["value"] if part["value"].is_there else part["Value"]
    return name.text_or("dimension"), value.text()


def _namespace(trigger: Part) -> tuple[str, ...]:
    named = trigger["Namespace"].text_or() if trigger.is_there else ""
    return (named,) if named else ()
