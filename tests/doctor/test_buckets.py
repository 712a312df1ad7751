from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from plainstatus.aws.operations import OPERATIONS
from plainstatus.doctor.buckets import look_at_bucket
from plainstatus.doctor.diagnosis import Diagnosis
from plainstatus.doctor.targets import look_at_target
from plainstatus.model.settings import Settings
from plainstatus.model.target import BucketTarget
from plainstatus.publish import manifest as manifests
from plainstatus.publish.manifest import MANIFEST

from ..aws.sent import answer
from ..aws.server import REGION, Aws
from .test_published import FRONT, PUBLISHED

ACCOUNT = "123456789012"
URL = "https://status.example.com/"


@pytest.fixture
def bucket(aws: Aws) -> Iterator[str]:
    """A bucket as the template makes it."""
    name = aws.bucket("milan")
    s3 = aws.client("s3")
    s3.put_bucket_versioning(Bucket=name, VersioningConfiguration={"Status": "Enabled"})
    every = ("BlockPublicAcls", "IgnorePublicAcls", "BlockPublicPolicy", "RestrictPublicBuckets")
    s3.put_public_access_block(Bucket=name, PublicAccessBlockConfiguration=dict.fromkeys(every, True))
    yield name


def target(bucket: str = "milan", **more: Any) -> BucketTarget:
    return BucketTarget("milan", bucket, region=REGION, **{"account": ACCOUNT, **more})


def now() -> float:
    return datetime.now(UTC).timestamp()


def seen(wanted: BucketTarget) -> list[Diagnosis]:
    return list(look_at_bucket(wanted, URL, now))


@pytest.mark.proves("moto")
def test_a_bucket_as_the_template_makes_it_is_in_order(aws: Aws, bucket: str) -> None:
    assert [(each.level, each.words) for each in seen(target())] == [
        ("ok", "the credentials are of the account 123456789012"),
        ("ok", "the bucket answers"),
        ("ok", "this machine's clock agrees with the server's"),
        ("ok", "the bucket cannot be opened to everybody"),
        ("ok", "old versions are kept"),
    ]


@pytest.mark.proves("moto")
def test_a_bucket_that_is_neither_private_nor_versioned_is_warned_of(aws: Aws) -> None:
    aws.bucket("milan")

    assert [each.words for each in seen(target()) if each.level == "warning"] == [
        "the bucket could be opened to everybody",
        "old versions are not kept, so what is overwritten is gone",
    ]


@pytest.mark.proves("moto")
def test_what_was_published_in_a_bucket_is_looked_at_too(aws: Aws, bucket: str) -> None:
    s3 = aws.client("s3")
    s3.put_object(Bucket=bucket, Key=MANIFEST, Body=manifests.written(PUBLISHED))
    s3.put_object(Bucket=bucket, Key="index.html", Body=FRONT)
    settings, moment = Settings(site_url=URL), PUBLISHED.built_at + timedelta(minutes=5)

    found = list(look_at_target(target(), None, settings, moment, now))  # type: ignore[arg-type]

    assert [each.words for each in found[-2:]] == [
        "published as of 2026-11-24 12:55 UTC: 1 file, 1 open incident",
        "the front page there is the one that was published",
    ]


@pytest.mark.proves("moto")
@pytest.mark.parametrize(
    ("wanted", "words", "remedy"),
    [
        (target("nowhere"), "there is no such bucket", "Make it with `plainstatus aws template storage`"),
        (
            target(account="999999999999"),
            "the credentials are of the account 123456789012, and the target is in 999999999999",
            "Take others, or mend `account`.",
        ),
    ],
)
def test_what_stands_in_the_way_is_a_fault_with_what_to_do(
    aws: Aws, wanted: BucketTarget, words: str, remedy: str
) -> None:
    fault = next(each for each in seen(wanted) if each.level == "fault")

    assert fault.words == words and fault.remedy.startswith(remedy)


@pytest.mark.proves("fake")
def test_a_right_that_the_credentials_lack_leaves_it_untold(aws: Aws, bucket: str) -> None:
    def trouble(operation: str, number: int, request: Any) -> Any:
        return answer(403, "AccessDenied")(request) if operation == "GetBucketVersioning" else None

    aws.wire.trouble = trouble

    last = seen(target())[-1]

    assert last[:2] == ("unknown", "the credentials must not ask for it (GetBucketVersioning)")
    assert last.remedy == "Compare the role with `plainstatus aws template edge`."


@pytest.mark.proves("fake")
def test_without_credentials_the_fault_says_where_they_are_looked_for(
    aws: Aws, bucket: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("AWS_ACCESS_KEY_ID")
    monkeypatch.delenv("AWS_SECRET_ACCESS_KEY")

    first = seen(target())[0]

    assert first[:2] == ("fault", "there are no credentials")
    assert first.remedy.startswith("Set AWS_ACCESS_KEY_ID")


@pytest.mark.proves("moto")
def test_of_another_store_only_that_it_answers_is_asked(aws: Aws, bucket: str) -> None:
    found = seen(target(endpoint_url=aws.url, account=None))

    assert [each.words for each in found] == ["the bucket answers", "this machine's clock agrees with the server's"]
    assert aws.wire.operations() == ["HeadBucket"]


@pytest.mark.proves("moto")
def test_a_distribution_has_to_be_there_and_answer_as_the_site(aws: Aws, bucket: str) -> None:
    made = aws.client("cloudfront").create_distribution(DistributionConfig=_distribution("status.example.com"))
    id = made["Distribution"]["Id"]
    *_, last = seen(target(distribution=id))
    other = list(look_at_bucket(target(distribution=id), "https://elsewhere.example.com/", now))[-1]
    missing = seen(target(distribution="E2NOTTHERE"))[-1]

    assert last.words in {"the distribution is switched on", "the distribution is being changed"}
    assert other[:2] == ("fault", "the distribution does not answer as elsewhere.example.com")
    assert missing[:2] == ("fault", "there is no such distribution")


@pytest.mark.proves("model")
def test_nothing_that_the_doctor_may_call_changes_anything() -> None:
    assert [
        each.name for each in OPERATIONS["doctor"] if not each.name.startswith(("Describe", "Get", "Head", "List"))
    ] == []


def _distribution(alias: str) -> dict[str, Any]:
    origin = {
        "Id": "one",
        "DomainName": "milan.s3.eu-south-1.amazonaws.com",
        "S3OriginConfig": {"OriginAccessIdentity": ""},
    }
    return {
        "CallerReference": "one",
        "Aliases": {"Quantity": 1, "Items": [alias]},
        "Origins": {"Quantity": 1, "Items": [origin]},
        "DefaultCacheBehavior": {"TargetOriginId": "one", "ViewerProtocolPolicy": "redirect-to-https"},
        "Comment": "",
        "Enabled": True,
    }
