"""Sign-up for readers, as CloudFormation: a function with its own address, and no right but those it calls for."""

from typing import Any

from plainstatus.infrastructure.alarms import TO_TOPIC, TOPIC_CONDITION, TOPIC_PARAMETER, Metric, alarm
from plainstatus.infrastructure.role import ON_MAIL
from plainstatus.infrastructure.statements import document

DEPLOYING = """\
Sign-up for readers: a function that answers the site's form. Its mail goes by SES, and subscribers are in a list of
SES, as `channels` and `subscribers` in mkdocs.yml say. In one region, where a bucket may hold the code:

  plainstatus signup --zip signup.zip
  aws s3 cp signup.zip s3://acme-status-code/signup-1.zip
  aws secretsmanager create-secret --region eu-south-1 --name status-signup --secret-string file://signup.json
  plainstatus aws template signup > signup.yml
  aws cloudformation deploy --region eu-south-1 --stack-name status-signup \\
      --template-file signup.yml --capabilities CAPABILITY_IAM \\
      --parameter-overrides CodeBucket=acme-status-code CodeKey=signup-1.zip Secret=status-signup \\
      MailFrom=status@acme.example ContactList=acme
  aws cloudformation describe-stacks --region eu-south-1 --stack-name status-signup \\
      --query 'Stacks[0].Outputs'

`Address` among the outputs is `signup` in mkdocs.yml: write it there, and do all but the secret again under another
CodeKey, for the code knows its own address. So it is after each change of components, languages or theme.
Deploy `edge` again with Signup= and this address without its last slash, so that the form may lead there.

The file signup.json holds the variables that another machine would have in its environment; delete it afterwards:

  {"PLAINSTATUS_SIGNUP_KEY": "…", "PLAINSTATUS_SUBSCRIBERS_KEY": "…"}

`plainstatus signup --new-key` prints such a key. `notify` needs both too. To change the first one, move it to
PLAINSTATUS_SIGNUP_KEY_OLD; the function looks every five minutes.

Behind a distribution, for an address of your own and for WAF: the origin is the host of `Address`; the behaviour takes
all methods, caches nothing, and hands on the headers Accept-Language, Content-Type and CloudFront-Viewer-Address and
every query string. No origin access control: forms cannot sign. Let the origin add a header X-Plainstatus-Origin with
a long secret, and put the same into the file as PLAINSTATUS_SIGNUP_ORIGIN: then nobody is heard who comes another way.
"""

#: What is done to the list, one contact at a time.
ON_CONTACT = ("ses:GetContactList", "ses:GetContact", "ses:CreateContact", "ses:UpdateContact", "ses:DeleteContact")
_HANDLER = "plainstatus.signup.aws_lambda.handler"


def template() -> dict[str, Any]:
    """A whole template (CloudFormation, 2010-09-09)."""
    return {
        "AWSTemplateFormatVersion": "2010-09-09",
        "Description": "Sign-up for readers of a status site",
        "Parameters": _parameters(),
        "Conditions": TOPIC_CONDITION,
        "Resources": {
            "Function": _function(),
            "Log": _log(),
            "Role": _role(),
            "Url": {
                "Type": "AWS::Lambda::Url",
                "Properties": {"TargetFunctionArn": {"Fn::GetAtt": ["Function", "Arn"]}, "AuthType": "NONE"},
            },
            # Both are needed, and the second is for nobody who does not come by the address.
            "MayAsk": _permission("lambda:InvokeFunctionUrl", FunctionUrlAuthType="NONE"),
            "MayCall": _permission("lambda:InvokeFunction", InvokedViaFunctionUrl=True),
            "ErrorsAlarm": _alarm(),
        },
        "Outputs": {
            "Address": {"Value": {"Fn::GetAtt": ["Url", "FunctionUrl"]}},
            "Function": {"Value": {"Ref": "Function"}},
        },
    }


def _parameters() -> dict[str, Any]:
    def text(told: str, pattern: str) -> dict[str, Any]:
        return {"Type": "String", "AllowedPattern": f"^{pattern}$", "Description": told}

    return {
        "CodeBucket": text("The bucket that has the code, in this region", "[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]"),
        "CodeKey": text("The key of the code; another one with every new code", "[A-Za-z0-9!_.*'()/-]{1,1024}"),
        "Secret": text("The name of the secret of Secrets Manager with the variables", "[A-Za-z0-9_+=.@/-]{1,512}"),
        "MailFrom": text("The address that mail comes from, as the channel has it in `from`", "[^@ ]+@[^@ ]+"),
        "ContactList": text("The list of SES that subscribers are kept in", "[A-Za-z0-9_-]{1,64}"),
        "AtOnce": {
            "Type": "Number",
            "Default": 5,
            "MinValue": 1,
            "Description": "So many requests are answered at once, and no more: what an attack can cost",
        },
        **TOPIC_PARAMETER,
    }


def _function() -> dict[str, Any]:
    return {
        "Type": "AWS::Lambda::Function",
        "Properties": {
            "Description": "Answers readers who subscribe, choose or leave",
            "Runtime": "python3.13",
            "Architectures": ["arm64"],
            "Handler": _HANDLER,
            "Code": {"S3Bucket": {"Ref": "CodeBucket"}, "S3Key": {"Ref": "CodeKey"}},
            "MemorySize": 512,
            "Timeout": 25,
            "ReservedConcurrentExecutions": {"Ref": "AtOnce"},
            "Environment": {"Variables": {"PLAINSTATUS_SIGNUP_SECRET": {"Ref": "Secret"}}},
            "LoggingConfig": {"LogGroup": {"Ref": "Log"}},
            "Role": {"Fn::GetAtt": ["Role", "Arn"]},
        },
    }


def _log() -> dict[str, Any]:
    return {
        "Type": "AWS::Logs::LogGroup",
        "DeletionPolicy": "Delete",
        "UpdateReplacePolicy": "Delete",
        "Properties": {"RetentionInDays": 30},
    }


def _permission(action: str, **more: object) -> dict[str, Any]:
    return {
        "Type": "AWS::Lambda::Permission",
        "Properties": {"FunctionName": {"Ref": "Function"}, "Action": action, "Principal": "*", **more},
    }


def _role() -> dict[str, Any]:
    here = "${AWS::Region}:${AWS::AccountId}"
    of_ses = "arn:${AWS::Partition}:ses:*:${AWS::AccountId}:"
    mail = _allow("Mail", ON_MAIL, _named(f"{of_ses}identity/*"), _named(f"{of_ses}configuration-set/*"))
    rights = (
        _allow("Log", ("logs:CreateLogStream", "logs:PutLogEvents"), {"Fn::GetAtt": ["Log", "Arn"]}),
        _allow(
            "Secret",
            ("secretsmanager:GetSecretValue",),
            _named(f"arn:${{AWS::Partition}}:secretsmanager:{here}:secret:${{Secret}}-??????"),
        ),
        {**mail, "Condition": {"StringEquals": {"ses:FromAddress": {"Ref": "MailFrom"}}}},
        # It is about the account, and can be granted for nothing less.
        _allow("MailAccount", ("ses:GetAccount",), "*"),
        _allow("Contacts", ON_CONTACT, _named(f"{of_ses}contact-list/${{ContactList}}")),
    )
    lets_lambda = {"Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"}
    return {
        "Type": "AWS::IAM::Role",
        "Properties": {
            "Description": "Lets the sign-up send mail and keep subscribers",
            "AssumeRolePolicyDocument": document(lets_lambda),
            "Policies": [{"PolicyName": "answer", "PolicyDocument": document(*rights)}],
        },
    }


def _allow(sid: str, actions: tuple[str, ...], *resources: Any) -> dict[str, Any]:
    return {"Sid": sid, "Effect": "Allow", "Action": list(actions), "Resource": list(resources)}


def _named(arn: str) -> dict[str, Any]:
    return {"Fn::Sub": arn}


def _alarm() -> dict[str, Any]:
    errors = Metric("AWS/Lambda", "Errors", ("FunctionName", {"Ref": "Function"}), period=300)
    return alarm("The sign-up of the status site fails by itself", errors, actions=TO_TOPIC)
