"""What cfn-lint lets pass in policies of IAM, buckets, topics and queues: rights that mean nothing, or too much."""

import re
from collections.abc import Iterator
from typing import Any

_DISTRIBUTION = r"arn:aws:cloudfront::\d{12}:distribution/\w+"
_BUCKET, _OBJECT = r"arn:aws:s3:::[^/*]+", r"arn:aws:s3:::[^/*]+/.+"
#: Action → the ARNs that it is about. Asked of anything else, AWS takes the statement and grants nothing.
_ABOUT = {
    **dict.fromkeys(("s3:ListBucket", "s3:GetBucketVersioning", "s3:GetBucketPublicAccessBlock"), _BUCKET),
    **dict.fromkeys(("s3:GetObject", "s3:PutObject", "s3:DeleteObject"), _OBJECT),
    "s3:*": f"{_BUCKET}|{_OBJECT}",
    **dict.fromkeys(
        ("dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:Scan", "dynamodb:DescribeTable"),
        r"arn:aws:dynamodb:\*:\d{12}:table/[\w.-]+",
    ),
    **dict.fromkeys(("cloudfront:CreateInvalidation", "cloudfront:GetDistribution"), _DISTRIBUTION),
    **dict.fromkeys(("ses:SendEmail", "ses:SendRawEmail"), r"arn:aws:ses:\*:\d{12}:(?:identity|configuration-set)/\*"),
    "ses:GetAccount": r"\*",
    **dict.fromkeys(
        (f"ses:{action}Contact" for action in ("Get", "Create", "Update", "Delete")),
        r"arn:aws:ses:\*:\d{12}:contact-list/[\w-]+",
    ),
    **dict.fromkeys(("ses:GetContactList", "ses:ListContacts"), r"arn:aws:ses:\*:\d{12}:contact-list/[\w-]+"),
    "sms-voice:SendTextMessage": r"arn:aws:sms-voice:\*:\d{12}:\*",
    "sns:Publish": r"arn:aws:sns:(?:[\w-]+|\*):\d{12}:[\w.-]+",
    **dict.fromkeys(("sqs:SendMessage", "sqs:*"), r"arn:aws:sqs:[\w-]+:\d{12}:[\w.-]+"),
    **dict.fromkeys(("logs:CreateLogStream", "logs:PutLogEvents"), r"arn:aws:logs:[\w-]+:\d{12}:log-group:[\w-]+:\*"),
    "secretsmanager:GetSecretValue": r"arn:aws:secretsmanager:[\w-]+:\d{12}:secret:[\w/+=.@-]+-\?{6}",
    "events:InvokeApiDestination": r"arn:aws:events:[\w-]+:\d{12}:api-destination/.+",
}
_KEYS = {"aws:securetransport", "aws:sourcearn", "aws:sourceaccount"}
_ISSUER = "token.actions.githubusercontent.com"
#: Type of a policy → the property that has what it is attached to.
_ATTACHED = {"AWS::S3::BucketPolicy": "Bucket", "AWS::SNS::TopicPolicy": "Topics", "AWS::SQS::QueuePolicy": "Queues"}


def policy_faults(name: str, resource: dict[str, Any]) -> Iterator[str]:
    """What is wrong with the policies in one resource, whose references are resolved."""
    properties = resource["Properties"]
    if resource["Type"] in _ATTACHED:
        attached = properties[_ATTACHED[resource["Type"]]]
        for statement in properties["PolicyDocument"]["Statement"]:
            yield from _statement(f"{name}.{statement['Sid']}", statement)
            yield from _on_resource(f"{name}.{statement['Sid']}", statement, attached)
    elif resource["Type"] == "AWS::IAM::Role":
        for policy in properties["Policies"]:
            for statement in policy["PolicyDocument"]["Statement"]:
                yield from _statement(f"{name}.{policy['PolicyName']}", statement)
                if "Principal" in statement:
                    yield f"{name}.{policy['PolicyName']}: the right of a role names nobody"
        for statement in properties["AssumeRolePolicyDocument"]["Statement"]:
            yield from _trust(f"{name}.AssumeRolePolicyDocument", statement)


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _statement(place: str, statement: dict[str, Any]) -> Iterator[str]:
    resources = _list(statement["Resource"])
    for action in _list(statement["Action"]):
        if action not in _ABOUT:
            yield f"{place}: {action} is no right that these templates know"
            continue
        for resource in resources:
            if not re.fullmatch(_ABOUT[action], resource):
                yield f"{place}: {action} is not about {resource}"
        if statement["Effect"] == "Allow" and action.endswith("*"):
            yield f"{place}: {action} grants everything"
        if action == "s3:*" and {"/" in each for each in resources} != {False, True}:
            yield f"{place}: {action} is about the bucket and about its objects"


def _on_resource(place: str, statement: dict[str, Any], attached: Any) -> Iterator[str]:
    principal = statement.get("Principal")
    if principal is None:
        yield f"{place}: nobody is named"
    if statement["Effect"] == "Allow":
        if not isinstance(principal, dict) or not re.fullmatch(r"[a-z]+\.amazonaws\.com", principal.get("Service", "")):
            yield f"{place}: {principal} is no service"
        if not statement.get("Condition"):
            yield f"{place}: a service is let in on behalf of anybody"
    for operator in statement.get("Condition", {}).values():
        for key in operator:
            if key.lower() not in _KEYS:
                yield f"{place}: there is no key {key}"
    for resource in _list(statement["Resource"]):
        if not any(re.split(r"[:/]", each)[-1] in re.split(r"[:/]", resource) for each in _list(attached)):
            yield f"{place}: {resource} is not what the policy is attached to"


def _trust(place: str, statement: dict[str, Any]) -> Iterator[str]:
    equal = statement.get("Condition", {}).get("StringEquals", {})
    if "Federated" in statement["Principal"]:
        if ":oidc-provider/" not in statement["Principal"]["Federated"]:
            yield f"{place}: {statement['Principal']['Federated']} is no provider"
        if statement["Action"] != "sts:AssumeRoleWithWebIdentity":
            yield f"{place}: a token does not go with {statement['Action']}"
        if equal.get(f"{_ISSUER}:aud") != "sts.amazonaws.com":
            yield f"{place}: the token may be for somebody else"
        if not re.fullmatch(r"repo:[^*?]+", equal.get(f"{_ISSUER}:sub", "")):
            yield f"{place}: the token may be of any repository"
    elif statement["Action"] != "sts:AssumeRole":
        yield f"{place}: a service does not go with {statement['Action']}"
    elif not equal and statement["Principal"] != {"Service": "lambda.amazonaws.com"}:
        yield f"{place}: a service is let in on behalf of anybody"
