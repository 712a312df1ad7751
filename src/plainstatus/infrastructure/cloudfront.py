"""A CloudFront distribution that shows the error pages of the status site, as CloudFormation."""

from typing import Any
from urllib.parse import urlsplit

#: Errors that a product's origin answers with, or that CloudFront meets on the way to it.
CODES = (500, 502, 503, 504)

#: Policies that AWS keeps for everybody.
_CACHING_DISABLED = "4135ea2d-6df8-44a3-9df3-4b5a84be39ad"
_CACHING_OPTIMIZED = "658327ea-f89d-4fab-a63d-7e88639e58f6"
_ALL_VIEWER_EXCEPT_HOST = "b689b0a8-53d0-40ab-baf2-68738e2966ac"

#: So many seconds an error is kept: long enough to spare an origin that is down, short enough to be forgotten.
ERROR_KEPT = 5


def custom_error_responses() -> list[dict[str, Any]]:
    """Each error with its page; the code that a client sees stays the one that it was."""
    return [
        {
            "ErrorCode": code,
            "ResponseCode": code,
            "ResponsePagePath": f"/errors/{code}.html",
            "ErrorCachingMinTTL": ERROR_KEPT,
        }
        for code in CODES
    ]


def origin_group() -> dict[str, Any]:
    """Both places of the status site: where one does not answer, the other is asked."""
    return {
        "Id": "errors",
        "FailoverCriteria": {"StatusCodes": {"Quantity": len(CODES), "Items": list(CODES)}},
        "Members": {"Quantity": 2, "Items": [{"OriginId": "errors-first"}, {"OriginId": "errors-second"}]},
    }


def template(status_page: str) -> dict[str, Any]:
    """A whole template (CloudFormation, 2010-09-09) with the customer's own host as a parameter.

    `status_page` is the address of the status site; a second host may be given when the stack is made.
    """
    host = urlsplit(status_page).hostname
    return {
        "AWSTemplateFormatVersion": "2010-09-09",
        "Description": "A distribution that shows the error pages of a status site while its own origin is down",
        "Parameters": {
            "AppDomain": {"Type": "String", "Description": "The host of the product, without https://"},
            "ErrorsDomain": {
                "Type": "String",
                "Default": host,
                "Description": "The host of the status site, or of its bucket in the first region",
            },
            "ErrorsDomainSecond": {
                "Type": "String",
                "Default": host,
                "Description": "The same in a second region, asked where the first does not answer",
            },
        },
        "Resources": {
            "Distribution": {
                "Type": "AWS::CloudFront::Distribution",
                "Properties": {"DistributionConfig": _distribution(status_page)},
            }
        },
        "Outputs": {"Domain": {"Value": {"Fn::GetAtt": ["Distribution", "DomainName"]}}},
    }


def _distribution(status_page: str) -> dict[str, Any]:
    return {
        "Enabled": True,
        "HttpVersion": "http2and3",
        "DefaultCacheBehavior": {
            "TargetOriginId": "app",
            "ViewerProtocolPolicy": "redirect-to-https",
            "AllowedMethods": ["GET", "HEAD", "OPTIONS", "PUT", "PATCH", "POST", "DELETE"],
            "CachePolicyId": _CACHING_DISABLED,
            "OriginRequestPolicyId": _ALL_VIEWER_EXCEPT_HOST,
        },
        "CacheBehaviors": [
            {
                "PathPattern": "/errors/*",
                "TargetOriginId": "errors",
                "ViewerProtocolPolicy": "redirect-to-https",
                "CachePolicyId": _CACHING_OPTIMIZED,
            }
        ],
        "CustomErrorResponses": custom_error_responses(),
        "Origins": [
            _origin("app", "AppDomain"),
            _place_of_errors("errors-first", "ErrorsDomain", status_page),
            _place_of_errors("errors-second", "ErrorsDomainSecond", status_page),
        ],
        "OriginGroups": {"Quantity": 1, "Items": [origin_group()]},
    }


def _origin(id: str, parameter: str) -> dict[str, Any]:
    return {
        "Id": id,
        "DomainName": {"Ref": parameter},
        "ConnectionAttempts": 2,
        "ConnectionTimeout": 3,
        "CustomOriginConfig": {"OriginProtocolPolicy": "https-only", "OriginSSLProtocols": ["TLSv1.2"]},
    }


def _place_of_errors(id: str, parameter: str, status_page: str) -> dict[str, Any]:
    """An origin below whose path `errors/` lies, as below that of the status site."""
    split = urlsplit(status_page)
    origin = _origin(id, parameter)
    if split.scheme == "http":
        origin["CustomOriginConfig"] = {"OriginProtocolPolicy": "http-only"}
    if split.port:
        origin["CustomOriginConfig"]["HTTPPort" if split.scheme == "http" else "HTTPSPort"] = split.port
    path = split.path.rstrip("/")
    return {**origin, "OriginPath": path} if path else origin
