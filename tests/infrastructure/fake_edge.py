"""A small server that acts on a template as we understand the manual of CloudFront: no cache, no TLS, no proof.

All that it does comes from the resources of a resolved template: which origins a path is asked of, on which codes
the other one is, which page takes the place of an error, which headers are added, what the function does.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Lock, Thread
from typing import Any, NamedTuple
from urllib.parse import unquote

from plainstatus.publish.served import served

from .edge_function import EdgeFunction

Resources = dict[str, Any]
#: Hands out what a bucket has under a key, or a 404.
Bucket = Callable[[str], "Answer"]


class Answer(NamedTuple):
    status: int
    headers: Mapping[str, str] = {}
    body: bytes = b""


@dataclass
class FakeEdge:
    """`down` maps patterns of `origin/key` to the code that is answered; `asked` has every origin and key, in order."""

    resources: Resources
    buckets: Mapping[str, Bucket]
    function: EdgeFunction
    url: str = ""
    down: dict[str, int] = field(default_factory=dict)
    asked: list[tuple[str, str]] = field(default_factory=list)
    _alone: Lock = field(default_factory=Lock)

    @property
    def _config(self) -> dict[str, Any]:
        config: dict[str, Any] = self.resources["Distribution"]["Properties"]["DistributionConfig"]
        return config

    def answer(self, uri: str, query: str = "") -> Answer:
        """What a reader gets."""
        behaviour = self._behaviour(uri)
        made: dict[str, Any] = {"uri": uri}
        if any(each["EventType"] == "viewer-request" for each in behaviour.get("FunctionAssociations", ())):
            with self._alone:
                made = self.function(uri, query)
        if "statusCode" in made:
            return Answer(made["statusCode"], {name: each["value"] for name, each in made["headers"].items()})
        answer = self._with_error_page(self._from_origins(behaviour, made["uri"]))
        return answer._replace(headers={**answer.headers, **self._added(behaviour)})

    def _behaviour(self, path: str) -> dict[str, Any]:
        behaviours: list[dict[str, Any]] = self._config["CacheBehaviors"]
        matching = (each for each in behaviours if fnmatchcase(path.lstrip("/"), each["PathPattern"].lstrip("/")))
        default: dict[str, Any] = self._config["DefaultCacheBehavior"]
        return next(matching, default)

    def _from_origins(self, behaviour: dict[str, Any], uri: str) -> Answer:
        groups = {group["Id"]: group for group in self._config["OriginGroups"]["Items"]}
        group = groups[behaviour["TargetOriginId"]]
        answer = Answer(502)
        for member in group["Members"]["Items"]:
            answer = self._from_bucket(member["OriginId"], unquote(uri).removeprefix("/"))
            if answer.status not in group["FailoverCriteria"]["StatusCodes"]["Items"]:
                break
        return answer

    def _from_bucket(self, origin: str, key: str) -> Answer:
        self.asked.append((origin, key))
        for pattern, code in self.down.items():
            if fnmatchcase(f"{origin}/{key}", pattern):
                return Answer(code)
        return self.buckets[origin](key)

    def _with_error_page(self, answer: Answer) -> Answer:
        for rule in self._config["CustomErrorResponses"]:
            if rule["ErrorCode"] == answer.status:
                path = rule["ResponsePagePath"]
                page = self._from_origins(self._behaviour(path), path)
                return page._replace(status=rule["ResponseCode"]) if page.status == 200 else page
        return answer

    def _added(self, behaviour: dict[str, Any]) -> dict[str, str]:
        policy = self.resources[behaviour["ResponseHeadersPolicyId"]]["Properties"]["ResponseHeadersPolicyConfig"]
        security = policy["SecurityHeadersConfig"]
        added = {
            "Content-Security-Policy": security["ContentSecurityPolicy"]["ContentSecurityPolicy"],
            "X-Content-Type-Options": "nosniff" if security["ContentTypeOptions"]["Override"] else "",
            "X-Frame-Options": security["FrameOptions"]["FrameOption"],
            "Referrer-Policy": security["ReferrerPolicy"]["ReferrerPolicy"],
            "Strict-Transport-Security": f"max-age={security['StrictTransportSecurity']['AccessControlMaxAgeSec']}",
        }
        if "CorsConfig" in policy:
            added["Access-Control-Allow-Origin"] = policy["CorsConfig"]["AccessControlAllowOrigins"]["Items"][0]
        for header in policy.get("CustomHeadersConfig", {"Items": []})["Items"]:
            added[header["Header"]] = header["Value"]
        return added


def folder(root: Path) -> Bucket:
    """A bucket that has the files below `root`, as publish would put them."""

    def fetch(key: str) -> Answer:
        file = root / key
        # A bucket has no folders, and no way up.
        if not key or key.startswith("/") or key.endswith("/") or ".." in key or not file.is_file():
            return Answer(404)
        kind = served(key)
        return Answer(200, {"Content-Type": kind.content_type, "Cache-Control": kind.cache_control}, file.read_bytes())

    return fetch


@contextmanager
def fake_edge(resources: Resources, **buckets: Bucket) -> Iterator[FakeEdge]:
    """Serves what is in the buckets of the origins `first` and `second`."""
    with EdgeFunction(resources["Addresses"]["Properties"]["FunctionCode"]) as function:
        edge = FakeEdge(resources, buckets, function)

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                uri, _, query = self.path.partition("?")
                answer = edge.answer(uri, query)
                self.send_response(answer.status)
                for name, value in {**answer.headers, "Content-Length": str(len(answer.body))}.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(answer.body)

            def log_message(self, format: str, *args: object) -> None:
                pass

        class Server(ThreadingHTTPServer):
            # A browser opens more connections at once than the usual five may wait.
            request_queue_size = 64

        with Server(("127.0.0.1", 0), Handler) as server:
            edge.url = f"http://127.0.0.1:{server.server_port}/"
            thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
            thread.start()
            yield edge
            server.shutdown()
            thread.join()
