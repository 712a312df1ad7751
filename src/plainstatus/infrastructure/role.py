"""The role that GitHub's workflows take: whose they must be, and what they may do, which is what the program calls.

Parameters and conditions are those of `edge`.
"""

from typing import Any

from plainstatus.infrastructure.statements import document

_ISSUER = "token.actions.githubusercontent.com"

#: What is done to the objects of the site, to those of the ledger, to the buckets, and to the distribution.
ON_SITE_OBJECTS = ("s3:GetObject", "s3:PutObject", "s3:DeleteObject")
ON_LEDGER_OBJECTS = ("s3:GetObject", "s3:PutObject")
ON_BUCKETS = ("s3:ListBucket", "s3:GetBucketVersioning", "s3:GetBucketPublicAccessBlock")
ON_DISTRIBUTION = ("cloudfront:CreateInvalidation", "cloudfront:GetDistribution")
ON_MAIL = ("ses:SendEmail", "ses:SendRawEmail")
ON_CONTACTS = (
    *("ses:GetContactList", "ses:ListContacts", "ses:GetContact"),
    *("ses:CreateContact", "ses:UpdateContact", "ses:DeleteContact"),
)
ON_LEDGER_TABLE = ("dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:Scan", "dynamodb:DescribeTable")


def provider() -> dict[str, Any]:
    """A resource: GitHub as somebody whose word on workflows this account takes. An account can have it once."""
    return {
        "Type": "AWS::IAM::OIDCProvider",
        "Condition": "MakesProvider",
        "Properties": {"Url": f"https://{_ISSUER}", "ClientIdList": ["sts.amazonaws.com"]},
    }


def role() -> dict[str, Any]:
    """A resource: the role, for the one subject that is a parameter."""
    return {
        "Type": "AWS::IAM::Role",
        "Condition": "HasRole",
        "Properties": {
            "Description": "Publishes the status site from GitHub's workflows",
            "MaxSessionDuration": 3600,
            "AssumeRolePolicyDocument": document(
                {
                    "Effect": "Allow",
                    "Principal": {
                        "Federated": {"Fn::If": ["MakesProvider", {"Ref": "Provider"}, {"Ref": "GitHubProvider"}]}
                    },
                    "Action": "sts:AssumeRoleWithWebIdentity",
                    # Compared whole: with a pattern, a repository of somebody else could fit it.
                    "Condition": {
                        "StringEquals": {
                            f"{_ISSUER}:aud": "sts.amazonaws.com",
                            f"{_ISSUER}:sub": {"Ref": "GitHubSubject"},
                        }
                    },
                }
            ),
            "Policies": [{"PolicyName": "publish", "PolicyDocument": document(*_rights())}],
        },
    }


def _rights() -> list[dict[str, Any]]:
    first, second = _arn("FirstBucket"), _arn("SecondBucket")
    return [
        _allow("Objects", ON_SITE_OBJECTS, _arn("FirstBucket", "/*"), _arn("SecondBucket", "/*")),
        _allow("Buckets", ON_BUCKETS, first, second),
        _if("HasLedger", _allow("LedgerObjects", ON_LEDGER_OBJECTS, _arn("LedgerBucket", "/*"))),
        _if("HasLedger", _allow("LedgerBucket", ON_BUCKETS, _arn("LedgerBucket"))),
        _if("HasTable", _allow("LedgerTable", ON_LEDGER_TABLE, _of_account("dynamodb", "table/${LedgerTable}"))),
        _if("SendsMail", _mail()),
        # It is about the account, and can be granted for nothing less.
        _if("SendsMail", _allow("MailAccount", ("ses:GetAccount",), "*")),
        _if("HasContacts", _allow("Contacts", ON_CONTACTS, _of_account("ses", "contact-list/${ContactList}"))),
        _if("HasTopic", _allow("Topic", ("sns:Publish",), _of_account("sns", "${Topic}"))),
        _if("SendsTexts", _allow("Texts", ("sms-voice:SendTextMessage",), _of_account("sms-voice", "*"))),
        _allow(
            "Distribution",
            ON_DISTRIBUTION,
            {"Fn::Sub": "arn:${AWS::Partition}:cloudfront::${AWS::AccountId}:distribution/${Distribution}"},
        ),
    ]


def _mail() -> dict[str, Any]:
    """Mail from the one address, whichever identity and configuration set stands behind it."""
    resources = (_of_account("ses", "identity/*"), _of_account("ses", "configuration-set/*"))
    sender = {"StringEquals": {"ses:FromAddress": {"Ref": "MailFrom"}}}
    return {**_allow("Mail", ON_MAIL, *resources), "Condition": sender}


def _allow(sid: str, actions: tuple[str, ...], *resources: Any) -> dict[str, Any]:
    return {"Sid": sid, "Effect": "Allow", "Action": list(actions), "Resource": list(resources)}


def _if(condition: str, statement: dict[str, Any]) -> dict[str, Any]:
    return {"Fn::If": [condition, statement, {"Ref": "AWS::NoValue"}]}


def _of_account(service: str, name: str) -> dict[str, Any]:
    """What is called `name` in any region of this account: what is tried next is in another one."""
    return {"Fn::Sub": f"arn:${{AWS::Partition}}:{service}:*:${{AWS::AccountId}}:{name}"}


def _arn(bucket: str, keys: str = "") -> dict[str, Any]:
    return {"Fn::Sub": f"arn:${{AWS::Partition}}:s3:::${{{bucket}}}{keys}"}
