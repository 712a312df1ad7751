from pathlib import Path

import pytest

from plainstatus.doctor.diagnosis import Diagnosis
from plainstatus.doctor.mail import look_at_channel
from plainstatus.doctor.names import Names
from plainstatus.model.channel import OutboxChannel, SmtpChannel, Tls

from ..live import free_port
from ..notify.mail_server import PASSWORD, USERNAME, mail_server, make_certificate
from .names_known import Known

SPF, DMARC = "v=spf1 include:mail.example -all", "v=DMARC1; p=none"
SENDER = "Otter <status@example.com>"
KNOWN = Known({("example.com", "TXT"): ["some=thing", SPF], ("_dmarc.example.com", "TXT"): [DMARC]})


def channel(port: int, tls: Tls = "none", sender: str = SENDER, signs_in: bool = False) -> SmtpChannel:
    who = (USERNAME, "SMTP_PASSWORD") if signs_in else (None, None)
    return SmtpChannel("mail", "localhost", sender, ("list@example.com",), port, tls, *who)


def seen(wanted: SmtpChannel, names: Names = KNOWN, password: str = PASSWORD) -> list[Diagnosis]:
    return list(look_at_channel(wanted, Path(), {"SMTP_PASSWORD": password} if password else {}, names))


def test_a_channel_that_works_is_in_order_and_sends_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    certificate = make_certificate(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    with mail_server(tls="starttls", certificate=certificate, sign_in=True) as post:
        found = seen(channel(post.port, "starttls", signs_in=True))

    assert [(each.level, each.words) for each in found] == [
        ("ok", "the mail server answers, and takes the sign-in of otter"),
        ("ok", "example.com says who may send its mail (SPF)"),
        ("ok", "example.com says what becomes of forged mail (DMARC)"),
    ]
    assert post.received == []


@pytest.mark.parametrize(
    ("password", "words"),
    [("wrong", "it refuses the sign-in (535): look at `username` and the password"), ("", "SMTP_PASSWORD is not set")],
)
def test_a_sign_in_that_fails_is_a_fault(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, password: str, words: str
) -> None:
    certificate = make_certificate(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    with mail_server(tls="starttls", certificate=certificate, sign_in=True) as post:
        first = seen(channel(post.port, "starttls", signs_in=True), password=password)[0]

    assert first.level == "fault" and words in first.words


def test_a_mail_server_that_is_not_there_is_a_fault() -> None:
    first = seen(channel(free_port()))[0]

    assert first.level == "fault" and "it cannot be reached" in first.words


def test_a_connection_that_is_not_private_is_warned_of() -> None:
    with mail_server() as post:
        assert seen(channel(post.port))[1][:2] == ("warning", "the connection is not private")


@pytest.mark.parametrize(
    ("texts", "level", "words"),
    [
        ([], "warning", "example.com does not say who may send its mail (SPF)"),
        (["v=spf10 -all"], "warning", "example.com does not say who may send its mail (SPF)"),
        ([SPF, "v=spf1 -all"], "fault", "example.com has 2 SPF records, so none counts"),
        (["v=spf1 +all"], "fault", "example.com lets everybody send its mail (SPF)"),
        ([SPF], "ok", "example.com says who may send its mail (SPF)"),
    ],
)
def test_a_domain_says_by_spf_who_may_send_for_it(texts: list[str], level: str, words: str) -> None:
    found = seen(channel(free_port()), Known({("example.com", "TXT"): texts}))

    assert (level, words) in [each[:2] for each in found]


@pytest.mark.parametrize(
    ("place", "level", "words"),
    [
        ("_dmarc.news.example.com", "ok", "news.example.com says what becomes of forged mail (DMARC)"),
        ("_dmarc.example.com", "ok", "example.com says what becomes of forged mail (DMARC)"),
        ("_dmarc.com", "warning", "news.example.com does not say what becomes of forged mail (DMARC)"),
    ],
)
def test_a_policy_against_forgery_is_that_of_the_domain_or_of_the_nearest_above(
    place: str, level: str, words: str
) -> None:
    sender = "status@news.example.com"
    found = seen(channel(free_port(), sender=sender), Known({(place, "TXT"): [DMARC]}))

    assert (level, words) in [each[:2] for each in found]


def test_without_dns_nothing_is_told_about_the_sender() -> None:
    last = seen(channel(free_port()), Known(trouble="no server answered in time"))[-1]

    assert last[:2] == ("unknown", "DNS cannot be asked about example.com: no server answered in time")


def test_an_outbox_needs_a_folder(tmp_path: Path) -> None:
    (found,) = look_at_channel(OutboxChannel("outbox", "outbox"), tmp_path, {}, KNOWN)

    assert found == ("ok", "the folder can be made", "")
