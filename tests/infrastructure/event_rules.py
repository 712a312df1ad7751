"""What cfn-lint lets pass in rules of EventBridge and alarms of CloudWatch, and which then never does anything."""

import json
from collections.abc import Iterator
from typing import Any

#: Namespace → its metrics that are used here, and what they are counted by.
_METRICS = {
    "AWS/Events": ({"Invocations", "FailedInvocations", "InvocationsSentToDlq"}, {"RuleName"}),
    "AWS/Lambda": ({"Errors"}, {"FunctionName"}),
    "AWS/SQS": ({"ApproximateNumberOfMessagesVisible"}, {"QueueName"}),
}
Resources = dict[str, Any]


def event_faults(name: str, resources: Resources) -> Iterator[str]:
    """What is wrong with the rule or alarm of that name in a stack whose references are resolved."""
    properties = resources[name]["Properties"]
    if resources[name]["Type"] == "AWS::Events::Rule":
        for target in properties["Targets"]:
            yield from _target(f"{name}.{target['Id']}", name, target, resources)
    elif resources[name]["Type"] == "AWS::CloudWatch::Alarm":
        yield from _alarm(name, properties)


def _target(place: str, rule: str, target: dict[str, Any], resources: Resources) -> Iterator[str]:
    if ":api-destination/" in target["Arn"]:
        if "RoleArn" not in target:
            yield f"{place}: nobody may call {target['Arn']}"
        elif not _may_call(target, resources):
            yield f"{place}: the role may not call {target['Arn']}"
    try:
        json.loads(target.get("Input", "{}"))
    except json.JSONDecodeError:
        yield f"{place}: the input is not JSON"
    dead = target.get("DeadLetterConfig", {}).get("Arn")
    if dead and not _takes(dead, rule, resources):
        yield f"{place}: {dead} does not take what comes from the rule"


def _may_call(target: dict[str, Any], resources: Resources) -> bool:
    role = resources[target["RoleArn"].rpartition("/")[2]]["Properties"]
    statements = [each for policy in role["Policies"] for each in policy["PolicyDocument"]["Statement"]]
    return any(
        (each["Action"], each["Resource"]) == ("events:InvokeApiDestination", target["Arn"]) for each in statements
    )


def _takes(queue: str, rule: str, resources: Resources) -> bool:
    statements = [
        statement
        for resource in resources.values()
        if resource["Type"] == "AWS::SQS::QueuePolicy"
        for statement in resource["Properties"]["PolicyDocument"]["Statement"]
        if statement["Effect"] == "Allow" and statement["Resource"] == queue
    ]
    return any(
        statement["Principal"] == {"Service": "events.amazonaws.com"}
        and statement["Condition"]["ArnEquals"]["aws:SourceArn"].endswith(f":rule/{rule}")
        for statement in statements
    )


def _alarm(name: str, properties: dict[str, Any]) -> Iterator[str]:
    metrics, dimensions = _METRICS.get(properties["Namespace"], (set[str](), set[str]()))
    if properties["MetricName"] not in metrics:
        yield f"{name}: {properties['Namespace']} counts no {properties['MetricName']}"
    if {each["Name"] for each in properties["Dimensions"]} != dimensions:
        yield f"{name}: {properties['MetricName']} is counted by {', '.join(dimensions)}"
    for action in properties.get("AlarmActions", ()):
        if ":sns:" not in action:
            yield f"{name}: {action} is no topic"
