import json
from typing import Any

import pytest
from botocore.awsrequest import AWSResponse
from botocore.exceptions import EndpointConnectionError

from plainstatus.doctor.aws_channels import look_at_aws_channel
from plainstatus.model.aws_channel import SesChannel, SmsChannel, TopicChannel

from ..aws.sent import Raw, json_answer
from ..aws.server import Aws

MAIL = SesChannel("mail", ("eu-south-1", "eu-west-1"), "status@example.com", ("list@example.com",))
WELL = {
    "SendingEnabled": True,
    "ProductionAccessEnabled": True,
    "SendQuota": {"MaxSendRate": 14, "Max24HourSend": 50_000, "SentLast24Hours": 1_200},
}


def with_account(aws: Aws, **fields: Any) -> None:
    body = json.dumps({**WELL, **fields}).encode()
    aws.wire.trouble = lambda operation, number, request: AWSResponse(
        request.url, 200, {"content-type": "application/json"}, Raw(body)
    )


def seen(aws: Aws) -> list[tuple[str, str]]:
    return [(each.level, each.words) for each in look_at_aws_channel(MAIL)]


@pytest.mark.proves("fake")
def test_each_region_says_how_much_it_takes(aws: Aws) -> None:
    with_account(aws)

    assert seen(aws) == [
        ("ok", f"SES in {region} takes 14 mails a second, and 48,800 more today") for region in MAIL.regions
    ]
    assert aws.wire.operations() == ["GetAccount", "GetAccount"]


@pytest.mark.proves("fake")
@pytest.mark.parametrize(
    ("fields", "level", "words"),
    [
        ({"ProductionAccessEnabled": False}, "warning", "in the sandbox: only verified addresses get mail"),
        ({"SendingEnabled": False}, "fault", "sends nothing: sending is switched off"),
    ],
)
def test_an_account_that_may_not_send_to_everybody_is_told(
    aws: Aws, fields: dict[str, bool], level: str, words: str
) -> None:
    with_account(aws, **fields)

    found = seen(aws)[0]
    assert found[0] == level and words in found[1]


@pytest.mark.proves("fake")
def test_a_region_that_does_not_answer_is_a_fault_and_one_that_may_not_be_asked_is_none(aws: Aws) -> None:
    def meet(operation: str, number: int, request: Any) -> Any:
        if b"/eu-west-1/" in request.headers["Authorization"]:
            return json_answer(403, "AccessDeniedException")(request)
        raise EndpointConnectionError(endpoint_url=request.url)

    aws.wire.trouble = meet

    assert [level for level, _ in seen(aws)] == ["fault", "unknown"]


def test_of_topics_and_texts_nothing_can_be_asked_without_sending(aws: Aws) -> None:
    for channel in (
        TopicChannel("topic", ("arn:aws:sns:eu-south-1:111122223333:status",)),
        SmsChannel("sms", ("eu-south-1",), ("+390511234567",)),
    ):
        assert [each.level for each in look_at_aws_channel(channel)] == ["unknown"]
    assert aws.wire.requests == []
