"""GitHub, asked by its own command line `gh`, which knows the token. Does not know what is asked for, or why."""

import json
import os
import subprocess
from collections.abc import Mapping
from typing import Any

_TIMEOUT = 60


class Refused(Exception):
    """What `gh` said when GitHub, or the way there, refused something."""


def repository() -> str:
    """OWNER/NAME, as a workflow knows it. Raises Refused elsewhere."""
    try:
        return os.environ["GITHUB_REPOSITORY"]
    except KeyError:
        raise Refused("GITHUB_REPOSITORY is not set: write OWNER/NAME into it.") from None


def got(path: str) -> Any:
    """What stands at `path` of the repository. Raises Refused."""
    return json.loads(_gh(f"repos/{repository()}/{path}"))


def got_all(path: str) -> list[Any]:
    """All pages of the list at `path` of the repository, as one. Raises Refused."""
    pages = json.loads(_gh("--paginate", "--slurp", f"repos/{repository()}/{path}"))
    return [item for page in pages for item in page]


def sent(method: str, path: str, fields: Mapping[str, str]) -> Any:
    """The answer to `fields`, sent to `path` of the repository. Raises Refused."""
    return json.loads(_gh("--method", method, f"repos/{repository()}/{path}", "--input", "-", given=json.dumps(fields)))


def _gh(*arguments: str, given: str = "") -> str:
    try:
        done = subprocess.run(
            ["gh", "api", *arguments], input=given, capture_output=True, encoding="utf-8", timeout=_TIMEOUT
        )
    except FileNotFoundError:
        raise Refused("There is no `gh` here: https://cli.github.com tells how to get it.") from None
    except subprocess.TimeoutExpired:
        raise Refused(f"GitHub has not answered for {_TIMEOUT} s.") from None
    if done.returncode:
        raise Refused(done.stderr.strip() or f"gh ended with {done.returncode}")
    return done.stdout
