"""The server, as somebody meets it who speaks HTTP by hand."""

import socket
from concurrent.futures import ThreadPoolExecutor

import pytest

from plainstatus.signup.exchange import LONGEST_BODY

from .house import House, served


def said(port: int, text: bytes, *, half: bool = False) -> bytes:
    """All that is answered to `text`; with `half`, the client says nothing more and still listens."""
    with socket.create_connection(("127.0.0.1", port), timeout=10) as connection:
        connection.sendall(text)
        if half:
            connection.shutdown(socket.SHUT_WR)
        answer = b""
        while part := connection.recv(65536):
            answer += part
        return answer


def form(body: bytes, *headers: str) -> bytes:
    lines = (
        "POST /subscribe HTTP/1.1",
        "Host: signup.otter.example",
        "Content-Type: application/x-www-form-urlencoded",
        f"Content-Length: {len(body)}",
        *headers,
    )
    return "\r\n".join((*lines, "", "")).encode() + body


BODY = b"address=ada%40example.com&kinds=incident"


def test_who_a_request_is_said_to_come_from_counts_only_behind_a_proxy(house: House) -> None:
    def statuses(port: int) -> set[bytes]:
        requests = (form(BODY, f"X-Forwarded-For: 203.0.113.9, 198.51.{number}.1") for number in range(21))
        return {said(port, request).split()[1] for request in requests}

    with served(house, behind_proxy=True) as port:
        assert statuses(port) == {b"200"}
    with served(house, behind_proxy=False) as port:
        assert statuses(port) == {b"200", b"429"}


def test_what_a_client_writes_before_the_proxy_is_not_believed(house: House) -> None:
    with served(house) as port:
        requests = (form(BODY, f"X-Forwarded-For: 198.51.{number}.1, 192.0.2.1") for number in range(21))

        assert [said(port, request).split()[1] for request in requests][-1] == b"429"


@pytest.mark.parametrize("length", ["-1", "many", "", "1e9", "٣"])
def test_a_length_that_is_none_is_no_body(house: House, length: str) -> None:
    request = form(b"").replace(b"Content-Length: 0", f"Content-Length: {length}".encode())
    with served(house) as port:
        assert said(port, request, half=True).split()[1] in (b"400", b"422")


def test_of_a_body_that_is_too_long_only_the_beginning_is_read(house: House) -> None:
    request = form(b"").replace(b"Content-Length: 0", f"Content-Length: {10**12}".encode())
    with served(house) as port:
        assert said(port, request + b"a" * (LONGEST_BODY + 1), half=True).split()[1] == b"413"


@pytest.mark.parametrize("noise", [b"\r\n", b"\0\0\0\0", b"GET\r\n\r\n", b"POST /subscribe HTTP/1.1\r\n"])
def test_who_breaks_off_or_speaks_another_language_concerns_nobody_else(
    house: House, noise: bytes, capfd: pytest.CaptureFixture[str]
) -> None:
    with served(house) as port:
        said(port, noise, half=True)
        assert said(port, b"GET / HTTP/1.0\r\n\r\n").split()[1] == b"200"

    assert capfd.readouterr() == ("", "")


def test_who_falls_silent_is_waited_for_no_longer(house: House, capfd: pytest.CaptureFixture[str]) -> None:
    request = form(b"").replace(b"Content-Length: 0", b"Content-Length: 100")
    with served(house, patience=0.05) as port:
        assert said(port, request + b"address=").split()[1] == b"422"
        assert said(port, b"GET / HT") == b""

    assert capfd.readouterr() == ("", "")


def test_many_at_once_are_all_answered(house: House) -> None:
    def subscribe(number: int) -> bytes:
        body = b"address=a%d%%40example.com&kinds=incident" % number
        return said(port, form(body, f"X-Forwarded-For: 198.51.{number}.1")).split()[1]

    with served(house) as port, ThreadPoolExecutor(16) as pool:
        assert set(pool.map(subscribe, range(64))) == {b"200"}

    assert len({str(mail["To"]) for mail in house.mails}) == 64
