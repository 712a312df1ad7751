"""What the function of the sign-up may do, beside what it calls."""

from typing import Any

import pytest

from plainstatus.aws.operations import OPERATIONS

from .resolving import ACCOUNT, REGION, resolved
from .stacks import MADE, SIGNUP

PURPOSES = ("mail", "subscribers", "secrets of the sign-up")
#: Nobody who signs up needs to know who else did.
NOT_CALLED = {"ses:ListContacts"}
LOG = {"logs:CreateLogStream", "logs:PutLogEvents"}


def statements() -> list[dict[str, Any]]:
    role = resolved(MADE["signup"], **SIGNUP)["Role"]["Properties"]
    made: list[dict[str, Any]] = role["Policies"][0]["PolicyDocument"]["Statement"]
    return made


@pytest.mark.proves("lint")
def test_every_right_of_the_sign_up_is_called_for_and_every_call_has_its_right() -> None:
    called = {operation.right for purpose in PURPOSES for operation in OPERATIONS[purpose]} - NOT_CALLED

    assert {action for statement in statements() for action in statement["Action"]} == called | LOG


@pytest.mark.proves("lint")
def test_the_sign_up_reads_one_secret_and_writes_to_one_list() -> None:
    about = {action: statement["Resource"] for statement in statements() for action in statement["Action"]}

    assert about["secretsmanager:GetSecretValue"] == [
        f"arn:aws:secretsmanager:{REGION}:{ACCOUNT}:secret:status-signup-??????"
    ]
    assert about["ses:CreateContact"] == [f"arn:aws:ses:*:{ACCOUNT}:contact-list/acme"]


@pytest.mark.proves("lint")
def test_the_sign_up_sends_mail_from_one_address_alone() -> None:
    (mail,) = (statement for statement in statements() if statement["Sid"] == "Mail")

    assert mail["Condition"] == {"StringEquals": {"ses:FromAddress": "status@acme.example"}}
