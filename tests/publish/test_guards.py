from collections.abc import Collection
from typing import Any

import pytest

from plainstatus.publish.build_folder import Build
from plainstatus.publish.guards import CODES, FEW, Commit, refusals
from plainstatus.publish.manifest import Manifest
from plainstatus.publish.plan import plan_of

from .folders import NOW
from .in_words import build, manifest

PAGES = {f"incidents/{number}/index.html": "words" for number in range(100)}
SITE = {"index.html": "x"}
NEW = build(SITE, minute=5)
THERE = manifest(SITE, minute=5, commit="0123456789abcdef", committed_at=NOW)
LATER = Commit("fedcba", NOW + 60, "newer")


def told(
    built: Build = NEW,
    remote: Manifest | None = THERE,
    commit: Commit = LATER,
    *,
    audience: str = "public",
    strangers: Collection[str] = (),
    allowed: Collection[str] = (),
) -> list[str]:
    plan = plan_of(built, remote, None, NOW)
    found = refusals(built, remote, plan, commit, audience=audience, strangers=strangers, allowed=allowed)
    return [str(each) for each in found]


REFUSED: list[tuple[str, dict[str, Any], str]] = [
    (
        "adopt",
        {"remote": None, "strangers": ["d", "c", "b", "a"]},
        "there are 4 files that no publish put there (a, b, c, …). Name an empty place. "
        "To publish all the same: --allow adopt.",
    ),
    (
        "other-site",
        {"built": build(SITE, minute=5, url="https://other.example/")},
        "the site of https://status.example/ stands there, and this one is of https://other.example/. "
        "Look at `site_url` and at the target. To publish all the same: --allow other-site.",
    ),
    (
        "other-site",
        {"built": build(SITE, minute=5, audience="staff"), "audience": "staff"},
        "a site for “public” stands there, and this one is for “staff”. Give each audience a target of its own. "
        "To publish all the same: --allow other-site.",
    ),
    (
        "lost-incident",
        {"remote": manifest(SITE, minute=5, open={"mail-late": "incidents/mail-late/index.html"})},
        "mail-late is open at the target, and this build knows nothing of it. "
        "Resolve an incident instead of deleting it, and pull first: these words may be old. "
        "To publish all the same: --allow lost-incident.",
    ),
    (
        "older",
        {"commit": Commit("fedcba", NOW + 60, "older")},
        "newer words are there, of commit 0123456789ab. Pull, build, and publish again. "
        "To publish all the same: --allow older.",
    ),
    (
        "older",
        {"commit": Commit("fedcba", NOW - 60, "apart")},
        "words that were committed later are there, of commit 0123456789ab. Pull, build, and publish again. "
        "To publish all the same: --allow older.",
    ),
    (
        "older",
        {"commit": Commit(), "remote": THERE},
        "words that were committed later are there, of commit 0123456789ab. Pull, build, and publish again. "
        "To publish all the same: --allow older.",
    ),
    (
        "older",
        {"commit": Commit("0123456789abcdef", NOW, "same"), "built": build(SITE, minute=4)},
        "the site there was built later, as of 2026-11-25 08:05 UTC. Pull, build, and publish again. "
        "To publish all the same: --allow older.",
    ),
    (
        "deletions",
        {"remote": manifest({**SITE, **PAGES})},
        "100 of 101 files would go. Look whether the build is whole. To publish all the same: --allow deletions.",
    ),
]


@pytest.mark.parametrize(("code", "case", "words"), REFUSED)
def test_a_refusal_says_why_and_what_to_do_and_can_be_overruled(code: str, case: dict[str, Any], words: str) -> None:
    assert code in CODES
    assert told(**case) == [words]
    assert told(**case, allowed=CODES.keys() - {code}) == [words]
    assert told(**case, allowed=[code]) == []


def test_a_site_for_another_audience_is_refused_whatever_is_allowed() -> None:
    words = (
        "the site was built for the audience “staff”, and the target is for “public”. "
        "Set `audience: staff` on the target if all who can read there may see it."
    )

    assert told(build(SITE, minute=5, audience="staff"), None) == [words]
    assert told(build(SITE, minute=5, audience="staff"), allowed=CODES) == [words]
    assert told(build(SITE, minute=5, audience="staff"), None, audience="staff") == []


def test_all_that_speaks_against_it_is_said_at_once() -> None:
    remote = manifest(
        {**SITE, **PAGES}, open={"a": "incidents/1/index.html", "b": "incidents/2/index.html"}, committed_at=NOW
    )

    found = told(build(SITE, url="https://other.example/"), remote, Commit("fedcba", NOW, "older"))

    assert [words.rpartition(" ")[2] for words in found] == ["other-site.", "lost-incident.", "older.", "deletions."]
    assert "a, b are open at the target, and this build knows nothing of them" in found[1]


@pytest.mark.parametrize(
    "case",
    [
        {"remote": None},
        {"commit": Commit("fedcba", NOW - 60, "newer")},
        {"commit": Commit("fedcba", NOW + 60, "apart")},
        {"commit": Commit("fedcba", NOW + 60, "unknown")},
        {"commit": Commit("0123456789abcdef", NOW, "same")},
        {"remote": manifest({**SITE, **dict(list(PAGES.items())[:FEW])})},
        {"remote": manifest(SITE, open={"a": "index.html"}, minute=5)},
    ],
)
def test_what_is_usual_is_not_refused(case: dict[str, Any]) -> None:
    assert told(**case) == []


def test_many_files_may_go_from_a_site_that_keeps_most() -> None:
    many = {f"feeds/{number}": "x" for number in range(200)}

    assert told(build({**SITE, **many}), manifest({**SITE, **many, **dict(list(PAGES.items())[:40])})) == []
