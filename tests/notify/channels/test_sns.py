"""From a topic to those who subscribed to it: `plainstatus.notify.channels.sns`."""

import json
from dataclasses import replace
from typing import Any

import pytest
from botocore.exceptions import EndpointConnectionError

from plainstatus.aws.operations import OPERATIONS
from plainstatus.model.aws_channel import TopicChannel
from plainstatus.model.incident import Incident
from plainstatus.notify.channels.channel import NotDeliveredError, UnclearError
from plainstatus.notify.channels.regions import Regions
from plainstatus.notify.channels.sns import Sns
from plainstatus.notify.recipients import Recipient

from ...aws.sent import lost_response, query_answer
from ...aws.server import Aws
from ...timeline.building import at, incident, said
from ..desk import SETTINGS, messages_of, news_of, voice_of
from .test_regions import DUBLIN, MILAN, Time, asked, in_milan, raising

NOBODY = Recipient("", "0" * 32)
API = replace(incident(said("2026-11-24 14:05", "investigating")), id="late", components={"api": "major_outage"})
WEB = replace(API, id="slow", components={"web": "degraded_performance"})


def topic(aws: Aws, region: str = MILAN, **attributes: str) -> str:
    name = "status.fifo" if attributes else "status"
    made: str = aws.client("sns", region).create_topic(Name=name, Attributes=attributes)["TopicArn"]
    return made


def queue(aws: Aws, topic: str, policy: dict[str, Any] | None = None, region: str = MILAN) -> str:
    """The address of a new queue that hears of a topic what passes the filter `policy`."""
    sqs, in_order = aws.client("sqs", region), topic.endswith(".fifo")
    name = f"readers-{len(sqs.list_queues().get('QueueUrls', ()))}{'.fifo' if in_order else ''}"
    url: str = sqs.create_queue(QueueName=name, Attributes={"FifoQueue": "true"} if in_order else {})["QueueUrl"]
    arn = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
    filtered = {"FilterPolicy": json.dumps(policy)} if policy else {}
    aws.client("sns", region).subscribe(
        TopicArn=topic, Protocol="sqs", Endpoint=arn, Attributes={"RawMessageDelivery": "true", **filtered}
    )
    return url


def heard(aws: Aws, queue: str, region: str = MILAN) -> list[str]:
    """The incidents in the messages of a queue."""
    sqs = aws.client("sqs", region)
    messages = sqs.receive_message(QueueUrl=queue, MaxNumberOfMessages=10).get("Messages", ())
    return [json.loads(message["Body"])["data"]["incident"] for message in messages]


def tell(channel: Sns, made: Incident) -> list[str]:
    voice = voice_of(SETTINGS, news_of(made))
    letters = [channel.letter(message, voice, NOBODY, at("2026-11-24 14:06")) for message in messages_of(made)]
    return [channel.send(letter, NOBODY, "key") for letter in letters]


@pytest.mark.proves("moto")
@pytest.mark.parametrize(
    ("policy", "incidents"),
    [
        (None, ["late", "slow"]),
        ({"component": ["api"]}, ["late"]),
        ({"component": ["web", "vault"]}, ["slow"]),
        ({"impact": ["critical", "major"]}, ["late"]),
        ({"kind": ["maintenance"]}, []),
        ({"turn": ["opened", "resolved", "begins"], "component": ["web"]}, ["slow"]),
    ],
)
def test_a_queue_hears_what_its_filter_asks_for(aws: Aws, policy: dict[str, Any] | None, incidents: list[str]) -> None:
    arn = topic(aws)
    readers = queue(aws, arn, policy)
    channel = Sns(TopicChannel("topic", (arn,)))

    tell(channel, API)
    tell(channel, WEB)

    assert sorted(heard(aws, readers)) == incidents


@pytest.mark.proves("moto", "fake")
def test_the_topic_of_the_next_region_is_tried_where_the_first_is_out_of_reach(aws: Aws) -> None:
    topics = (topic(aws), topic(aws, DUBLIN))
    readers = [queue(aws, topics[0]), queue(aws, topics[1], region=DUBLIN)]
    aws.wire.trouble = in_milan(raising(EndpointConnectionError))

    (answer,) = tell(Sns(TopicChannel("topic", topics)), API)

    assert answer.endswith(f" in {DUBLIN}")
    assert (heard(aws, readers[0]), heard(aws, readers[1], DUBLIN)) == ([], ["late"])


@pytest.mark.proves("moto", "fake")
def test_a_lost_answer_is_unclear_and_the_topic_has_the_message_once(aws: Aws) -> None:
    arn = topic(aws)
    readers = queue(aws, arn)
    aws.wire.trouble = in_milan(lost_response)

    with pytest.raises(UnclearError):
        tell(Sns(TopicChannel("topic", (arn, arn.replace(MILAN, DUBLIN)))), API)

    assert heard(aws, readers) == ["late"]
    assert asked(aws) == [MILAN]


@pytest.mark.proves("moto", "fake")
def test_a_topic_that_keeps_order_is_asked_again_after_a_lost_answer_and_tells_once(aws: Aws) -> None:
    arn = topic(aws, FifoTopic="true")
    readers = queue(aws, arn)
    aws.wire.trouble = in_milan(lost_response, 1)
    time = Time()
    regions = Regions("sns", "topics", (MILAN,), repeatable=True, clock=lambda: time.now, sleep=time.sleep)

    (answer,) = tell(Sns(TopicChannel("topic", (arn,)), regions), API)

    assert answer.endswith(f" in {MILAN}")
    assert asked(aws) == [MILAN, MILAN]
    assert heard(aws, readers) == ["late"]


@pytest.mark.proves("fake")
def test_after_a_lost_answer_no_refusal_makes_it_certain_again(aws: Aws) -> None:
    """The first try may have got through, whatever the second hears: so no other region may be asked."""
    arn = topic(aws, FifoTopic="true")
    aws.wire.trouble = lambda operation, number, request: [lost_response, raising(EndpointConnectionError)][number](
        request
    )
    time = Time()
    regions = Regions("sns", "topics", (MILAN, DUBLIN), repeatable=True, clock=lambda: time.now, sleep=time.sleep)

    with pytest.raises(UnclearError):
        tell(Sns(TopicChannel("topic", (arn, arn.replace(MILAN, DUBLIN))), regions), API)

    assert asked(aws) == [MILAN, MILAN]


@pytest.mark.proves("moto")
def test_a_topic_that_is_not_there_is_told(aws: Aws) -> None:
    arn = topic(aws)
    aws.client("sns").delete_topic(TopicArn=arn)

    with pytest.raises(NotDeliveredError, match=f"^{MILAN}: there is no such topic") as refused:
        tell(Sns(TopicChannel("topic", (arn,))), API)

    assert not refused.value.lasting


@pytest.mark.proves("fake")
def test_a_message_that_sns_does_not_take_is_refused_for_good(aws: Aws) -> None:
    arn = topic(aws)
    aws.wire.trouble = lambda operation, number, request: query_answer(400, "InvalidParameter", "Message too long")(
        request
    )

    with pytest.raises(NotDeliveredError, match="Message too long") as refused:
        tell(Sns(TopicChannel("topic", (arn,))), API)

    assert refused.value.lasting


def test_a_plan_shows_all_that_is_published(aws: Aws) -> None:
    channel = Sns(TopicChannel("topic", (f"arn:aws:sns:{MILAN}:111122223333:status",)))
    (message,) = messages_of(API)

    shown = channel.letter(message, voice_of(SETTINGS, news_of(API)), NOBODY, at("2026-11-24 14:06")).shown

    for part in ("Subject: Investigating: ", 'component: ["api"]', "turn: opened", '"type": "incident.investigating"'):
        assert part in shown


@pytest.mark.proves("moto")
def test_nothing_is_called_but_what_the_role_allows(aws: Aws) -> None:
    channel = Sns(TopicChannel("topic", (topic(aws),)))
    tell(channel, API)
    channel.close()

    assert set(aws.wire.operations()) == {operation.name for operation in OPERATIONS["topics"]}
