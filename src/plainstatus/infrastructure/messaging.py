"""Topics of one region, as CloudFormation: one that readers hear updates from, one for those who run the site."""

from typing import Any

from plainstatus.infrastructure import refusals
from plainstatus.infrastructure.statements import document, only_encrypted

DEPLOYING = """\
Topics of one region. `Updates` is what readers subscribe to; `Operators` is where alarms go. Make them in two
regions, so that updates go out while one is down, under the same name:

  plainstatus aws template messaging > messaging.yml
  aws cloudformation deploy --region eu-south-1 --stack-name status-messaging \\
      --template-file messaging.yml --parameter-overrides Topic=acme-status
  aws cloudformation deploy --region eu-west-1 --stack-name status-messaging \\
      --template-file messaging.yml --parameter-overrides Topic=acme-status
  aws cloudformation describe-stacks --region eu-south-1 --stack-name status-messaging \\
      --query 'Stacks[0].Outputs'

The ARNs of both `Updates` are the list `sns` of a channel. `Topic` is a parameter of `edge` too, whose role may then
publish to them. Whoever subscribes to `Updates` over HTTPS, SQS or Lambda can give the queue `Undelivered` as the
dead-letter queue of the subscription; when something waits in it, `Operators` hears of it. The topics are not
encrypted at rest: what goes through them is for the public, and alarms of CloudWatch cannot be sent to a topic under
the key of AWS.

MailSetName=acme-status makes a configuration set of SES too: it is `configuration_set` of a channel. What it hears of
addresses that refuse mail waits in the queue `Refused` for two weeks, for

  aws sqs receive-message --queue-url ITS_URL --max-number-of-messages 10 | plainstatus subscribers suppress -
"""

#: A topic that does not keep messages in order: telephones and webhooks can subscribe to no other.
TOPIC = "[A-Za-z0-9_-]{1,256}"


def template() -> dict[str, Any]:
    """A whole template (CloudFormation, 2010-09-09)."""
    return {
        "AWSTemplateFormatVersion": "2010-09-09",
        "Description": "Topics of a status site in one region",
        "Parameters": {
            "Topic": {
                "Type": "String",
                "Default": "status-updates",
                "AllowedPattern": f"^{TOPIC}$",
                "Description": "What the topic of updates is to be called, in every region the same",
            },
            "MailSetName": {
                "Type": "String",
                "Default": "",
                "AllowedPattern": f"^({refusals.MAIL_SET})?$",
                "Description": "What the configuration set of SES is to be called; empty for none",
            },
        },
        "Conditions": {refusals.CONDITION: {"Fn::Not": [{"Fn::Equals": [{"Ref": "MailSetName"}, ""]}]}},
        "Resources": {
            "Updates": {
                "Type": "AWS::SNS::Topic",
                "Properties": {"TopicName": {"Ref": "Topic"}, "SignatureVersion": "2"},
            },
            "UpdatesPolicy": _topic_policy("Updates"),
            "Operators": {"Type": "AWS::SNS::Topic", "Properties": {"SignatureVersion": "2"}},
            "OperatorsPolicy": _topic_policy("Operators", _from_alarms()),
            "Undelivered": dead_letters(),
            "UndeliveredPolicy": dead_letters_policy("Undelivered", "sns.amazonaws.com", {"Ref": "Updates"}),
            "UndeliveredAlarm": {
                "Type": "AWS::CloudWatch::Alarm",
                "Properties": {
                    "AlarmDescription": "Messages to subscribers of the status site could not be delivered",
                    "Namespace": "AWS/SQS",
                    "MetricName": "ApproximateNumberOfMessagesVisible",
                    "Dimensions": [{"Name": "QueueName", "Value": {"Fn::GetAtt": ["Undelivered", "QueueName"]}}],
                    "Statistic": "Maximum",
                    "Period": 300,
                    "EvaluationPeriods": 1,
                    "Threshold": 0,
                    "ComparisonOperator": "GreaterThanThreshold",
                    "TreatMissingData": "notBreaching",
                    "AlarmActions": [{"Ref": "Operators"}],
                },
            },
            **refusals.resources(
                dead_letters(), dead_letters_policy("Refused", "sns.amazonaws.com", {"Ref": "Refusals"})
            ),
        },
        "Outputs": {
            "Updates": {"Value": {"Ref": "Updates"}},
            "Operators": {"Value": {"Ref": "Operators"}},
            "Undelivered": {"Value": {"Fn::GetAtt": ["Undelivered", "Arn"]}},
            "Refused": {"Condition": refusals.CONDITION, "Value": {"Ref": "Refused"}},
        },
    }


def dead_letters() -> dict[str, Any]:
    """A resource: a queue that keeps for two weeks what nobody took."""
    return {
        "Type": "AWS::SQS::Queue",
        "DeletionPolicy": "Delete",
        "UpdateReplacePolicy": "Delete",
        "Properties": {"MessageRetentionPeriod": 14 * 24 * 3600, "SqsManagedSseEnabled": True},
    }


def dead_letters_policy(queue: str, service: str, source: dict[str, Any]) -> dict[str, Any]:
    """A resource: lets `service` put into `queue` what comes from `source`, an ARN, and lets nobody in without TLS."""
    arn = {"Fn::GetAtt": [queue, "Arn"]}
    return {
        "Type": "AWS::SQS::QueuePolicy",
        "Properties": {
            "Queues": [{"Ref": queue}],
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


def _topic_policy(topic: str, *further: dict[str, Any]) -> dict[str, Any]:
    return {
        "Type": "AWS::SNS::TopicPolicy",
        "Properties": {
            "Topics": [{"Ref": topic}],
            "PolicyDocument": document(only_encrypted("sns:Publish", {"Ref": topic}), *further),
        },
    }


def _from_alarms() -> dict[str, Any]:
    return {
        "Sid": "Alarms",
        "Effect": "Allow",
        "Principal": {"Service": "cloudwatch.amazonaws.com"},
        "Action": "sns:Publish",
        "Resource": {"Ref": "Operators"},
        "Condition": {"StringEquals": {"aws:SourceAccount": {"Ref": "AWS::AccountId"}}},
    }
