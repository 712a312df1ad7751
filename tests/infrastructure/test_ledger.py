"""The table of the ledger in two regions, as a stack makes it."""

import pytest

from .resolving import REGION, resolved
from .stacks import MADE, whole

PROPERTIES = resolved(MADE["ledger"], **whole("ledger"))["Ledger"]["Properties"]


@pytest.mark.proves("lint")
def test_two_regions_agree_on_each_write_and_a_third_decides_with_them() -> None:
    regions = [replica["Region"] for replica in PROPERTIES["Replicas"]]

    assert PROPERTIES["MultiRegionConsistency"] == "STRONG"
    assert regions == [REGION, "eu-central-1"]
    assert PROPERTIES["GlobalTableWitnesses"] == [{"Region": "eu-west-3"}]


@pytest.mark.proves("lint")
def test_in_each_region_it_can_be_brought_back_and_outlives_its_stack() -> None:
    made = MADE["ledger"]["Resources"]["Ledger"]

    assert (made["DeletionPolicy"], made["UpdateReplacePolicy"]) == ("Retain", "Retain")
    for replica in PROPERTIES["Replicas"]:
        assert replica["PointInTimeRecoverySpecification"] == {"PointInTimeRecoveryEnabled": True}
        assert replica["DeletionProtectionEnabled"]


@pytest.mark.proves("lint")
def test_it_has_the_keys_of_a_table_in_one_region() -> None:
    single = MADE["storage"]["Resources"]["Table"]["Properties"]

    assert {name: PROPERTIES[name] for name in ("KeySchema", "AttributeDefinitions", "BillingMode")} == {
        name: single[name] for name in ("KeySchema", "AttributeDefinitions", "BillingMode")
    }
