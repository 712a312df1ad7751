"""A GitHub that is one JSON file, behind the command `gh` as far as our workflows use it.

Everything that it is told is kept. Run as a program, by a file `gh` on the path; FAKE_GITHUB names its state.
"""

import json
import os
import sys
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

_BOT = {"login": "github-actions[bot]", "type": "Bot"}

EMPTY: dict[str, Any] = {
    "issues": [],
    "comments": {},
    "pulls": [],
    "refuses_pulls": False,
    "rights": {},
    "workflow": {"state": "active", "created_at": "2026-01-01T00:00:00Z"},
    "runs": [],
}


def main(arguments: list[str]) -> int:
    file = Path(os.environ["FAKE_GITHUB"])
    state = json.loads(file.read_text(encoding="utf-8"))
    if not os.environ.get("GH_TOKEN"):
        print("gh: set the GH_TOKEN environment variable", file=sys.stderr)
        return 4
    told = _Gh(state).run(arguments)
    file.write_text(json.dumps(state, indent=1), encoding="utf-8")
    if told is None:
        print(f"gh: not found: {arguments}", file=sys.stderr)
        return 1
    print(told, end="")
    return 0


class _Gh:
    def __init__(self, state: dict[str, Any]) -> None:
        self._state = state

    def run(self, arguments: list[str]) -> str | None:
        match arguments:
            case ["auth", "setup-git"]:
                return ""
            case ["pr", "create", *_] if self._state["refuses_pulls"]:
                return None
            case ["pr", "create", *options]:
                self._state["pulls"].append(_options(options))
                return "https://github.example/owner/status/pull/7\n"
            case ["issue", "comment", number, "--body-file", file]:
                self._comment(number, Path(file).read_text(encoding="utf-8"))
                return ""
            case ["api", *options]:
                return self._api(options)
        raise SystemExit(f"fake gh does not know: {arguments}")

    def _comment(self, number: str, body: str) -> dict[str, Any]:
        there = self._state["comments"].setdefault(number, [])
        comment = {"id": 100 + sum(map(len, self._state["comments"].values())), "body": body, "user": _BOT}
        there.append(comment)
        return comment

    def _api(self, options: list[str]) -> str | None:
        chosen = _options(options, flags=("paginate", "slurp", "silent"))
        fields = _read(chosen["input"]) if "input" in chosen else {}
        method = chosen.get("method", "GET")
        address = urlsplit(chosen["path"])
        assert address.path.startswith("repos/owner/status/"), address.path
        answer = self._answer(method, address.path.removeprefix("repos/owner/status/"), fields)
        if answer is None or "silent" in chosen:
            return None if answer is None else ""
        return json.dumps([answer] if "slurp" in chosen else answer)

    def _answer(self, method: str, path: str, fields: dict[str, str]) -> Any:
        state = self._state
        match method, path.split("/"):
            case "GET", ["collaborators", name, "permission"]:
                return {"permission": state["rights"].get(name, "none")}
            case "GET", ["actions", "workflows", "schedule.yml"]:
                return state["workflow"]
            case "GET", ["actions", "workflows", "schedule.yml", "runs"]:
                return {"workflow_runs": state["runs"]}
            case "GET", ["issues"]:
                return [issue for issue in state["issues"] if issue["state"] == "open"]
            case "POST", ["issues"]:
                number = len(state["issues"]) + 1
                address = f"https://github.example/owner/status/issues/{number}"
                state["issues"].append({"number": number, "state": "open", "user": _BOT, "html_url": address, **fields})
                return state["issues"][-1]
            case "PATCH", ["issues", number]:
                state["issues"][int(number) - 1].update(fields)
                return state["issues"][int(number) - 1]
            case "GET", ["issues", number, "comments"]:
                return state["comments"].get(number, [])
            case "POST", ["issues", number, "comments"]:
                return self._comment(number, fields["body"])
            case "PATCH", ["issues", "comments", id]:
                found = [each for several in state["comments"].values() for each in several if each["id"] == int(id)]
                found[0].update(fields)
                return found[0]
        return None


def _options(arguments: list[str], flags: tuple[str, ...] = ()) -> dict[str, str]:
    chosen = {}
    rest = iter(arguments)
    for each in rest:
        name = each.removeprefix("--")
        if name == each:
            chosen["path"] = each
        else:
            chosen[name] = "" if name in flags else next(rest)
    if "body-file" in chosen:
        chosen["body"] = Path(chosen["body-file"]).read_text(encoding="utf-8")
    return chosen


def _read(file: str) -> dict[str, str]:
    return dict(json.loads(sys.stdin.read() if file == "-" else Path(file).read_text(encoding="utf-8")))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
