"""Signatures, verified by a library that is not ours: `plainstatus.notify.web.signature`."""

import base64
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from standardwebhooks import Webhook, WebhookVerificationError

from plainstatus.notify.web.signature import key_of, signed_headers

OLD, NEW = (f"whsec_{base64.b64encode(bytes([number] * 32)).decode()}" for number in (1, 2))
BODY = b'{"a":"\xc3\xa4"}'


def headers(*secrets: str, seconds: int, body: bytes = BODY) -> dict[str, str]:
    return signed_headers("msg_1", seconds, body, [key_of(secret) for secret in secrets])


@pytest.fixture
def seconds() -> int:
    """The library compares with its own clock, five minutes this way or that."""
    import time

    return int(time.time())


def test_a_receiver_knows_what_is_ours(seconds: int) -> None:
    assert Webhook(NEW).verify(BODY, headers(NEW, seconds=seconds)) == {"a": "ä"}


def test_while_a_secret_is_replaced_both_hold(seconds: int) -> None:
    made = headers(OLD, NEW, seconds=seconds)

    assert Webhook(OLD).verify(BODY, made) == Webhook(NEW).verify(BODY, made)


@pytest.mark.parametrize(
    ("body", "changed"),
    [
        (b'{"a":"b"}', {}),
        (BODY, {"webhook-id": "msg_2"}),
        (BODY, {"webhook-timestamp": "1"}),
        (BODY, headers(OLD, seconds=1)),
    ],
    ids=["other words", "other id", "other time", "other secret"],
)
def test_whatever_is_changed_is_found_out(seconds: int, body: bytes, changed: dict[str, str]) -> None:
    with pytest.raises(WebhookVerificationError):
        Webhook(NEW).verify(body, {**headers(NEW, seconds=seconds), **changed})


@settings(deadline=None)
@given(st.binary(min_size=24, max_size=64), st.dictionaries(st.text(), st.text()))
def test_every_secret_and_every_body_are_signed_as_the_library_signs_them(key: bytes, data: dict[str, str]) -> None:
    from datetime import UTC, datetime

    body, secret = json.dumps(data).encode(), f"whsec_{base64.b64encode(key).decode()}"
    moment = datetime(2026, 11, 24, 14, 30, tzinfo=UTC)

    made = headers(secret, seconds=int(moment.timestamp()), body=body)

    assert made["webhook-signature"] == Webhook(secret).sign("msg_1", moment, body.decode())


@pytest.mark.parametrize("secret", ["", "whsec_", "whsec_short", "whsec_????", f"whsec_{'A' * 100}", "pässword"])
def test_what_is_no_secret_is_refused_without_repeating_it(secret: str) -> None:
    with pytest.raises(ValueError, match=r"^$"):
        key_of(secret)
