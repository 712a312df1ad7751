"""One HTTP server of this machine that stands for webhooks, chats and the services of AWS that send messages.

It keeps what it is handed, answers as they do, and where a drill wants it, refuses.
"""

import base64
import json
import re
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Lock
from typing import NamedTuple
from urllib.parse import parse_qs

#: The scope of a signature of AWS names the region and the service (Signature Version 4).
_SCOPE = re.compile(r"Credential=[^/]+/\d{8}/([a-z0-9-]+)/([a-z0-9-]+)/aws4_request")
_LARGEST = 1_000_000


class Handed(NamedTuple):
    """Something that was handed over: to whom, what, with which headers; `region` is "" where there is none."""

    receiver: str
    body: bytes
    headers: dict[str, str]
    region: str = ""


@dataclass
class StandIns:
    """What was handed over so far, and what is refused.

    `busy` are receivers who say once that they are busy; `failed_regions` are those that send nothing.
    """

    handed: list[Handed] = field(default_factory=list)
    busy: set[str] = field(default_factory=set)
    failed_regions: set[str] = field(default_factory=set)
    refused: list[Handed] = field(default_factory=list)
    _lock: Lock = field(default_factory=Lock)

    def takes(self, handed: Handed) -> bool:
        """Keep `handed`; or note that it was refused."""
        with self._lock:
            refused = handed.receiver in self.busy or handed.region in self.failed_regions
            self.busy.discard(handed.receiver)
            (self.refused if refused else self.handed).append(handed)
            return not refused


class StandInServer(ThreadingHTTPServer):
    """Answers for `stand_ins`, to this machine alone."""

    daemon_threads = True

    def __init__(self, stand_ins: StandIns) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.stand_ins = stand_ins

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class _Handler(BaseHTTPRequestHandler):
    server: StandInServer
    protocol_version = "HTTP/1.1"
    timeout = 30

    def do_POST(self) -> None:
        length = self.headers.get("Content-Length", "0")
        body = self.rfile.read(min(int(length), _LARGEST)) if length.isascii() and length.isdecimal() else b""
        scope = _SCOPE.search(self.headers.get("Authorization", ""))
        if scope is None:
            headers = {name.lower(): each for name, each in self.headers.items()}
            handed = Handed(self.path.partition("?")[0].strip("/"), body, headers)
            if self.server.stand_ins.takes(handed):
                self._answer(200, b"ok", "text/plain")
            else:
                self._answer(503, b"busy", "text/plain", {"Retry-After": "0"})
            return
        region, service = scope.groups()
        handed = Handed(_receiver_at_aws(service, body), body, {}, region)
        self._answer_of_aws(service, refused=not self.server.stand_ins.takes(handed))

    def do_GET(self) -> None:
        """SES is asked what it grants."""
        self._json(200, {"ProductionAccessEnabled": True, "SendingEnabled": True, "SendQuota": {"MaxSendRate": 14.0}})

    def _answer_of_aws(self, service: str, *, refused: bool) -> None:
        why = "The drill has this region fail"
        id = f"drill-{len(self.server.stand_ins.handed)}"
        if service == "sns":
            error = f"<Error><Type>Sender</Type><Code>AuthorizationError</Code><Message>{why}</Message></Error>"
            said = f"<PublishResponse><PublishResult><MessageId>{id}</MessageId></PublishResult></PublishResponse>"
            text = f"<ErrorResponse>{error}</ErrorResponse>" if refused else said
            self._answer(403 if refused else 200, text.encode(), "text/xml")
        elif refused:
            error_type = {"x-amzn-ErrorType": "AccessDeniedException"}
            self._json(400, {"__type": "AccessDeniedException", "message": why}, error_type)
        else:
            self._json(200, {"MessageId": id})

    def _json(self, status: int, value: object, headers: dict[str, str] | None = None) -> None:
        self._answer(status, json.dumps(value).encode(), "application/json", headers)

    def _answer(self, status: int, body: bytes, form: str, headers: dict[str, str] | None = None) -> None:
        self.send_response(status)
        for name, value in {"Content-Type": form, "Content-Length": str(len(body)), **(headers or {})}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Nobody reads the log of a drill."""


def _receiver_at_aws(service: str, body: bytes) -> str:
    """The address, the topic or the number that a call is about; "" where it says none."""
    try:
        if service == "sns":
            return parse_qs(body.decode())["TopicArn"][0]
        asked = json.loads(body)
        return str(asked["Destination"]["ToAddresses"][0] if service == "ses" else asked["DestinationPhoneNumber"])
    except (ValueError, LookupError, TypeError):
        return ""


def text_at_aws(handed: Handed) -> bytes:
    """What of a call readers get: a whole mail, the forms of a topic's message, or a text message."""
    if handed.receiver.startswith("arn:"):
        return parse_qs(handed.body.decode())["Message"][0].encode()
    asked = json.loads(handed.body)
    if "Content" in asked:
        return base64.b64decode(asked["Content"]["Raw"]["Data"])
    return str(asked["MessageBody"]).encode()
