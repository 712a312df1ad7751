"""Text messages as they go over the wire: `plainstatus.notify.channels.sms`."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from botocore.awsrequest import AWSResponse
from botocore.exceptions import ConnectTimeoutError
from botocore.stub import Stubber

from plainstatus.aws.clients import client
from plainstatus.aws.operations import OPERATIONS
from plainstatus.model.aws_channel import SmsChannel
from plainstatus.notify.channels.channel import NotDeliveredError, UnclearError
from plainstatus.notify.channels.regions import Regions
from plainstatus.notify.channels.sms import Sms
from plainstatus.notify.recipients import Recipient

from ...aws.sent import Raw, json_answer, timeout
from ...aws.server import Aws
from ...timeline.building import at, incident, said
from ..desk import SETTINGS, Desk, desk, messages_of, news_of, voice_of
from .test_regions import DUBLIN, MILAN, Time, asked, in_milan, raising

ANNA = Recipient("+390511234567", "0" * 32)
CHANNEL = SmsChannel("sms", (MILAN, DUBLIN), (ANNA.mailbox,))
OPENED = said("2026-11-24 14:05", "investigating")
OUTAGE = replace(incident(OPENED, id="2026-11-24-mail-late", components={"api": "major_outage"}), title="Mail is late")
TEXT = (
    "Investigating: Mail API - Major outage. Mail is late https://status.otter.example/incidents/2026-11-24-mail-late/"
)


def taking(otherwise: Callable[[str, int, Any], Any] = lambda *_: None) -> Callable[[str, int, Any], Any]:
    """AWS that takes each message: moto does not know this service."""

    def meet(operation: str, number: int, request: Any) -> Any:
        taken = AWSResponse(
            request.url, 200, {"content-type": "application/x-amz-json-1.0"}, Raw(b'{"MessageId":"m-1"}')
        )
        return otherwise(operation, number, request) or taken

    return meet


def letter(channel: Sms) -> Any:
    (message,) = messages_of(OUTAGE)
    return channel.letter(message, voice_of(SETTINGS, news_of(OUTAGE)), ANNA, at("2026-11-24 14:06"))


def sent(aws: Aws) -> list[dict[str, Any]]:
    return [json.loads(request.body) for _, request in aws.wire.requests]


@pytest.mark.proves("model", "fake")
def test_a_text_says_what_how_bad_and_where_to_look(aws: Aws) -> None:
    aws.wire.trouble = taking()
    channel = Sms(CHANNEL)

    assert channel.send(letter(channel), ANNA, "key") == f"m-1 in {MILAN}"
    assert sent(aws) == [
        {
            "DestinationPhoneNumber": "+390511234567",
            "MessageBody": TEXT,
            "MessageType": "TRANSACTIONAL",
            "TimeToLive": 14400,
        }
    ]


@pytest.mark.proves("model", "fake")
def test_what_is_set_goes_with_each_text(aws: Aws) -> None:
    aws.wire.trouble = taking()
    channel = Sms(
        replace(CHANNEL, origin="OTTER", configuration_set="texts", protect="protect-1", max_price="0.10", dry_run=True)
    )

    answer = channel.send(letter(channel), ANNA, "key")

    (body,) = sent(aws)
    assert body["OriginationIdentity"] == "OTTER"
    assert body["ConfigurationSetName"] == "texts"
    assert body["ProtectConfigurationId"] == "protect-1"
    assert body["MaxPrice"] == "0.10"
    assert body["DryRun"] is True
    assert answer == f"looked at in {MILAN}, and not sent"


@pytest.mark.proves("stub")
def test_a_text_is_as_the_description_of_the_service_asks() -> None:
    made = client("pinpoint-sms-voice-v2", "text messages", region=MILAN, once=True)
    channel = Sms(CHANNEL, Regions("pinpoint-sms-voice-v2", "text messages", (MILAN,), connect=lambda region: made))
    asked = {"DestinationPhoneNumber": ANNA.mailbox, "MessageBody": TEXT, "MessageType": "TRANSACTIONAL"}
    with Stubber(made) as stub:
        stub.add_response("send_text_message", {"MessageId": "m-2"}, {**asked, "TimeToLive": 14400})

        assert channel.send(letter(channel), ANNA, "key") == f"m-2 in {MILAN}"


def test_a_plan_shows_the_text_and_its_parts(aws: Aws) -> None:
    assert letter(Sms(CHANNEL)).shown == f"{TEXT}\n\n(1 part)\n"


@pytest.mark.proves("fake")
def test_the_next_region_is_tried_where_the_first_is_out_of_reach(aws: Aws) -> None:
    aws.wire.trouble = taking(in_milan(raising(ConnectTimeoutError)))
    channel = Sms(CHANNEL)

    assert channel.send(letter(channel), ANNA, "key") == f"m-1 in {DUBLIN}"


@pytest.mark.proves("fake")
def test_a_text_that_nobody_answered_is_unclear_and_goes_nowhere_else(aws: Aws) -> None:
    aws.wire.trouble = taking(in_milan(timeout))
    channel = Sms(CHANNEL)

    with pytest.raises(UnclearError, match="did not answer in time after the message was sent"):
        channel.send(letter(channel), ANNA, "key")

    assert asked(aws) == [MILAN]
    assert channel.holds_unclear


@pytest.mark.proves("fake")
@pytest.mark.parametrize(
    ("code", "reason", "lasting"),
    [
        ("ConflictException", "DESTINATION_PHONE_NUMBER_OPTED_OUT", True),
        ("ConflictException", "DESTINATION_COUNTRY_BLOCKED_BY_PROTECT_CONFIGURATION", True),
        ("ValidationException", "PRICE_OVER_THRESHOLD", True),
        ("AccessDeniedException", "ACCOUNT_DISABLED", False),
        ("ServiceQuotaExceededException", "MONTHLY_SPEND_LIMIT_REACHED_FOR_TEXT", False),
    ],
)
def test_no_refusal_of_a_recipient_or_of_a_price_is_got_round(aws: Aws, code: str, reason: str, lasting: bool) -> None:
    said_by_aws = f"not to {ANNA.mailbox}: {reason}"
    aws.wire.trouble = taking(in_milan(json_answer(400, code, said_by_aws, Reason=reason)))
    channel = Sms(CHANNEL)

    with pytest.raises(NotDeliveredError) as refused:
        channel.send(letter(channel), ANNA, "key")

    assert asked(aws) == [MILAN]
    assert refused.value.lasting is lasting
    assert ANNA.mailbox not in str(refused.value)


@pytest.mark.proves("fake")
def test_a_region_that_is_busy_is_asked_again_by_us_alone(aws: Aws) -> None:
    time = Time()
    aws.wire.trouble = taking(in_milan(json_answer(400, "ThrottlingException"), 2))
    names = (MILAN, DUBLIN)
    regions = Regions("pinpoint-sms-voice-v2", "text messages", names, clock=lambda: time.now, sleep=time.sleep)
    channel = Sms(CHANNEL, regions)

    assert channel.send(letter(channel), ANNA, "key") == f"m-1 in {MILAN}"
    assert asked(aws) == [MILAN] * 3


def at_desk(folder: Path, channel: SmsChannel) -> Desk:
    here = desk(folder, channel)
    here.channels["sms"] = Sms(channel)
    return here


@pytest.mark.proves("fake")
@pytest.mark.parametrize(("every", "number"), [(False, 2), (True, 3)])
def test_texts_go_at_the_turns_alone_unless_all_are_wished(aws: Aws, tmp_path: Path, every: bool, number: int) -> None:
    aws.wire.trouble = taking()
    here = at_desk(tmp_path, replace(CHANNEL, every_update=every))
    whole = replace(
        OUTAGE,
        updates=(OPENED, said("2026-11-24 14:10", "identified"), said("2026-11-24 14:20", "resolved")),
    )

    assert here.notify(whole) == ["sent"] * number
    assert here.notify(whole) == []
    assert [body["MessageBody"].partition(":")[0] for body in sent(aws)][:: number - 1] == ["Investigating", "Resolved"]


@pytest.mark.proves("fake")
def test_no_number_is_in_the_ledger(aws: Aws, tmp_path: Path) -> None:
    aws.wire.trouble = taking(in_milan(json_answer(400, "ConflictException", f"{ANNA.mailbox} has opted out")))
    here = at_desk(tmp_path, CHANNEL)
    here.notify(OUTAGE)

    kept = b"".join(str(path).encode() + path.read_bytes() for path in (tmp_path / "ledger").rglob("*.json"))
    assert b"has opted out" in kept
    assert ANNA.mailbox.encode() not in kept


@pytest.mark.proves("fake")
def test_nothing_is_called_but_what_the_role_allows(aws: Aws) -> None:
    aws.wire.trouble = taking()
    channel = Sms(CHANNEL)
    channel.send(letter(channel), ANNA, "key")
    channel.close()

    assert set(aws.wire.operations()) == {operation.name for operation in OPERATIONS["text messages"]}
