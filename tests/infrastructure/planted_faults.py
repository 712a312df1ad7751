"""Faults to plant in the templates, each under what is then to be said of it."""

import copy
from collections.abc import Callable
from typing import Any

from .stacks import MADE


def config(template: Any) -> Any:
    return template["Resources"]["Distribution"]["Properties"]["DistributionConfig"]


def statements(template: Any, policy: str) -> Any:
    return template["Resources"][policy]["Properties"]["PolicyDocument"]["Statement"]


def rights(template: Any) -> Any:
    return template["Resources"]["Role"]["Properties"]["Policies"][0]["PolicyDocument"]["Statement"]


def trusted(template: Any) -> Any:
    return template["Resources"]["Role"]["Properties"]["AssumeRolePolicyDocument"]["Statement"][0]


def headers(template: Any) -> Any:
    return template["Resources"]["ForPrograms"]["Properties"]["ResponseHeadersPolicyConfig"]


def properties(template: Any, resource: str) -> Any:
    return template["Resources"][resource]["Properties"]


def target(template: Any) -> Any:
    return properties(template, "Rule")["Targets"][0]


def _by_distribution(template: Any, number: int) -> Any:
    return statements(template, "SitePolicy")[number]["Fn::If"][1]


GITHUB = "token.actions.githubusercontent.com"
#: What is said → in which template, and what is planted there.
PLANTED: dict[str, tuple[str, Callable[[Any], object]]] = {
    "no origin is called third": (
        "edge",
        lambda t: config(t)["OriginGroups"]["Items"][0]["Members"]["Items"][1].update(OriginId="third"),
    ),
    "the quantity 1 is not the number of items": ("edge", lambda t: config(t)["OriginGroups"].update(Quantity=1)),
    "no failover on 501": (
        "edge",
        lambda t: config(t)["OriginGroups"]["Items"][0]["FailoverCriteria"]["StatusCodes"]["Items"].__setitem__(0, 501),
    ),
    "/errors/*.json is never reached behind /errors/*": ("edge", lambda t: config(t)["CacheBehaviors"].reverse()),
    "a group takes no DELETE, PATCH, POST, PUT": (
        "edge",
        lambda t: config(t)["DefaultCacheBehavior"].update(
            AllowedMethods=["GET", "HEAD", "OPTIONS", "PUT", "PATCH", "POST", "DELETE"]
        ),
    ),
    "the path 404.html does not begin with a slash": (
        "edge",
        lambda t: config(t)["CustomErrorResponses"][0].update(ResponsePagePath="404.html"),
    ),
    "two pages for one error": ("edge", lambda t: config(t)["CustomErrorResponses"][1].update(ErrorCode=404)),
    "a private bucket is asked by nobody": ("edge", lambda t: config(t)["Origins"][0].pop("OriginAccessControlId")),
    "acme-status-milan.eu-south-1.example is taken for what it is not": (
        "edge",
        lambda t: config(t)["Origins"][0].update(DomainName={"Fn::Sub": "${FirstBucket}.${FirstRegion}.example"}),
    ),
    "'x amz' is no name of a header": ("edge", lambda t: config(t)["CacheTagConfig"].update(HeaderName="x amz")),
    "X-Frame-Options cannot be set here": (
        "edge",
        lambda t: headers(t)["CustomHeadersConfig"]["Items"][0].update(Header="X-Frame-Options"),
    ),
    "the value of Cross-Origin-Resource-Policy is none": (
        "edge",
        lambda t: headers(t)["CustomHeadersConfig"]["Items"][0].update(Value="a\nb"),
    ),
    "every origin may read what is meant for one reader": (
        "edge",
        lambda t: headers(t)["CorsConfig"].update(AccessControlAllowCredentials=True),
    ),
    "there is no directive default-source": (
        "edge",
        lambda t: headers(t)["SecurityHeadersConfig"]["ContentSecurityPolicy"].update(
            ContentSecurityPolicy="default-source 'none'"
        ),
    ),
    "none without quotes is a host": (
        "edge",
        lambda t: headers(t)["SecurityHeadersConfig"]["ContentSecurityPolicy"].update(
            ContentSecurityPolicy="default-src none"
        ),
    ),
    "nothing in it is called handler": (
        "edge",
        lambda t: properties(t, "Addresses").update(FunctionCode="function handle(event) {}"),
    ),
    "the code is longer than CloudFront takes": (
        "edge",
        lambda t: properties(t, "Addresses").update(FunctionCode="function handler(event) {}" + " " * 10_240),
    ),
    "what is not published never runs": ("edge", lambda t: properties(t, "Addresses").pop("AutoPublish")),
    "s3:ListBucket is not about arn:aws:s3:::acme-status-milan/*": (
        "edge",
        lambda t: rights(t)[0]["Action"].append("s3:ListBucket"),
    ),
    "s3:GetObject is not about arn:aws:s3:::acme-status-milan": (
        "edge",
        lambda t: rights(t)[1]["Action"].append("s3:GetObject"),
    ),
    "s3:* grants everything": ("edge", lambda t: rights(t)[0].update(Action=["s3:*"])),
    "the token may be for somebody else": (
        "edge",
        lambda t: trusted(t)["Condition"]["StringEquals"].pop(f"{GITHUB}:aud"),
    ),
    "the token may be of any repository": (
        "edge",
        lambda t: trusted(t)["Condition"]["StringEquals"].pop(f"{GITHUB}:sub"),
    ),
    "arn:aws:s3:::acme-status-milan is not what the policy is attached to": (
        "storage",
        lambda t: statements(t, "LedgerPolicy")[0].update(
            Resource=[
                {"Fn::GetAtt": ["Site", "Arn"]},
                {"Fn::GetAtt": ["Ledger", "Arn"]},
                {"Fn::Sub": "${Ledger.Arn}/*"},
            ]
        ),
    ),
    "s3:* is about the bucket and about its objects": (
        "storage",
        lambda t: statements(t, "LedgerPolicy")[0].update(Resource={"Fn::GetAtt": ["Ledger", "Arn"]}),
    ),
    "a service is let in on behalf of anybody": ("storage", lambda t: _by_distribution(t, 1).pop("Condition")),
    "{'Service': 'cloudfront'} is no service": (
        "storage",
        lambda t: _by_distribution(t, 1).update(Principal={"Service": "cloudfront"}),
    ),
    "there is no key aws:FromArn": (
        "storage",
        lambda t: _by_distribution(t, 1).update(Condition={"StringEquals": {"aws:FromArn": "arn"}}),
    ),
    "does not take what comes from the rule": (
        "scheduler",
        lambda t: statements(t, "UndeliveredPolicy")[0]["Condition"]["ArnEquals"].update(
            {"aws:SourceArn": {"Fn::GetAtt": ["Destination", "Arn"]}}
        ),
    ),
    "the input is not JSON": ("scheduler", lambda t: target(t).update(Input={"Fn::Sub": '{"ref":${Branch}}'})),
    "nobody may call arn:aws:events": ("scheduler", lambda t: target(t).pop("RoleArn")),
    "the role may not call arn:aws:events": (
        "scheduler",
        lambda t: rights(t)[0].update(Resource={"Fn::GetAtt": ["Connection", "Arn"]}),
    ),
    "AWS/Events counts no Failed": ("scheduler", lambda t: properties(t, "FailureAlarm").update(MetricName="Failed")),
    "FailedInvocations is counted by RuleName": (
        "scheduler",
        lambda t: properties(t, "FailureAlarm")["Dimensions"][0].update(Name="Rule"),
    ),
    "Undelivered is no topic": (
        "messaging",
        lambda t: properties(t, "UndeliveredAlarm").update(AlarmActions=[{"Fn::GetAtt": ["Undelivered", "Arn"]}]),
    ),
    "nobody may lambda:InvokeFunction": ("signup", lambda t: t["Resources"].pop("MayCall")),
    "everybody may call the function past its address": (
        "signup",
        lambda t: properties(t, "MayCall").pop("InvokedViaFunctionUrl"),
    ),
    "the permission is for another AuthType": (
        "signup",
        lambda t: properties(t, "MayAsk").update(FunctionUrlAuthType="AWS_IAM"),
    ),
    "a form cannot sign what it sends": ("signup", lambda t: properties(t, "Url").update(AuthType="AWS_IAM")),
    "there is no plainstatus.signup.handler": (
        "signup",
        lambda t: properties(t, "Function").update(Handler="plainstatus.signup.handler"),
    ),
    "an attack could take all that the account may run": (
        "signup",
        lambda t: properties(t, "Function").update(
            ReservedConcurrentExecutions={"Fn::If": ["HasTopic", {"Ref": "AWS::NoValue"}, {"Ref": "AtOnce"}]}
        ),
    ),
    "what it logs is kept for ever": ("signup", lambda t: properties(t, "Log").pop("RetentionInDays")),
    "whoever may look at the function reads PLAINSTATUS_SIGNUP_KEY": (
        "signup",
        lambda t: properties(t, "Function")["Environment"]["Variables"].update(PLAINSTATUS_SIGNUP_KEY="correct horse"),
    ),
}


def planted(fault: str) -> tuple[str, dict[str, Any]]:
    what, plant = PLANTED[fault]
    made = copy.deepcopy(MADE[what])
    plant(made)
    return what, made
