"""What CloudFormation makes of a template: conditions decided, references and functions replaced by values."""

import re
from typing import Any

ACCOUNT, REGION = "111122223333", "eu-south-1"
_PSEUDO = {
    "AWS::AccountId": ACCOUNT,
    "AWS::Partition": "aws",
    "AWS::Region": REGION,
    "AWS::StackName": "status",
    "AWS::URLSuffix": "amazonaws.com",
}
_HERE = f"{REGION}:{ACCOUNT}"
#: Type of a resource → its ARN, by its logical name.
_ARNS = {
    "AWS::SQS::Queue": f"arn:aws:sqs:{_HERE}:{{}}",
    "AWS::SNS::Topic": f"arn:aws:sns:{_HERE}:{{}}",
    "AWS::Events::Rule": f"arn:aws:events:{_HERE}:rule/{{}}",
    "AWS::Events::Connection": f"arn:aws:events:{_HERE}:connection/{{}}/1",
    "AWS::Events::ApiDestination": f"arn:aws:events:{_HERE}:api-destination/{{}}/1",
    "AWS::Lambda::Function": f"arn:aws:lambda:{_HERE}:function:{{}}",
    "AWS::Logs::LogGroup": f"arn:aws:logs:{_HERE}:log-group:{{}}:*",
    "AWS::IAM::Role": f"arn:aws:iam::{ACCOUNT}:role/{{}}",
    "AWS::IAM::OIDCProvider": f"arn:aws:iam::{ACCOUNT}:oidc-provider/{{}}",
}
#: Those that a `Ref` names by their ARN.
_REF_IS_ARN = {"AWS::SNS::Topic", "AWS::IAM::OIDCProvider"}
_NOTHING = object()


class UnresolvedError(ValueError):
    """Something refers to what is not there."""


def resolved(template: dict[str, Any], **parameters: str) -> dict[str, Any]:
    """The resources that a stack with these parameters has. One without default and value is its own name."""
    return _Stack(template, parameters).resources()


class _Stack:
    def __init__(self, template: dict[str, Any], parameters: dict[str, str]) -> None:
        declared = template.get("Parameters", {})
        unknown = parameters.keys() - declared.keys()
        assert not unknown, f"there is no parameter {', '.join(unknown)}"
        for name, value in parameters.items():
            assert re.fullmatch(declared[name].get("AllowedPattern", ".*"), value), f"{name} cannot be {value}"
        self._values = {name: parameters.get(name, each.get("Default", name)) for name, each in declared.items()}
        self._conditions = template.get("Conditions", {})
        self._resources = template["Resources"]

    def resources(self) -> dict[str, Any]:
        return {
            name: {**each, "Properties": self._value(each["Properties"])}
            for name, each in self._resources.items()
            if self._is_made(name)
        }

    def _is_made(self, name: str) -> bool:
        condition = self._resources[name].get("Condition")
        return condition is None or self._holds(condition)

    def _holds(self, condition: Any) -> bool:
        match condition:
            case str():
                return self._holds(self._conditions[condition])
            case {"Condition": name}:
                return self._holds(name)
            case {"Fn::Not": [inner]}:
                return not self._holds(inner)
            case {"Fn::And": inner}:
                return all(map(self._holds, inner))
            case {"Fn::Equals": [one, other]}:
                return bool(self._value(one) == self._value(other))
        raise UnresolvedError(f"no such condition: {condition}")

    def _value(self, value: Any) -> Any:
        match value:
            case {"Ref": "AWS::NoValue"}:
                return _NOTHING
            case {"Ref": name}:
                return self._ref(name)
            case {"Fn::GetAtt": [name, attribute]}:
                return self._attribute(name, attribute)
            case {"Fn::Sub": str(text)}:
                return re.sub(r"\$\{([\w:.]+)\}", lambda found: self._named(found[1]), text)
            case {"Fn::If": [condition, one, other]}:
                return self._value(one if self._holds(condition) else other)
            case dict():
                inner = {key: self._value(each) for key, each in value.items()}
                return {key: each for key, each in inner.items() if each is not _NOTHING}
            case list():
                return [made for each in value if (made := self._value(each)) is not _NOTHING]
        return value

    def _named(self, name: str) -> str:
        logical, _, attribute = name.partition(".")
        return str(self._attribute(logical, attribute) if attribute else self._ref(name))

    def _ref(self, name: str) -> Any:
        if name in _PSEUDO:
            return _PSEUDO[name]
        if name in self._values:
            return self._values[name]
        type = self._type(name)
        if type == "AWS::S3::Bucket":
            return self._value(self._resources[name]["Properties"]["BucketName"])
        return _ARNS[type].format(name) if type in _REF_IS_ARN else name

    def _attribute(self, name: str, attribute: str) -> str:
        type = self._type(name)
        if attribute != "Arn":
            return f"{name}.{attribute}"
        return f"arn:aws:s3:::{self._ref(name)}" if type == "AWS::S3::Bucket" else _ARNS[type].format(name)

    def _type(self, name: str) -> str:
        if name not in self._resources or not self._is_made(name):
            raise UnresolvedError(f"{name} is referred to, and not made")
        return str(self._resources[name]["Type"])
