"""A pull request is checked, built, and told in one comment which messages its merge will send."""

import re
from typing import Any

from .conftest import Desk
from .steps import GitHub, Job

INCIDENT = """\
---
title: Parcels stand still
components: {tracking: partial_outage}
---

## Investigating — 2026-11-25 11:58 UTC

Parcels stand still since noon.
"""
_FENCED = re.compile(r"^(`{3,}).*?^\1$", re.DOTALL | re.MULTILINE)
_CODE = re.compile(r"(`+).*?\1")
PATH = "incidents/2026/2026-11-25-parcels-stand.md"


def opened(desk: Desk, files: dict[str, str]) -> None:
    """Put `files` on a branch, and its merge with `main` where GitHub has that."""
    desk.git("switch", "--quiet", "-C", "words")
    desk.write(files)
    desk.git("switch", "--quiet", "--detach", "origin/main")
    desk.git("merge", "--quiet", "--no-ff", "-m", "Merge", "words")
    desk.git("push", "--quiet", "--force", "origin", "HEAD:refs/pull/1/merge")
    desk.git("switch", "--quiet", "words")


def run(github: GitHub, of: str = "owner/status") -> dict[str, Job]:
    pull: dict[str, Any] = {"number": 1, "head": {"repo": {"full_name": of}}}
    return github.run("pull-request.yml", "pull_request", ref="refs/pull/1/merge", pull_request=pull)


def comments(github: GitHub) -> list[str]:
    return [comment["body"] for comment in github.state["comments"].get("1", [])]


def test_the_comment_has_the_messages_and_is_renewed_in_place(github: GitHub, desk: Desk) -> None:
    opened(desk, {PATH: INCIDENT})
    github.tell(comments={"1": [{"id": 1, "body": "Looks good.", "user": {"login": "ada", "type": "User"}}]})

    done = run(github)
    opened(desk, {PATH: INCIDENT.replace("since noon", "since half past")})
    again = run(github)

    assert [job.result for job in (*done.values(), *again.values())] == ["success"] * 4, done["preview"].said
    persons, comment = comments(github)
    assert persons == "Looks good."
    assert "This merge will send 1 message" in comment
    assert "Parcels stand still since half past." in comment
    assert "since noon" not in comment
    assert comment.partition("\n")[2] == again["preview"].summary


def test_the_preview_is_kept(github: GitHub, desk: Desk) -> None:
    opened(desk, {PATH: INCIDENT})

    run(github)

    assert "Parcels" in (github.artifacts["site"] / "index.html").read_text(encoding="utf-8")
    assert (github.artifacts["further-sites"] / "site-internal/index.html").is_file()


def test_words_that_were_there_before_are_no_news(github: GitHub, desk: Desk) -> None:
    desk.write({PATH: INCIDENT})
    opened(desk, {"docs/other.md": "# Other\n"})

    run(github)

    (comment,) = comments(github)
    assert "Parcels" not in comment


def test_a_fork_gets_no_comment_and_reads_the_same_in_the_summary(github: GitHub, desk: Desk) -> None:
    opened(desk, {PATH: INCIDENT})

    done = run(github, of="eve/status")

    assert list(done) == ["preview"]
    assert "This merge will send 1 message" in done["preview"].summary
    assert comments(github) == []


def test_a_mistake_is_shown_beside_its_line_and_nothing_is_built(github: GitHub, desk: Desk) -> None:
    opened(desk, {PATH: INCIDENT.replace("tracking", "tracing")})

    done = run(github)

    assert list(done) == ["preview"]
    assert f"::error file={PATH},line=3,col=" in done["preview"].said
    assert [step.outcome for step in done["preview"].steps if step.name == "scripts/build"] == ["skipped"]


def test_words_that_must_not_become_public_stop_the_merge_and_a_warning_does_not(github: GitHub, desk: Desk) -> None:
    opened(desk, {PATH: INCIDENT.replace("Parcels stand", "Behind depot-4.internal, parcels stand")})
    stopped = run(github)
    opened(desk, {PATH: INCIDENT})
    warned = run(github)

    assert stopped["preview"].result == "failure"
    assert f"::error file={PATH},line=8,col=8,endColumn=24,title=internal-host::" in stopped["preview"].said
    assert warned["preview"].result == "success"
    assert f"::warning file={PATH}," in warned["preview"].said


def test_what_somebody_wrote_stays_text(github: GitHub, desk: Desk) -> None:
    evil = "$(touch x) `touch x` --><script>alert(1)</script> @everyone | a |"
    opened(desk, {PATH: INCIDENT.replace("Parcels stand still\n", f"'Parcels stand still {evil}'\n")})

    done = run(github)

    (comment,) = comments(github)
    assert evil in comment
    outside = _CODE.sub("", _FENCED.sub("", comment))
    assert "<script>" not in outside
    assert "@everyone" not in outside
    assert [path for job in done.values() for path in job.place.parent.rglob("x")] == []


def test_a_very_long_text_is_cut_where_github_would_refuse_it(github: GitHub, desk: Desk) -> None:
    opened(desk, {PATH: INCIDENT + "Più a lungo… " * 9000})

    done = run(github)

    assert done["comment"].result == "success"
    (comment,) = comments(github)
    assert 50_000 < len(comment) < 65_536
