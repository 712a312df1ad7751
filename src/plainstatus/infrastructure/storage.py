"""What is kept in one region, as CloudFormation: the site, and a bucket or a table for what was sent to whom."""

from typing import Any

from plainstatus.infrastructure.ledger import TABLE, kept, shape
from plainstatus.infrastructure.parameters import given, optional
from plainstatus.infrastructure.statements import document, only_encrypted

DEPLOYING = """\
The buckets of one region. Make them in two regions, the ledger in one of them:

  plainstatus aws template storage > storage.yml
  aws cloudformation deploy --region eu-south-1 --stack-name status-storage \\
      --template-file storage.yml \\
      --parameter-overrides Bucket=acme-status-milan LedgerBucket=acme-status-ledger
  aws cloudformation deploy --region eu-west-1 --stack-name status-storage \\
      --template-file storage.yml \\
      --parameter-overrides Bucket=acme-status-dublin

Then make the distribution (`plainstatus aws template edge`), and do both again with Distribution=ITS_ID added,
which lets it read. What is not named keeps its value. Deleting a stack keeps its buckets.

The ledger is small, and forgets nothing. LedgerDays=1100 makes it forget after three years: let that be much more
than the longest time without an update. To an empty ledger all recipients are new, and what they missed is not sent.

LedgerTable= instead of LedgerBucket= makes the ledger a table of DynamoDB, which answers faster. For one that bears
the loss of a region, see `plainstatus aws template ledger`.
"""

#: Below it lies what only the next publish reads.
_OWN = "_publish"

#: Of a bucket, without dots: with one, the certificate of S3 does not fit its host.
BUCKET = "[a-z0-9][a-z0-9-]{1,61}[a-z0-9]"


def template() -> dict[str, Any]:
    """A whole template (CloudFormation, 2010-09-09). Its parameters say how the buckets are called."""
    return {
        "AWSTemplateFormatVersion": "2010-09-09",
        "Description": "Buckets of a status site in one region",
        "Parameters": {
            "Bucket": {
                "Type": "String",
                "AllowedPattern": f"^{BUCKET}$",
                "Description": "What the bucket of the site is to be called, which is `bucket` of a target",
            },
            "Distribution": optional(
                "The id of the distribution that may read the site; empty until there is one", "[A-Z0-9]{8,}"
            ),
            "LedgerBucket": optional(
                "What the bucket of the ledger is to be called; empty where this region has none", BUCKET
            ),
            "LedgerDays": {
                "Type": "Number",
                "Default": 0,
                "MinValue": 0,
                "Description": "After so many days the ledger forgets what was sent; 0 for never",
            },
            "LedgerTable": optional(
                "What the table of the ledger is to be called; empty where this region has none", TABLE
            ),
        },
        "Conditions": {
            "HasTable": given("LedgerTable"),
            "HasDistribution": given("Distribution"),
            "HasLedger": given("LedgerBucket"),
            "Forgets": given("LedgerDays", 0),
        },
        "Resources": {
            "Site": _bucket("Bucket", _old_versions()),
            "SitePolicy": _policy("Site", *_reading()),
            "Ledger": {"Condition": "HasLedger", **_bucket("LedgerBucket", _old_versions(), _expiry())},
            "LedgerPolicy": {"Condition": "HasLedger", **_policy("Ledger")},
            "Table": _table(),
        },
        "Outputs": {
            "Bucket": {"Value": {"Ref": "Site"}},
            "Region": {"Value": {"Ref": "AWS::Region"}},
            "LedgerBucket": {"Condition": "HasLedger", "Value": {"Ref": "Ledger"}},
            "LedgerTable": {"Condition": "HasTable", "Value": {"Ref": "Table"}},
        },
    }


def _bucket(parameter: str, *rules: dict[str, Any]) -> dict[str, Any]:
    return {
        "Type": "AWS::S3::Bucket",
        "DeletionPolicy": "Retain",
        "UpdateReplacePolicy": "Retain",
        "Properties": {
            "BucketName": {"Ref": parameter},
            "OwnershipControls": {"Rules": [{"ObjectOwnership": "BucketOwnerEnforced"}]},
            "PublicAccessBlockConfiguration": {
                "BlockPublicAcls": True,
                "BlockPublicPolicy": True,
                "IgnorePublicAcls": True,
                "RestrictPublicBuckets": True,
            },
            "BucketEncryption": {
                "ServerSideEncryptionConfiguration": [{"ServerSideEncryptionByDefault": {"SSEAlgorithm": "AES256"}}]
            },
            "VersioningConfiguration": {"Status": "Enabled"},
            "LifecycleConfiguration": {"Rules": list(rules)},
        },
    }


def _table() -> dict[str, Any]:
    return {
        "Type": "AWS::DynamoDB::Table",
        "Condition": "HasTable",
        "DeletionPolicy": "Retain",
        "UpdateReplacePolicy": "Retain",
        "Properties": {"TableName": {"Ref": "LedgerTable"}, **shape(), **kept()},
    }


def _old_versions() -> dict[str, Any]:
    return {
        "Id": "old-versions",
        "Status": "Enabled",
        "NoncurrentVersionExpiration": {"NoncurrentDays": 30},
        "ExpiredObjectDeleteMarker": True,
        "AbortIncompleteMultipartUpload": {"DaysAfterInitiation": 1},
    }


def _expiry() -> dict[str, Any]:
    rule = {"Id": "old-entries", "Status": "Enabled", "ExpirationInDays": {"Ref": "LedgerDays"}}
    return {"Fn::If": ["Forgets", rule, {"Ref": "AWS::NoValue"}]}


def _policy(bucket: str, *further: dict[str, Any]) -> dict[str, Any]:
    encrypted = only_encrypted("s3:*", _arn(bucket), _arn(bucket, "/*"))
    return {
        "Type": "AWS::S3::BucketPolicy",
        "Properties": {"Bucket": {"Ref": bucket}, "PolicyDocument": document(encrypted, *further)},
    }


def _reading() -> list[dict[str, Any]]:
    """What the distribution may do. Without the right to list, S3 says 403 of what is not there, and not 404."""
    return [
        _for_distribution("ReadByDistribution", "Allow", "s3:GetObject", _arn("Site", "/*")),
        _for_distribution("SeeWhatIsNotThere", "Allow", "s3:ListBucket", _arn("Site")),
        _for_distribution("NothingOfPublish", "Deny", "s3:GetObject", _arn("Site", f"/{_OWN}/*")),
    ]


def _for_distribution(sid: str, effect: str, action: str, resource: dict[str, Any]) -> dict[str, Any]:
    arn = "arn:${AWS::Partition}:cloudfront::${AWS::AccountId}:distribution/${Distribution}"
    statement = {
        "Sid": sid,
        "Effect": effect,
        "Principal": {"Service": "cloudfront.amazonaws.com"},
        "Action": action,
        "Resource": resource,
        "Condition": {"StringEquals": {"AWS:SourceArn": {"Fn::Sub": arn}}},
    }
    return {"Fn::If": ["HasDistribution", statement, {"Ref": "AWS::NoValue"}]}


def _arn(bucket: str, keys: str = "") -> dict[str, Any]:
    return {"Fn::Sub": f"${{{bucket}.Arn}}{keys}"} if keys else {"Fn::GetAtt": [bucket, "Arn"]}
