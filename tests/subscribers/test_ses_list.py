"""What a contact list of SES does beside the contract: `plainstatus.subscribers.ses_list` and `ses_contact`."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from botocore.stub import Stubber

from plainstatus.aws.clients import client
from plainstatus.aws.operations import OPERATIONS
from plainstatus.model.subscriber import Wishes
from plainstatus.model.subscriber_place import SesListPlace
from plainstatus.subscribers.opening import KEY_VARIABLE, open_subscribers
from plainstatus.subscribers.ses_list import SubscribersInSesList
from plainstatus.subscribers.store import SHARDS, StoreFault, SubscriberStore

from ..aws.sent import json_answer
from ..aws.server import Aws
from .contacts import LIST, contact, contact_list, refusing_twice
from .people import anna, somebody

KEY = {KEY_VARIABLE: "0123456789abcdef"}
PAGE_OF_SES = {"ContactListName": LIST, "EmailAddress": "anna@example.com"}

pytestmark = pytest.mark.proves("moto", "fake")


@pytest.fixture
def store(aws: Aws, tmp_path: Path) -> Iterator[SubscriberStore]:
    contact_list(aws, "status", "status-shop", "status-checkout", "newsletter")
    aws.wire.trouble = refusing_twice(aws)
    made = open_subscribers(SesListPlace(LIST), tmp_path, KEY)
    yield made
    made.close()


def choices(aws: Aws, address: str = "anna@example.com") -> dict[str, str]:
    return {each["TopicName"]: each["SubscriptionStatus"] for each in contact(aws, address)["TopicPreferences"]}


def change(aws: Aws, **topics: str) -> None:
    """What Anna does on the pages of SES, which leaves her attributes as they are."""
    wanted = choices(aws) | {name.replace("_", "-"): choice for name, choice in topics.items()}
    listed = [{"TopicName": name, "SubscriptionStatus": choice} for name, choice in wanted.items()]
    kept = contact(aws, "anna@example.com")["AttributesData"]
    aws.client("sesv2").update_contact(**PAGE_OF_SES, TopicPreferences=listed, AttributesData=kept)


def told(store: SubscriberStore) -> list[str]:
    return [each.address for number in range(SHARDS) for each in store.shard(number, "mail", "public")]


def test_wishes_for_components_are_topics_and_the_others_stand_in_the_attributes(
    aws: Aws, store: SubscriberStore
) -> None:
    store.save(anna(wishes=Wishes(("shop",), ("incident",))))

    assert choices(aws) == {"status": "OPT_IN", "status-shop": "OPT_IN", "status-checkout": "OPT_OUT"}
    assert json.loads(contact(aws, "anna@example.com")["AttributesData"]) == {
        "plainstatus": {
            "components": ["shop"],
            "kinds": ["incident"],
            "language": "it",
            "zone": "Europe/Rome",
            "since": "2026-11-20T08:00:00+00:00",
            "source": "form",
            "consent": "Yes, tell me.",
        }
    }


def test_who_wishes_for_all_is_in_every_topic_of_ours(aws: Aws, store: SubscriberStore) -> None:
    store.save(anna(wishes=Wishes()))

    assert choices(aws) == {"status": "OPT_IN", "status-shop": "OPT_IN", "status-checkout": "OPT_IN"}


@pytest.mark.parametrize(
    ("wished", "changed", "heard"),
    [
        (("shop", "checkout"), {"status_shop": "OPT_OUT"}, ("checkout",)),
        (("shop",), {"status_checkout": "OPT_IN"}, ("shop", "checkout")),
        ((), {"status_shop": "OPT_OUT"}, ("checkout",)),
        (("shop", "no-topic"), {"status_shop": "OPT_OUT"}, ("no-topic",)),
        ((), {}, ()),
    ],
)
def test_what_a_reader_changes_on_the_pages_of_ses_counts(
    aws: Aws, store: SubscriberStore, wished: tuple[str, ...], changed: dict[str, str], heard: tuple[str, ...]
) -> None:
    store.save(anna(wishes=Wishes(wished, ("incident",))))
    change(aws, **changed)

    found = store.find("mail", "anna@example.com")

    assert found is not None
    assert (found.state, found.wishes) == ("active", Wishes(heard, ("incident",)))


@pytest.mark.parametrize(
    "changed", [{"status": "OPT_OUT"}, {"status_shop": "OPT_OUT", "status_checkout": "OPT_OUT"}], ids=["all", "each"]
)
def test_who_leaves_every_topic_has_left_and_does_not_hear_all(
    aws: Aws, store: SubscriberStore, changed: dict[str, str]
) -> None:
    store.save(anna(wishes=Wishes()))
    change(aws, **changed)

    found = store.find("mail", "anna@example.com")

    assert found is not None
    assert (found.state, found.why) == ("left", "by the pages of SES")
    assert told(store) == []


def test_who_leaves_all_mail_of_the_account_has_left(aws: Aws, store: SubscriberStore) -> None:
    store.save(anna())
    aws.client("sesv2").update_contact(**PAGE_OF_SES, UnsubscribeAll=True)

    assert told(store) == []
    assert store.tally() == {("mail", "public", "left"): 1}
    assert not store.add(anna())


def test_who_was_told_no_more_is_known_to_ses_as_such(aws: Aws, store: SubscriberStore) -> None:
    store.set_state(store.save(anna()).id, "complained", "abuse")

    assert contact(aws, "anna@example.com")["UnsubscribeAll"] is True


def test_contacts_of_other_programs_are_nobody_here(aws: Aws, store: SubscriberStore) -> None:
    other = [{"TopicName": "newsletter", "SubscriptionStatus": "OPT_IN"}]
    aws.client("sesv2").create_contact(
        ContactListName=LIST, EmailAddress="ben@example.com", TopicPreferences=other, AttributesData='{"a": 1}'
    )

    assert store.find("mail", "ben@example.com") is None
    assert (list(store.every()), store.tally(), told(store)) == ([], {}, [])
    assert not store.erase("mail", "ben@example.com")


def test_what_other_programs_keep_of_a_contact_stays(aws: Aws, store: SubscriberStore) -> None:
    other = [{"TopicName": "newsletter", "SubscriptionStatus": "OPT_IN"}]
    aws.client("sesv2").create_contact(**PAGE_OF_SES, TopicPreferences=other, AttributesData='{"customer": 7}')

    assert store.add(anna())
    assert choices(aws)["newsletter"] == "OPT_IN"
    assert json.loads(contact(aws, "anna@example.com")["AttributesData"])["customer"] == 7
    store.set_state(next(store.every()).id, "active")
    assert store.erase("mail", "anna@example.com")

    assert choices(aws) == {"newsletter": "OPT_IN"}
    assert contact(aws, "anna@example.com")["AttributesData"] == '{"customer":7}'
    assert store.find("mail", "anna@example.com") is None


def test_who_left_all_mail_of_the_account_is_not_added(aws: Aws, store: SubscriberStore) -> None:
    aws.client("sesv2").create_contact(**PAGE_OF_SES, UnsubscribeAll=True)

    assert not store.add(anna())
    assert told(store) == []


def test_attributes_of_others_that_are_no_json_are_not_written_over(aws: Aws, store: SubscriberStore) -> None:
    aws.client("sesv2").create_contact(**PAGE_OF_SES, AttributesData="customer 7")

    with pytest.raises(StoreFault, match="attributes of another program that are no JSON object"):
        store.add(anna())
    assert contact(aws, "anna@example.com")["AttributesData"] == "customer 7"


def test_an_id_is_the_same_in_every_run_and_tells_nothing_without_the_key(
    aws: Aws, store: SubscriberStore, tmp_path: Path
) -> None:
    kept = store.save(anna())
    again = open_subscribers(SesListPlace(LIST), tmp_path, KEY)
    other = open_subscribers(SesListPlace(LIST), tmp_path, {KEY_VARIABLE: "another"})

    assert again.by_id(kept.id) == kept
    assert other.by_id(kept.id) is None
    assert "anna" not in kept.id
    again.close()
    other.close()


def test_who_came_after_the_list_was_read_is_found_by_id(aws: Aws, store: SubscriberStore, tmp_path: Path) -> None:
    assert store.by_id("0" * 32) is None
    elsewhere = open_subscribers(SesListPlace(LIST), tmp_path, KEY)
    kept = elsewhere.save(anna())
    elsewhere.close()

    assert store.by_id(kept.id) == kept


def test_two_changes_that_meet_are_both_done(aws: Aws, store: SubscriberStore) -> None:
    kept = store.save(anna())
    left = [2]

    def meet(operation: str, number: int, request: Any) -> Any:
        if operation == "UpdateContact" and left[0]:
            left[0] -= 1
            return json_answer(400, "ConcurrentModificationException")(request)
        return None

    aws.wire.trouble = meet
    store.set_state(kept.id, "left")

    assert told(store) == []
    assert left == [0]


def test_changes_that_meet_for_ever_are_told(aws: Aws, store: SubscriberStore) -> None:
    kept = store.save(anna())
    meeting = json_answer(400, "ConcurrentModificationException")
    aws.wire.trouble = lambda operation, number, request: meeting(request) if operation == "UpdateContact" else None

    with pytest.raises(StoreFault, match="somebody else changes the same contact"):
        store.set_state(kept.id, "left")


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"kind": "sms", "address": "+390511234567"}, "a list of SES is for mail addresses alone"),
        ({"audience": "internal"}, "a list of SES is for the public alone"),
        ({"consent": "x" * 1000}, "more than the 1000 characters that SES keeps of a contact"),
    ],
)
def test_what_a_list_of_ses_cannot_keep_is_told(store: SubscriberStore, changes: dict[str, Any], words: str) -> None:
    for keep in (store.add, store.save):
        with pytest.raises(StoreFault, match=words):
            keep(anna(**changes))
    assert list(store.every()) == []


def test_narrower_audiences_and_numbers_have_nobody_there(store: SubscriberStore) -> None:
    kept = store.save(anna())

    assert [list(store.shard(number, "mail", "internal")) for number in range(SHARDS)] == [[]] * SHARDS
    assert (store.count("mail", "internal"), store.count("sms", "public")) == (0, 0)
    assert store.find("sms", "+390511234567") is None
    assert store.by_id(kept.id) == kept


def test_a_list_that_is_not_there_is_told(aws: Aws, tmp_path: Path) -> None:
    store = open_subscribers(SesListPlace("nowhere"), tmp_path, KEY)

    with pytest.raises(StoreFault, match="ses:nowhere: there is no such contact list in this region"):
        store.find("mail", "anna@example.com")


def test_a_list_without_the_topic_of_all_updates_is_told(aws: Aws, tmp_path: Path) -> None:
    contact_list(aws, "status-shop", "newsletter")
    store = open_subscribers(SesListPlace(LIST), tmp_path, KEY)

    with pytest.raises(StoreFault, match="ses:otter: the list has no topic `status`: add it, or mend `topics`"):
        store.add(anna())


def test_topics_may_begin_otherwise(aws: Aws, tmp_path: Path) -> None:
    contact_list(aws, "incidents", "incidents-shop", "status-shop")
    store = open_subscribers(SesListPlace(LIST, topics="incidents-"), tmp_path, KEY)
    store.save(anna(wishes=Wishes()))
    store.close()

    assert choices(aws) == {"incidents": "OPT_IN", "incidents-shop": "OPT_IN"}


def test_without_a_key_there_are_no_ids(tmp_path: Path) -> None:
    with pytest.raises(StoreFault, match="the variable PLAINSTATUS_SUBSCRIBERS_KEY is not set"):
        open_subscribers(SesListPlace(LIST, "eu-west-1"), tmp_path, {})


def test_a_refusal_is_told_with_what_to_do(aws: Aws, store: SubscriberStore) -> None:
    refused = json_answer(403, "AccessDeniedException")
    aws.wire.trouble = lambda operation, number, request: refused(request)

    with pytest.raises(StoreFault, match="ses:otter: the credentials may not do this"):
        store.find("mail", "anna@example.com")


def test_a_refusal_that_names_the_address_is_told_without_it(aws: Aws, store: SubscriberStore) -> None:
    refused = json_answer(400, "BadRequestException", "anna@example.com is no address")
    aws.wire.trouble = lambda operation, number, request: refused(request) if operation == "CreateContact" else None

    with pytest.raises(StoreFault, match="CreateContact was refused: … is no address"):
        store.add(anna())


@pytest.mark.proves("stub")
def test_a_long_list_is_read_page_after_page(aws: Aws) -> None:
    """Moto gives all of a list on one page."""
    sesv2 = client("sesv2", "subscribers")
    chosen = [{"TopicName": "status", "SubscriptionStatus": "OPT_IN"}]
    topic = {"TopicName": "status", "DisplayName": "Status", "DefaultSubscriptionStatus": "OPT_OUT"}
    pages = [
        [{"EmailAddress": f"p{number}@example.com", "TopicPreferences": chosen} for number in numbers]
        for numbers in (range(3), range(3, 6), range(6, 7))
    ]
    with Stubber(sesv2) as stub:
        stub.add_response("get_contact_list", {"Topics": [topic]}, {"ContactListName": LIST})
        for number, page in enumerate(pages):
            token = {"NextToken": f"{number + 1}"} if number < 2 else {}
            asked = {"ContactListName": LIST, "PageSize": 1000} | ({"NextToken": f"{number}"} if number else {})
            stub.add_response("list_contacts", {"Contacts": page, **token}, asked)

        tally = SubscribersInSesList(sesv2, SesListPlace(LIST), "key").tally()

    assert tally == {("mail", "public", "active"): 7}


def test_nothing_is_called_but_what_the_role_allows(aws: Aws, store: SubscriberStore) -> None:
    kept = store.save(anna())
    store.save(replace(kept, language="en"))
    list(store.every())
    store.erase("mail", kept.address)

    assert set(aws.wire.operations()) == {operation.name for operation in OPERATIONS["subscribers"]}


def test_whoever_is_erased_while_the_list_is_read_is_left_out(aws: Aws, store: SubscriberStore) -> None:
    store.save(anna())
    store.save(somebody(1))
    store.by_id("0" * 32)
    aws.client("sesv2").delete_contact(**PAGE_OF_SES)

    assert [each.address for each in store.every()] == ["p1@example.com"]
