"""What cfn-lint lets pass in a distribution and what belongs to it, and CloudFront refuses or never uses."""

import re
from collections.abc import Iterator
from fnmatch import fnmatchcase
from typing import Any

#: Errors that a distribution can have a page for.
ERROR_CODES = frozenset({400, 403, 404, 405, 414, 416, 500, 501, 502, 503, 504})
#: Errors on which a group can ask its other member.
FAILOVER_CODES = frozenset({400, 403, 404, 416, 429, 500, 502, 503, 504})
#: These are set in a place of their own, or are CloudFront's.
_NOT_CUSTOM = frozenset(
    {
        *(
            "connection",
            "content-encoding",
            "content-length",
            "expect",
            "host",
            "keep-alive",
            "te",
            "trailer",
            "upgrade",
        ),
        *("transfer-encoding", "via", "warning", "x-cache", "x-edge-location", "x-amz-cf-id", "x-amz-cf-pop"),
        *("content-security-policy", "referrer-policy", "strict-transport-security", "x-content-type-options"),
        *("x-frame-options", "x-xss-protection", "access-control-allow-origin", "access-control-allow-methods"),
    }
)
_DIRECTIVES = frozenset(
    {
        *("default-src", "style-src", "script-src", "img-src", "font-src", "connect-src", "manifest-src"),
        *("base-uri", "form-action", "frame-ancestors", "frame-src", "object-src", "worker-src"),
    }
)
#: A name of a header, after RFC 9110, section 5.6.2.
_TOKEN = r"[A-Za-z0-9!#$%&'*+.^_`|~-]+"
_MOST_CODE = 10_240


def distribution_faults(name: str, config: dict[str, Any]) -> Iterator[str]:
    """`config` is a DistributionConfig whose references are resolved."""
    origins = {origin["Id"] for origin in config["Origins"]}
    groups = config.get("OriginGroups", {"Quantity": 0, "Items": []})
    yield from _counted(f"{name}.OriginGroups", groups)
    for group in groups["Items"]:
        yield from _group(f"{name}.{group['Id']}", group, origins)
    grouped = {group["Id"] for group in groups["Items"]}
    behaviours = config.get("CacheBehaviors", [])
    for behaviour in [config["DefaultCacheBehavior"], *behaviours]:
        yield from _behaviour(name, behaviour, origins, grouped)
    patterns = [behaviour["PathPattern"] for behaviour in behaviours]
    for number, pattern in enumerate(patterns):
        for wider in patterns[:number]:
            if fnmatchcase(pattern, wider):
                yield f"{name}: {pattern} is never reached behind {wider}"
    for origin in config["Origins"]:
        yield from _origin(f"{name}.{origin['Id']}", origin)
    yield from _error_responses(name, config.get("CustomErrorResponses", []))
    tag = config.get("CacheTagConfig", {}).get("HeaderName", "a")
    if not re.fullmatch(_TOKEN, tag):
        yield f"{name}: {tag!r} is no name of a header"


def _group(place: str, group: dict[str, Any], origins: set[str]) -> Iterator[str]:
    codes, members = group["FailoverCriteria"]["StatusCodes"], group["Members"]
    yield from _counted(f"{place}.Members", members)
    yield from _counted(f"{place}.StatusCodes", codes)
    asked = [member["OriginId"] for member in members["Items"]]
    if len(asked) != 2:
        yield f"{place}: a group has two members"
    for origin in asked:
        if origin not in origins:
            yield f"{place}: no origin is called {origin}"
    for code in codes["Items"]:
        if code not in FAILOVER_CODES:
            yield f"{place}: no failover on {code}"


def _behaviour(name: str, behaviour: dict[str, Any], origins: set[str], groups: set[str]) -> Iterator[str]:
    target = behaviour["TargetOriginId"]
    if target not in origins | groups:
        yield f"{name}: no origin and no group is called {target}"
    writes = set(behaviour.get("AllowedMethods", ())) - {"GET", "HEAD", "OPTIONS"}
    if target in groups and writes:
        yield f"{name}: a group takes no {', '.join(sorted(writes))}"
    events = [each["EventType"] for each in behaviour.get("FunctionAssociations", ())]
    if len(set(events)) != len(events):
        yield f"{name}: two functions for one event"


def _origin(place: str, origin: dict[str, Any]) -> Iterator[str]:
    in_bucket = re.search(r"\.s3[.-]([\w-]+\.)?amazonaws\.com$", origin["DomainName"])
    if ("S3OriginConfig" in origin) != bool(in_bucket):
        yield f"{place}: {origin['DomainName']} is taken for what it is not"
    elif in_bucket and not origin.get("OriginAccessControlId"):
        yield f"{place}: a private bucket is asked by nobody"
    if not origin.get("OriginPath", "/").startswith("/"):
        yield f"{place}: the path {origin['OriginPath']} does not begin with a slash"


def _error_responses(name: str, responses: list[dict[str, Any]]) -> Iterator[str]:
    codes = [response["ErrorCode"] for response in responses]
    if len(set(codes)) != len(codes):
        yield f"{name}: two pages for one error"
    for response in responses:
        if response["ErrorCode"] not in ERROR_CODES or not 200 <= response["ResponseCode"] <= 599:
            yield f"{name}: no page for {response['ErrorCode']} with {response['ResponseCode']}"
        if not response["ResponsePagePath"].startswith("/"):
            yield f"{name}: the path {response['ResponsePagePath']} does not begin with a slash"


def _counted(place: str, items: dict[str, Any]) -> Iterator[str]:
    if items["Quantity"] != len(items["Items"]):
        yield f"{place}: the quantity {items['Quantity']} is not the number of items"


def headers_faults(name: str, config: dict[str, Any]) -> Iterator[str]:
    """`config` is a ResponseHeadersPolicyConfig."""
    for header in config.get("CustomHeadersConfig", {"Items": []})["Items"]:
        if not re.fullmatch(_TOKEN, header["Header"]) or header["Header"].lower() in _NOT_CUSTOM:
            yield f"{name}: {header['Header']} cannot be set here"
        if not header["Value"].isprintable():
            yield f"{name}: the value of {header['Header']} is none"
    cors = config.get("CorsConfig")
    if cors and cors["AccessControlAllowCredentials"] and "*" in cors["AccessControlAllowOrigins"]["Items"]:
        yield f"{name}: every origin may read what is meant for one reader"
    policy = config["SecurityHeadersConfig"]["ContentSecurityPolicy"]["ContentSecurityPolicy"]
    for part in policy.split(";"):
        directive, *sources = part.split()
        if directive not in _DIRECTIVES:
            yield f"{name}: there is no directive {directive}"
        for source in sources:
            if source in {"none", "self", "unsafe-inline"}:
                yield f"{name}: {source} without quotes is a host"


def function_faults(name: str, properties: dict[str, Any]) -> Iterator[str]:
    """`properties` are those of a CloudFront function."""
    if len(properties["FunctionCode"].encode()) > _MOST_CODE:
        yield f"{name}: the code is longer than CloudFront takes"
    if "function handler(event)" not in properties["FunctionCode"]:
        yield f"{name}: nothing in it is called handler"
    if not re.fullmatch(r"[A-Za-z0-9_-]{1,64}", properties["Name"]):
        yield f"{name}: {properties['Name']} is no name of a function"
    if not properties.get("AutoPublish"):
        yield f"{name}: what is not published never runs"
