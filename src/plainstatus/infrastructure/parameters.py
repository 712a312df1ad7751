"""Parameters that may be left out, and the conditions that ask for them."""

from typing import Any


def optional(told: str, pattern: str) -> dict[str, Any]:
    """A parameter that is empty, or of the form `pattern`; `told` says what it is for."""
    return {"Type": "String", "Default": "", "AllowedPattern": f"^({pattern})?$", "Description": told}


def given(parameter: str, without: Any = "") -> dict[str, Any]:
    """The condition that `parameter` says something else than `without`."""
    return {"Fn::Not": [{"Fn::Equals": [{"Ref": parameter}, without]}]}
