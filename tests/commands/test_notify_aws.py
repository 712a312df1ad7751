"""`plainstatus notify` through services of AWS, in two regions, with its ledger in a table."""

import json
import urllib.request
from typing import Any

import pytest
from botocore.awsrequest import AWSResponse
from botocore.exceptions import EndpointConnectionError

from ..aws.sent import Raw, lost_response
from ..aws.server import Aws
from .conftest import CONFIG, INCIDENT, Site
from .test_notify import IDENTIFIED, RESOLVED

MILAN, DUBLIN = "eu-south-1", "eu-west-1"
LATE = "incidents/2026/2026-11-24-mail-late.md"


@pytest.fixture
def site_on_aws(site: Site, aws: Aws) -> Site:
    """A site with a channel of each kind, whose first run was."""
    for region in (MILAN, DUBLIN):
        aws.client("sesv2", region).create_email_identity(EmailIdentity="status@otter.example")
    topics = ", ".join(
        repr(aws.client("sns", region).create_topic(Name="status")["TopicArn"]) for region in (MILAN, DUBLIN)
    )
    aws.table("otter-ledger", DUBLIN)
    channels = (
        f"      ledger: {{table: otter-ledger, region: {DUBLIN}}}\n"
        "      channels:\n"
        f"        mail: {{ses: [{MILAN}, {DUBLIN}], from: status@otter.example, to: [list@otter.example]}}\n"
        f"        topic: {{sns: [{topics}]}}\n"
        f"        texts: {{sms: [{MILAN}, {DUBLIN}], to: ['+390511234567']}}\n"
    )
    site.write("mkdocs.yml", CONFIG + channels)
    aws.wire.trouble = with_texts()
    assert site.run("notify").exit_code == 0
    aws.wire.requests.clear()
    return site


def with_texts(otherwise: Any = lambda *_: None) -> Any:
    """What else happens, and an answer to text messages, which moto does not know."""

    def meet(operation: str, number: int, request: Any) -> Any:
        answered = otherwise(operation, number, request)
        if answered is None and operation == "SendTextMessage":
            return AWSResponse(request.url, 200, {"content-type": "application/json"}, Raw(b'{"MessageId": "m"}'))
        return answered

    return meet


def without_milan(operation: str, number: int, request: Any) -> Any:
    if f"/{MILAN}/".encode() in request.headers["Authorization"]:
        raise EndpointConnectionError(endpoint_url=request.url)


def mails(aws: Aws) -> int:
    """How many SES took."""
    with urllib.request.urlopen(f"{aws.url}/moto-api/data.json") as answer:
        return len(json.load(answer).get("ses", {}).get("RawMessage", ()))


def sendings(aws: Aws) -> list[str]:
    """The operations that send, in their order by name."""
    return sorted(each for each in aws.wire.operations() if each in ("SendEmail", "Publish", "SendTextMessage"))


@pytest.mark.proves("moto", "fake")
def test_an_update_goes_once_on_each_channel(site_on_aws: Site, aws: Aws) -> None:
    site_on_aws.write(LATE, INCIDENT + IDENTIFIED + RESOLVED)

    first, second = site_on_aws.run("notify"), site_on_aws.run("notify")

    # A text goes at the end alone: the cause is no turn of events.
    assert sendings(aws) == ["Publish", "Publish", "SendEmail", "SendEmail", "SendTextMessage"]
    assert first.output.endswith("5 messages were sent, as of 2026-11-24 14:30 UTC.\n")
    assert "to the topic status, by topic." in first.output
    assert "to +390511234567, by texts." in first.output
    assert second.output == "There is nothing new to send.\n"
    assert (first.exit_code, second.exit_code) == (0, 0)


@pytest.mark.proves("moto", "fake")
def test_with_the_first_region_down_everything_arrives_by_the_second(site_on_aws: Site, aws: Aws) -> None:
    site_on_aws.write(LATE, INCIDENT + RESOLVED)
    aws.wire.trouble = with_texts(without_milan)

    done = site_on_aws.run("notify")

    assert done.output.endswith("3 messages were sent, as of 2026-11-24 14:30 UTC.\n")
    assert done.exit_code == 0
    items = aws.client("dynamodb", DUBLIN).scan(TableName="otter-ledger")["Items"]
    sent = [entry for item in items if (entry := json.loads(item["entry"]["S"]))["state"] == "sent"]
    assert [each["detail"].endswith(f" in {DUBLIN}") for each in sent] == [True] * 3


@pytest.mark.proves("moto", "fake")
def test_a_mail_of_which_nobody_can_tell_is_held_and_sent_once(site_on_aws: Site, aws: Aws) -> None:
    site_on_aws.write(LATE, INCIDENT + RESOLVED)
    before = mails(aws)
    aws.wire.trouble = with_texts(
        lambda operation, number, request: lost_response(request) if operation == "SendEmail" else None
    )
    first = site_on_aws.run("notify")
    aws.wire.trouble = with_texts()
    second = site_on_aws.run("notify")

    assert "eu-south-1: the connection broke after the message was sent." in first.output
    assert "Held: “Resolved: Mail is late" in second.output
    assert (first.exit_code, second.exit_code) == (3, 1)
    assert sendings(aws).count("SendEmail") == 1
    assert mails(aws) == before + 1


@pytest.mark.proves("fake")
def test_without_its_ledger_nothing_is_sent(site_on_aws: Site, aws: Aws) -> None:
    site_on_aws.write(LATE, INCIDENT + RESOLVED)

    def down(operation: str, number: int, request: Any) -> Any:
        if operation in ("GetItem", "PutItem", "Scan"):
            raise EndpointConnectionError(endpoint_url=request.url)

    aws.wire.trouble = with_texts(down)
    done = site_on_aws.run("notify")

    assert "The ledger: the table otter-ledger: " in done.output
    assert "Without it, nothing is sent." in done.output
    assert (done.exit_code, sendings(aws)) == (1, [])


def recipients(aws: Aws) -> list[str]:
    """The address of each mail that was handed over."""
    sent = [json.loads(request.body) for operation, request in aws.wire.requests if operation == "SendEmail"]
    return [body["Destination"]["ToAddresses"][0] for body in sent]


@pytest.mark.proves("moto", "fake")
def test_subscribers_hear_once_by_ses_from_whichever_region_takes_it(site_on_aws: Site, aws: Aws) -> None:
    to = [f"reader{number}@list.example" for number in range(12)]
    for address in to:
        assert site_on_aws.run("subscribers", "add", address, "--consent", "Asked for it").exit_code == 0
    config = (site_on_aws.folder / "mkdocs.yml").read_text()
    site_on_aws.write("mkdocs.yml", config.replace("to: [list@otter.example]", "to: subscribers"))
    assert "First run" in site_on_aws.run("notify").output
    site_on_aws.write(LATE, INCIDENT + RESOLVED.replace("14:29", "14:35"))
    aws.wire.requests.clear()
    lost: list[str] = []

    def meet(operation: str, number: int, request: Any) -> Any:
        if operation == "SendEmail" and not lost and f"/{DUBLIN}/".encode() in request.headers["Authorization"]:
            lost.append(json.loads(request.body)["Destination"]["ToAddresses"][0])
            return lost_response(request)
        return without_milan(operation, number, request)

    aws.wire.trouble = with_texts(meet)
    first, second = (site_on_aws.run("notify", "--now", f"2026-11-24 14:{minute} UTC") for minute in (40, 59))

    assert sorted(set(recipients(aws))) == sorted(to)
    assert mails(aws) == len(to)
    assert (first.exit_code, second.exit_code) == (3, 1)
    assert "1 subscriber" in second.output


@pytest.mark.proves("fake")
def test_who_asked_for_text_messages_gets_the_turns_of_events_in_their_own_language(
    site_on_aws: Site, aws: Aws
) -> None:
    config = (
        (site_on_aws.folder / "mkdocs.yml")
        .read_text()
        .replace("timezone: UTC", "timezone: UTC\n      languages: [en, it]")
    )
    site_on_aws.write("mkdocs.yml", config.replace("to: ['+390511234567']", "to: [subscribers, '+390511234567']"))
    for number, more in (("+390519876543", ("--language", "it")), ("+44 20 7946 0000", ())):
        added = site_on_aws.run("subscribers", "add", number, "--consent", "Asked for it", *more)
        assert added.exit_code == 0, added.output
    site_on_aws.run("notify")
    words = IDENTIFIED.replace("14:25", "14:33") + RESOLVED.replace("14:29", "14:35")
    site_on_aws.write(LATE, INCIDENT + words)
    aws.wire.requests.clear()

    plan = site_on_aws.run("notify", "--plan", "--now", "2026-11-24 14:40 UTC")
    done = site_on_aws.run("notify", "--now", "2026-11-24 14:40 UTC")
    again = site_on_aws.run("notify", "--now", "2026-11-24 14:41 UTC")

    sent = [json.loads(request.body) for operation, request in aws.wire.requests if operation == "SendTextMessage"]
    assert {body["DestinationPhoneNumber"]: body["MessageBody"].partition(":")[0] for body in sent} == {
        "+390511234567": "Resolved",
        "+390519876543": "Risolto",
        "+442079460000": "Resolved",
    }
    assert len(sent) == 3
    assert "2 subscribers (1 of them it)" in plan.output
    assert "(1 part)" in plan.output
    assert (done.exit_code, again.output) == (0, "There is nothing new to send.\n")
