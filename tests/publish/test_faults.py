"""Every remote call of a publish goes wrong in turn, in every way that is known of."""

from collections.abc import Callable
from typing import Any, NamedTuple

import pytest

from plainstatus.publish.build_folder import Build
from plainstatus.publish.delivery import Delivery, deliver
from plainstatus.publish.targets.bucket import BucketTarget
from plainstatus.publish.targets.interface import Busy, TargetFault
from plainstatus.publish.targets.lease import LEASE, LOCK

from ..aws.sent import answer, reset, timeout
from ..aws.server import Aws
from . import places
from .consistent import exactly, faults
from .folders import URL, order, text_of
from .stores import Peek, at_hand

pytestmark = pytest.mark.proves("moto", "fake")


class Kind(NamedTuple):
    """A way to go wrong. `lasts` for the first try of a call, for the call with all its tries, or from there on."""

    trouble: Callable[[Any], Any]
    lasts: str
    #: What is done about it without a word.
    is_mended: bool = False
    only: tuple[str, ...] = ()


def lost(request: Any) -> Any:
    """The store does what it is asked, and nobody hears the answer."""
    at_hand(request)
    return reset(request)


WRITES = ("PutObject", "DeleteObject")
KINDS = {
    "503 once": Kind(answer(503, "SlowDown"), "a try", is_mended=True),
    "503 for ever": Kind(answer(503, "ServiceUnavailable"), "a call"),
    "500 from there on": Kind(answer(500, "InternalError"), "from there on"),
    "no answer": Kind(timeout, "a call"),
    "no answer from there on": Kind(timeout, "from there on"),
    "connection reset": Kind(reset, "a call"),
    "answer lost": Kind(lost, "a try", is_mended=True),
    "answers lost": Kind(lost, "a call"),
    "409": Kind(answer(409, "ConditionalRequestConflict"), "a try", is_mended=True, only=("PutObject",)),
    "409 from there on": Kind(answer(409, "ConditionalRequestConflict"), "from there on", only=WRITES),
    "412": Kind(answer(412, "PreconditionFailed"), "a try", only=WRITES),
    "credentials expired": Kind(answer(400, "ExpiredToken"), "from there on"),
    "access denied": Kind(answer(403, "AccessDenied"), "a call"),
}


class Bench:
    """A bucket with the old build in it, to which the new one is brought again and again."""

    def __init__(self, aws: Aws, old: Build, new: Build) -> None:
        self.aws, self.new = aws, new
        self.peek = Peek(aws.bucket(places.BUCKET))
        self.settings = places.Settings("milan", places.BUCKET, distribution=distribution(aws))
        self.before: dict[str, Any] = {}
        self.broken: list[str] = []
        self.begin_anew()
        self.publish(old)
        self.before = self.peek.kept()

    def publish(self, build: Build) -> Delivery:
        return deliver(self.target, order(build, at_once=True))

    def begin_anew(self) -> None:
        """The old build is there, and nothing has gone wrong yet."""
        self.peek.bring_back(self.before)
        self.aws.wire.requests.clear()
        self.target = BucketTarget(self.settings, pause=places.no_pause)
        # One after the other, so that the n-th call is the same each time.
        self.target.parallel = 1
        self.number = -1

    def calls(self) -> list[str]:
        """The operations of a publish in which nothing goes wrong."""
        self.begin_anew()
        self.aws.wire.trouble = self._looking()
        self.publish(self.new)
        assert self.broken == []
        return self.aws.wire.operations()

    def publish_with(self, kind: Kind, at: int) -> Delivery | TargetFault:
        """What comes of it where the call `at` goes wrong."""
        self.begin_anew()

        def trouble(operation: str, request: Any) -> Any:
            attempt = request.headers["amz-sdk-request"].partition(b";")[0]
            self.number += attempt == b"attempt=1"
            hits = {
                "a try": self.number == at and attempt == b"attempt=1",
                "a call": self.number == at,
                "from there on": self.number >= at,
            }
            return kind.trouble(request) if hits[kind.lasts] and operation in (kind.only or [operation]) else None

        self.aws.wire.trouble = self._looking(trouble)
        try:
            return self.publish(self.new)
        except TargetFault as fault:
            return fault

    def publish_again(self) -> None:
        """Nothing goes wrong any more; who was broken off and could not say so is waited for."""
        self.aws.wire.trouble = self._looking()
        try:
            self.publish(self.new)
        except Busy:
            self.peek.age(LOCK, LEASE)
            self.publish(self.new)

    def _looking(self, trouble: Callable[[str, Any], Any] | None = None) -> Callable[[str, int, Any], Any]:
        """Before each call that may change something, look at what a reader would meet."""

        def look(operation: str, number: int, request: Any) -> Any:
            if operation in WRITES:
                self.broken += faults(self.peek.contents(), URL)
            return (trouble and trouble(operation, request)) or at_hand(request)

        return look


def distribution(aws: Aws) -> str:
    """A distribution at the stand-in, by its id."""
    origin = {"Id": "o", "DomainName": "o.example", "CustomOriginConfig": _PORTS}
    behaviour = {"TargetOriginId": "o", "ViewerProtocolPolicy": "redirect-to-https"}
    config = {
        "CallerReference": "one",
        "Comment": "",
        "Enabled": True,
        "Origins": {"Quantity": 1, "Items": [origin]},
        "DefaultCacheBehavior": behaviour,
    }
    made: str = aws.client("cloudfront").create_distribution(DistributionConfig=config)["Distribution"]["Id"]
    return made


_PORTS = {"HTTPPort": 80, "HTTPSPort": 443, "OriginProtocolPolicy": "https-only"}


@pytest.fixture
def bench(aws: Aws, old: Build, new: Build) -> Bench:
    return Bench(aws, old, new)


def test_a_publish_calls_what_it_needs_and_no_more(bench: Bench) -> None:
    assert bench.calls() == [
        "PutObject",  # the lock
        "GetObject",  # the manifest
        "PutObject",  # what is about to be made
        *["PutObject"] * 8,
        "PutObject",  # the manifest
        *["GetObject"] * 3,  # the manifest, the front page and what is live, read back
        "CreateInvalidation",
        *["DeleteObject"] * 2,
        "PutObject",  # the manifest, which forgets what has been deleted
        "GetObject",
        "DeleteObject",  # the lock
    ]


@pytest.mark.parametrize("name", KINDS)
def test_whatever_goes_wrong_the_site_is_right_or_one_more_publish_makes_it_so(bench: Bench, name: str) -> None:
    kind = KINDS[name]
    wanted = text_of(bench.new)
    for at, operation in enumerate(bench.calls()):
        if kind.only and operation not in kind.only:
            continue
        outcome = bench.publish_with(kind, at)

        case = f"{name} at call {at}, {operation}: {outcome}"
        assert bench.number >= at, case
        assert bench.broken == [], case
        assert faults(bench.peek.contents(), URL) == [], case
        assert isinstance(outcome, Delivery) or not kind.is_mended, case
        if isinstance(outcome, Delivery):
            left = bench.peek.contents()
            left.pop(LOCK, None)
            assert [each for each in exactly(left, wanted) if "is left" not in each] == [], case
            assert not kind.is_mended or LOCK not in bench.peek.contents(), case
        bench.publish_again()
        assert bench.broken == [], case
        assert exactly(bench.peek.contents(), wanted) == [], case
        assert bench.peek.contents().keys() - wanted.keys() == {"_publish/begun.json", "_publish/manifest.json"}, case


def test_a_fault_is_told_in_words_that_say_what_to_do(bench: Bench) -> None:
    page = bench.calls().index("PutObject", 6)
    host = bench.aws.url.removeprefix("http://")
    words = {
        "503 for ever": "the store does not answer for now: run this again in a minute",
        "500 from there on": "the store failed by itself: run this again in a minute",
        "no answer": f"{host} did not answer in time: run this again in a minute",
        "connection reset": f"{host} broke off the connection: run this again in a minute",
        "answers lost": f"{host} broke off the connection: run this again in a minute",
        "credentials expired": "the credentials have expired: sign in again, or run the job again",
        "access denied": "the credentials may not do this: compare the role with `plainstatus aws template edge`",
    }

    told = {name: str(bench.publish_with(KINDS[name], page)) for name in words}
    busy = str(bench.publish_with(KINDS["409 from there on"], page))

    assert told == {name: f"incidents/a/index.html: {what}" for name, what in words.items()}
    assert busy == "somebody else is changing files there: publish again later"
