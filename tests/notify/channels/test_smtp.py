"""Sending by SMTP against a real server: `plainstatus.notify.channels.smtp`."""

import socket
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from plainstatus.model.channel import SmtpChannel
from plainstatus.notify.channels.channel import Letter, NotDeliveredError, UnclearError
from plainstatus.notify.channels.smtp import Smtp
from plainstatus.notify.recipients import Recipient

from ...live import free_port
from ..mail_server import PASSWORD, USERNAME, Post, mail_server, make_certificate

LETTER = Letter("Late", "", b"From: a@otter.example\r\nSubject: Late\r\n\r\nOne.\r\n.\r\n..two\r\n")
ANNA = Recipient("Anna <anna@list.example>", "0" * 32)
BEN = Recipient("ben@list.example", "1" * 32)


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_certificate(tmp_path_factory.mktemp("certificate"))


@pytest.fixture
def post() -> Iterator[Post]:
    with mail_server() as post:
        yield post


def to(port: int, timeout: float = 20, environment: dict[str, str] | None = None, **fields: Any) -> Smtp:
    """The channel to the server at `port` of this machine."""
    known: dict[str, Any] = {"host": "127.0.0.1", "tls": "none", **fields}
    channel = SmtpChannel("mail", sender="Otter <status@otter.example>", to=(), port=port, **known)
    return Smtp(channel, environment or {}, timeout)


def test_a_letter_arrives_as_it_was_written(post: Post) -> None:
    smtp = to(post.port)

    answer = smtp.send(LETTER, ANNA, "key")
    smtp.close()

    assert post.received == [("status@otter.example", ["anna@list.example"], LETTER.data)]
    assert answer == "OK, taken"


def test_several_letters_share_one_connection(post: Post) -> None:
    smtp = to(post.port)
    for recipient in (ANNA, BEN, ANNA):
        smtp.send(LETTER, recipient, "key")
    smtp.close()

    assert post.sessions == 1
    assert post.recipients() == ["anna@list.example", "ben@list.example", "anna@list.example"]


def test_who_is_refused_keeps_nothing_from_the_others(post: Post) -> None:
    post.refused = {"anna@list.example": "550 5.1.1 nobody of that name"}
    smtp = to(post.port)

    with pytest.raises(NotDeliveredError, match=r"the mail server says 550 5\.1\.1 nobody of that name") as refused:
        smtp.send(LETTER, ANNA, "key")
    smtp.send(LETTER, BEN, "key")
    smtp.close()

    assert refused.value.lasting
    assert post.recipients() == ["ben@list.example"]


def test_a_greylist_is_a_refusal_for_now(post: Post) -> None:
    post.refused = {"anna@list.example": "451 4.7.1 come back later"}
    smtp = to(post.port)

    with pytest.raises(NotDeliveredError) as refused:
        smtp.send(LETTER, ANNA, "key")
    smtp.close()

    assert not refused.value.lasting


def test_a_text_that_is_refused_was_not_delivered(post: Post) -> None:
    post.answer = "554 5.7.1 looks like spam"
    smtp = to(post.port)

    with pytest.raises(NotDeliveredError, match=r"554 5\.7\.1 looks like spam"):
        smtp.send(LETTER, ANNA, "key")
    smtp.close()


def test_nobody_can_tell_of_a_connection_that_breaks_after_the_text(post: Post) -> None:
    post.answer = ""
    smtp = to(post.port)

    with pytest.raises(UnclearError, match=r"it broke off the connection after the text was sent"):
        smtp.send(LETTER, ANNA, "key")

    post.answer = "250 OK"
    smtp.send(LETTER, BEN, "key")
    smtp.close()
    assert post.recipients() == ["anna@list.example", "ben@list.example"]


def test_a_connection_that_breaks_before_the_text_delivers_nothing(post: Post) -> None:
    post.breaks_before_text = True
    smtp = to(post.port)

    with pytest.raises(NotDeliveredError, match="broke off the connection"):
        smtp.send(LETTER, ANNA, "key")

    assert post.received == []


def test_a_connection_that_the_server_got_tired_of_is_made_anew(post: Post) -> None:
    smtp = to(post.port)
    smtp.send(LETTER, ANNA, "key")
    assert smtp._server is not None
    assert smtp._server.sock is not None
    smtp._server.sock.shutdown(socket.SHUT_RDWR)

    smtp.send(LETTER, BEN, "key")
    smtp.close()

    assert post.recipients() == ["anna@list.example", "ben@list.example"]


# The server in this test does not count TLS from the first byte.
@pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS")
@pytest.mark.parametrize("tls", ["starttls", "implicit"])
def test_over_a_private_connection_a_password_signs_in(
    tls: str, certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    with mail_server(tls=tls, certificate=certificate, sign_in=True) as post:
        fields = {"tls": tls, "username": USERNAME, "password_env": "OTTER_PASSWORD"}
        smtp = to(post.port, environment={"OTTER_PASSWORD": PASSWORD}, **fields)
        smtp.send(LETTER, ANNA, "key")
        smtp.close()
        wrong = to(post.port, environment={"OTTER_PASSWORD": "wrong"}, **fields)

        with pytest.raises(NotDeliveredError, match=r"it refuses the sign-in \(535\)") as refused:
            wrong.send(LETTER, ANNA, "key")

    assert "wrong" not in str(refused.value)
    assert post.recipients() == ["anna@list.example"]


def test_without_its_variable_nobody_is_connected_to() -> None:
    smtp = to(free_port(), username=USERNAME, password_env="OTTER_PASSWORD")

    with pytest.raises(NotDeliveredError, match="the variable OTTER_PASSWORD is not set"):
        smtp.send(LETTER, ANNA, "key")


@pytest.mark.parametrize("tls", ["starttls", "implicit"])
def test_a_certificate_that_nobody_vouches_for_gets_no_letter(tls: str, certificate: Path) -> None:
    refused = pytest.raises(NotDeliveredError, match="its certificate does not hold")
    with mail_server(tls=tls, certificate=certificate) as post, refused:
        to(post.port, tls=tls).send(LETTER, ANNA, "key")

    assert post.received == []


def test_a_certificate_of_another_host_gets_no_letter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    other = make_certificate(tmp_path, "other.example")
    monkeypatch.setenv("SSL_CERT_FILE", str(other))
    refused = pytest.raises(NotDeliveredError, match="its certificate does not hold")
    with mail_server(tls="starttls", certificate=other) as post, refused:
        to(post.port, tls="starttls").send(LETTER, ANNA, "key")


def test_a_server_without_starttls_gets_no_letter_in_the_clear(post: Post) -> None:
    with pytest.raises(NotDeliveredError, match="it knows no STARTTLS: set `tls: implicit`, or `tls: none`"):
        to(post.port, tls="starttls").send(LETTER, ANNA, "key")

    assert post.received == []


def test_a_server_that_is_not_there_is_asked_once_for_all_letters() -> None:
    smtp = to(free_port())

    for recipient in (ANNA, BEN):
        with pytest.raises(
            NotDeliveredError, match=r"127\.0\.0\.1:\d+: it cannot be reached: Connection refused"
        ) as no:
            smtp.send(LETTER, recipient, "key")
        assert not no.value.lasting


def test_a_server_that_never_answers_is_given_up() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        smtp = to(silent.getsockname()[1], timeout=0.2)

        with pytest.raises(NotDeliveredError, match="it does not answer in time"):
            smtp.send(LETTER, ANNA, "key")


def test_a_server_that_falls_silent_after_the_text_leaves_it_unclear() -> None:
    def serve(listening: socket.socket) -> None:
        connection, _ = listening.accept()
        with connection, connection.makefile("rwb", buffering=0) as line:
            line.write(b"220 here\r\n")
            while heard := line.readline():
                if heard.startswith(b"DATA"):
                    line.write(b"354 go on\r\n")
                    while line.readline():
                        pass
                    return
                line.write(b"250 OK\r\n")

    with socket.create_server(("127.0.0.1", 0)) as listening:
        server = threading.Thread(target=serve, args=(listening,))
        server.start()
        smtp = to(listening.getsockname()[1], timeout=0.5)

        with pytest.raises(UnclearError, match="it does not answer in time after the text was sent"):
            smtp.send(LETTER, ANNA, "key")
        server.join()
