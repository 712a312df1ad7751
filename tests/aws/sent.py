"""What goes over the wire to AWS: a record of every request, and answers in its place where a test wants them."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from botocore.awsrequest import AWSResponse
from botocore.exceptions import ConnectionClosedError, ReadTimeoutError

#: Handed a request; gives an answer in its place, raises, or gives None to let it through.
Trouble = Callable[[Any], AWSResponse | None]


@dataclass
class Wire:
    """`requests` are those that a client made, retries among them. `trouble` may answer instead of the server."""

    requests: list[tuple[str, Any]] = field(default_factory=list)
    trouble: Callable[[str, int, Any], AWSResponse | None] = lambda operation, number, request: None

    def register(self, events: Any) -> None:
        events.register("before-send.*.*", self._sent)

    def operations(self) -> list[str]:
        return [operation for operation, _ in self.requests]

    def _sent(self, request: Any, event_name: str, **_: Any) -> AWSResponse | None:
        operation = event_name.rpartition(".")[2]
        number = len(self.requests)
        self.requests.append((operation, request))
        return self.trouble(operation, number, request)


def answer(status: int, code: str, message: str = "as the test wishes") -> Trouble:
    """An error of S3 with this status and code."""

    def give(request: Any) -> AWSResponse:
        body = f'<?xml version="1.0"?><Error><Code>{code}</Code><Message>{message}</Message></Error>'.encode()
        return AWSResponse(request.url, status, {"content-type": "application/xml"}, Raw(body))

    return give


def json_answer(status: int, code: str, message: str = "as the test wishes", **more: str) -> Trouble:
    """An error of a service that answers in JSON, such as DynamoDB or SES."""

    def give(request: Any) -> AWSResponse:
        body = json.dumps({"__type": code, "message": message, **more}).encode()
        headers = {"content-type": "application/json", "x-amzn-errortype": code}
        return AWSResponse(request.url, status, headers, Raw(body))

    return give


def query_answer(status: int, code: str, message: str = "as the test wishes") -> Trouble:
    """An error of a service that answers as SNS does."""

    def give(request: Any) -> AWSResponse:
        error = f"<Type>Sender</Type><Code>{code}</Code><Message>{message}</Message>"
        body = f"<ErrorResponse><Error>{error}</Error><RequestId>1</RequestId></ErrorResponse>".encode()
        return AWSResponse(request.url, status, {"content-type": "text/xml"}, Raw(body))

    return give


def page(status: int) -> Trouble:
    """A page for people, from something that is no service of AWS."""

    def give(request: Any) -> AWSResponse:
        headers = {"content-type": "text/html", "location": "https://example.com/"}
        return AWSResponse(request.url, status, headers, Raw(b"<html><body>Welcome<br></body></html>"))

    return give


def reset(request: Any) -> AWSResponse | None:
    raise ConnectionClosedError(endpoint_url=request.url)


def timeout(request: Any) -> AWSResponse | None:
    raise ReadTimeoutError(endpoint_url=request.url)


def lost_response(request: Any) -> AWSResponse | None:
    """The server does what it is asked, and nobody hears the answer."""
    from botocore.httpsession import URLLib3Session

    URLLib3Session().send(request)
    raise ConnectionClosedError(endpoint_url=request.url)


class Raw:
    """A body as urllib3 hands it out."""

    def __init__(self, body: bytes) -> None:
        self._body = body

    def stream(self, *_: Any, **__: Any) -> Any:
        yield self._body

    def read(self, *_: Any, **__: Any) -> bytes:
        return self._body
