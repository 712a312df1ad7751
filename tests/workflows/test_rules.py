"""What every workflow keeps to."""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from scripts.forge.form import LABELS, OF_TEMPLATES

from .steps import CHECKOUT

GITHUB = CHECKOUT / ".github"
WORKFLOWS = sorted((GITHUB / "workflows").glob("*.yml"))
ACTIONS = sorted((GITHUB / "actions").glob("*/action.yml"))

_PINNED = re.compile(r"uses: [\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+")
_OWN = re.compile(r"uses: \$/\.github/[\w./-]+")
_SECRET = re.compile(r"\bsecrets\b")


def read(path: Path) -> dict[str, Any]:
    # `on` is a truth in YAML 1.1.
    return dict(yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader))


def jobs() -> Iterator[Any]:
    for path in WORKFLOWS:
        for name, job in read(path)["jobs"].items():
            yield pytest.param(read(path), job, id=f"{path.stem}-{name}")


@pytest.mark.parametrize(
    ("schema", "paths"),
    [
        ("github-workflows", WORKFLOWS),
        ("github-actions", ACTIONS),
        ("dependabot", [GITHUB / "dependabot.yml"]),
        ("github-issue-forms", sorted((GITHUB / "ISSUE_TEMPLATE").glob("*.yml"))),
    ],
)
def test_files_are_as_the_schemas_of_github_have_them(schema: str, paths: list[Path]) -> None:
    assert paths
    done = _tool("check-jsonschema", "--builtin-schema", f"vendor.{schema}", *map(str, paths))

    assert done.returncode == 0, done.stdout


def test_zizmor_finds_nothing_even_in_its_strictest_mood() -> None:
    done = _tool("zizmor", "--offline", "--no-progress", "--persona=auditor", "--strict-collection", str(GITHUB))

    assert done.returncode == 0, done.stdout


def _tool(name: str, *arguments: str) -> "subprocess.CompletedProcess[str]":
    program = Path(sys.executable).with_name(name)
    return subprocess.run([program, *arguments], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8")


@pytest.mark.parametrize("path", [*WORKFLOWS, *ACTIONS], ids=lambda path: path.parent.name + "-" + path.stem)
def test_actions_of_others_are_named_by_commit_and_version(path: Path) -> None:
    used = [
        line.strip().removeprefix("- ") for line in path.read_text(encoding="utf-8").splitlines() if "uses: " in line
    ]

    assert used
    assert [line for line in used if not _PINNED.fullmatch(line) and not _OWN.fullmatch(line)] == []


def test_one_action_has_one_version_everywhere() -> None:
    found: dict[str, set[str]] = {}
    for path in (*WORKFLOWS, *ACTIONS):
        for name, commit in re.findall(r"uses: ([\w./-]+)@([0-9a-f]{40})", path.read_text(encoding="utf-8")):
            found.setdefault(name, set()).add(commit)

    assert {name: commits for name, commits in found.items() if len(commits) > 1} == {}


@pytest.mark.parametrize(("workflow", "job"), list(jobs()))
def test_a_job_has_only_the_rights_that_it_names(workflow: dict[str, Any], job: dict[str, Any]) -> None:
    assert workflow["permissions"] == {}
    assert job["permissions"]
    if "pull_request" in workflow["on"]:
        assert set(job["permissions"].items()) <= {("contents", "read"), ("pull-requests", "write")}


@pytest.mark.parametrize(("workflow", "job"), list(jobs()))
def test_a_job_ends_and_waits_for_its_turn(workflow: dict[str, Any], job: dict[str, Any]) -> None:
    assert "uses" in job or 0 < int(job["timeout-minutes"]) <= 30
    assert "concurrency" in workflow or "concurrency" in job


@pytest.mark.parametrize(("workflow", "job"), list(jobs()))
def test_no_text_from_outside_becomes_part_of_a_command(workflow: dict[str, Any], job: dict[str, Any]) -> None:
    assert [step["run"] for step in job.get("steps", ()) if "${{" in step.get("run", "")] == []


@pytest.mark.parametrize(("workflow", "job"), list(jobs()))
def test_no_checkout_leaves_a_token_behind(workflow: dict[str, Any], job: dict[str, Any]) -> None:
    checkouts = [step for step in job.get("steps", ()) if step.get("uses", "").startswith("actions/checkout@")]

    assert all(step["with"]["persist-credentials"] == "false" for step in checkouts)


def test_what_a_pull_request_brings_runs_without_secrets_and_without_rights() -> None:
    for path in WORKFLOWS:
        if "pull_request" not in read(path)["on"]:
            continue
        assert not _SECRET.search(path.read_text(encoding="utf-8")), path
        for name, job in read(path)["jobs"].items():
            runs_it = any(step.get("uses", "").startswith("actions/checkout@") for step in job["steps"])
            assert not runs_it or job["permissions"] == {"contents": "read"}, (path, name)
            assert not runs_it or "GH_TOKEN" not in str(job), (path, name)


def test_nothing_runs_with_the_rights_of_the_repository_for_somebody_elses_code() -> None:
    assert [path.name for path in WORKFLOWS if {"pull_request_target", "workflow_run"} & set(read(path)["on"])] == []


def test_both_forms_ask_for_the_same() -> None:
    form = read(GITHUB / "ISSUE_TEMPLATE" / "incident.yml")["body"]
    inputs = read(GITHUB / "workflows" / "incident.yml")["on"]["workflow_dispatch"]["inputs"]
    asked = {field["id"]: field["attributes"] for field in form if "id" in field}

    assert {id: attributes["label"] for id, attributes in asked.items()} == LABELS
    assert list(asked) == list(LABELS)
    assert set(inputs) == {*LABELS, *OF_TEMPLATES}
    for name in ("kind", "status"):
        assert asked[name]["options"] == inputs[name]["options"]


def test_a_step_that_runs_a_script_runs_one_that_is_there() -> None:
    for path in (*WORKFLOWS, *ACTIONS):
        for script in re.findall(r"(?:^|\s)(scripts/\w+|\.ci/run)", path.read_text(encoding="utf-8")):
            assert (CHECKOUT / script).stat().st_mode & 0o111, (path, script)
