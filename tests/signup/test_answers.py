"""What holds for every answer, by all three ways; and for whatever is asked."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from plainstatus.signup.answers import answer
from plainstatus.signup.exchange import FORM, LONGEST_BODY, MULTIPART, Request

from .house import ADA, URL, Ask, House, directly

PAGES = ("", "subscribe", "confirm", "manage", "unsubscribe", "erase", "nothing")


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "OPTIONS"])
def test_every_answer_is_kept_by_nobody_and_framed_by_nobody(ask: Ask, page: str, method: str) -> None:
    made = ask.other(method, f"{URL}{page}")

    assert made.headers["cache-control"] == "no-store"
    assert made.headers["referrer-policy"] == "no-referrer"
    assert made.headers["x-content-type-options"] == "nosniff"
    assert made.headers["content-type"] == "text/html; charset=utf-8"
    for part in ("default-src 'none'", "frame-ancestors 'none'", "form-action 'self'", "base-uri 'none'"):
        assert part in made.headers["content-security-policy"]
    assert "unsafe" not in made.headers["content-security-policy"]
    assert not {"set-cookie", "location"} & made.headers.keys()
    assert "<script" not in made.text


def test_what_is_not_there_and_what_cannot_be_asked_so_are_told_apart(ask: Ask) -> None:
    assert ask.get(f"{URL}nothing").status == 404
    assert ask.other("DELETE", f"{URL}subscribe").headers["allow"] == "GET, HEAD, POST"
    assert ask.get(f"{URL}erase").status == 405
    assert ask.other("PUT", f"{URL}erase").headers["allow"] == "POST"


def test_a_head_has_the_headers_of_a_get_and_nothing_else(ask: Ask) -> None:
    get, head = ask.get(URL), ask.head(URL)

    assert (head.status, head.text) == (200, "")
    assert head.headers["content-security-policy"] == get.headers["content-security-policy"]


def test_the_form_is_there_in_the_language_that_the_browser_prefers(ask: Ask) -> None:
    assert '<html lang="it">' in ask.get(URL, languages="fr, it-CH;q=0.9, en;q=0.8").text
    assert '<html lang="en">' in ask.get(URL, languages="fr").text
    assert '<html lang="it">' in ask.get(f"{URL}?page=it", languages="en").text


@pytest.mark.parametrize("type", ["application/json", "text/plain", MULTIPART, ""])
def test_only_a_form_is_read(ask: Ask, house: House, type: str) -> None:
    assert ask.post(f"{URL}subscribe", ADA, type).status == 415
    assert house.mails == []


def test_a_body_that_no_form_has_is_not_read(ask: Ask) -> None:
    assert ask.post(f"{URL}subscribe", b"address=" + b"a" * LONGEST_BODY).status == 413
    assert ask.post(f"{URL}subscribe", b"a=" + b"&a=".join([b"b"] * 2000)).status == 400
    assert ask.post(f"{URL}subscribe", b"address=%ff%fe").status == 400


def test_what_was_sent_comes_back_as_text_alone(ask: Ask) -> None:
    evil = '"><script>alert(1)</script>'

    made = ask.post(f"{URL}subscribe", {**ADA, "address": evil, "zone": evil, "incident": evil, "page": evil})

    assert made.status == 422
    assert "<script" not in made.text
    assert "&lt;script&gt;" in made.text


_ANY = st.text(max_size=40) | st.sampled_from([*PAGES, "/", "//", "/../", "t", "a/b/confirm"])
_FORM = st.dictionaries(
    st.sampled_from(["t", "address", "kinds", "components", "zone", "language", "incident", "page", "subject"]),
    st.text(max_size=60) | st.sampled_from(["ada@example.com", "incident", "api"]),
)


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    method=st.sampled_from(["GET", "POST", "HEAD", "", "PATCH"]),
    path=_ANY,
    query=_ANY,
    type=st.sampled_from([FORM, MULTIPART, f"{MULTIPART}; boundary=x", f"{FORM}; charset=x", "x/y", "\r\n"]) | _ANY,
    body=st.binary(max_size=300),
    client=_ANY,
    languages=_ANY,
)
def test_nothing_that_is_asked_is_a_fault_of_the_program(house: House, **asked: Any) -> None:
    asked["content_type"] = asked.pop("type")

    assert answer(Request(**asked), house.office).status < 500
    assert house.said == []
    assert not house.file.exists()


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(page=st.sampled_from(PAGES), form=_FORM)
def test_no_form_that_is_filled_in_is_a_fault_of_the_program(house: House, page: str, form: dict[str, str]) -> None:
    house.later(hours=1)
    with directly(house) as ask:
        assert ask.post(f"{URL}{page}", form).status < 500
    assert not house.file.exists()
    assert all(mail["To"] == "ada@example.com" or "@" in mail["To"] for mail in house.mails)


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(address=st.emails() | st.from_regex(r"[!-~]{1,20}@[a-z0-9.-]{1,20}\.[a-z]{2,5}", fullmatch=True))
def test_an_address_that_is_taken_is_one_that_a_mail_can_be_written_to(house: House, address: str) -> None:
    house.mails.clear()
    house.later(hours=1)
    with directly(house) as ask:
        made = ask.post(f"{URL}subscribe", {**ADA, "address": address})

    assert [str(mail["To"]) for mail in house.mails] == ([address.strip()] if made.status == 200 else [])
