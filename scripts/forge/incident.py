"""`python -m scripts.forge.incident`: what a form says, as a new file on a new branch of this checkout.

The form is the JSON in FORM, or the text of an issue in ISSUE. In `build/` it leaves what the pull request is to say
(told.md), or why there is none (answer.md).
"""

import os
import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import yaml
from scripts.forge.form import Form, Translation, Unclear, form_of_issue, form_of_workflow
from scripts.forge.template_form import TemplateForm, form_of_template_issue, form_of_template_run

from plainstatus.writing.atomic import create_text, write_text
from plainstatus.writing.values import scalar
from plainstatus.writing.words import protected

_PLAINSTATUS = (sys.executable, "-m", "plainstatus")
_WROTE = re.compile(r"^Wrote (\S+\.md(?: and \S+\.md)*)\.$", re.MULTILINE)
_HEADING = re.compile(r"^## .+$", re.MULTILINE)


def propose(form: Form | TemplateForm, root: Path, closes: str = "") -> str:
    """The branch that has what `form` says. `closes` is the number of the issue that it came by. Raises Unclear."""
    translation = form.translation if isinstance(form, Form) else None
    written = _written(form, root)
    try:
        if translation is not None:
            written.append(_translated(translation, root / written[0]).relative_to(root))
        _run([*_PLAINSTATUS, "check", *map(str, written)], root)
    except Unclear:
        for path in written:
            (root / path).unlink()
        raise
    stem = written[0].stem
    branch = f"incident/{stem}"
    _run(["git", "switch", "--quiet", "--create", branch], root)
    _run(["git", "add", "--", *map(str, written)], root)
    _run(["git", "commit", "--quiet", "--file=-"], root, f"Propose: {_title(root / written[0])}\n", _author())
    plan = _plan(root)
    _leave(root, "told.md", f"{plan}\nCloses #{closes}.\n" if closes else plan)
    return branch


def _written(form: Form | TemplateForm, root: Path) -> list[Path]:
    """The paths of the new files, relative to `root`: the incident, and its words in other languages."""
    said = _run([*_PLAINSTATUS, "new", *form.arguments], root, form.words if isinstance(form, Form) else "")
    wrote = _WROTE.search(said)
    if wrote is None:
        raise Unclear(said)
    return [Path(path) for path in wrote[1].split(" and ")]


def _title(file: Path) -> str:
    """The title in an incident file without faults."""
    return str(yaml.safe_load(file.read_text(encoding="utf-8").split("---\n")[1])["title"])


def _translated(translation: Translation, original: Path) -> Path:
    """The new file beside `original` that has its first update in another language."""
    heading = _HEADING.search(original.read_text(encoding="utf-8"))
    front = f"title: {scalar(translation.title)}\n" if translation.title else ""
    path = original.with_suffix(f".{translation.language}.md")
    text = f"---\n{front}---\n\n{heading[0] if heading else ''}\n\n{protected(translation.words)}\n"
    create_text(path, text, inside=original.parent)
    return path


def _plan(root: Path) -> str:
    """Which messages the merge will send; where that cannot be told, the words go out of the house all the same."""
    try:
        return _run([*_PLAINSTATUS, "notify", "--plan", "--against", "HEAD^", "--format", "markdown"], root)
    except Unclear as fault:
        return f"Which messages this merge will send could not be told:\n\n{_as_code(str(fault))}"


def _author() -> Mapping[str, str]:
    """Who filled in the form, as far as the workflow knows; git's own settings elsewhere."""
    name = os.environ.get("GITHUB_ACTOR")
    if not name:
        return {}
    address = f"{os.environ.get('GITHUB_ACTOR_ID', '0')}+{name}@users.noreply.github.com"
    return {f"GIT_{role}_{part}": value for role in ("AUTHOR", "COMMITTER")
            for part, value in (("NAME", name), ("EMAIL", address))}  # fmt: skip


def _run(command: list[str], root: Path, given: str = "", more: Mapping[str, str] | None = None) -> str:
    """What `command` prints. Raises Unclear with all that it says where it refuses."""
    done = subprocess.run(
        command, cwd=root, input=given, capture_output=True, encoding="utf-8", env={**os.environ, **(more or {})}
    )
    if done.returncode:
        raise Unclear(f"{done.stdout}{done.stderr}".strip() or f"{command[0]} ended with {done.returncode}")
    return done.stdout


def _leave(root: Path, name: str, text: str) -> None:
    (root / "build").mkdir(exist_ok=True)
    write_text(root / "build" / name, text)


def as_answer(said: str) -> str:
    """`said` as Markdown, whatever stands in it."""
    return f"No pull request came of this. Change it, and set the label again.\n\n{_as_code(said)}"


def _as_code(said: str) -> str:
    fence = "`" * max(3, 1 + max((len(run) for run in re.findall("`+", said)), default=0))
    return f"{fence}text\n{said}\n{fence}\n"


def _form_of_issue(body: str, root: Path) -> Form | TemplateForm:
    return form_of_template_issue(body, root) or form_of_issue(body)


def _form_of_run(inputs: str) -> Form | TemplateForm:
    return form_of_template_run(inputs) or form_of_workflow(inputs)


def main(root: Path) -> int:
    issue = os.environ.get("ISSUE", "")
    try:
        form = _form_of_issue(issue, root) if issue else _form_of_run(os.environ.get("FORM", ""))
        branch = propose(form, root, os.environ.get("ISSUE_NUMBER", ""))
    except Unclear as fault:
        _leave(root, "answer.md", as_answer(str(fault)))
        print(fault, file=sys.stderr)
        return 1
    print(f"Proposed on the branch {branch}.")
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(__file__).resolve().parents[2]))
