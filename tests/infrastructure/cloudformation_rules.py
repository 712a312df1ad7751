"""What cfn-lint lets pass in a template, and CloudFront or API Gateway refuses when the stack is made."""

from collections.abc import Iterator
from typing import Any

#: https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html
RESPONSE_TYPES = frozenset(
    {
        *("ACCESS_DENIED", "API_CONFIGURATION_ERROR", "AUTHORIZER_CONFIGURATION_ERROR", "AUTHORIZER_FAILURE"),
        *("BAD_REQUEST_PARAMETERS", "BAD_REQUEST_BODY", "DEFAULT_4XX", "DEFAULT_5XX", "EXPIRED_TOKEN"),
        *("INTEGRATION_FAILURE", "INTEGRATION_TIMEOUT", "INVALID_API_KEY", "INVALID_SIGNATURE"),
        *("MISSING_AUTHENTICATION_TOKEN", "QUOTA_EXCEEDED", "REQUEST_TOO_LARGE", "RESOURCE_NOT_FOUND", "THROTTLED"),
        *("UNAUTHORIZED", "UNSUPPORTED_MEDIA_TYPE", "WAF_FILTERED"),
    }
)
#: Errors that a distribution can have a page for.
ERROR_CODES = frozenset({400, 403, 404, 405, 414, 416, 500, 501, 502, 503, 504})


def faults_of(template: dict[str, Any]) -> list[str]:
    """What would be refused, each with its place."""
    return [fault for name, resource in template["Resources"].items() for fault in _faults(name, resource)]


def _faults(name: str, resource: dict[str, Any]) -> Iterator[str]:
    if resource["Type"] == "AWS::CloudFront::Distribution":
        yield from _distribution(name, resource["Properties"]["DistributionConfig"])
    elif resource["Type"] == "AWS::ApiGateway::GatewayResponse":
        yield from _gateway_response(name, resource["Properties"])


def _distribution(name: str, config: dict[str, Any]) -> Iterator[str]:
    origins = {origin["Id"] for origin in config["Origins"]}
    groups = config.get("OriginGroups", {"Quantity": 0, "Items": []})
    yield from _counted(f"{name}.OriginGroups", groups)
    for group in groups["Items"]:
        place = f"{name}.{group['Id']}"
        yield from _counted(f"{place}.Members", group["Members"])
        yield from _counted(f"{place}.StatusCodes", group["FailoverCriteria"]["StatusCodes"])
        if len(group["Members"]["Items"]) != 2:
            yield f"{place}: a group has two members"
        for member in group["Members"]["Items"]:
            if member["OriginId"] not in origins:
                yield f"{place}: no origin is called {member['OriginId']}"
        for code in group["FailoverCriteria"]["StatusCodes"]["Items"]:
            if code not in {403, 404, 429, 500, 502, 503, 504}:
                yield f"{place}: no failover on {code}"
    targets = origins | {group["Id"] for group in groups["Items"]}
    for behaviour in [config["DefaultCacheBehavior"], *config.get("CacheBehaviors", [])]:
        if behaviour["TargetOriginId"] not in targets:
            yield f"{name}: no origin and no group is called {behaviour['TargetOriginId']}"
    for response in config.get("CustomErrorResponses", []):
        if response["ErrorCode"] not in ERROR_CODES or not 200 <= response["ResponseCode"] <= 599:
            yield f"{name}: no page for {response['ErrorCode']} with {response['ResponseCode']}"
        if not response["ResponsePagePath"].startswith("/"):
            yield f"{name}: the path {response['ResponsePagePath']} does not begin with a slash"


def _counted(place: str, items: dict[str, Any]) -> Iterator[str]:
    if items["Quantity"] != len(items["Items"]):
        yield f"{place}: the quantity {items['Quantity']} is not the number of items"


def _gateway_response(name: str, properties: dict[str, Any]) -> Iterator[str]:
    if properties["ResponseType"] not in RESPONSE_TYPES:
        yield f"{name}: there is no type {properties['ResponseType']}"
    if "StatusCode" in properties and not 400 <= int(properties["StatusCode"]) <= 599:
        yield f"{name}: {properties['StatusCode']} is no code of an error"
    for parameter, value in properties.get("ResponseParameters", {}).items():
        if not parameter.startswith("gatewayresponse.header.") or not (value[0] == value[-1] == "'"):
            yield f"{name}: {parameter} is no header with a fixed value"
