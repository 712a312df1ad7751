"""A ledger in two regions that agree on each write, as CloudFormation: one of them may be down."""

from collections.abc import Mapping
from typing import Any

DEPLOYING = """\
A table for the ledger, in two regions, with a third one as witness: the two agree on each write before they answer.
So updates are told, and nobody twice, while one of them is down. Once, in the first of the two:

  plainstatus aws template ledger > ledger.yml
  aws cloudformation deploy --region eu-west-1 --stack-name status-ledger \\
      --template-file ledger.yml \\
      --parameter-overrides Table=acme-status-ledger Second=eu-central-1 Witness=eu-west-3

DynamoDB offers this within Europe (Ireland, London, Paris, Frankfurt), within the United States (N. Virginia, Ohio,
Oregon) and within Asia (Tokyo, Seoul, Osaka). All three regions are of one of these sets. The setting is then

  ledger: {table: acme-status-ledger, regions: [eu-west-1, eu-central-1]}

The table forgets nothing, can be brought back to any minute of the last 35 days, and outlives the stack. The role in
`plainstatus aws template edge` may use it with LedgerTable=acme-status-ledger.
"""

#: What a table may be called.
TABLE = "[A-Za-z0-9_.-]{3,255}"

#: Sets of regions, within which DynamoDB offers it.
_SETS = (
    ("eu-west-1", "eu-west-2", "eu-west-3", "eu-central-1"),
    ("us-east-1", "us-east-2", "us-west-2"),
    ("ap-northeast-1", "ap-northeast-2", "ap-northeast-3"),
)
_KEYS: Mapping[str, str] = {"message": "HASH", "recipient": "RANGE"}


def shape() -> dict[str, Any]:
    """The properties that every table of a ledger has."""
    return {
        "BillingMode": "PAY_PER_REQUEST",
        "KeySchema": [{"AttributeName": name, "KeyType": type} for name, type in _KEYS.items()],
        "AttributeDefinitions": [{"AttributeName": name, "AttributeType": "S"} for name in _KEYS],
    }


def kept() -> dict[str, Any]:
    """Properties by which a table is not lost by mistake, neither it nor what is in it."""
    return {
        "PointInTimeRecoverySpecification": {"PointInTimeRecoveryEnabled": True},
        "DeletionProtectionEnabled": True,
    }


def template() -> dict[str, Any]:
    """A whole template (CloudFormation, 2010-09-09)."""
    return {
        "AWSTemplateFormatVersion": "2010-09-09",
        "Description": "The ledger of a status site, in two regions",
        "Parameters": {
            "Table": {
                "Type": "String",
                "AllowedPattern": f"^{TABLE}$",
                "Description": "What the table is to be called",
            },
            "Second": _region("The other region that answers"),
            "Witness": _region("A third region, which answers nobody, and decides with the others"),
        },
        "Rules": {
            "ThreeRegions": {
                "Assertions": [
                    {
                        "Assert": {"Fn::Not": [{"Fn::Equals": [{"Ref": "Second"}, {"Ref": "Witness"}]}]},
                        "AssertDescription": "Second and Witness are two regions",
                    }
                ]
            }
        },
        "Resources": {
            "Ledger": {
                "Type": "AWS::DynamoDB::GlobalTable",
                "DeletionPolicy": "Retain",
                "UpdateReplacePolicy": "Retain",
                "Properties": {
                    "TableName": {"Ref": "Table"},
                    **shape(),
                    "MultiRegionConsistency": "STRONG",
                    "Replicas": [
                        {"Region": {"Ref": "AWS::Region"}, **kept()},
                        {"Region": {"Ref": "Second"}, **kept()},
                    ],
                    "GlobalTableWitnesses": [{"Region": {"Ref": "Witness"}}],
                },
            }
        },
        "Outputs": {"Table": {"Value": {"Ref": "Ledger"}}},
    }


def _region(told: str) -> dict[str, Any]:
    return {"Type": "String", "AllowedValues": [region for each in _SETS for region in each], "Description": told}
