"""What the role of the workflows may do, beside what the program calls."""

from collections.abc import Iterable
from typing import Any

import pytest

from plainstatus.aws.operations import OPERATIONS

from .resolving import ACCOUNT, resolved
from .stacks import BUCKETS, MADE, WHOLE_EDGE

DISTRIBUTION = f"arn:aws:cloudfront::{ACCOUNT}:distribution/Distribution"
CHANNELS = {
    "mail": {
        ("ses:SendEmail", f"arn:aws:ses:*:{ACCOUNT}:identity/*"),
        ("ses:SendEmail", f"arn:aws:ses:*:{ACCOUNT}:configuration-set/*"),
        ("ses:SendRawEmail", f"arn:aws:ses:*:{ACCOUNT}:identity/*"),
        ("ses:SendRawEmail", f"arn:aws:ses:*:{ACCOUNT}:configuration-set/*"),
        ("ses:GetAccount", "*"),
    },
    "subscribers": {
        (f"ses:{action}", f"arn:aws:ses:*:{ACCOUNT}:contact-list/acme")
        for action in (
            *("GetContactList", "ListContacts", "GetContact"),
            *("CreateContact", "UpdateContact", "DeleteContact"),
        )
    },
    "topics": {("sns:Publish", f"arn:aws:sns:*:{ACCOUNT}:acme-status")},
    "text messages": {("sms-voice:SendTextMessage", f"arn:aws:sms-voice:*:{ACCOUNT}:*")},
}
TABLE = f"arn:aws:dynamodb:*:{ACCOUNT}:table/acme-status-ledger"
FIRST, SECOND, LEDGER = (f"arn:aws:s3:::acme-status-{name}" for name in ("milan", "dublin", "ledger"))


OPTIONS = ("LedgerTable", "MailFrom", "ContactList", "Topic", "Texts")


def granted(**parameters: str) -> set[tuple[str, str]]:
    """Each right with what it is about."""
    role = resolved(MADE["edge"], **parameters)["Role"]["Properties"]
    statements: list[dict[str, Any]] = role["Policies"][0]["PolicyDocument"]["Statement"]
    return {
        (action, resource)
        for statement in statements
        for action in statement["Action"]
        for resource in statement["Resource"]
    }


def called(purposes: Iterable[str], service: str) -> set[str]:
    return {
        operation.right
        for purpose in purposes
        for operation in OPERATIONS[purpose]
        if operation.service == service and operation.right
    }


@pytest.mark.proves("lint")
def test_every_right_is_called_for_and_every_call_has_its_right() -> None:
    needed = {
        operation.right
        for purpose, operations in OPERATIONS.items()
        for operation in operations
        # The function has a role of its own.
        if purpose != "secrets of the sign-up"
    } - {""}

    assert {action for action, _ in granted(**WHOLE_EDGE)} == needed


@pytest.mark.proves("lint")
@pytest.mark.parametrize(
    ("bucket", "purposes"),
    [(FIRST, ("publish", "doctor")), (SECOND, ("publish", "doctor")), (LEDGER, ("ledger", "doctor"))],
)
def test_on_each_bucket_just_that_is_granted_which_is_done_to_it(bucket: str, purposes: tuple[str, ...]) -> None:
    rights = {action for action, resource in granted(**WHOLE_EDGE) if resource in (bucket, f"{bucket}/*")}

    assert rights == called(purposes, "s3")


@pytest.mark.proves("lint")
def test_on_the_table_of_the_ledger_just_that_is_granted_which_is_done_to_it() -> None:
    rights = {action for action, resource in granted(**WHOLE_EDGE) if resource == TABLE}

    assert rights == called(["ledger in a table", "doctor"], "dynamodb")


@pytest.mark.proves("lint")
def test_on_the_distribution_just_that_is_granted_which_is_done_to_it() -> None:
    rights = {action for action, resource in granted(**WHOLE_EDGE) if resource == DISTRIBUTION}

    assert rights == called(OPERATIONS, "cloudfront")


@pytest.mark.proves("lint")
@pytest.mark.parametrize(
    ("option", "purpose"),
    [("MailFrom", "mail"), ("ContactList", "subscribers"), ("Topic", "topics"), ("Texts", "text messages")],
)
def test_a_channel_has_just_the_rights_that_it_calls_for_and_only_where_it_is_wished(option: str, purpose: str) -> None:
    without = {name: value for name, value in WHOLE_EDGE.items() if name != option}

    assert granted(**WHOLE_EDGE) - granted(**without) == CHANNELS[purpose]
    assert {action for action, _ in CHANNELS[purpose]} == {operation.right for operation in OPERATIONS[purpose]}


@pytest.mark.proves("lint")
def test_mail_may_be_sent_from_one_address_alone() -> None:
    role = resolved(MADE["edge"], **WHOLE_EDGE)["Role"]["Properties"]
    (mail,) = (each for each in role["Policies"][0]["PolicyDocument"]["Statement"] if each["Sid"] == "Mail")

    assert mail["Condition"] == {"StringEquals": {"ses:FromAddress": "status@acme.example"}}


@pytest.mark.proves("lint")
def test_nothing_is_granted_on_anything_else() -> None:
    buckets = {each for bucket in (FIRST, SECOND, LEDGER) for each in (bucket, f"{bucket}/*")}

    about = {resource for rights in CHANNELS.values() for _, resource in rights}

    assert {resource for _, resource in granted(**WHOLE_EDGE)} == {*buckets, *about, TABLE, DISTRIBUTION}


@pytest.mark.proves("lint")
def test_without_a_ledger_no_right_on_one_is_granted() -> None:
    without = {name: value for name, value in WHOLE_EDGE.items() if name not in ("LedgerBucket", *OPTIONS)}

    assert {resource for _, resource in granted(**without)} == {
        *(FIRST, f"{FIRST}/*", SECOND, f"{SECOND}/*"),
        DISTRIBUTION,
    }


@pytest.mark.proves("lint")
def test_the_role_is_for_one_subject_compared_whole() -> None:
    role = resolved(MADE["edge"], **WHOLE_EDGE)["Role"]["Properties"]
    (statement,) = role["AssumeRolePolicyDocument"]["Statement"]

    assert statement["Condition"] == {
        "StringEquals": {
            "token.actions.githubusercontent.com:aud": "sts.amazonaws.com",
            "token.actions.githubusercontent.com:sub": "repo:acme@1234/status@5678:ref:refs/heads/main",
        }
    }


@pytest.mark.proves("lint")
@pytest.mark.parametrize("subject", ["repo:acme/status:*", "repo:acme/*:ref:refs/heads/main", "acme/status", "repo:"])
def test_a_subject_that_others_could_fit_is_refused(subject: str) -> None:
    with pytest.raises(AssertionError, match="GitHubSubject cannot be"):
        resolved(MADE["edge"], **{**WHOLE_EDGE, "GitHubSubject": subject})


@pytest.mark.proves("lint")
def test_without_a_subject_there_is_neither_role_nor_provider() -> None:
    assert not {"Role", "Provider"} & resolved(MADE["edge"], **BUCKETS).keys()


@pytest.mark.proves("lint")
def test_a_provider_that_the_account_has_is_not_made_again() -> None:
    arn = "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com"
    made = resolved(MADE["edge"], **WHOLE_EDGE, GitHubProvider=arn)
    (statement,) = made["Role"]["Properties"]["AssumeRolePolicyDocument"]["Statement"]

    assert "Provider" not in made
    assert statement["Principal"] == {"Federated": arn}


@pytest.mark.proves("lint")
def test_the_topic_of_updates_bears_the_name_that_the_role_may_publish_to() -> None:
    made = resolved(MADE["messaging"], Topic=WHOLE_EDGE["Topic"])["Updates"]["Properties"]

    assert {resource for _, resource in CHANNELS["topics"]} == {f"arn:aws:sns:*:{ACCOUNT}:{made['TopicName']}"}
