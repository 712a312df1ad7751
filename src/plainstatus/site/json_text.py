"""JSON as files hold it: short, in UTF-8, with a line end."""

import json


def json_file(value: object) -> bytes:
    """The bytes of a file that holds `value`."""
    return (json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n").encode()
