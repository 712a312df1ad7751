"""What stands before the buckets of both regions, as CloudFormation: the distribution, and GitHub's way in."""

from importlib import resources
from typing import Any

from plainstatus.infrastructure.answer_headers import for_pages, for_programs
from plainstatus.infrastructure.distribution import cache_policy, distribution
from plainstatus.infrastructure.ledger import TABLE
from plainstatus.infrastructure.messaging import TOPIC
from plainstatus.infrastructure.parameters import given, optional
from plainstatus.infrastructure.role import provider, role
from plainstatus.infrastructure.storage import BUCKET

DEPLOYING = """\
The distribution, the headers of its answers, and the role of GitHub's workflows. Once, in us-east-1, after the
buckets (`plainstatus aws template storage`):

  plainstatus aws template edge > edge.yml
  aws cloudformation deploy --region us-east-1 --stack-name status-edge \\
      --template-file edge.yml --capabilities CAPABILITY_IAM \\
      --parameter-overrides \\
      FirstBucket=acme-status-milan FirstRegion=eu-south-1 \\
      SecondBucket=acme-status-dublin SecondRegion=eu-west-1 \\
      LedgerBucket=acme-status-ledger \\
      Host=status.acme.example Certificate=0a1b2c3d-4e5f-6789-0abc-def012345678 \\
      GitHubSubject=repo:acme/status:ref:refs/heads/main
  aws cloudformation describe-stacks --region us-east-1 --stack-name status-edge \\
      --query 'Stacks[0].Outputs'

MailFrom=status@acme.example, Topic=acme-status and Texts=yes let the role send mail from that address, publish to
topics of that name, and send text messages; LedgerTable=acme-status-ledger lets it use that table as its ledger.
With buckets in one region only, name the same one twice. Certificate is what stands last in the ARN of one in
us-east-1. GitHubSubject is the whole `sub` of the workflow's token. Repositories that were made, renamed or moved
after 15 July 2026 have their ids in it: repo:acme@1234/status@5678:ref:refs/heads/main. A job in an environment has
environment:NAME in the place of the ref. Where the account knows GitHub already, say GitHubProvider=ITS_ARN.
"""

_NO_CERTIFICATE = "none"


def template() -> dict[str, Any]:
    """A whole template (CloudFormation, 2010-09-09)."""
    return {
        "AWSTemplateFormatVersion": "2010-09-09",
        "Description": "The distribution of a status site, and the role that publishes it",
        "Parameters": _parameters(),
        "Rules": {
            "HostHasCertificate": {
                "RuleCondition": given("Host"),
                "Assertions": [
                    {
                        "Assert": given("Certificate", _NO_CERTIFICATE),
                        "AssertDescription": "A Host needs its Certificate",
                    }
                ],
            }
        },
        "Conditions": {
            "HasHost": given("Host"),
            "HasLedger": given("LedgerBucket"),
            "HasTable": given("LedgerTable"),
            "SendsMail": given("MailFrom"),
            "HasContacts": given("ContactList"),
            "HasTopic": given("Topic"),
            "SendsTexts": {"Fn::Equals": [{"Ref": "Texts"}, "yes"]},
            "HasSignup": given("Signup"),
            "HasRole": given("GitHubSubject"),
            "MakesProvider": {"Fn::And": [{"Condition": "HasRole"}, {"Fn::Equals": [{"Ref": "GitHubProvider"}, ""]}]},
        },
        "Resources": {
            "Distribution": distribution(),
            "Access": _access(),
            "Addresses": _addresses(),
            "Objects": cache_policy(),
            "ForPages": for_pages(),
            "ForPrograms": for_programs(),
            "Provider": provider(),
            "Role": role(),
        },
        "Outputs": {
            "Distribution": {"Value": {"Ref": "Distribution"}},
            "Domain": {"Value": {"Fn::GetAtt": ["Distribution", "DomainName"]}},
            "Role": {"Condition": "HasRole", "Value": {"Fn::GetAtt": ["Role", "Arn"]}},
        },
    }


def _parameters() -> dict[str, Any]:
    return {
        **_place("First", "one region, which is asked first"),
        **_place("Second", "another region, which is asked where the first does not answer"),
        "LedgerBucket": optional("The bucket of the ledger; empty where there is none", BUCKET),
        "LedgerTable": optional("The table of the ledger; empty where there is none", TABLE),
        "MailFrom": optional(
            "The one address from which the role may send mail by SES; empty for none", "[^@ ]+@[^@ ]+"
        ),
        "ContactList": optional(
            "The contact list with the subscribers, which the role may read and change; empty for none",
            "[A-Za-z0-9_-]{1,64}",
        ),
        "Topic": optional("The name of the topic that the role may publish to; empty for none", rf"{TOPIC}(\.fifo)?"),
        "Texts": {
            "Type": "String",
            "Default": "no",
            "AllowedValues": ["no", "yes"],
            "Description": "Whether the role may send text messages, which cost money",
        },
        "Host": optional("The name of the site, without https://; empty for that of CloudFront", "[a-z0-9.-]+"),
        "Certificate": {
            "Type": "String",
            "Default": _NO_CERTIFICATE,
            "AllowedPattern": "^[a-z0-9-]+$",
            "Description": "The id of its certificate in us-east-1, which stands last in the ARN",
        },
        "Signup": optional(
            "Where the form of the site leads, without a path, such as https://signup.acme.example; empty for nowhere",
            "https://[a-z0-9.-]+(:[0-9]+)?",
        ),
        "GitHubSubject": optional("The whole `sub` of the workflow's token; empty for no role", "repo:[^*?]+"),
        "GitHubProvider": optional(
            "The ARN of GitHub's OIDC provider; empty to make one", "arn:[a-z-]+:iam::[0-9]{12}:oidc-provider/.+"
        ),
        "PriceClass": {
            "Type": "String",
            "Default": "PriceClass_All",
            "AllowedValues": ["PriceClass_100", "PriceClass_200", "PriceClass_All"],
            "Description": "Where in the world CloudFront answers; 100 is Europe and North America",
        },
    }


def _place(name: str, told: str) -> dict[str, Any]:
    return {
        f"{name}Bucket": {
            "Type": "String",
            "AllowedPattern": f"^{BUCKET}$",
            "Description": f"The bucket of the site in {told}",
        },
        f"{name}Region": {
            "Type": "String",
            "AllowedPattern": "^[a-z]{2,}(-[a-z]+)+-[0-9]+$",
            "Description": "The region that it is in",
        },
    }


def _access() -> dict[str, Any]:
    return {
        "Type": "AWS::CloudFront::OriginAccessControl",
        "Properties": {
            "OriginAccessControlConfig": {
                "Name": {"Ref": "AWS::StackName"},
                "OriginAccessControlOriginType": "s3",
                "SigningBehavior": "always",
                "SigningProtocol": "sigv4",
            }
        },
    }


def _addresses() -> dict[str, Any]:
    code = (resources.files("plainstatus") / "infrastructure" / "addresses.js").read_text(encoding="utf-8")
    return {
        "Type": "AWS::CloudFront::Function",
        "Properties": {
            "Name": {"Fn::Sub": "${AWS::StackName}-addresses"},
            "AutoPublish": True,
            "FunctionCode": code,
            "FunctionConfig": {
                "Comment": "Folders are their index.html, and nobody reads what publish keeps for itself",
                "Runtime": "cloudfront-js-2.0",
            },
        },
    }
