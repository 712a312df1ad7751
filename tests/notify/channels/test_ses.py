"""Mail by SES, as it goes over the wire: `plainstatus.notify.channels.ses`."""

import base64
import json
from collections.abc import Callable
from dataclasses import replace
from email import message_from_bytes, policy
from typing import Any

import pytest
from botocore.awsrequest import AWSResponse
from botocore.stub import Stubber

from plainstatus.aws.clients import client
from plainstatus.aws.operations import OPERATIONS
from plainstatus.model.aws_channel import SesChannel
from plainstatus.notify.channels.channel import NotDeliveredError, UnclearError
from plainstatus.notify.channels.regions import Regions
from plainstatus.notify.channels.ses import Accounts, Ses, regions_of
from plainstatus.notify.recipients import Recipient

from ...aws.sent import Raw, json_answer, lost_response
from ...aws.server import Aws
from ...timeline.building import at, incident, said
from ..desk import SETTINGS, messages_of, news_of, voice_of
from .test_regions import DUBLIN, MILAN, Time

OUTAGE = incident(
    said("2026-11-24 14:05", "investigating"), id="2026-11-24-mail-late", components={"api": "degraded_performance"}
)
ANNA = Recipient("Anna <anna@list.example>", "0" * 32)
CHANNEL = SesChannel("mail", (MILAN, DUBLIN), "Otter <status@otter.example>", (ANNA.mailbox,))


@pytest.fixture
def ses(aws: Aws) -> Aws:
    """AWS with a sender that is verified in both regions. It has no answer to GetAccount."""
    for region in (MILAN, DUBLIN):
        aws.client("sesv2", region).create_email_identity(EmailIdentity="status@otter.example")
    return aws


def letter(channel: Ses) -> Any:
    (message,) = messages_of(OUTAGE)
    return channel.letter(message, voice_of(SETTINGS, news_of(OUTAGE)), ANNA, at("2026-11-24 14:06"))


def sent(aws: Aws) -> list[dict[str, Any]]:
    """The body of each message that was handed over."""
    return [json.loads(request.body) for operation, request in aws.wire.requests if operation == "SendEmail"]


def account(rate: float = 14, production: bool = True) -> Callable[[str, int, Any], Any]:
    """What an account may do, in the place of an answer that moto does not have."""
    answer = {"SendQuota": {"MaxSendRate": rate}, "ProductionAccessEnabled": production}

    def meet(operation: str, number: int, request: Any) -> Any:
        if operation != "GetAccount":
            return None
        return AWSResponse(request.url, 200, {"content-type": "application/json"}, Raw(json.dumps(answer).encode()))

    return meet


@pytest.mark.proves("moto", "model")
def test_a_mail_goes_whole_to_its_one_recipient(ses: Aws) -> None:
    channel = Ses(CHANNEL)
    written = letter(channel)

    answer = channel.send(written, ANNA, "key")

    (body,) = sent(ses)
    assert body["Destination"] == {"ToAddresses": ["anna@list.example"]}
    assert base64.b64decode(body["Content"]["Raw"]["Data"]) == written.data
    assert answer.endswith(f" in {MILAN}")


@pytest.mark.proves("model")
def test_what_moto_forgets_is_in_the_request(ses: Aws) -> None:
    channel = Ses(replace(CHANNEL, contact_list="readers", topic="status", configuration_set="bounces"))

    channel.send(letter(channel), ANNA, "key")

    (body,) = sent(ses)
    assert body["ListManagementOptions"] == {"ContactListName": "readers", "TopicName": "status"}
    assert body["ConfigurationSetName"] == "bounces"
    mail = message_from_bytes(base64.b64decode(body["Content"]["Raw"]["Data"]), policy=policy.default)
    assert (mail["From"], mail["To"]) == ("Otter <status@otter.example>", "Anna <anna@list.example>")
    assert mail["References"] == "<2026-11-24-mail-late@status.otter.example>"
    assert mail["Auto-Submitted"] == "auto-generated"


@pytest.mark.proves("model")
def test_without_a_contact_list_none_is_named(ses: Aws) -> None:
    channel = Ses(CHANNEL)

    channel.send(letter(channel), ANNA, "key")

    assert not {"ListManagementOptions", "ConfigurationSetName"} & sent(ses)[0].keys()


@pytest.mark.proves("fake")
def test_mail_leaves_no_faster_than_the_account_may(ses: Aws) -> None:
    time = Time()
    ses.wire.trouble = account(rate=4)
    channel = Ses(CHANNEL, accounts=Accounts(lambda: time.now, time.sleep))

    for _ in range(9):
        channel.send(letter(channel), ANNA, "key")

    assert ses.wire.operations().count("GetAccount") == 1
    assert time.now == 2.0


@pytest.mark.proves("fake")
def test_those_who_send_at_the_same_time_share_what_the_account_may(ses: Aws) -> None:
    time = Time()
    ses.wire.trouble = account(rate=4)
    regions, accounts = regions_of(CHANNEL), Accounts(lambda: time.now, time.sleep)
    workers = [Ses(CHANNEL, regions, accounts) for _ in range(3)]

    for worker in workers * 3:
        worker.send(letter(worker), ANNA, "key")
        worker.close()

    assert ses.wire.operations().count("GetAccount") == 1
    assert time.now == 2.0


@pytest.mark.proves("stub")
def test_the_rate_is_read_where_the_description_of_the_service_has_it() -> None:
    time = Time()
    made = client("sesv2", "mail", region=MILAN, once=True)
    with Stubber(made) as stub:
        stub.add_response("get_account", {"SendQuota": {"MaxSendRate": 2.0}, "ProductionAccessEnabled": True}, {})
        for _ in range(3):
            stub.add_response("send_email", {"MessageId": "1"})
        regions = Regions("sesv2", "mail", (MILAN,), connect=lambda region: made)
        channel = Ses(CHANNEL, regions, Accounts(lambda: time.now, time.sleep))
        for _ in range(3):
            channel.send(letter(channel), ANNA, "key")
        stub.assert_no_pending_responses()

    assert time.now == 1.0


@pytest.mark.proves("moto", "fake")
def test_who_may_not_ask_what_the_account_may_sends_all_the_same(ses: Aws) -> None:
    ses.wire.trouble = lambda operation, number, request: (
        json_answer(403, "AccessDeniedException")(request) if operation == "GetAccount" else None
    )
    channel = Ses(CHANNEL)

    assert channel.send(letter(channel), ANNA, "key")


@pytest.mark.proves("fake")
def test_an_account_on_trial_is_told_where_it_refuses(ses: Aws) -> None:
    def meet(operation: str, number: int, request: Any) -> Any:
        if operation == "SendEmail":
            return json_answer(400, "MessageRejected", "Email address is not verified")(request)
        return account(production=False)(operation, number, request)

    ses.wire.trouble = meet
    channel = Ses(CHANNEL)

    with pytest.raises(NotDeliveredError, match=r"is not verified.*in the sandbox of SES in eu-south-1 and eu-west-1"):
        channel.send(letter(channel), ANNA, "key")


@pytest.mark.proves("moto", "fake")
def test_a_mail_whose_answer_was_lost_is_unclear_and_was_sent_once(ses: Aws) -> None:
    ses.wire.trouble = lambda operation, number, request: lost_response(request) if operation == "SendEmail" else None
    channel = Ses(CHANNEL)

    with pytest.raises(UnclearError):
        channel.send(letter(channel), ANNA, "key")

    assert len(sent(ses)) == 1
    assert channel.holds_unclear


@pytest.mark.proves("moto")
def test_nothing_is_called_but_what_the_role_allows(ses: Aws) -> None:
    channel = Ses(CHANNEL)
    channel.send(letter(channel), ANNA, "key")
    channel.close()

    assert set(ses.wire.operations()) == {operation.name for operation in OPERATIONS["mail"]}
