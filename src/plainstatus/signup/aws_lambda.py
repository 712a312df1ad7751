"""The sign-up as a function of AWS Lambda, behind its own address or an HTTP API (payload format 2.0).

What it needs of its site lies beside it, in `signup.json`. What is secret stands in Secrets Manager, as JSON: the
variables that another machine would have in its environment.
"""

import base64
import binascii
import hmac
import json
import os
import time
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from plainstatus.signup.answers import answer
from plainstatus.signup.exchange import LONGEST_BODY, Request
from plainstatus.signup.links import Links
from plainstatus.signup.look import Look
from plainstatus.signup.office import Office, usual_limits
from plainstatus.signup.packed import FILE, THEME, unpacked
from plainstatus.signup.post import sender_by
from plainstatus.signup.tokens import keys_in
from plainstatus.subscribers.opening import open_subscribers

#: The variables that name the secret, and hold what the distribution before it proves itself with.
SECRET_VARIABLE, ORIGIN_VARIABLE = "PLAINSTATUS_SIGNUP_SECRET", "PLAINSTATUS_SIGNUP_ORIGIN"
#: Seconds after which the secret is looked at anew.
_ANEW = 300
#: For as long as this process lives.
_LIMITS = usual_limits(time.time)
#: The header in which a distribution proves itself, and the one in which it says who asks.
ORIGIN_HEADER, VIEWER_HEADER = "x-plainstatus-origin", "cloudfront-viewer-address"


def handler(event: Mapping[str, Any], context: object) -> dict[str, Any]:
    """What Lambda calls for every request."""
    office, origin = _opened(int(time.time() // _ANEW))
    return respond(event, office, origin)


def respond(event: Mapping[str, Any], office: Office, origin: str = "") -> dict[str, Any]:
    """The answer to an event; with `origin`, only a distribution that proves itself with that is heard."""
    headers = {name.lower(): value for name, value in event.get("headers", {}).items()}
    proven = hmac.compare_digest(headers.get(ORIGIN_HEADER, "").encode(), origin.encode())
    if origin and not proven:
        return {"statusCode": 403, "headers": {"Cache-Control": "no-store"}, "body": ""}
    made = answer(_request(event, headers, is_proven=bool(origin)), office)
    return {
        "statusCode": made.status,
        "headers": dict(made.headers),
        "body": made.body.decode(),
        "isBase64Encoded": False,
    }


def _request(event: Mapping[str, Any], headers: Mapping[str, str], *, is_proven: bool) -> Request:
    http = event["requestContext"]["http"]
    client = http.get("sourceIp", "")
    if is_proven:
        # An address and a port: `2001:db8::1:443`.
        client = headers.get(VIEWER_HEADER, client).rpartition(":")[0] or client
    return Request(
        method=http["method"],
        path=event.get("rawPath", "/"),
        query=event.get("rawQueryString", ""),
        content_type=headers.get("content-type", ""),
        body=_body(event),
        client=client,
        languages=headers.get("accept-language", ""),
    )


def _body(event: Mapping[str, Any]) -> bytes:
    body: str = event.get("body") or ""
    if not event.get("isBase64Encoded"):
        return body.encode()
    # One byte too many is enough to know that it is too much.
    try:
        return base64.b64decode(body[: 4 * (LONGEST_BODY // 3 + 2)])
    except binascii.Error:
        return b""


@lru_cache(maxsize=1)
def _opened(period: int) -> tuple[Office, str]:
    """The office in this `period` of time, and what a distribution proves itself with."""
    environment = {**os.environ, **_secrets()}
    root = Path(__file__).resolve().parents[2]
    packed = unpacked((root / FILE).read_text(encoding="utf-8"))
    look = Look(packed.place, (root / THEME,))
    office = Office(
        look=look,
        links=Links(packed.place.url, keys_in(environment)),
        store=open_subscribers(packed.subscribers, root, environment),
        sender=sender_by(packed.channel, root, environment),
        limits=_LIMITS,
        log=print,
    )
    return office, environment.get(ORIGIN_VARIABLE, "")


def _secrets() -> dict[str, str]:
    """The variables in the secret; none where no secret is named."""
    name = os.environ.get(SECRET_VARIABLE)
    if not name:
        return {}
    from plainstatus.aws.clients import client

    kept: dict[str, str] = json.loads(
        client("secretsmanager", "secrets of the sign-up").get_secret_value(SecretId=name)["SecretString"]
    )
    return kept
