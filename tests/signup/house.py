"""A sign-up with a store, mails that are caught, and a clock that a test sets; and three ways to ask it something."""

import base64
import http.client
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from threading import Thread
from typing import Any, NamedTuple
from urllib.parse import urlencode, urlsplit

from plainstatus.look import theme_folder
from plainstatus.model.component import Catalog, Component, Group
from plainstatus.model.settings import Link, Settings
from plainstatus.model.subscriber import Subscriber
from plainstatus.signup.answers import answer
from plainstatus.signup.aws_lambda import respond
from plainstatus.signup.exchange import FORM, Request
from plainstatus.signup.links import Links
from plainstatus.signup.look import Look
from plainstatus.signup.office import Office, usual_limits
from plainstatus.signup.place import Place, place_of
from plainstatus.signup.post import Sender
from plainstatus.signup.tokens import Keys
from plainstatus.signup.wsgi import application, server
from plainstatus.subscribers.sqlite import SubscribersInSqlite
from plainstatus.wording.edition import editions_of

URL = "https://signup.otter.example/"
KEYS = Keys(b"k" * 32)
NOW = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)
SETTINGS = Settings(
    name="Otter status",
    site_url="https://status.otter.example/",
    languages=("en", "it"),
    timezone="Europe/Rome",
    contact=Link("help@otter.example", "mailto:help@otter.example"),
    signup=URL,
)
CATALOG = Catalog(
    {
        "api": Component("api", {"": "API"}, group="platform"),
        "web": Component("web", {"en": "Web app", "it": "App web"}, group="platform"),
        "website": Component("website", {"": "Website"}),
    },
    (Group("platform", {"en": "Platform", "it": "Piattaforma"}, ("api", "web")),),
    ("website",),
)
ADA = {"address": "ada@example.com", "kinds": "incident", "page": "en"}


def place() -> Place:
    return place_of(SETTINGS, CATALOG, editions_of(SETTINGS, theme_folder() / "locales", NOW))


class House:
    """`fault` is raised in the place of the next mails; `said` is what was logged."""

    def __init__(self, folder: Path) -> None:
        self.now = NOW
        self.mails: list[EmailMessage] = []
        self.said: list[str] = []
        self.fault: Exception | None = None
        self.file = folder / "subscribers.db"
        self.store = SubscribersInSqlite(self.file)
        self.office = Office(
            look=Look(place(), (theme_folder(),)),
            links=Links(URL, KEYS),
            store=self.store,
            sender=Sender(None, lambda: self),  # type: ignore[arg-type, return-value]
            limits=usual_limits(lambda: self.now.timestamp()),
            clock=lambda: self.now,
            log=self.said.append,
        )

    def send(self, letter: Any, recipient: Any, key: str) -> str:
        """As a channel does."""
        if self.fault is not None:
            raise self.fault
        self.mails.append(message_from_bytes(letter.data, policy=policy.default))  # type: ignore[arg-type]
        return "caught"

    def close(self) -> None:
        """As a channel does."""

    def later(self, **length: float) -> None:
        self.now += timedelta(**length)

    def change(self, **parts: Any) -> None:
        """Let other parts take the place of those in the office."""
        self.office = replace(self.office, **parts)

    @property
    def link(self) -> str:
        """The link in the last mail, which is the same in both of its parts."""
        texts = [self.mails[-1].get_body((part,)).get_content() for part in ("plain", "html")]  # type: ignore[union-attr]
        text, html = (set(re.findall(rf"{URL}[^\s\"<]+", each)) for each in texts)
        assert text == html
        (link,) = text
        return link

    def all(self) -> list[Subscriber]:
        return list(self.store.every())


class Answer(NamedTuple):
    status: int
    headers: Mapping[str, str]
    text: str

    def links(self, page: str) -> list[str]:
        """Where the page leads that has to do with `page`."""
        return re.findall(rf'href="({URL}{page}[^"]*)"', self.text)

    def hidden(self, name: str) -> str:
        """What stands in a hidden field."""
        found = re.search(rf'<input type="hidden" name="{name}" value="([^"]*)">', self.text)
        assert found, self.text
        return found[1]


class Ask:
    """Asks by one of the ways."""

    def __init__(self, way: Callable[..., Answer]) -> None:
        self._way = way

    def get(self, target: str, **more: Any) -> Answer:
        return self._way("GET", target, b"", "", **more)

    def head(self, target: str) -> Answer:
        return self._way("HEAD", target, b"", "")

    def post(self, target: str, form: Mapping[str, Any] | bytes, type: str = FORM, **more: Any) -> Answer:
        body = form if isinstance(form, bytes) else urlencode(form, doseq=True).encode()
        return self._way("POST", target, body, type, **more)

    def other(self, method: str, target: str) -> Answer:
        return self._way(method, target, b"", "")

    def press(self, page: Answer, target: str) -> Answer:
        """Press the one button of a page that has its token in a hidden field."""
        return self.post(target, {"t": page.hidden("t")})


def parts(target: str) -> tuple[str, str]:
    split = urlsplit(target)
    return split.path or "/", split.query


@contextmanager
def directly(house: House) -> Iterator[Ask]:
    def way(method: str, target: str, body: bytes, type: str, client: str = "192.0.2.7", languages: str = "") -> Answer:
        path, query = parts(target)
        made = answer(Request(method, path, query, type, body, client, languages), house.office)
        return Answer(made.status, {name.lower(): value for name, value in made.headers.items()}, made.body.decode())

    yield Ask(way)


@contextmanager
def by_lambda(house: House) -> Iterator[Ask]:
    def way(method: str, target: str, body: bytes, type: str, client: str = "192.0.2.7", languages: str = "") -> Answer:
        made = respond(event(method, target, body, type, client, languages), house.office)
        assert made["isBase64Encoded"] is False
        headers = {name.lower(): value for name, value in made["headers"].items()}
        return Answer(made["statusCode"], headers, made["body"])

    yield Ask(way)


def event(
    method: str, target: str, body: bytes = b"", type: str = "", client: str = "192.0.2.7", languages: str = ""
) -> dict[str, Any]:
    """As a function's address and an HTTP API hand a request on (payload format 2.0)."""
    path, query = parts(target)
    return {
        "version": "2.0",
        "rawPath": path,
        "rawQueryString": query,
        "headers": {"content-type": type, "accept-language": languages},
        "requestContext": {"http": {"method": method, "path": path, "sourceIp": client}},
        "body": base64.b64encode(body).decode(),
        "isBase64Encoded": True,
    }


@contextmanager
def served(house: House, *, behind_proxy: bool = True, patience: float = 10) -> Iterator[int]:
    """The port at which the server answers."""

    def app(environ: Any, start_response: Any) -> Any:
        # A test may change the office while it is served.
        return application(house.office, behind_proxy=behind_proxy)(environ, start_response)

    with server(app, "127.0.0.1", 0, patience) as serving:
        thread = Thread(target=serving.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        thread.start()
        try:
            yield serving.server_port
        finally:
            serving.shutdown()
            thread.join()


@contextmanager
def over_http(house: House) -> Iterator[Ask]:
    with served(house) as port:

        def way(
            method: str, target: str, body: bytes, type: str, client: str = "192.0.2.7", languages: str = ""
        ) -> Answer:
            path, query = parts(target)
            headers = {"X-Forwarded-For": client, "Accept-Language": languages}
            if type:
                headers["Content-Type"] = type
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
            connection.request(method, f"{path}?{query}" if query else path, body or None, headers)
            made = connection.getresponse()
            text = made.read().decode()
            connection.close()
            return Answer(made.status, {name.lower(): value for name, value in made.getheaders()}, text)

        yield Ask(way)


WAYS = {"directly": directly, "over HTTP": over_http, "by Lambda": by_lambda}
