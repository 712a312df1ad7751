"""A contact list of SES at moto, which is made to refuse what SES refuses."""

import json
from collections.abc import Callable
from typing import Any
from urllib.parse import unquote

from botocore.exceptions import ClientError

from ..aws.sent import json_answer
from ..aws.server import Aws

LIST = "otter"


def contact_list(aws: Aws, *topics: str) -> None:
    """A new list with these topics."""
    aws.client("sesv2").create_contact_list(
        ContactListName=LIST,
        Topics=[{"TopicName": name, "DisplayName": name, "DefaultSubscriptionStatus": "OPT_OUT"} for name in topics],
    )


def contact(aws: Aws, address: str) -> dict[str, Any]:
    """A contact as SES has it; empty where it has none."""
    try:
        found: dict[str, Any] = aws.client("sesv2").get_contact(ContactListName=LIST, EmailAddress=address)
    except ClientError:
        return {}
    return found


def refusing_twice(aws: Aws) -> Callable[[str, int, Any], Any]:
    """Moto overwrites a contact that is made twice, where SES says that it exists."""

    def meet(operation: str, number: int, request: Any) -> Any:
        if operation == "CreateContact" and contact(aws, json.loads(request.body)["EmailAddress"]):
            return json_answer(400, "AlreadyExistsException")(request)
        return None

    return meet


def address_in(request: Any) -> str:
    """The address that a request is about, of those that name it in their path."""
    return unquote(request.url.rpartition("/")[2])
