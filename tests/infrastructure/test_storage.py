"""The buckets of one region, as a stack makes them."""

from typing import Any

import pytest

from .resolving import resolved
from .stacks import MADE

SITE = {"Bucket": "acme-status-milan"}
WHOLE = {
    **SITE,
    "Distribution": "E2EXAMPLE",
    "LedgerBucket": "acme-status-ledger",
    "LedgerTable": "acme-status-ledger",
}


def stack(**parameters: str) -> dict[str, Any]:
    return resolved(MADE["storage"], **parameters)


def statements(resources: dict[str, Any], policy: str) -> dict[str, Any]:
    return {each["Sid"]: each for each in resources[policy]["Properties"]["PolicyDocument"]["Statement"]}


@pytest.mark.proves("lint")
@pytest.mark.parametrize("bucket", ["Site", "Ledger"])
def test_a_bucket_is_private_versioned_and_outlives_its_stack(bucket: str) -> None:
    made = stack(**WHOLE)[bucket]

    assert set(made["Properties"]["PublicAccessBlockConfiguration"].values()) == {True}
    assert len(made["Properties"]["PublicAccessBlockConfiguration"]) == 4
    assert made["Properties"]["OwnershipControls"]["Rules"] == [{"ObjectOwnership": "BucketOwnerEnforced"}]
    assert made["Properties"]["VersioningConfiguration"] == {"Status": "Enabled"}
    assert (made["DeletionPolicy"], made["UpdateReplacePolicy"]) == ("Retain", "Retain")


@pytest.mark.proves("lint")
@pytest.mark.parametrize("policy", ["SitePolicy", "LedgerPolicy"])
def test_nobody_gets_in_without_tls(policy: str) -> None:
    refused = statements(stack(**WHOLE), policy)["OnlyEncrypted"]

    assert (refused["Effect"], refused["Principal"], refused["Action"]) == ("Deny", "*", "s3:*")
    assert refused["Condition"] == {"Bool": {"aws:SecureTransport": "false"}}


@pytest.mark.proves("lint")
def test_the_distribution_reads_what_is_there_learns_what_is_not_and_sees_nothing_of_publish() -> None:
    made = statements(stack(**WHOLE), "SitePolicy")
    bucket = "arn:aws:s3:::acme-status-milan"

    assert {
        (each["Effect"], each["Action"], each["Resource"])
        for each in made.values()
        if each["Principal"] == {"Service": "cloudfront.amazonaws.com"}
    } == {
        ("Allow", "s3:GetObject", f"{bucket}/*"),
        ("Allow", "s3:ListBucket", bucket),
        ("Deny", "s3:GetObject", f"{bucket}/_publish/*"),
    }
    arn = "arn:aws:cloudfront::111122223333:distribution/E2EXAMPLE"
    conditions = [each["Condition"] for name, each in made.items() if name != "OnlyEncrypted"]
    assert conditions == [{"StringEquals": {"AWS:SourceArn": arn}}] * 3


@pytest.mark.proves("lint")
def test_before_there_is_a_distribution_nobody_reads() -> None:
    assert statements(stack(**SITE), "SitePolicy").keys() == {"OnlyEncrypted"}


@pytest.mark.proves("lint")
def test_a_region_without_a_ledger_makes_none() -> None:
    assert stack(**SITE).keys() == {"Site", "SitePolicy"}


@pytest.mark.proves("lint")
def test_old_versions_go_and_what_is_there_stays() -> None:
    made = stack(**WHOLE)

    for bucket in ("Site", "Ledger"):
        (rule,) = made[bucket]["Properties"]["LifecycleConfiguration"]["Rules"]
        assert rule["NoncurrentVersionExpiration"] == {"NoncurrentDays": 30}
        assert "ExpirationInDays" not in rule


@pytest.mark.proves("lint")
def test_a_ledger_forgets_after_as_many_days_as_are_said_and_the_site_never() -> None:
    made = stack(**WHOLE, LedgerDays="1100")

    _, entries = made["Ledger"]["Properties"]["LifecycleConfiguration"]["Rules"]
    assert entries["ExpirationInDays"] == "1100"
    assert len(made["Site"]["Properties"]["LifecycleConfiguration"]["Rules"]) == 1


@pytest.mark.proves("lint")
def test_a_table_forgets_nothing_can_be_brought_back_and_outlives_its_stack() -> None:
    made = stack(**WHOLE)["Table"]

    assert (made["DeletionPolicy"], made["UpdateReplacePolicy"]) == ("Retain", "Retain")
    assert made["Properties"]["PointInTimeRecoverySpecification"] == {"PointInTimeRecoveryEnabled": True}
    assert made["Properties"]["DeletionProtectionEnabled"]
    assert made["Properties"]["BillingMode"] == "PAY_PER_REQUEST"
    assert "TimeToLiveSpecification" not in made["Properties"]


@pytest.mark.proves("lint")
@pytest.mark.parametrize("bucket", ["acme.status", "Acme-status", "ac", "acme-status-", "-acme"])
def test_a_name_that_no_bucket_can_have_is_refused(bucket: str) -> None:
    with pytest.raises(AssertionError, match="Bucket cannot be"):
        stack(Bucket=bucket)
