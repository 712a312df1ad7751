"""The function of Lambda, as it is called."""

import json
from typing import Any

import pytest

from plainstatus.signup import aws_lambda
from plainstatus.signup.aws_lambda import ORIGIN_HEADER, VIEWER_HEADER, respond
from plainstatus.signup.exchange import FORM

from .house import URL, House, event

BODY = b"address=ada%40example.com&kinds=incident"


def asked(**headers: str) -> dict[str, Any]:
    made = event("POST", f"{URL}subscribe", BODY, FORM)
    made["headers"].update({name.replace("_", "-"): value for name, value in headers.items()})
    return made


def test_with_a_distribution_before_it_nobody_is_heard_who_comes_another_way(house: House) -> None:
    assert respond(asked(), house.office, "correct horse")["statusCode"] == 403
    assert respond({**asked(), "headers": {ORIGIN_HEADER: "wrong"}}, house.office, "correct horse")["statusCode"] == 403
    assert house.mails == []

    assert respond(asked(**{ORIGIN_HEADER: "correct horse"}), house.office, "correct horse")["statusCode"] == 200
    assert len(house.mails) == 1


@pytest.mark.parametrize("viewer", ["198.51.{}.1:443", "2001:db8:0:{}00::1:443"])
def test_who_asks_is_what_a_distribution_says_that_has_proven_itself(house: House, viewer: str) -> None:
    def status(number: int, origin: str) -> int:
        made = asked(**{ORIGIN_HEADER: origin, VIEWER_HEADER: viewer.format(number)})
        return int(respond(made, house.office, origin)["statusCode"])

    assert {status(number, "correct horse") for number in range(30)} == {200}
    assert {status(number, "") for number in range(30)} == {200, 429}


def test_an_api_may_hand_on_a_stage_and_a_body_as_it_is(house: House) -> None:
    made = asked()
    made.update(body=BODY.decode(), isBase64Encoded=False, rawPath="/prod/subscribe")

    assert respond(made, house.office)["statusCode"] == 200
    assert len(house.mails) == 1


@pytest.mark.parametrize("change", [{"body": "no base64!"}, {"body": None}, {"headers": {}}, {"rawPath": ""}])
def test_a_request_that_is_none_is_refused_as_any_other(house: House, change: dict[str, Any]) -> None:
    assert 400 <= respond({**asked(), **change}, house.office)["statusCode"] < 500


@pytest.mark.proves("moto")
def test_what_is_secret_comes_from_the_secret(aws: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = {"PLAINSTATUS_SIGNUP_KEY": "k" * 40, "PLAINSTATUS_SIGNUP_ORIGIN": "correct horse"}
    aws.client("secretsmanager").create_secret(Name="status-signup", SecretString=json.dumps(kept))
    monkeypatch.setenv("PLAINSTATUS_SIGNUP_SECRET", "status-signup")

    assert aws_lambda._secrets() == kept
