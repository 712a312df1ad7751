"""The site as readers and programs get it over HTTP: what each of its outputs has to say of the incident of a drill."""

import json
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple
from xml.etree import ElementTree

from plainstatus.drill.plain import longest_line, says, text_of_json
from plainstatus.drill.step import FailedError

#: Seconds that one answer may take.
_PATIENCE = 15.0


class Words(NamedTuple):
    """What readers of one language have to find. `folder` is where their pages are: "" or `it/`."""

    language: str
    folder: str
    title: str
    text: str


@dataclass(frozen=True)
class Expected:
    """What has to be there of the incident `id`: its words in each language, and none of `secrets`."""

    id: str
    words: Sequence[Words]
    is_open: bool
    secrets: Sequence[str] = ()
    for_programs: bool = True
    #: a maintenance has another place in the API than an incident, and no part in error pages before it begins
    is_maintenance: bool = False


class Look(NamedTuple):
    """One thing to be looked at; `at` raises FailedError where it is not as it has to be."""

    name: str
    at: Callable[[], None]


class Reader:
    """Somebody who reads the site at `url`, past every proxy."""

    def __init__(self, url: str, patience: float = _PATIENCE) -> None:
        self._url, self._patience = url, patience
        self._opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))

    def read(self, path: str) -> str:
        """The text at an address. Raises FailedError."""
        try:
            with self._opener.open(f"{self._url}{path}", timeout=self._patience) as answer:
                return str(answer.read().decode())
        except (OSError, ValueError) as fault:
            raise FailedError(f"/{path} cannot be read: {fault}") from None

    def page_says(self, expected: Expected) -> None:
        """See whether the pages of the incident and the front pages have the words. Raises FailedError."""
        for words in expected.words:
            self._find(f"{words.folder}incidents/{expected.id}/", words.text, expected)
            self._find(words.folder, words.title, expected)

    def looks(self, expected: Expected) -> Iterator[Look]:
        """Everything besides the pages."""
        yield Look("Read the Atom feeds", lambda: self._feeds("history.atom", expected))
        yield Look("Read the RSS feeds", lambda: self._feeds("history.rss", expected))
        if expected.for_programs:
            yield Look("Read the JSON Feeds", lambda: self._json_feeds(expected))
            yield Look("Read the API", lambda: self._api(expected))
            if not expected.is_maintenance:
                yield Look("Read the error pages", lambda: self._error_pages(expected))
                yield Look("Read the embedded banner", lambda: self._embed(expected))

    def _find(self, path: str, words: str, expected: Expected) -> None:
        text = self._read_public(path, expected)
        if not says(text, words):
            raise FailedError(f"/{path} does not say “{longest_line(words)}”.")

    def _read_public(self, path: str, expected: Expected) -> str:
        text = self.read(path)
        if any(says(text, secret) for secret in expected.secrets):
            raise FailedError(f"/{path} says what only people of the house may know.")
        return text

    def _feeds(self, name: str, expected: Expected) -> None:
        for words in expected.words:
            path = f"{words.folder}{name}"
            try:
                # What is read was built by this program a moment ago.
                feed = ElementTree.fromstring(self._read_public(path, expected))  # noqa: S314
            except ElementTree.ParseError as fault:
                raise FailedError(f"/{path} is no feed: {fault}") from None
            if not says(" ".join(feed.itertext()), words.text):
                raise FailedError(f"/{path} does not say “{longest_line(words.text)}”.")

    def _json_feeds(self, expected: Expected) -> None:
        for words in expected.words:
            path = f"{words.folder}feed.json"
            if not says(text_of_json(self._json(path, expected)), words.text):
                raise FailedError(f"/{path} does not say “{longest_line(words.text)}”.")

    def _api(self, expected: Expected) -> None:
        title = expected.words[0].title
        kind = "scheduled_maintenances" if expected.is_maintenance else "incidents"
        everything = f"api/v2/{kind.replace('_', '-')}.json"
        open_now = "api/v2/summary.json"
        self._agree(open_now, title in self._names(open_now, kind, expected), expected)
        if title not in self._names(everything, kind, expected):
            raise FailedError(f"/{everything} does not know it.")
        text = text_of_json(self._json("api/plainstatus.json", expected))
        self._agree("api/plainstatus.json", says(text, title), expected)

    def _names(self, path: str, kind: str, expected: Expected) -> list[str]:
        return [each["name"] for each in self._json(path, expected)[kind]]

    def _error_pages(self, expected: Expected) -> None:
        title = expected.words[0].title
        self._agree("errors/503.json", says(text_of_json(self._json("errors/503.json", expected)), title), expected)
        self._agree("errors/503.html", says(self._read_public("errors/503.html", expected), title), expected)

    def _embed(self, expected: Expected) -> None:
        text = text_of_json(self._json("embed.json", expected))
        self._agree("embed.json", says(text, expected.words[0].title), expected)

    @staticmethod
    def _agree(path: str, is_there: bool, expected: Expected) -> None:
        if is_there != expected.is_open:
            raise FailedError(
                f"/{path} {'does not have the incident' if expected.is_open else 'has it as open still'}."
            )

    def _json(self, path: str, expected: Expected) -> dict[str, list[dict[str, str]]]:
        try:
            read: dict[str, list[dict[str, str]]] = json.loads(self._read_public(path, expected))
        except ValueError as fault:
            raise FailedError(f"/{path} is no JSON: {fault}") from None
        return read
