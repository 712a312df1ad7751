"""The CloudFront distribution of the status site, with the buckets of two regions behind it.

Its parameters are those of `edge`, which also makes the function, the policies and the access control named here.
"""

from typing import Any

from plainstatus.infrastructure.cloudfront import CODES, ERROR_KEPT, custom_error_responses

#: The header in which S3 hands out what `publish` notes as the tag of an object.
CACHE_TAG_HEADER = "x-amz-meta-cache-tag"

#: CloudFront takes certificates from this region alone.
_CERTIFICATE = "arn:${AWS::Partition}:acm:us-east-1:${AWS::AccountId}:certificate/${Certificate}"

#: Paths whose answers other origins may use. Errors come first: they are asked of the other region first.
_BEHAVIOURS = (
    ("/errors/*.json", "errors", "ForPrograms"),
    ("/errors/*", "errors", "ForPages"),
    ("*.json", "site", "ForPrograms"),
    ("*.svg", "site", "ForPrograms"),
    ("/embed.js", "site", "ForPrograms"),
)


def distribution() -> dict[str, Any]:
    """A resource of CloudFormation."""
    return {"Type": "AWS::CloudFront::Distribution", "Properties": {"DistributionConfig": _config()}}


def cache_policy() -> dict[str, Any]:
    """A resource: objects are kept as long as they say themselves, and nothing of a request but its path counts."""
    return {
        "Type": "AWS::CloudFront::CachePolicy",
        "Properties": {
            "CachePolicyConfig": {
                "Name": {"Fn::Sub": "${AWS::StackName}-objects"},
                "MinTTL": 0,
                "DefaultTTL": 15,
                "MaxTTL": 365 * 24 * 3600,
                "ParametersInCacheKeyAndForwardedToOrigin": {
                    "EnableAcceptEncodingBrotli": True,
                    "EnableAcceptEncodingGzip": True,
                    "CookiesConfig": {"CookieBehavior": "none"},
                    "HeadersConfig": {"HeaderBehavior": "none"},
                    "QueryStringsConfig": {"QueryStringBehavior": "none"},
                },
            }
        },
    }


def _config() -> dict[str, Any]:
    return {
        "Enabled": True,
        "Comment": {"Ref": "AWS::StackName"},
        "HttpVersion": "http2and3",
        "IPV6Enabled": True,
        "PriceClass": {"Ref": "PriceClass"},
        "Aliases": {"Fn::If": ["HasHost", [{"Ref": "Host"}], {"Ref": "AWS::NoValue"}]},
        "ViewerCertificate": {
            "Fn::If": [
                "HasHost",
                {
                    "AcmCertificateArn": {"Fn::Sub": _CERTIFICATE},
                    "SslSupportMethod": "sni-only",
                    "MinimumProtocolVersion": "TLSv1.2_2021",
                },
                {"CloudFrontDefaultCertificate": True},
            ]
        },
        # Were the root asked of a bucket as it is, the answer would be a list of all objects.
        "DefaultRootObject": "index.html",
        "DefaultCacheBehavior": _behaviour("site", "ForPages"),
        "CacheBehaviors": [
            {"PathPattern": pattern, **_behaviour(target, headers)} for pattern, target, headers in _BEHAVIOURS
        ],
        "CustomErrorResponses": [
            {
                "ErrorCode": 404,
                "ResponseCode": 404,
                "ResponsePagePath": "/404.html",
                "ErrorCachingMinTTL": ERROR_KEPT,
            },
            *custom_error_responses(),
        ],
        "Origins": [_origin("first", "First"), _origin("second", "Second")],
        "OriginGroups": {
            "Quantity": 2,
            "Items": [_group("site", "first", "second"), _group("errors", "second", "first")],
        },
        "CacheTagConfig": {"HeaderName": CACHE_TAG_HEADER},
    }


def _behaviour(target: str, headers: str) -> dict[str, Any]:
    return {
        "TargetOriginId": target,
        "ViewerProtocolPolicy": "redirect-to-https",
        "AllowedMethods": ["GET", "HEAD"],
        "Compress": True,
        "CachePolicyId": {"Ref": "Objects"},
        "ResponseHeadersPolicyId": {"Ref": headers},
        "FunctionAssociations": [
            {"EventType": "viewer-request", "FunctionARN": {"Fn::GetAtt": ["Addresses", "FunctionARN"]}}
        ],
    }


def _origin(id: str, place: str) -> dict[str, Any]:
    host = f"${{{place}Bucket}}.s3.${{{place}Region}}.${{AWS::URLSuffix}}"
    return {
        "Id": id,
        "DomainName": {"Fn::Sub": host},
        "OriginAccessControlId": {"Fn::GetAtt": ["Access", "Id"]},
        "S3OriginConfig": {"OriginAccessIdentity": ""},
        # The other region is asked instead of the same one again.
        "ConnectionAttempts": 1,
        "ConnectionTimeout": 3,
    }


def _group(id: str, *origins: str) -> dict[str, Any]:
    return {
        "Id": id,
        "FailoverCriteria": {"StatusCodes": {"Quantity": len(CODES), "Items": list(CODES)}},
        "Members": {"Quantity": len(origins), "Items": [{"OriginId": origin} for origin in origins]},
    }
