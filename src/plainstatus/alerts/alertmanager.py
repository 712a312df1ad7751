"""The webhook of Alertmanager, version 4: a group of alerts with labels. Grafana sends the same."""

from plainstatus.alerts.alert import Alert, Trouble
from plainstatus.alerts.part import Part
from plainstatus.alerts.severity import status_for

#: The labels that may name a component, the best first.
NAMING_LABELS = (
    "component",
    "service",
    "service_name",
    "app",
    "app_kubernetes_io_name",
    "application",
    "job",
    "namespace",
    "alertname",
)
_REGION_LABELS = ("region", "cloud_region", "zone", "datacenter", "dc")


def looks_so(document: Part) -> bool:
    """Whether `document`, an object, is meant as one of these."""
    return document["alerts"].is_there


def read(document: Part) -> Alert:
    """The alerts of the group that fire; all of them where none does. Raises AlertFault."""
    alerts = list(document["alerts"].items())
    if not alerts:
        raise document["alerts"].fault("at least one alert")
    firing = [each for each in alerts if _fires(each, document)]
    told = firing or alerts
    moments = [moment for each in told if (moment := each["startsAt"].moment()) is not None]
    return Alert(
        source="Alertmanager",
        state="firing" if firing else "resolved",
        keys=tuple(dict.fromkeys(_key(each) for each in told)),
        troubles=tuple(_trouble(each) for each in told),
        started=min(moments, default=None),
        facts=tuple(fact for number, each in enumerate(told, 1) for fact in _facts(each, number)),
    )


def _fires(alert: Part, document: Part) -> bool:
    status = alert["status"] if alert["status"].is_there else document["status"]
    if status.value not in ("firing", "resolved"):
        raise status.fault("“firing” or “resolved”")
    return bool(status.value == "firing")


def _trouble(alert: Part) -> Trouble:
    labels = dict(alert["labels"].texts())
    return Trouble(
        names=tuple(labels[name] for name in NAMING_LABELS if labels.get(name)),
        status=status_for(labels.get("severity", "")),
        regions=tuple(labels[name] for name in _REGION_LABELS if labels.get(name)),
    )


def _key(alert: Part) -> str:
    """What one alert is known by while it goes on: it keeps the moment when it began."""
    same = alert["fingerprint"].text_or() or repr(sorted(alert["labels"].texts()))
    return f"alertmanager {same} {alert['startsAt'].text_or()}"


def _facts(alert: Part, number: int) -> list[tuple[str, str]]:
    found = [(f"alert {number} {name}", words) for name, words in alert["labels"].texts()]
    if alert["annotations"].is_there:
        found += [(f"alert {number} {name}", words) for name, words in alert["annotations"].texts()]
    return [*found, (f"alert {number} link", alert["generatorURL"].text_or())]
