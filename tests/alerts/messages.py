"""Alerts as the systems send them, of an invented company, with everything that must not become public."""

import json
from typing import Any

HOST = "ip-10-20-30-40.internal"
ACCOUNT = "210987654321"


def as_bytes(document: Any) -> bytes:
    return json.dumps(document).encode()


def firing(fingerprint: str = "c0ffee", status: str = "firing", began: str = "2026-11-24T14:02:11.5Z", **labels: str):
    """One alert of Alertmanager."""
    return {
        "status": status,
        "labels": {"alertname": "TooManyErrors", "instance": f"{HOST}:9090", **labels},
        "annotations": {"summary": f"5xx above 5 % on {HOST}"},
        "startsAt": began,
        "endsAt": "0001-01-01T00:00:00Z",
        "generatorURL": f"http://{HOST}/graph",
        "fingerprint": fingerprint,
    }


def alertmanager(*alerts: dict[str, Any], **fields: Any) -> dict[str, Any]:
    """The webhook of a group of alerts."""
    return {
        "version": "4",
        "groupKey": "{}:{alertname=\"TooManyErrors\"}",
        "truncatedAlerts": 0,
        "status": "firing",
        "receiver": "status-page",
        "groupLabels": {},
        "commonLabels": {},
        "commonAnnotations": {},
        "externalURL": f"http://{HOST}:9093",
        "alerts": list(alerts),
        **fields,
    }  # fmt: skip


def alarm(state: str = "ALARM", name: str = "prod-mail-api-5xx", **fields: Any) -> dict[str, Any]:
    """An alarm of CloudWatch."""
    return {
        "AlarmName": name,
        "AlarmDescription": "Call the second team",
        "AWSAccountId": ACCOUNT,
        "NewStateValue": state,
        "NewStateReason": "Threshold crossed: 1 datapoint (17.0) was greater than the threshold (5.0).",
        "StateChangeTime": "2026-11-24T14:03:09.120+0000",
        "Region": "EU (Milan)",
        "AlarmArn": f"arn:aws:cloudwatch:eu-south-1:{ACCOUNT}:alarm:{name}",
        "OldStateValue": "OK",
        "Trigger": {
            "MetricName": "5XXError",
            "Namespace": "AWS/ApiGateway",
            "Dimensions": [{"name": "Stage", "value": "live"}],
        },
        **fields,
    }


def by_sns(message: object, kind: str = "Notification") -> dict[str, Any]:
    """What SNS posts for `message`."""
    return {
        "Type": kind,
        "MessageId": "0b1c",
        "TopicArn": f"arn:aws:sns:eu-south-1:{ACCOUNT}:alarms",
        "Subject": "ALARM",
        "Message": message if isinstance(message, str) else json.dumps(message),
        "Timestamp": "2026-11-24T14:03:10.000Z",
        "UnsubscribeURL": "https://sns.eu-south-1.amazonaws.example/?Action=Unsubscribe",
    }


def pagerduty(event: str = "incident.triggered", **data: Any) -> dict[str, Any]:
    """An event of PagerDuty."""
    return {
        "event": {
            "id": "01EVENT",
            "event_type": event,
            "resource_type": "incident",
            "occurred_at": "2026-11-24T14:04:30.000Z",
            "data": {
                "id": "PINCIDENT",
                "type": "incident",
                "html_url": "https://otter.pagerduty.example/incidents/PINCIDENT",
                "title": f"Queue is full on {HOST}",
                "status": "triggered",
                "created_at": "2026-11-24T14:04:00Z",
                "urgency": "high",
                "priority": None,
                "service": {"id": "PSERVICE", "summary": "Mail API", "type": "service_reference"},
                **data,
            },
        }
    }


def plain(title: str = "Mail is late", **fields: Any) -> dict[str, Any]:
    """A plain alert."""
    return {"title": title, **fields}
