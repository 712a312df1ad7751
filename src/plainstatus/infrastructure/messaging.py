"""Topics of one region, as CloudFormation: one that readers hear updates from, one for those who run the site."""

from typing import Any

from plainstatus.infrastructure import refusals
from plainstatus.infrastructure.alarms import Metric, alarm
from plainstatus.infrastructure.parameters import given, optional
from plainstatus.infrastructure.queues import queue, queue_policy
from plainstatus.infrastructure.topics import may_publish, topic_policy

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
            "MailSetName": optional(
                "What the configuration set of SES is to be called; empty for none", refusals.MAIL_SET
            ),
        },
        "Conditions": {refusals.CONDITION: given("MailSetName")},
        "Resources": {
            "Updates": {
                "Type": "AWS::SNS::Topic",
                "Properties": {"TopicName": {"Ref": "Topic"}, "SignatureVersion": "2"},
            },
            "UpdatesPolicy": topic_policy("Updates"),
            "Operators": {"Type": "AWS::SNS::Topic", "Properties": {"SignatureVersion": "2"}},
            "OperatorsPolicy": topic_policy(
                "Operators", may_publish("Alarms", "cloudwatch.amazonaws.com", "Operators")
            ),
            "Undelivered": queue(),
            "UndeliveredPolicy": queue_policy("Undelivered", "sns.amazonaws.com", {"Ref": "Updates"}),
            "UndeliveredAlarm": alarm(
                "Messages to subscribers of the status site could not be delivered",
                Metric(
                    "AWS/SQS",
                    "ApproximateNumberOfMessagesVisible",
                    ("QueueName", {"Fn::GetAtt": ["Undelivered", "QueueName"]}),
                    period=300,
                    statistic="Maximum",
                ),
                actions=[{"Ref": "Operators"}],
            ),
            **refusals.resources(),
        },
        "Outputs": {
            "Updates": {"Value": {"Ref": "Updates"}},
            "Operators": {"Value": {"Ref": "Operators"}},
            "Undelivered": {"Value": {"Fn::GetAtt": ["Undelivered", "Arn"]}},
            "Refused": {"Condition": refusals.CONDITION, "Value": {"Ref": "Refused"}},
        },
    }
