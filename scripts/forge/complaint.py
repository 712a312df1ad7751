"""An issue that says what is wrong, as long as it is: one by each title, renewed in place, closed when all is well.

Does not know what is wrong. `python -m scripts.forge.complaint TITLE FILE` says what a file says.
"""

import argparse
import os
from pathlib import Path
from typing import Any

from scripts.forge.github import got_all, sent


def complain(title: str, text: str) -> str:
    """The address of the issue that says `text` by now. Raises Refused."""
    before = _open_issue(title)
    if before is None:
        told = sent("POST", "issues", {"title": title, "body": text})
    else:
        told = sent("PATCH", f"issues/{before['number']}", {"body": text})
    return str(told["html_url"])


def withdraw(title: str, text: str) -> str | None:
    """Close the issue with `text` as the last word, and give its address; None where none is open. Raises Refused."""
    before = _open_issue(title)
    if before is None:
        return None
    sent("POST", f"issues/{before['number']}/comments", {"body": text})
    sent("PATCH", f"issues/{before['number']}", {"state": "closed"})
    return str(before["html_url"])


def _open_issue(title: str) -> dict[str, Any] | None:
    """The one that a workflow opened: a person's issue of the same title is that person's."""
    for issue in got_all("issues?state=open&per_page=100"):
        if issue["title"] == title and issue["user"]["type"] == "Bot" and "pull_request" not in issue:
            return dict(issue)
    return None


def main() -> None:
    parser = argparse.ArgumentParser(prog="scripts/complaint", description="Say in an issue what a file says.")
    parser.add_argument("title")
    parser.add_argument("file", type=Path, help="Markdown; where it is missing, the issue says that nothing is known.")
    chosen = parser.parse_args()
    said = chosen.file.read_text(encoding="utf-8") if chosen.file.is_file() else "It ended before it had a word to say."
    if run := os.environ.get("RUN"):
        said += f"\n\n[The log]({run})"
    print(f"Complained in {complain(chosen.title, said)}.")


if __name__ == "__main__":
    main()
