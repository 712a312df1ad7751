"""What SES tells of mail that was refused, as CloudFormation: a queue of addresses to which nothing more is sent."""

from typing import Any

from plainstatus.infrastructure.statements import document, only_encrypted

#: The condition under which these resources are made, of the template that they stand in.
CONDITION = "HasMailSet"

#: What a configuration set may be called.
MAIL_SET = "[A-Za-z0-9_-]{1,64}"


def resources(queue: dict[str, Any], queue_policy: dict[str, Any]) -> dict[str, Any]:
    """The configuration set `MailSet`, and the way from it to `Refused`, a `queue` that `queue_policy` opens."""
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
        "RefusalsPolicy": {
            "Type": "AWS::SNS::TopicPolicy",
            "Properties": {
                "Topics": [{"Ref": "Refusals"}],
                "PolicyDocument": document(only_encrypted("sns:Publish", {"Ref": "Refusals"}), _from_ses()),
            },
        },
        "Refused": queue,
        "RefusedPolicy": queue_policy,
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


def _from_ses() -> dict[str, Any]:
    return {
        "Sid": "Refusals",
        "Effect": "Allow",
        "Principal": {"Service": "ses.amazonaws.com"},
        "Action": "sns:Publish",
        "Resource": {"Ref": "Refusals"},
        "Condition": {"StringEquals": {"aws:SourceAccount": {"Ref": "AWS::AccountId"}}},
    }
