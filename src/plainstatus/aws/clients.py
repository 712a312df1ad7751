"""Clients of AWS, and of stores that speak S3, with tight time limits and no operation but those of their purpose.

Credentials come from where boto3 looks for them: the environment, a profile, a role. Endpoints may be set in
the environment too (`AWS_ENDPOINT_URL`, `AWS_ENDPOINT_URL_S3`).
"""

from threading import Lock
from typing import Any

from plainstatus.aws.operations import OPERATIONS

#: Seconds to reach a server, and to wait for its next byte.
CONNECT_TIMEOUT, READ_TIMEOUT = 5, 20
#: How often one call is tried before it counts as failed.
ATTEMPTS = 4
#: Clients may be shared by threads; the making of them may not.
_ONE_AT_A_TIME = Lock()


class NotAllowedError(RuntimeError):
    """The program asked for an operation that is not in `OPERATIONS`: a fault of the program."""


def client(
    service: str,
    purpose: str,
    *,
    region: str | None = None,
    endpoint_url: str | None = None,
    connections: int = 10,
    once: bool = False,
) -> Any:
    """A client of `service` that may do what `purpose` (a key of `OPERATIONS`) needs of it.

    `endpoint_url` is that of another store that speaks S3: its buckets are named in the path, and it gets
    no checksums that it may not know. `connections` is how many threads will use the client at once. With
    `once`, no call is sent again by itself: an answer that was lost may have been a yes.
    """
    import boto3
    from botocore.config import Config
    from botocore.handlers import add_expect_header

    compatible: dict[str, Any] = {}
    if endpoint_url:
        compatible = {
            "request_checksum_calculation": "when_required",
            "response_checksum_validation": "when_required",
            "s3": {"addressing_style": "path"},
        }
    config = Config(
        connect_timeout=CONNECT_TIMEOUT,
        read_timeout=READ_TIMEOUT,
        retries={"mode": "standard", "total_max_attempts": 1 if once else ATTEMPTS},
        max_pool_connections=connections,
        tcp_keepalive=True,
        user_agent_extra="plainstatus",
        **compatible,
    )
    with _ONE_AT_A_TIME:
        made = boto3.client(service, region_name=region, endpoint_url=endpoint_url, config=config)
    # Our bodies are small: asking for leave first would cost each put one more way to the store and back.
    made.meta.events.unregister("before-call.s3", add_expect_header)
    allowed = {operation.name for operation in OPERATIONS[purpose] if operation.service == service}

    def refuse_others(model: Any, **_: Any) -> None:
        if model.name not in allowed:
            raise NotAllowedError(f"{service}:{model.name} is not among the operations for {purpose}")

    made.meta.events.register_first(
        f"provide-client-params.{made.meta.service_model.service_id.hyphenize()}", refuse_others
    )
    if service == "s3":
        made.meta.events.register("before-parameter-build.s3", _stay)
    return made


def _stay(context: dict[str, Any], **_: Any) -> None:
    """Let a region that is wrong be told. The SDK would look for the right one, by an operation that no purpose has,
    and without end where something else than a store answers with a redirect.
    """
    context.setdefault("s3_redirect", {})["redirected"] = True
