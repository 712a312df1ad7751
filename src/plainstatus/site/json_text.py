"""JSON as files hold it: short, in UTF-8, with a line end."""

import json

_SHORT = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def json_text(value: object) -> str:
    """`value` without a space that is not needed."""
    return _SHORT.encode(value)


def json_file(value: object) -> bytes:
    """The bytes of a file that holds `value`."""
    return (json_text(value) + "\n").encode()
