"""One POST against receivers of every kind: `plainstatus.notify.web.request`."""

import socket
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest

from plainstatus.notify.web.request import Answer, Limits, Network, UnansweredError, UnsentError, post

from ...live import free_port
from ..mail_server import make_certificate
from .receiver import Behaviour, Receiver, answers, drops, hangs, receiver, repeats, says

SECRET = "very-secret"
#: For receivers that never answer: nobody else is held to it.
HURRY = Limits(connect=0.2, silence=0.2, answer=1000)


@pytest.fixture
def here() -> Iterator[Receiver]:
    with receiver() as here:
        yield here


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_certificate(tmp_path_factory.mktemp("certificate"))


def sent(url: str, network: Network | None = None, *, allow_private: bool = True) -> Answer:
    headers = {"Content-Type": "application/json"}
    return post(url, b'{"a":1}', headers, network or Network(), allow_private=allow_private)


def test_a_request_arrives_whole_and_its_answer_comes_back(here: Receiver) -> None:
    here.behaviour = [answers(202, b"thank you", x_more="yes")]

    answer = sent(here.url())

    (request,) = here.received
    assert (request.line, request.body) == ("POST /hook?token=very-secret HTTP/1.1", b'{"a":1}')
    assert request.headers == {
        "host": f"localhost:{here.port}",
        "accept-encoding": "identity",
        "content-length": "7",
        "user-agent": "plainstatus",
        "content-type": "application/json",
        "connection": "close",
    }
    assert (answer.status, answer.headers["x-more"], answer.body) == (202, "yes", b"thank you")


def test_nobody_is_followed_elsewhere(here: Receiver) -> None:
    here.behaviour = [answers(302, location=here.url("/elsewhere"))]

    assert sent(here.url()).status == 302
    assert len(here.received) == 1


def test_a_receiver_that_is_silent_is_given_up(here: Receiver) -> None:
    here.behaviour = [hangs]

    with pytest.raises(UnansweredError, match=r"^it does not answer in time$"):
        sent(here.url(), Network(limits=HURRY))


@pytest.mark.parametrize(
    "behaviour",
    [repeats(b"HTTP/1.1 200 OK\r\nX-Slow: ", b"a"), repeats(b"", b"HTTP/1.1 100 Continue\r\n\r\n")],
    ids=["byte by byte", "wait a little, for ever"],
)
def test_a_receiver_that_never_comes_to_an_answer_is_given_up_when_the_whole_time_is_over(
    here: Receiver, behaviour: Behaviour
) -> None:
    """A second passes each time that anybody looks at the clock."""
    here.behaviour = [behaviour]

    with pytest.raises(UnansweredError, match=r"^it does not answer in time$"):
        sent(here.url(), Network(clock=map(float, count()).__next__))


@pytest.mark.parametrize(
    ("behaviour", "expected"),
    [
        (drops, "it broke off the connection"),
        (says(b"220 mail.example.com ESMTP\r\n"), "its answer is no HTTP"),
        (repeats(b"HTTP/1.1 200 OK\r\nX: ", b"a" * 5000), "its answer is no HTTP"),
        (repeats(b"HTTP/1.1 200 OK\r\n", b"X: a\r\n" * 50), "its answer is no HTTP"),
    ],
    ids=["breaks off", "mail server", "endless header", "endless headers"],
)
def test_what_is_no_answer_leaves_it_unclear(here: Receiver, behaviour: Behaviour, expected: str) -> None:
    here.behaviour = [behaviour]

    with pytest.raises(UnansweredError, match=f"^{expected}$"):
        sent(here.url())


@pytest.mark.parametrize(
    "behaviour",
    [
        repeats(b"HTTP/1.1 204 OK\r\nContent-Length: 999999999\r\n\r\n", b"x" * 900),
        repeats(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", b"384\r\n" + b"x" * 900 + b"\r\n"),
        repeats(b"HTTP/1.1 200 OK\r\n\r\n", b"x"),
        says(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nxx"),
    ],
    ids=["huge", "endless", "byte by byte", "cut off"],
)
def test_of_an_answer_as_much_is_read_as_the_limits_allow(here: Receiver, behaviour: Behaviour) -> None:
    here.behaviour = [behaviour]

    answer = sent(here.url(), Network(clock=map(float, count()).__next__, limits=Limits(answer=1000)))

    assert answer.status in (200, 204)
    assert len(answer.body) <= 1000
    assert set(answer.body) <= {ord("x")}


def test_nothing_was_sent_where_nobody_listens() -> None:
    with pytest.raises(UnsentError, match=r"^it cannot be reached: Connection refused$") as refused:
        sent(f"http://localhost:{free_port()}/{SECRET}")

    assert not refused.value.lasting


def test_the_next_address_of_a_name_is_tried_where_the_first_takes_nobody(here: Receiver) -> None:
    answer = sent(here.url(host="status.example"), Network(lambda host, port: ["127.0.0.2", "127.0.0.1"]))

    assert answer.status == 204
    assert here.received[0].headers["host"] == f"status.example:{here.port}"


def test_a_name_that_nobody_knows_is_told() -> None:
    def nobody(host: str, port: int) -> list[str]:
        raise socket.gaierror(-2, SECRET)

    with pytest.raises(UnsentError, match=r"^nobody knows its name$"):
        sent("https://status.example/", Network(nobody))


def test_a_name_that_is_looked_up_for_too_long_is_given_up(here: Receiver) -> None:
    def slow(host: str, port: int) -> list[str]:
        here.over.wait(30)
        return []

    with pytest.raises(UnsentError, match=r"^it does not answer in time$"):
        sent("https://status.example/", Network(slow, limits=HURRY))


@pytest.mark.parametrize("address", ["127.0.0.1", "10.1.2.3", "169.254.169.254", "::1", "::ffff:127.0.0.1"])
def test_a_private_address_is_never_connected_to_unless_it_is_allowed(here: Receiver, address: str) -> None:
    network = Network(lambda host, port: [address])

    with pytest.raises(UnsentError, match="it leads to a private network: set `allow_private: true`") as refused:
        sent(here.url(host="status.example").replace("http:", "https:"), network, allow_private=False)

    assert refused.value.lasting
    assert here.received == []


def test_the_address_that_was_judged_is_the_one_that_is_connected_to() -> None:
    """A second look at the name would find a private address."""
    answers_of_dns = iter([["1.1.1.1"], ["127.0.0.1"]])
    connected: list[str] = []

    def connect(address: tuple[str, int], seconds: float) -> socket.socket:
        connected.append(address[0])
        raise ConnectionRefusedError

    with pytest.raises(UnsentError):
        sent("https://status.example/", Network(lambda host, port: next(answers_of_dns), connect), allow_private=False)

    assert connected == ["1.1.1.1"]
    assert next(answers_of_dns) == ["127.0.0.1"]


def test_without_tls_nothing_leaves_the_own_network(here: Receiver) -> None:
    with pytest.raises(UnsentError, match="everybody on the way could read it: write https://"):
        sent(here.url(), allow_private=False)

    assert here.received == []


def test_a_certificate_counts_for_the_name_whatever_address_was_connected_to(
    certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    network = Network(lambda host, port: ["127.0.0.1"])
    with receiver(certificate) as here:
        assert sent(here.url(), network).status == 204

        with pytest.raises(UnsentError, match="its certificate does not hold: Hostname mismatch"):
            sent(here.url(host="status.example"), network)

    assert [request.line for request in here.received] == ["POST /hook?token=very-secret HTTP/1.1"]


def test_a_certificate_that_nobody_vouches_for_gets_nothing(certificate: Path) -> None:
    with receiver(certificate) as here, pytest.raises(UnsentError, match="its certificate does not hold"):
        sent(here.url())

    assert here.received == []


def test_a_receiver_that_falls_silent_before_the_connection_is_private_gets_nothing(here: Receiver) -> None:
    with pytest.raises(UnsentError):
        sent(here.url().replace("http:", "https:"), Network(limits=HURRY))


@pytest.mark.parametrize(
    "url",
    ["status.example/hook", "ftp://status.example/", "https://", "https://a b/", "https://x/\u00e4", "http://[::1/"],
)
def test_what_is_no_address_is_told_without_repeating_it(url: str) -> None:
    with pytest.raises(UnsentError, match=r"^it is not an address of the web$") as refused:
        sent(url)

    assert refused.value.lasting


def test_an_address_with_letters_of_every_script_is_written_as_the_network_has_it() -> None:
    seen: list[str] = []

    def look(host: str, port: int) -> list[str]:
        seen.append(f"{host}:{port}")
        raise OSError

    with pytest.raises(UnsentError):
        sent("https://b\u00e4ckerei.example/", Network(look))

    assert seen == ["xn--bckerei-5wa.example:443"]
