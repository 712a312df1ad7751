"""The function of Lambda, as it is called."""

import json
from pathlib import Path
from typing import Any

import pytest

from plainstatus.infrastructure.role import ON_MAIL
from plainstatus.infrastructure.signup import ON_CONTACT
from plainstatus.model.aws_channel import SesChannel
from plainstatus.model.subscriber import Wishes
from plainstatus.model.subscriber_place import SesListPlace
from plainstatus.signup import aws_lambda
from plainstatus.signup.aws_lambda import ORIGIN_HEADER, VIEWER_HEADER, respond
from plainstatus.signup.exchange import FORM
from plainstatus.signup.links import Asked
from plainstatus.signup.post import sender_by
from plainstatus.subscribers.opening import KEY_VARIABLE as SUBSCRIBERS_KEY
from plainstatus.subscribers.opening import open_subscribers

from ..aws.server import Aws
from ..subscribers.contacts import LIST, contact, contact_list, refusing_twice
from .house import ADA, URL, House, by_lambda, event

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
def test_what_is_secret_comes_from_the_secret(aws: Aws, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = {"PLAINSTATUS_SIGNUP_KEY": "k" * 40, "PLAINSTATUS_SIGNUP_ORIGIN": "correct horse"}
    aws.client("secretsmanager").create_secret(Name="status-signup", SecretString=json.dumps(kept))
    monkeypatch.setenv("PLAINSTATUS_SIGNUP_SECRET", "status-signup")

    assert aws_lambda._secrets() == kept


@pytest.mark.proves("moto", "fake")
def test_the_whole_way_asks_of_aws_only_what_the_function_may(aws: Aws, house: House, tmp_path: Path) -> None:
    """With a contact list as the store, and SES for mail; ids need no list of everybody to be read."""
    contact_list(aws, "status", "status-api", "status-web", "status-platform", "status-website")
    aws.wire.trouble = refusing_twice(aws)
    aws.client("sesv2").create_email_identity(EmailIdentity="otter.example")
    ses = SesChannel("mail", ("eu-south-1",), "Otter <status@otter.example>", (), subscribers=True)
    store = open_subscribers(SesListPlace(LIST), tmp_path, {SUBSCRIBERS_KEY: "0123456789abcdef"})
    house.change(store=store, sender=sender_by(ses, tmp_path, {}))

    with by_lambda(house) as ask:
        assert ask.post(f"{URL}subscribe", {**ADA, "components": "web"}).status == 200
        link = house.office.links.confirm(Asked("ada@example.com", Wishes(("web",))), house.now)
        assert ask.press(ask.get(link), f"{URL}confirm").status == 200
        assert contact(aws, "ada@example.com")["UnsubscribeAll"] is False
        leave = house.office.links.leave("ada@example.com")
        ask.get(leave)
        assert ask.post(leave, {"List-Unsubscribe": "One-Click"}).status == 200
        left = store.find("mail", "ada@example.com")
        assert left is not None and left.state == "left"
        page = ask.get(house.office.links.manage("ada@example.com", house.now))
        assert ask.press(page, f"{URL}erase").status == 200
    store.close()

    assert contact(aws, "ada@example.com") == {}
    asked_for = {f"ses:{operation}" for operation in aws.wire.operations()}
    assert asked_for <= {*ON_CONTACT, *ON_MAIL, "ses:GetAccount"}
    assert asked_for >= {"ses:SendEmail", "ses:CreateContact", "ses:UpdateContact", "ses:DeleteContact"}
