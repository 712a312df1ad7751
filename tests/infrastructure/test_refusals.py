"""The way of a refusal from SES into a queue, as a stack makes it."""

import pytest

from .resolving import ACCOUNT, resolved
from .stacks import MADE

STACK = resolved(MADE["messaging"], MailSetName="acme-status")
REFUSALS = f"arn:aws:sns:eu-south-1:{ACCOUNT}:Refusals"


@pytest.mark.proves("lint")
def test_bounces_and_complaints_go_to_a_topic_that_ses_of_this_account_alone_may_publish_to() -> None:
    destination = STACK["MailEvents"]["Properties"]["EventDestination"]
    allowed = [
        each
        for each in STACK["RefusalsPolicy"]["Properties"]["PolicyDocument"]["Statement"]
        if each["Effect"] == "Allow"
    ]

    assert destination["MatchingEventTypes"] == ["bounce", "complaint"]
    assert destination["SnsDestination"] == {"TopicARN": REFUSALS}
    assert [(each["Principal"], each["Condition"]) for each in allowed] == [
        ({"Service": "ses.amazonaws.com"}, {"StringEquals": {"aws:SourceAccount": ACCOUNT}})
    ]
    assert STACK["MailEvents"]["DependsOn"] == "RefusalsPolicy"


@pytest.mark.proves("lint")
def test_the_queue_hears_of_that_topic_and_of_no_other() -> None:
    subscription = STACK["RefusalsToQueue"]["Properties"]
    (allowed,) = (
        each
        for each in STACK["RefusedPolicy"]["Properties"]["PolicyDocument"]["Statement"]
        if each["Effect"] == "Allow"
    )

    assert (subscription["TopicArn"], subscription["RawMessageDelivery"]) == (REFUSALS, True)
    assert subscription["Endpoint"] == allowed["Resource"]
    assert allowed["Condition"] == {"ArnEquals": {"aws:SourceArn": REFUSALS}}


@pytest.mark.proves("lint")
def test_without_a_name_for_the_set_nothing_of_it_is_made() -> None:
    without = resolved(MADE["messaging"])

    assert STACK.keys() - without.keys() == {
        *("MailSet", "MailEvents", "Refusals", "RefusalsPolicy"),
        *("Refused", "RefusedPolicy", "RefusalsToQueue"),
    }
