"""Queues in which messages wait for people, and who may put them there."""

from typing import Any

from plainstatus.infrastructure.statements import document, only_encrypted


def queue() -> dict[str, Any]:
    """A resource: a queue that keeps for two weeks what nobody took."""
    return {
        "Type": "AWS::SQS::Queue",
        "DeletionPolicy": "Delete",
        "UpdateReplacePolicy": "Delete",
        "Properties": {"MessageRetentionPeriod": 14 * 24 * 3600, "SqsManagedSseEnabled": True},
    }


def queue_policy(name: str, service: str, source: dict[str, Any]) -> dict[str, Any]:
    """A resource: lets `service` put what comes from `source`, an ARN, into a queue, and nobody without TLS."""
    arn = {"Fn::GetAtt": [name, "Arn"]}
    return {
        "Type": "AWS::SQS::QueuePolicy",
        "Properties": {
            "Queues": [{"Ref": name}],
            "PolicyDocument": document(
                {
                    "Sid": "Undelivered",
                    "Effect": "Allow",
                    "Principal": {"Service": service},
                    "Action": "sqs:SendMessage",
                    "Resource": arn,
                    "Condition": {"ArnEquals": {"aws:SourceArn": source}},
                },
                only_encrypted("sqs:*", arn),
            ),
        },
    }
