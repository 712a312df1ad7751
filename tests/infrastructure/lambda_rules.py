"""What cfn-lint lets pass in functions of Lambda and in their addresses: what nobody may call, or anybody may."""

import importlib
import re
from collections.abc import Iterator
from typing import Any

_SECRET = re.compile(r"KEY|PASSWORD|TOKEN|\{\{resolve:")
Resources = dict[str, Any]


def url_faults(name: str, resources: Resources) -> Iterator[str]:
    """What is wrong with the address of a function in a stack whose references are resolved."""
    url = resources[name]["Properties"]
    if url["AuthType"] != "NONE":
        yield f"{name}: a form cannot sign what it sends"
    if "Cors" in url:
        yield f"{name}: scripts of other origins have nothing to ask"
    granted = {
        each["Properties"]["Action"]: each["Properties"]
        for each in resources.values()
        if each["Type"] == "AWS::Lambda::Permission" and url["TargetFunctionArn"].endswith(_function(each))
    }
    # https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html
    for action in ("lambda:InvokeFunctionUrl", "lambda:InvokeFunction"):
        if action not in granted:
            yield f"{name}: nobody may {action}"
    if granted.get("lambda:InvokeFunctionUrl", url).get("FunctionUrlAuthType") not in ("NONE", None):
        yield f"{name}: the permission is for another AuthType"
    if "InvokedViaFunctionUrl" not in granted.get("lambda:InvokeFunction", {"InvokedViaFunctionUrl": True}):
        yield f"{name}: everybody may call the function past its address"


def _function(permission: dict[str, Any]) -> str:
    return f":function:{permission['Properties']['FunctionName']}"


def lambda_faults(name: str, resources: Resources) -> Iterator[str]:
    """What is wrong with a function."""
    function = resources[name]["Properties"]
    module, _, handler = function["Handler"].rpartition(".")
    try:
        if not callable(getattr(importlib.import_module(module), handler)):
            yield f"{name}: {function['Handler']} is nothing that could be called"
    except (ImportError, AttributeError):
        yield f"{name}: there is no {function['Handler']}"
    if "ReservedConcurrentExecutions" not in function:
        yield f"{name}: an attack could take all that the account may run"
    log = resources.get(function.get("LoggingConfig", {}).get("LogGroup"))
    if log is None or "RetentionInDays" not in log["Properties"]:
        yield f"{name}: what it logs is kept for ever"
    for variable, value in function.get("Environment", {}).get("Variables", {}).items():
        if _SECRET.search(variable) or _SECRET.search(value):
            yield f"{name}: whoever may look at the function reads {variable}"
