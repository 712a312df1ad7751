"""What CloudFront adds to the answers of the status site: one set for pages, one for what other origins may use.

The pages state a policy of their own that is stricter still, and a browser keeps to both. Ours is the widest that
any file of the site needs, because it is not told which set CloudFront adds to the page that it shows for an error.
Parameters and conditions are those of `edge`.
"""

from collections.abc import Mapping
from typing import Any

#: Error pages carry their style, and an icon that is empty.
POLICY: Mapping[str, str] = {
    "default-src": "'none'",
    "style-src": "'self' 'unsafe-inline'",
    "script-src": "'self'",
    "img-src": "'self' data:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "manifest-src": "'self'",
    "base-uri": "'none'",
    "form-action": "'none'",
    "frame-ancestors": "'none'",
}

_YEAR = 365 * 24 * 3600


def for_pages() -> dict[str, Any]:
    """A resource: the set for pages, and for all that is not `for_programs`."""
    return _policy("pages", {"SecurityHeadersConfig": _security()})


def for_programs() -> dict[str, Any]:
    """A resource: the set for JSON, badges and the banner's script, which stand in pages of other origins."""
    return _policy(
        "programs",
        {
            "SecurityHeadersConfig": _security(),
            "CorsConfig": {
                "AccessControlAllowOrigins": {"Items": ["*"]},
                "AccessControlAllowMethods": {"Items": ["GET", "HEAD"]},
                "AccessControlAllowHeaders": {"Items": ["*"]},
                "AccessControlAllowCredentials": False,
                "AccessControlMaxAgeSec": 600,
                "OriginOverride": True,
            },
            "CustomHeadersConfig": {
                "Items": [{"Header": "Cross-Origin-Resource-Policy", "Value": "cross-origin", "Override": True}]
            },
        },
    )


def _policy(name: str, config: dict[str, Any]) -> dict[str, Any]:
    return {
        "Type": "AWS::CloudFront::ResponseHeadersPolicy",
        "Properties": {
            "ResponseHeadersPolicyConfig": {"Name": {"Fn::Sub": f"${{AWS::StackName}}-{name}"}, **config},
        },
    }


def _written(policy: Mapping[str, str]) -> str:
    return "; ".join(f"{directive} {sources}" for directive, sources in policy.items())


def _security() -> dict[str, Any]:
    signup = {"Fn::Sub": _written({**POLICY, "form-action": "${Signup}"})}
    policy = {"Fn::If": ["HasSignup", signup, _written(POLICY)]}
    return {
        "ContentSecurityPolicy": {"ContentSecurityPolicy": policy, "Override": True},
        "ContentTypeOptions": {"Override": True},
        "FrameOptions": {"FrameOption": "DENY", "Override": True},
        "ReferrerPolicy": {"ReferrerPolicy": "no-referrer", "Override": True},
        # Hosts below that of the site are none of its business.
        "StrictTransportSecurity": {"AccessControlMaxAgeSec": _YEAR, "IncludeSubdomains": False, "Override": True},
    }
