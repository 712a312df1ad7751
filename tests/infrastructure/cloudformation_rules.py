"""What cfn-lint lets pass in a template, and AWS refuses when the stack is made, or takes and never uses."""

from collections.abc import Iterator
from typing import Any

from .distribution_rules import distribution_faults, function_faults, headers_faults
from .event_rules import event_faults
from .lambda_rules import lambda_faults, url_faults
from .policy_rules import policy_faults
from .resolving import UnresolvedError, resolved

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


def faults_of(template: dict[str, Any], **parameters: str) -> list[str]:
    """What is wrong with a stack that is made with `parameters`, each with its place."""
    try:
        resources = resolved(template, **parameters)
    except UnresolvedError as fault:
        return [str(fault)]
    return [fault for name in resources for fault in _faults(name, resources)]


def _faults(name: str, resources: dict[str, Any]) -> Iterator[str]:
    properties = resources[name]["Properties"]
    yield from policy_faults(name, resources[name])
    yield from event_faults(name, resources)
    match resources[name]["Type"]:
        case "AWS::CloudFront::Distribution":
            yield from distribution_faults(name, properties["DistributionConfig"])
        case "AWS::CloudFront::ResponseHeadersPolicy":
            yield from headers_faults(name, properties["ResponseHeadersPolicyConfig"])
        case "AWS::CloudFront::Function":
            yield from function_faults(name, properties)
        case "AWS::ApiGateway::GatewayResponse":
            yield from _gateway_response(name, properties)
        case "AWS::Lambda::Url":
            yield from url_faults(name, resources)
        case "AWS::Lambda::Function":
            yield from lambda_faults(name, resources)


def _gateway_response(name: str, properties: dict[str, Any]) -> Iterator[str]:
    if properties["ResponseType"] not in RESPONSE_TYPES:
        yield f"{name}: there is no type {properties['ResponseType']}"
    if "StatusCode" in properties and not 400 <= int(properties["StatusCode"]) <= 599:
        yield f"{name}: {properties['StatusCode']} is no code of an error"
    for parameter, value in properties.get("ResponseParameters", {}).items():
        if not parameter.startswith("gatewayresponse.header.") or not (value[0] == value[-1] == "'"):
            yield f"{name}: {parameter} is no header with a fixed value"
