import re

import pytest
from botocore.session import get_session

from plainstatus.aws.operations import OPERATIONS

#: What IAM calls services that it knows under another name.
PREFIXES = {"sesv2": "ses", "pinpoint-sms-voice-v2": "sms-voice"}
EVERY = sorted({operation for operations in OPERATIONS.values() for operation in operations})


@pytest.mark.proves("model")
@pytest.mark.parametrize("operation", EVERY, ids=lambda operation: operation.name)
def test_an_operation_is_one_that_its_service_has(operation) -> None:
    assert operation.name in get_session().get_service_model(operation.service).operation_names


@pytest.mark.parametrize("operation", EVERY, ids=lambda operation: operation.name)
def test_a_right_belongs_to_the_service_of_its_operation(operation) -> None:
    prefix = PREFIXES.get(operation.service, operation.service)

    assert operation.right == "" or re.fullmatch(rf"{prefix}:[A-Z]\w+", operation.right)
