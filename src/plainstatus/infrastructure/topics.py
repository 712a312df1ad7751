"""Who may publish to a topic of SNS."""

from typing import Any

from plainstatus.infrastructure.statements import document, only_encrypted


def topic_policy(topic: str, *further: dict[str, Any]) -> dict[str, Any]:
    """A resource: refuses whoever comes to the topic without TLS, and has `further` statements."""
    return {
        "Type": "AWS::SNS::TopicPolicy",
        "Properties": {
            "Topics": [{"Ref": topic}],
            "PolicyDocument": document(only_encrypted("sns:Publish", {"Ref": topic}), *further),
        },
    }


def may_publish(sid: str, service: str, topic: str) -> dict[str, Any]:
    """A statement: lets `service`, such as `ses.amazonaws.com`, publish to `topic` on behalf of this account."""
    return {
        "Sid": sid,
        "Effect": "Allow",
        "Principal": {"Service": service},
        "Action": "sns:Publish",
        "Resource": {"Ref": topic},
        "Condition": {"StringEquals": {"aws:SourceAccount": {"Ref": "AWS::AccountId"}}},
    }
