"""Gateway responses of Amazon API Gateway that carry the state of the product, for CloudFormation and OpenAPI."""

import json
from collections.abc import Mapping
from typing import Any, NamedTuple


class Response(NamedTuple):
    """`status` is None for the types that stand for several codes, each of which keeps its own."""

    status: int | None
    kind: str
    title: str = ""


#: Type of gateway response → its code, and the problem that its body is made of.
RESPONSES: Mapping[str, Response] = {
    "DEFAULT_4XX": Response(None, "", "The request was not accepted"),
    "DEFAULT_5XX": Response(None, "500"),
    "THROTTLED": Response(429, "", "Too many requests"),
    "INTEGRATION_TIMEOUT": Response(504, "504"),
    "INTEGRATION_FAILURE": Response(504, "502"),
}

#: Advice in seconds for errors that no incident explains: who tries again all the same does it slowly.
WITHOUT_INCIDENT = 60


def template(problems: Mapping[str, Mapping[str, Any]], status_page: str) -> dict[str, Any]:
    """A CloudFormation template with one resource for each gateway response of an API that is given by its id.

    `problems` maps the kind of an error to its problem details, with the `retry_after` in seconds.
    """
    return {
        "AWSTemplateFormatVersion": "2010-09-09",
        "Description": "Error bodies of an API that tell of the state of the product",
        "Parameters": {"RestApiId": {"Type": "String", "Description": "The id of the REST API"}},
        "Resources": {
            _resource_name(type): {
                "Type": "AWS::ApiGateway::GatewayResponse",
                "Properties": {
                    "RestApiId": {"Ref": "RestApiId"},
                    "ResponseType": type,
                    **({"StatusCode": str(response.status)} if response.status else {}),
                    "ResponseParameters": _parameters(_retry(response, problems)),
                    "ResponseTemplates": {"application/json": _body(response, problems, status_page)},
                },
            }
            for type, response in RESPONSES.items()
        },
    }


def extension(problems: Mapping[str, Mapping[str, Any]], status_page: str) -> dict[str, Any]:
    """The same as the OpenAPI extension `x-amazon-apigateway-gateway-responses`."""
    return {
        "x-amazon-apigateway-gateway-responses": {
            type: {
                **({"statusCode": response.status} if response.status else {}),
                "responseParameters": _parameters(_retry(response, problems)),
                "responseTemplates": {"application/json": _body(response, problems, status_page)},
            }
            for type, response in RESPONSES.items()
        }
    }


def _resource_name(type: str) -> str:
    return "".join(part.capitalize() for part in type.split("_")) + "Response"


def _retry(response: Response, problems: Mapping[str, Mapping[str, Any]]) -> int:
    return int(problems[response.kind]["retry_after"]) if response.kind else WITHOUT_INCIDENT


def _parameters(retry: int) -> dict[str, str]:
    return {
        "gatewayresponse.header.Content-Type": "'application/problem+json'",
        "gatewayresponse.header.Cache-Control": "'no-store'",
        "gatewayresponse.header.Access-Control-Allow-Origin": "'*'",
        "gatewayresponse.header.Retry-After": f"'{retry}'",
    }


def _body(response: Response, problems: Mapping[str, Mapping[str, Any]], status_page: str) -> str:
    """A mapping template: all of it is fixed, but for what only the gateway knows of the request."""
    if response.kind:
        told = {key: value for key, value in problems[response.kind].items() if response.status or key != "status"}
    else:
        told = {"type": "about:blank", "title": response.title, "status_page": status_page}
        if response.status:
            told["status"] = response.status
    text = json.dumps(told, ensure_ascii=False, separators=(",", ":"))
    # In a template these two begin references and directives; an incident's words may hold them.
    text = text.replace("$", "\\u0024").replace("#", "\\u0023")
    own = ['"request_id":"$context.requestId"']
    if not response.kind:
        own.insert(0, '"detail":$context.error.messageString')
    return f"{text[:-1]},{','.join(own)}}}"
