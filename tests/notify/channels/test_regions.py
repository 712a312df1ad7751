"""Which region is tried next, and when none may be: `plainstatus.notify.channels.regions`."""

import socket
from collections.abc import Callable
from typing import Any

import pytest
from botocore.exceptions import ConnectTimeoutError, EndpointConnectionError, SSLError

from plainstatus.aws.clients import client
from plainstatus.notify.channels.channel import NotDeliveredError, UnclearError
from plainstatus.notify.channels.regions import Regions

from ...aws.sent import json_answer, lost_response, reset, timeout
from ...aws.server import Aws
from ...live import free_port

MILAN, DUBLIN = "eu-south-1", "eu-west-1"
ANNA = "anna@list.example"


class Time:
    """Seconds that pass when somebody sleeps."""

    def __init__(self) -> None:
        self.now = 0.0

    def sleep(self, seconds: float) -> None:
        self.now += seconds


def regions(time: Time, **fields: Any) -> Regions:
    return Regions("sesv2", "mail", (MILAN, DUBLIN), clock=lambda: time.now, sleep=time.sleep, **fields)


def send(client: Any, region: str) -> str:
    to = {"ToAddresses": [ANNA]}
    raw = b"From: status@otter.example\r\nSubject: Late\r\n\r\nOne.\r\n"
    answer: str = client.send_email(Destination=to, Content={"Raw": {"Data": raw}})["MessageId"]
    return answer


def raising(kind: type[Exception], **about: Any) -> Callable[[Any], Any]:
    def trouble(request: Any) -> Any:
        raise kind(endpoint_url=request.url, **about)

    return trouble


def in_milan(trouble: Callable[[Any], Any], times: int = 99) -> Callable[[str, int, Any], Any]:
    """Trouble for the first calls to the first region."""
    left = [times]

    def meet(operation: str, number: int, request: Any) -> Any:
        if f"/{MILAN}/".encode() in request.headers["Authorization"] and left[0]:
            left[0] -= 1
            return trouble(request)
        return None

    return meet


def asked(aws: Aws) -> list[str]:
    """The region of each call."""
    return [
        next(region for region in (MILAN, DUBLIN) if f"/{region}/".encode() in request.headers["Authorization"])
        for _, request in aws.wire.requests
    ]


@pytest.fixture
def ses(aws: Aws) -> Aws:
    """AWS with a sender that is verified in both regions."""
    for region in (MILAN, DUBLIN):
        aws.client("sesv2", region).create_email_identity(EmailIdentity="status@otter.example")
    return aws


@pytest.mark.proves("moto")
def test_the_first_region_has_the_message_where_it_takes_it(ses: Aws) -> None:
    _, region = regions(Time()).call(send, ANNA)

    assert (region, asked(ses)) == (MILAN, [MILAN])


CERTAIN = {
    "no connection": raising(EndpointConnectionError),
    "no connection in time": raising(ConnectTimeoutError),
    "no certificate": raising(SSLError, error="[SSL: CERTIFICATE_VERIFY_FAILED]"),
    "throttled": json_answer(429, "TooManyRequestsException"),
    "failed by itself": json_answer(500, "InternalFailure"),
    "unavailable": json_answer(503, "ServiceUnavailable"),
    "not switched on": json_answer(403, "UnrecognizedClientException"),
    "no right": json_answer(403, "AccessDeniedException"),
    "not verified": json_answer(400, "MessageRejected"),
    "quota used up": json_answer(400, "LimitExceededException"),
}


@pytest.mark.proves("moto", "fake")
@pytest.mark.parametrize("kind", CERTAIN)
def test_the_next_region_is_tried_on_what_is_certain_to_be_no_delivery(ses: Aws, kind: str) -> None:
    ses.wire.trouble = in_milan(CERTAIN[kind])

    _, region = regions(Time()).call(send, ANNA)

    assert region == DUBLIN
    assert asked(ses)[-1:] == [DUBLIN]
    assert asked(ses).count(DUBLIN) == 1


AMBIGUOUS = {
    "no answer in time": timeout,
    "connection lost": reset,
    "answer lost": lost_response,
    "somebody before it gave up": json_answer(504, "GatewayTimeout"),
    "bad gateway": json_answer(502, "BadGateway"),
    "nonsense": json_answer(503, ""),
    "broken privacy": raising(SSLError, error="decryption failed or bad record mac"),
}


@pytest.mark.proves("moto", "fake")
@pytest.mark.parametrize("kind", AMBIGUOUS)
def test_nothing_is_sent_again_anywhere_after_an_answer_that_tells_nothing(ses: Aws, kind: str) -> None:
    ses.wire.trouble = in_milan(AMBIGUOUS[kind])

    with pytest.raises(UnclearError, match=f"^{MILAN}: "):
        regions(Time()).call(send, ANNA)

    assert asked(ses) == [MILAN]


@pytest.mark.proves("moto", "fake")
def test_a_client_that_sends_again_by_itself_would_send_twice_after_a_lost_answer(ses: Aws) -> None:
    """Which is why clients of channels do not: the same fault, with a client as others use it, and with ours."""
    ses.wire.trouble = in_milan(lost_response, 1)
    send(client("sesv2", "mail", region=MILAN), MILAN)
    twice = asked(ses)
    ses.wire.requests.clear()
    ses.wire.trouble = in_milan(lost_response, 1)

    with pytest.raises(UnclearError):
        regions(Time()).call(send, ANNA)

    assert (twice, asked(ses)) == ([MILAN, MILAN], [MILAN])


REFUSED = {
    "bad request": (json_answer(400, "BadRequestException"), True),
    "opted out": (json_answer(400, "ConflictException", Reason="DESTINATION_PHONE_NUMBER_OPTED_OUT"), True),
    "suspended": (json_answer(400, "AccountSuspendedException"), False),
    "paused by the operator": (json_answer(400, "SendingPausedException"), False),
    "limit of what it may cost": (json_answer(400, "ServiceQuotaExceededException"), False),
    "expired": (json_answer(400, "ExpiredTokenException"), False),
}


@pytest.mark.proves("fake")
@pytest.mark.parametrize("kind", REFUSED)
def test_what_somebody_decided_is_not_got_round_by_another_region(ses: Aws, kind: str) -> None:
    trouble, lasting = REFUSED[kind]
    ses.wire.trouble = in_milan(trouble)

    with pytest.raises(NotDeliveredError) as refused:
        regions(Time()).call(send, ANNA)

    assert asked(ses) == [MILAN]
    assert refused.value.lasting is lasting


@pytest.mark.proves("moto", "fake")
def test_a_region_that_is_busy_for_a_moment_is_asked_again_with_growing_waits(ses: Aws) -> None:
    time = Time()
    ses.wire.trouble = in_milan(json_answer(429, "TooManyRequestsException"), 2)

    _, region = regions(time).call(send, ANNA)

    assert (region, asked(ses)) == (MILAN, [MILAN] * 3)
    assert 1.5 <= time.now <= 2.25


@pytest.mark.proves("moto", "fake")
def test_a_region_that_failed_rests_for_a_minute_and_comes_first_again_then(ses: Aws) -> None:
    time = Time()
    both = regions(time)
    ses.wire.trouble = in_milan(raising(ConnectTimeoutError), 1)

    first, second = both.call(send, ANNA)[1], both.call(send, ANNA)[1]
    time.sleep(61)

    assert (first, second, both.call(send, ANNA)[1]) == (DUBLIN, DUBLIN, MILAN)
    assert asked(ses) == [MILAN, DUBLIN, DUBLIN, MILAN]


@pytest.mark.proves("moto", "fake")
def test_a_message_that_is_refused_in_every_region_keeps_none_from_the_next_message(ses: Aws) -> None:
    """As in the sandbox, where one address is verified and another is not."""
    both = regions(Time())
    ses.wire.trouble = lambda operation, number, request: json_answer(400, "MessageRejected")(request)
    with pytest.raises(NotDeliveredError):
        both.call(send, "ben@list.example")
    ses.wire.trouble = lambda *_: None

    assert both.call(send, ANNA)[1] == MILAN


@pytest.mark.proves("moto", "fake")
def test_a_region_that_stays_busy_is_given_a_breath_and_not_a_minute(ses: Aws) -> None:
    time = Time()
    both = regions(time)
    ses.wire.trouble = in_milan(json_answer(429, "TooManyRequestsException"), 3)

    first, second = both.call(send, ANNA)[1], both.call(send, ANNA)[1]
    time.sleep(6)

    assert (first, second, both.call(send, ANNA)[1]) == (DUBLIN, DUBLIN, MILAN)


@pytest.mark.proves("fake")
def test_where_no_region_is_left_each_has_its_reason_and_nobody_is_asked_in_vain(ses: Aws) -> None:
    ses.wire.trouble = lambda operation, number, request: raising(EndpointConnectionError)(request)
    both = regions(Time())

    for _ in range(2):
        with pytest.raises(NotDeliveredError, match=f"^{MILAN}: .* cannot be reached.*; {DUBLIN}: .* cannot") as fault:
            both.call(send, ANNA)
        assert not fault.value.lasting

    assert asked(ses) == [MILAN, DUBLIN]


@pytest.mark.proves("fake")
@pytest.mark.parametrize("code", ["MessageRejected", "BadRequestException"])
def test_no_reason_names_the_address(ses: Aws, code: str) -> None:
    ses.wire.trouble = lambda operation, number, request: json_answer(400, code, "not verified: Anna@List.example")(
        request
    )

    with pytest.raises(NotDeliveredError, match="not verified: …") as refused:
        regions(Time()).call(send, ANNA)

    assert "list.example" not in str(refused.value).lower()


@pytest.mark.proves("moto")
def test_a_port_where_nobody_listens_and_one_where_nobody_speaks(ses: Aws, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without anything injected: the first certainly got nothing, of the second nobody can tell."""
    monkeypatch.setattr("plainstatus.aws.clients.READ_TIMEOUT", 0.2)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        silent_port = silent.getsockname()[1]

        def connect(region: str, port: int) -> Any:
            if region == DUBLIN:
                return client("sesv2", "mail", region=region, once=True)
            return client("sesv2", "mail", region=region, endpoint_url=f"http://127.0.0.1:{port}", once=True)

        closed = free_port()
        assert regions(Time(), connect=lambda region: connect(region, closed)).call(send, ANNA)[1] == DUBLIN
        with pytest.raises(UnclearError, match="did not answer in time after the message was sent"):
            regions(Time(), connect=lambda region: connect(region, silent_port)).call(send, ANNA)


def test_a_fault_of_the_program_is_no_fault_of_a_region(ses: Aws) -> None:
    def wrong(client: Any, region: str) -> str:
        raise KeyError("MessageId")

    with pytest.raises(KeyError):
        regions(Time()).call(wrong, ANNA)
