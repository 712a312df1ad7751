"""Statements of policies that several templates share."""

from typing import Any


def only_encrypted(action: str, *resources: Any) -> dict[str, Any]:
    """Refuses `action`, which may end in `*`, to everybody who asks without TLS."""
    return {
        "Sid": "OnlyEncrypted",
        "Effect": "Deny",
        "Principal": "*",
        "Action": action,
        "Resource": list(resources) if len(resources) > 1 else resources[0],
        "Condition": {"Bool": {"aws:SecureTransport": "false"}},
    }


def trust(service: str) -> dict[str, Any]:
    """Lets `service`, such as `events.amazonaws.com`, take a role on behalf of this account."""
    return {
        "Effect": "Allow",
        "Principal": {"Service": service},
        "Action": "sts:AssumeRole",
        "Condition": {"StringEquals": {"aws:SourceAccount": {"Ref": "AWS::AccountId"}}},
    }


def document(*statements: dict[str, Any]) -> dict[str, Any]:
    """A whole policy."""
    return {"Version": "2012-10-17", "Statement": list(statements)}
