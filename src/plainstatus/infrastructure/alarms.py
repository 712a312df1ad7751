"""Alarms that several templates share, and the topic that they may go to."""

from typing import Any, NamedTuple

from plainstatus.infrastructure.parameters import given, optional

#: For a template whose alarms may go to a topic of another one.
TOPIC_PARAMETER = {
    "AlarmTopic": optional("The ARN of the topic that alarms go to; empty for none", "arn:[a-z-]+:sns:.+"),
}
TOPIC_CONDITION = {"HasTopic": given("AlarmTopic")}

#: To that topic, where it is given.
TO_TOPIC = {"Fn::If": ["HasTopic", [{"Ref": "AlarmTopic"}], {"Ref": "AWS::NoValue"}]}


class Metric(NamedTuple):
    """What is counted: `name` of the one resource that `dimension` says, by `statistic` over `period` seconds."""

    namespace: str
    name: str
    dimension: tuple[str, Any]
    period: int
    statistic: str = "Sum"


def alarm(
    told: str,
    metric: Metric,
    *,
    actions: Any,
    when: tuple[str, int] = ("GreaterThanThreshold", 0),
    missing: str = "notBreaching",
) -> dict[str, Any]:
    """A resource: an alarm that `told` explains, where one period is as `when` says; `missing` is about no data."""
    comparison, threshold = when
    dimension, value = metric.dimension
    return {
        "Type": "AWS::CloudWatch::Alarm",
        "Properties": {
            "AlarmDescription": told,
            "Namespace": metric.namespace,
            "MetricName": metric.name,
            "Dimensions": [{"Name": dimension, "Value": value}],
            "Statistic": metric.statistic,
            "Period": metric.period,
            "EvaluationPeriods": 1,
            "Threshold": threshold,
            "ComparisonOperator": comparison,
            "TreatMissingData": missing,
            "AlarmActions": actions,
        },
    }
