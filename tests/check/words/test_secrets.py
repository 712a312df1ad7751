"""Secrets may stand nowhere. Those here are put together, so that nobody's scanner takes them for real ones."""

import pytest

from .saying import marked, passage, remarks

LETTERS = "AbCdEf0123456789GhIj"
SECRETS = [
    "AKI" + "AIOSFODNN7EXAMPLE",
    "ASI" + "AIOSFODNN7EXAMPLE",
    "-----BEGIN RSA " + "PRIVATE KEY-----",
    "-----BEGIN " + "PRIVATE KEY-----",
    "ghp" + "_" + LETTERS * 2,
    "github" + "_pat_" + LETTERS * 2,
    "glp" + "at-" + LETTERS,
    "xox" + "b-1234-" + LETTERS,
    "hooks.slack.com/services/T0000000/B0000000/" + LETTERS,
    "ey" + "JhbGciOiJIUzI1NiJ9." + "eyJzdWIiOiIxMjM0NTY3In0." + LETTERS,
    "AIz" + "a" + LETTERS + "AbCdEf012345678",
    "sk_" + "live_" + LETTERS,
]


@pytest.mark.parametrize("secret", SECRETS, ids=range(len(SECRETS)))
@pytest.mark.parametrize("audience", ["public", "internal"])
def test_a_secret_is_found_for_every_audience_and_never_repeated(secret: str, audience: str) -> None:
    text = f"Until then use `{secret}`."

    assert marked("secret", text, audience=audience) == [secret]
    (said,) = remarks("secret", passage(text, audience=audience))
    assert secret not in said.message + said.hint


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("password=Heron7lake", "Heron7lake"),
        ("The api_key = 'a1b2c3d4'", "a1b2c3d4"),
        ("Password: Heron7-lake-9", "Heron7-lake-9"),
        ("postgres://app:s3cr3tpw@db.example.com/x", "s3cr3tpw"),
    ],
)
def test_a_password_is_found_by_the_word_before_it(text: str, part: str) -> None:
    assert marked("secret", text) == [part]


@pytest.mark.parametrize(
    "text",
    [
        "password=<yours>, password=********, token=${TOKEN}, api_key=your_api_key, secret={{ secret }}",
        "Password: required. Token: expired. API key: see https://docs.example.com/Keys2",
        "postgres://user:password@host/db",
        "Token: 2026-11-25T10:00Z",
        "Reset your password, and make a new access key.",
        "The AKIA prefix, the word ghp_ and eyJ",
    ],
)
def test_words_that_stand_for_a_secret_are_none(text: str) -> None:
    assert marked("secret", text) == []
