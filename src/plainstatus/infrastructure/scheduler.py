"""A second scheduler, as CloudFormation: EventBridge starts the workflow of the clock when GitHub's own is late."""

from typing import Any

from plainstatus.infrastructure.alarms import TO_TOPIC, TOPIC_CONDITION, TOPIC_PARAMETER, Metric, alarm
from plainstatus.infrastructure.queues import queue, queue_policy
from plainstatus.infrastructure.statements import document, trust

DEPLOYING = """\
A second scheduler: GitHub starts scheduled workflows late, and stops them in quiet repositories. In one region:

  aws secretsmanager create-secret --region eu-south-1 --name status-github-token --secret-string file://token
  plainstatus aws template scheduler > scheduler.yml
  aws cloudformation deploy --region eu-south-1 --stack-name status-scheduler \\
      --template-file scheduler.yml --capabilities CAPABILITY_IAM \\
      --parameter-overrides Repository=acme/status TokenSecret=status-github-token \\
      AlarmTopic=arn:aws:sns:eu-south-1:111122223333:OPERATORS

AlarmTopic is the topic `Operators` of `plainstatus aws template messaging`, and may be left out.
The token is a fine-grained one for this repository alone, with the permission Actions: read and write, and no other.
The file that it is in ends without a line break. The stack reads it when it is made; after a new token, deploy again
under another name of the secret.
"""

_MINUTES = 10
_HOUR = 3600


def template() -> dict[str, Any]:
    """A whole template (CloudFormation, 2010-09-09)."""
    return {
        "AWSTemplateFormatVersion": "2010-09-09",
        "Description": "Starts the scheduled workflow of a status site",
        "Parameters": {
            "Repository": {
                "Type": "String",
                "AllowedPattern": "^[A-Za-z0-9_.-]+/[A-Za-z0-9_.-]+$",
                "Description": "The repository of the site at GitHub, such as acme/status",
            },
            "Workflow": {
                "Type": "String",
                "Default": "schedule.yml",
                "AllowedPattern": "^[A-Za-z0-9_.-]+$",
                "Description": "The file of the workflow, in .github/workflows",
            },
            "Branch": {
                "Type": "String",
                "Default": "main",
                "AllowedPattern": "^[A-Za-z0-9_./-]+$",
                "Description": "The branch that the site is published from",
            },
            "TokenSecret": {
                "Type": "String",
                "AllowedPattern": "^[A-Za-z0-9_+=.@/-]+$",
                "Description": "The name of the secret of Secrets Manager that is the token",
            },
            **TOPIC_PARAMETER,
        },
        "Conditions": TOPIC_CONDITION,
        "Resources": {
            "Connection": _connection(),
            "Destination": _destination(),
            "Rule": _rule(),
            "Role": _role(),
            "Undelivered": queue(),
            "UndeliveredPolicy": queue_policy("Undelivered", "events.amazonaws.com", {"Fn::GetAtt": ["Rule", "Arn"]}),
            "FailureAlarm": _alarm(
                "GitHub refused to start the workflow three times within an hour",
                "FailedInvocations",
                ("GreaterThanOrEqualToThreshold", 3),
                missing="notBreaching",
            ),
            "SilenceAlarm": _alarm(
                "Nothing has tried to start the workflow for an hour",
                "Invocations",
                ("LessThanThreshold", 1),
                missing="breaching",
            ),
        },
        "Outputs": {"Undelivered": {"Value": {"Fn::GetAtt": ["Undelivered", "Arn"]}}},
    }


def _connection() -> dict[str, Any]:
    return {
        "Type": "AWS::Events::Connection",
        "Properties": {
            "AuthorizationType": "API_KEY",
            "AuthParameters": {
                "ApiKeyAuthParameters": {
                    "ApiKeyName": "Authorization",
                    "ApiKeyValue": {"Fn::Sub": "Bearer {{resolve:secretsmanager:${TokenSecret}:SecretString}}"},
                },
            },
        },
    }


def _destination() -> dict[str, Any]:
    endpoint = "https://api.github.com/repos/${Repository}/actions/workflows/${Workflow}/dispatches"
    return {
        "Type": "AWS::Events::ApiDestination",
        "Properties": {
            "ConnectionArn": {"Fn::GetAtt": ["Connection", "Arn"]},
            "HttpMethod": "POST",
            "InvocationEndpoint": {"Fn::Sub": endpoint},
            "InvocationRateLimitPerSecond": 1,
        },
    }


def _rule() -> dict[str, Any]:
    return {
        "Type": "AWS::Events::Rule",
        "Properties": {
            "Description": "Starts the scheduled workflow of the status site",
            "ScheduleExpression": f"rate({_MINUTES} minutes)",
            "State": "ENABLED",
            "Targets": [
                {
                    "Id": "workflow",
                    "Arn": {"Fn::GetAtt": ["Destination", "Arn"]},
                    "RoleArn": {"Fn::GetAtt": ["Role", "Arn"]},
                    "Input": {"Fn::Sub": '{"ref":"${Branch}"}'},
                    "HttpParameters": {
                        "HeaderParameters": {
                            "Accept": "application/vnd.github+json",
                            "X-GitHub-Api-Version": "2022-11-28",
                        }
                    },
                    # By then the next one is due, which does the same.
                    "RetryPolicy": {"MaximumEventAgeInSeconds": _MINUTES * 60, "MaximumRetryAttempts": 3},
                    "DeadLetterConfig": {"Arn": {"Fn::GetAtt": ["Undelivered", "Arn"]}},
                }
            ],
        },
    }


def _role() -> dict[str, Any]:
    call = {
        "Effect": "Allow",
        "Action": "events:InvokeApiDestination",
        "Resource": {"Fn::GetAtt": ["Destination", "Arn"]},
    }
    return {
        "Type": "AWS::IAM::Role",
        "Properties": {
            "Description": "Lets EventBridge call GitHub",
            "AssumeRolePolicyDocument": document(trust("events.amazonaws.com")),
            "Policies": [{"PolicyName": "call", "PolicyDocument": document(call)}],
        },
    }


def _alarm(told: str, metric: str, when: tuple[str, int], *, missing: str) -> dict[str, Any]:
    counted = Metric("AWS/Events", metric, ("RuleName", {"Ref": "Rule"}), _HOUR)
    return alarm(told, counted, when=when, missing=missing, actions=TO_TOPIC)
