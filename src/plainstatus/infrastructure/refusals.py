"""What SES tells of mail that was refused, as CloudFormation: a queue of addresses to which nothing more is sent."""

from typing import Any

from plainstatus.infrastructure.queues import queue, queue_policy
from plainstatus.infrastructure.topics import may_publish, topic_policy

#: The condition under which these resources are made, of the template that they stand in.
CONDITION = "HasMailSet"

#: What a configuration set may be called.
MAIL_SET = "[A-Za-z0-9_-]{1,64}"


def resources() -> dict[str, Any]:
    """The configuration set `MailSet`, and the way from it to the queue `Refused`."""
    made = {
        "MailSet": {
            "Type": "AWS::SES::ConfigurationSet",
            "Properties": {
                "Name": {"Ref": "MailSetName"},
                # SES itself sends no more to such an address, whatever is done about the queue.
                "SuppressionOptions": {"SuppressedReasons": ["BOUNCE", "COMPLAINT"]},
            },
        },
        "MailEvents": {
            "Type": "AWS::SES::ConfigurationSetEventDestination",
            # SES looks at once whether it may publish.
            "DependsOn": "RefusalsPolicy",
            "Properties": {
                "ConfigurationSetName": {"Ref": "MailSet"},
                "EventDestination": {
                    "Name": "refusals",
                    "Enabled": True,
                    "MatchingEventTypes": ["bounce", "complaint"],
                    "SnsDestination": {"TopicARN": {"Ref": "Refusals"}},
                },
            },
        },
        "Refusals": {"Type": "AWS::SNS::Topic", "Properties": {"SignatureVersion": "2"}},
        "RefusalsPolicy": topic_policy("Refusals", may_publish("Refusals", "ses.amazonaws.com", "Refusals")),
        "Refused": queue(),
        "RefusedPolicy": queue_policy("Refused", "sns.amazonaws.com", {"Ref": "Refusals"}),
        "RefusalsToQueue": {
            "Type": "AWS::SNS::Subscription",
            "Properties": {
                "TopicArn": {"Ref": "Refusals"},
                "Protocol": "sqs",
                "Endpoint": {"Fn::GetAtt": ["Refused", "Arn"]},
                "RawMessageDelivery": True,
            },
        },
    }
    return {name: {"Condition": CONDITION, **each} for name, each in made.items()}
