"""The forms of alerts that are known, and which of them a document has."""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from plainstatus.alerts import alertmanager, cloudwatch, pagerduty, plain
from plainstatus.alerts.alert import Alert
from plainstatus.alerts.part import Part, parse


class Form(NamedTuple):
    """How the documents of one system are known and read."""

    looks_so: Callable[[Part], bool]
    read: Callable[[Part], Alert]


#: In this order they are looked at: the plain one is the least particular.
FORMS: Mapping[str, Form] = {
    "alertmanager": Form(alertmanager.looks_so, alertmanager.read),
    "cloudwatch": Form(cloudwatch.looks_so, cloudwatch.read),
    "pagerduty": Form(pagerduty.looks_so, pagerduty.read),
    "plain": Form(plain.looks_so, plain.read),
}


def read_alert(data: bytes, form: str | None = None) -> Alert:
    """The alert in `data`, of `form`, or of the one that its content tells. Raises AlertFault."""
    document = parse(data)
    if not isinstance(document.value, dict):
        raise document.fault("an object in braces")
    if form is None:
        form = next((name for name, each in FORMS.items() if each.looks_so(document)), None)
    if form is None:
        raise document.fault(
            "an alert: of Alertmanager (with `alerts`), of CloudWatch (`AlarmName`, or SNS with `Message`), "
            "of PagerDuty (`event`), or plain (`title`)"
        )
    return FORMS[form].read(document)
