"""Runs workflows as a runner of GitHub does: each job in an empty folder, its steps one after the other.

The text behind `run:` is what a shell is handed, to the letter. Actions of others are replaced by the little that
they do to the machine; one that is not known here is refused.
"""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from . import fake_gh
from .expressions import condition, filled

CHECKOUT = Path(__file__).parents[2]

_SHELLS = {None: ["bash", "-e"], "bash": ["bash", "--noprofile", "--norc", "-eo", "pipefail"]}
_PATIENCE = 120


@dataclass
class Step:
    """How a step went. `said` is what it printed, on both outputs; a failure that is `borne` is none of its job."""

    name: str
    outcome: str
    said: str = ""
    borne: bool = False


@dataclass
class Job:
    """A job that ran in the folder `place`, and its `steps`."""

    name: str
    place: Path
    steps: list[Step] = field(default_factory=list)
    outputs: dict[str, str] = field(default_factory=dict)
    summary: str = ""

    @property
    def result(self) -> str:
        failed = any(step.outcome == "failure" and not step.borne for step in self.steps)
        return "failure" if failed else "success"

    @property
    def said(self) -> str:
        return "\n".join(f"--- {step.name}: {step.outcome}\n{step.said}" for step in self.steps)


@dataclass
class GitHub:
    """A repository `origin`, a bare one, with its variables, secrets and issues, below the folder `home`."""

    home: Path
    origin: Path
    variables: dict[str, str] = field(default_factory=dict)
    secrets: dict[str, str] = field(default_factory=dict)
    environment: dict[str, str] = field(default_factory=dict)
    artifacts: dict[str, Path] = field(default_factory=dict)
    jobs: int = 0

    def __post_init__(self) -> None:
        tools = self.home / "tools"
        tools.mkdir(parents=True)
        (tools / "gh").write_text(f'#!/bin/sh\nexec "{sys.executable}" "{fake_gh.__file__}" "$@"\n', encoding="utf-8")
        (tools / "gh").chmod(0o755)
        self._state = self.home / "github.json"
        self.tell(**fake_gh.EMPTY)

    def tell(self, **state: Any) -> None:
        """Let GitHub know or have these things from now on."""
        before = json.loads(self._state.read_text(encoding="utf-8")) if self._state.exists() else {}
        self._state.write_text(json.dumps({**before, **state}), encoding="utf-8")

    @property
    def state(self) -> dict[str, Any]:
        """Everything that GitHub knows and has."""
        return dict(json.loads(self._state.read_text(encoding="utf-8")))

    def run(self, workflow: str, event: str, *, ref: str = "refs/heads/main", **payload: Any) -> dict[str, Job]:
        """The jobs of a workflow file for an event with this payload; those whose `if:` does not hold are left out."""
        return self._run(workflow, _Event(event, ref, payload), self.secrets)

    def _run(self, workflow: str, event: "_Event", secrets: Mapping[str, str]) -> dict[str, Job]:
        written = yaml.safe_load((CHECKOUT / ".github" / "workflows" / workflow).read_text(encoding="utf-8"))
        done: dict[str, Job] = {}
        for name, job in written["jobs"].items():
            contexts = {**self._contexts(event, secrets), "needs": _needs(job, done)}
            ran = [done[need] for need in _names(job.get("needs")) if need in done]
            well = len(ran) == len(_names(job.get("needs"))) and all(each.result == "success" for each in ran)
            if not condition(job.get("if", "success()"), contexts, _outcomes(well)):
                continue
            if "uses" in job:
                called = {key: filled(value, contexts) for key, value in job.get("secrets", {}).items()}
                done.update(self._run(Path(job["uses"]).name, event, called))
                continue
            done[name] = self._job(name, job, written, contexts, event)
        return done

    def _contexts(self, event: "_Event", secrets: Mapping[str, str]) -> dict[str, Any]:
        return {
            "github": {
                "event": event.payload, "event_name": event.name, "ref": event.ref, "repository": "owner/status",
                "token": "token-of-the-run", "server_url": "https://github.example", "run_id": "42",
            },
            "inputs": event.payload.get("inputs"), "vars": self.variables, "secrets": secrets,
        }  # fmt: skip

    def _job(self, name: str, job: dict[str, Any], workflow: dict[str, Any], contexts: dict[str, Any],
             event: "_Event") -> Job:  # fmt: skip
        self.jobs += 1
        place = self.home / "jobs" / f"{self.jobs}-{name}" / "status"
        place.mkdir(parents=True)
        run = _Run(self, Job(name, place), event, contexts, _shell(workflow))
        for step in job["steps"]:
            run.step(step)
        run.job.outputs = {key: run.filled(value) for key, value in job.get("outputs", {}).items()}
        run.job.summary = run.summary.read_text(encoding="utf-8")
        return run.job


@dataclass(frozen=True)
class _Event:
    name: str
    ref: str
    payload: Mapping[str, Any]


def _names(needs: Any) -> list[str]:
    return [needs] if isinstance(needs, str) else list(needs or ())


def _needs(job: dict[str, Any], done: dict[str, Job]) -> dict[str, Any]:
    ran = {name: done[name] for name in _names(job.get("needs")) if name in done}
    return {name: {"result": each.result, "outputs": each.outputs} for name, each in ran.items()}


def _outcomes(well: bool) -> dict[str, Any]:
    return {
        "success": lambda: well, "failure": lambda: not well, "cancelled": lambda: False, "always": lambda: True,
    }  # fmt: skip


def _shell(workflow: dict[str, Any]) -> list[str]:
    return _SHELLS[workflow.get("defaults", {}).get("run", {}).get("shell")]


class _Run:
    """One job that is under way."""

    def __init__(self, github: GitHub, job: Job, event: _Event, contexts: dict[str, Any], shell: list[str]) -> None:
        self.github, self.job, self._event, self._shell = github, job, event, shell
        self._contexts: dict[str, Any] = {**contexts, "steps": {}}
        self._files = job.place.parent
        self.summary = self._files / "summary"
        self.summary.touch()
        self._exported: dict[str, str] = {}

    def filled(self, value: Any) -> str:
        return filled(str(value), {**self._contexts, "env": self._exported}, self._functions)

    def step(self, step: dict[str, Any]) -> None:
        name = step.get("name") or step.get("uses") or step["run"].splitlines()[0]
        result = Step(name, "skipped")
        if condition(step.get("if", "success()"), self._contexts, self._functions):
            said, code = self._action(step) if "uses" in step else self._command(step)
            borne = step.get("continue-on-error") is True
            result = Step(name, "failure" if code else "success", said, borne)
        self.job.steps.append(result)
        if "id" in step:
            self._contexts["steps"][step["id"]] = {"outcome": result.outcome, "outputs": {}}

    @property
    def _functions(self) -> dict[str, Any]:
        def hash_files(*patterns: str) -> str:
            return "".join(str(path) for pattern in patterns for path in sorted(self.job.place.glob(pattern)))

        return {**_outcomes(self.job.result == "success"), "hashFiles": hash_files}

    def _command(self, step: dict[str, Any]) -> tuple[str, int]:
        script = self._files / "step.sh"
        script.write_text(step["run"], encoding="utf-8")
        exported = self._files / "environment"
        exported.write_text("", encoding="utf-8")
        shell = _SHELLS[step["shell"]] if "shell" in step else self._shell
        own = {key: self.filled(value) for key, value in step.get("env", {}).items()}
        done = subprocess.run(
            [*shell, str(script)],
            cwd=self.job.place,
            env={**self._environment(), "GITHUB_ENV": str(exported), **own},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            timeout=_PATIENCE,
        )
        for line in exported.read_text(encoding="utf-8").splitlines():
            name, _, value = line.partition("=")
            self._exported[name] = value
        return done.stdout, done.returncode

    def _environment(self) -> dict[str, str]:
        here = str(Path(sys.executable).parent)
        path = [str(self.github.home / "tools"), *(each for each in os.environ["PATH"].split(":") if each != here)]
        event = self._event
        return {
            "PATH": ":".join(path), "HOME": str(self._files), "LANG": "C.UTF-8", "CI": "true",
            # What is tested is the clone, and not the checkout that the environment was made for.
            "PYTHONPATH": str(self.job.place / "src"),
            "FAKE_GITHUB": str(self.github.home / "github.json"),
            "GITHUB_ACTIONS": "true", "GITHUB_ACTOR": "ada", "GITHUB_ACTOR_ID": "12",
            "GITHUB_EVENT_NAME": event.name, "GITHUB_REF": event.ref,
            "GITHUB_REF_NAME": event.ref.removeprefix("refs/heads/"), "GITHUB_REPOSITORY": "owner/status",
            "GITHUB_STEP_SUMMARY": str(self.summary), "GITHUB_WORKSPACE": str(self.job.place),
            **self.github.environment, **self._exported,
        }  # fmt: skip

    def _action(self, step: dict[str, Any]) -> tuple[str, int]:
        given = {key: self.filled(value) for key, value in step.get("with", {}).items()}
        uses = step["uses"]
        if uses.startswith("$/"):
            return self._composite(CHECKOUT / uses.removeprefix("$/") / "action.yml")
        _ACTIONS[uses.partition("@")[0]](self, given)
        return "", 0

    def _composite(self, file: Path) -> tuple[str, int]:
        said = ""
        for step in yaml.safe_load(file.read_text(encoding="utf-8"))["runs"]["steps"]:
            if "run" in step:
                more, code = self._command(step)
                said += more
                if code:
                    return said, code
            else:
                assert step["uses"].partition("@")[0] in ("actions/setup-python", "actions/cache"), step
        return said, 0

    def checkout(self, given: Mapping[str, str]) -> None:
        """A clone as `actions/checkout` makes it, with the environment of these tests in the place of a cached one."""
        ref, depth = given.get("ref") or self._event.ref, given.get("fetch-depth", "1")
        place, history = self.job.place, [] if depth == "0" else [f"--depth={depth}"]
        _git(place, "init", "--quiet")
        _git(place, "remote", "add", "origin", f"file://{self.github.origin}")
        if not history:
            _git(place, "fetch", "--quiet", "origin", "+refs/heads/*:refs/remotes/origin/*")
        _git(place, "fetch", "--quiet", *history, "origin", ref)
        name = ref.removeprefix("refs/heads/")
        _git(place, "checkout", "--quiet", *(["-B", name] if name != ref else ["--detach"]), "FETCH_HEAD")
        set_up(place)

    def upload(self, given: Mapping[str, str]) -> None:
        kept = self.github.home / "artifacts" / given.get("name", "github-pages")
        shutil.rmtree(kept, ignore_errors=True)
        found = sorted(self.job.place.glob(given["path"]))
        assert found, f"there is no {given['path']} to upload"
        path = found[0]
        if "*" in given["path"]:
            for each in found:
                shutil.copytree(each, kept / each.name)
        elif path.is_dir():
            shutil.copytree(path, kept)
        else:
            kept.mkdir(parents=True)
            shutil.copy(path, kept)
        self.github.artifacts[kept.name] = kept

    def download(self, given: Mapping[str, str]) -> None:
        place = self.job.place / given.get("path", "")
        shutil.copytree(self.github.artifacts[given["name"]], place, dirs_exist_ok=True)

    def lend_credentials(self, given: Mapping[str, str]) -> None:
        assert given["role-to-assume"].startswith("arn:aws:iam::"), given
        self._exported |= {"AWS_ACCESS_KEY_ID": "testing", "AWS_SECRET_ACCESS_KEY": "testing",
                           "AWS_REGION": given["aws-region"]}  # fmt: skip


_ACTIONS = {
    "actions/checkout": _Run.checkout,
    "actions/upload-artifact": _Run.upload,
    "actions/upload-pages-artifact": _Run.upload,
    "actions/download-artifact": _Run.download,
    "actions/deploy-pages": lambda run, given: None,
    "aws-actions/configure-aws-credentials": _Run.lend_credentials,
}


def set_up(place: Path) -> None:
    """Let `scripts/setup` find `.venv` complete in the checkout at `place`: it is the environment of these tests."""
    venv = place / ".venv"
    venv.mkdir()
    for name in ("bin", "lib"):
        (venv / name).symlink_to(Path(sys.prefix) / name)
    shutil.copy(Path(sys.prefix) / "pyvenv.cfg", venv)
    wanted = '"$(python3 -V) $(cat pyproject.toml scripts/requirements.lock | cksum) $PWD"'
    subprocess.run(["sh", "-c", f"echo {wanted} > .venv/complete"], cwd=place, check=True)


def _git(place: Path, *arguments: str) -> str:
    done = subprocess.run(
        ["git", "-C", str(place), *arguments], capture_output=True, encoding="utf-8", env=git_environment()
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def git_environment() -> dict[str, str]:
    """What git may know: nothing of the machine, and who commits in tests."""
    who = {f"GIT_{role}_{part}": value for role in ("AUTHOR", "COMMITTER")
           for part, value in (("NAME", "Ada"), ("EMAIL", "ada@status.example"))}  # fmt: skip
    return {"PATH": os.environ["PATH"], "HOME": "/nonexistent", "GIT_CONFIG_NOSYSTEM": "1", **who}
