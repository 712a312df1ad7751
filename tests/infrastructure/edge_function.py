"""Runs the function of a distribution in Node, as CloudFront would at its edge."""

import json
import shutil
import subprocess
from types import TracebackType
from typing import Any, Self

from ..installed import missing

_LOOP = """
const handler = new Function(`${process.argv[1]}; return handler;`)();
require("readline").createInterface({ input: process.stdin }).on("line", (line) => {
  console.log(JSON.stringify(handler({ version: "1.0", request: JSON.parse(line) })));
});
"""


class EdgeFunction:
    """The code of a function; asked for as many requests as one likes."""

    def __init__(self, code: str) -> None:
        node = shutil.which("node")
        if node is None:
            missing("node is not installed", "PLAINSTATUS_REQUIRE_NODE")
        self._process = subprocess.Popen(
            [str(node), "-e", _LOOP, code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8"
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, fault: BaseException | None, at: TracebackType | None) -> None:
        self._process.communicate()

    def __call__(self, uri: str, query: str = "") -> dict[str, Any]:
        """What becomes of a request: the request as it goes on, or an answer, which has a `statusCode`."""
        fields: dict[str, Any] = {}
        for pair in filter(None, query.split("&")):
            name, _, value = pair.partition("=")
            if name in fields:
                fields[name].setdefault("multiValue", [{"value": fields[name]["value"]}]).append({"value": value})
            else:
                fields[name] = {"value": value}
        request = {"method": "GET", "uri": uri, "querystring": fields, "headers": {}, "cookies": {}}
        assert self._process.stdin and self._process.stdout
        self._process.stdin.write(json.dumps(request) + "\n")
        self._process.stdin.flush()
        made: dict[str, Any] = json.loads(self._process.stdout.readline())
        return made
