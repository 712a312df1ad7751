import json
import time
from pathlib import Path
from typing import Any

import pytest
from botocore.awsrequest import AWSResponse

from plainstatus.doctor.diagnosis import Diagnosis
from plainstatus.doctor.ledger import look_at_ledger
from plainstatus.model.channel import BucketLedger, SmtpChannel, TableLedger
from plainstatus.model.settings import Settings

from ..aws.sent import Raw
from ..aws.server import Aws

MAIL = SmtpChannel("mail", "mail.example.com", "status@example.com", ("list@example.com",))
KEY = {"PLAINSTATUS_LEDGER_KEY": "a secret that is long enough"}


def seen(settings: Settings, root: Path, environment: dict[str, str]) -> list[Diagnosis]:
    return list(look_at_ledger(settings, root, environment, time.time))


def test_a_folder_that_is_still_to_be_made_is_in_order(tmp_path: Path) -> None:
    assert seen(Settings(), tmp_path, {}) == [Diagnosis("ok", "the folder can be made")]


def test_a_folder_in_a_job_of_ci_is_warned_of(tmp_path: Path) -> None:
    found = seen(Settings(), tmp_path, {"CI": "true"})

    words = "the ledger is a folder of this machine, which a job of CI begins without"
    assert found[1:] == [Diagnosis("warning", words, "Set `ledger: {bucket: …}`.")]


@pytest.mark.parametrize(("environment", "level"), [({}, "warning"), (KEY, "ok")])
def test_who_writes_to_people_needs_a_key_for_the_ledger(
    tmp_path: Path, environment: dict[str, str], level: str
) -> None:
    last = seen(Settings(channels=(MAIL,)), tmp_path, environment)[-1]

    assert last.level == level and last.words.startswith("PLAINSTATUS_LEDGER_KEY is")
    assert "a secret" not in str(last)


@pytest.mark.proves("moto")
def test_a_ledger_in_a_bucket_is_looked_for_as_a_target_is(aws: Aws, tmp_path: Path) -> None:
    aws.bucket("ledger")
    here = seen(Settings(ledger=BucketLedger("ledger")), tmp_path, {})
    nowhere = seen(Settings(ledger=BucketLedger("nowhere")), tmp_path, {})

    assert here[0] == Diagnosis("ok", "the bucket answers")
    assert nowhere[0][:2] == ("fault", "there is no such bucket")


@pytest.mark.proves("moto")
def test_a_table_answers_or_is_not_there(aws: Aws, tmp_path: Path) -> None:
    aws.table("otter-ledger")
    there, gone = (seen(Settings(ledger=TableLedger(name)), tmp_path, {}) for name in ("otter-ledger", "nowhere"))

    assert there == [Diagnosis("ok", "the table answers")]
    assert gone[0].level == "fault"
    assert "the table nowhere: there is no such table" in gone[0].words


@pytest.mark.proves("moto", "fake")
@pytest.mark.parametrize(
    ("consistency", "regions", "level", "words"),
    [
        ("STRONG", ["eu-south-1", "eu-west-1"], "ok", "its regions agree on each write"),
        ("EVENTUAL", ["eu-south-1", "eu-west-1"], "fault", "its regions only follow each other"),
        (None, [], "fault", "its regions only follow each other"),
        ("STRONG", ["eu-south-1"], "fault", "the table is not in eu-west-1"),
    ],
)
def test_regions_that_only_follow_each_other_are_no_ledger(
    aws: Aws, tmp_path: Path, consistency: str | None, regions: list[str], level: str, words: str
) -> None:
    told = {"MultiRegionConsistency": consistency} if consistency else {}
    table = {"Table": {**told, "Replicas": [{"RegionName": region} for region in regions]}}

    def meet(operation: str, number: int, request: Any) -> Any:
        if operation != "DescribeTable":
            return None
        headers = {"content-type": "application/x-amz-json-1.0"}
        return AWSResponse(request.url, 200, headers, Raw(json.dumps(table).encode()))

    aws.wire.trouble = meet
    place = TableLedger(aws.table("otter-ledger"), ("eu-south-1", "eu-west-1"))

    answers, agreement = seen(Settings(ledger=place), tmp_path, {})
    assert answers == Diagnosis("ok", "the table answers")
    assert agreement.level == level
    assert words in agreement.words
