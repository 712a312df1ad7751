"""Every operation of AWS that this program calls, by purpose, and the right that each needs.

What publishes and tells is of the data plane, so that it works while a region's control plane does not. Counted as
exceptions are CreateInvalidation, whose failure is a warning, and what the doctor looks at, which changes nothing. The
roles in the templates of `edge` and `signup` grant just these.
"""

from collections.abc import Mapping
from typing import NamedTuple


class Operation(NamedTuple):
    """`service` and `name` as botocore spells them; `right` is the action of IAM, "" where none is needed."""

    service: str
    name: str
    right: str


_IDENTITY = Operation("sts", "GetCallerIdentity", "")
_READ = Operation("s3", "GetObject", "s3:GetObject")
_WRITE = Operation("s3", "PutObject", "s3:PutObject")
_LIST = Operation("s3", "ListObjectsV2", "s3:ListBucket")

#: Purpose → what is called for it.
OPERATIONS: Mapping[str, tuple[Operation, ...]] = {
    "publish": (
        _IDENTITY,
        _READ,
        Operation("s3", "HeadObject", "s3:GetObject"),
        _WRITE,
        Operation("s3", "DeleteObject", "s3:DeleteObject"),
        _LIST,
    ),
    "refresh": (Operation("cloudfront", "CreateInvalidation", "cloudfront:CreateInvalidation"),),
    "ledger": (_READ, _WRITE, _LIST),
    "ledger in a table": (
        Operation("dynamodb", "GetItem", "dynamodb:GetItem"),
        Operation("dynamodb", "PutItem", "dynamodb:PutItem"),
        Operation("dynamodb", "Scan", "dynamodb:Scan"),
    ),
    "mail": (
        Operation("sesv2", "SendEmail", "ses:SendEmail"),
        # Asked for when the message comes as it is to be sent.
        Operation("sesv2", "SendEmail", "ses:SendRawEmail"),
        Operation("sesv2", "GetAccount", "ses:GetAccount"),
    ),
    "subscribers": (
        Operation("sesv2", "GetContactList", "ses:GetContactList"),
        Operation("sesv2", "ListContacts", "ses:ListContacts"),
        Operation("sesv2", "GetContact", "ses:GetContact"),
        Operation("sesv2", "CreateContact", "ses:CreateContact"),
        Operation("sesv2", "UpdateContact", "ses:UpdateContact"),
        Operation("sesv2", "DeleteContact", "ses:DeleteContact"),
    ),
    "secrets of the sign-up": (Operation("secretsmanager", "GetSecretValue", "secretsmanager:GetSecretValue"),),
    "topics": (Operation("sns", "Publish", "sns:Publish"),),
    "text messages": (Operation("pinpoint-sms-voice-v2", "SendTextMessage", "sms-voice:SendTextMessage"),),
    "doctor": (
        _IDENTITY,
        _READ,
        Operation("s3", "HeadBucket", "s3:ListBucket"),
        Operation("s3", "GetBucketVersioning", "s3:GetBucketVersioning"),
        Operation("s3", "GetPublicAccessBlock", "s3:GetBucketPublicAccessBlock"),
        Operation("cloudfront", "GetDistribution", "cloudfront:GetDistribution"),
        Operation("sesv2", "GetAccount", "ses:GetAccount"),
        Operation("dynamodb", "DescribeTable", "dynamodb:DescribeTable"),
    ),
}
