"""How bad monitoring says it is, as the status of a component.

Monitoring sees its own side. That everything is down for customers is for a person to say, so no
severity makes a major outage.
"""

from plainstatus.model.status import ComponentStatus

#: What is proposed where nothing is said, or something that is not known here.
USUAL: ComponentStatus = "partial_outage"

_SLIGHT = frozenset(
    {
        "warning", "warn", "minor", "low", "info", "informational", "notice", "none", "degraded",
        "p3", "p4", "p5", "sev3", "sev4", "sev5", "sev-3", "sev-4", "sev-5", "3", "4", "5",
    }
)  # fmt: skip


def status_for(severity: str) -> ComponentStatus:
    """`degraded_performance` for a warning and the like, `partial_outage` for all that is worse or not known."""
    return "degraded_performance" if severity.strip().lower() in _SLIGHT else USUAL
