"""A form becomes a pull request, and nothing else, whatever stands in it."""

from datetime import UTC, datetime
from typing import Any

import pytest
import yaml
from scripts.forge.form import LABELS, Unclear, form_of_issue, form_of_workflow
from scripts.forge.issue_forms import forms, stale
from scripts.forge.template_form import values_in

from .conftest import NOW, Desk
from .steps import CHECKOUT, GitHub, Job

TITLE = "Labels come late"
DAY = datetime.fromtimestamp(NOW, UTC).strftime("%Y-%m-%d")
ID = f"{DAY}-labels-come-late"
FIELDS = {"kind": "incident", "title": TITLE, "components": "labels-api, web-app=degraded", "status": "major_outage",
          "words": "Labels take minutes.\n\nNo label is lost.", "next_update": "30m"}  # fmt: skip
WORDS = "$(touch x) `touch x` \"; touch x; \" '; touch x; ' <!-- @everyone"
EVIL = "$(touch x) `touch x` \"; touch x; \" '; touch x; ' ${{ github.token }} <!-- @everyone"


def issue(fields: dict[str, str]) -> str:
    """The text that GitHub makes of the issue form."""
    return "\n\n".join(f"### {label}\n\n{fields.get(name) or '_No response_'}" for name, label in LABELS.items())


def dispatched(github: GitHub, fields: dict[str, str]) -> Job:
    """The job, for the form of the workflow; fields that were left alone are empty there."""
    inputs = {name: fields.get(name, "") for name in LABELS}
    return github.run("incident.yml", "workflow_dispatch", inputs=inputs)["propose"]


def labelled(github: GitHub, fields: dict[str, str], by: str = "boss", label: str = "open-incident") -> Any:
    payload: dict[str, Any] = {
        "issue": {"number": 3, "body": issue(fields)},
        "label": {"name": label},
        "sender": {"login": by},
    }
    return github.run("incident.yml", "issues", **payload).get("propose")


def proposed(desk: Desk) -> dict[str, str]:
    """The files that the only new branch adds, with what stands in them."""
    desk.git("fetch", "--quiet", "origin")
    (branch,) = [each for each in desk.git("branch", "-r", "--format=%(refname:short)").split() if "/incident/" in each]
    names = desk.git("diff", "--name-only", f"origin/main...{branch}").splitlines()
    return {name: desk.git("show", f"{branch}:{name}") for name in names}


def branches(desk: Desk) -> str:
    return desk.git("ls-remote", "--heads", "origin")


def test_the_form_of_the_workflow_becomes_a_pull_request(github: GitHub, desk: Desk) -> None:
    job = dispatched(github, FIELDS)

    assert job.result == "success", job.said
    assert proposed(desk) == {
        f"incidents/2026/{ID}.md": (
            "---\n"
            f"title: {TITLE}\n"
            "components:\n"
            "  labels-api: major_outage\n"
            "  web-app: degraded_performance\n"
            "---\n"
            "\n"
            "## Investigating — 2026-11-25 13:00 Europe/Rome\n"
            "next_update: 13:30\n"
            "\n"
            "Labels take minutes.\n"
            "\n"
            "No label is lost.\n"
        )
    }
    (pull,) = github.state["pulls"]
    assert (pull["base"], pull["head"], pull["title"]) == ("main", f"incident/{ID}", f"Propose: {TITLE}")
    assert TITLE in pull["body"]
    assert "pull/7" in job.summary


def test_an_issue_with_the_label_of_somebody_with_write_access_becomes_one_too(github: GitHub, desk: Desk) -> None:
    github.tell(rights={"boss": "write"})

    job = labelled(github, FIELDS)

    assert job.result == "success", job.said
    assert list(proposed(desk)) == [f"incidents/2026/{ID}.md"]
    assert "Closes #3." in github.state["pulls"][0]["body"]
    assert "pull/7" in github.state["comments"]["3"][0]["body"]


def test_where_github_lets_no_pull_request_be_opened_the_branch_is_named(github: GitHub, desk: Desk) -> None:
    github.tell(rights={"boss": "admin"}, refuses_pulls=True)

    job = labelled(github, FIELDS)

    assert job.result == "failure"
    assert f"https://github.example/owner/status/pull/new/incident/{ID} " in github.state["comments"]["3"][0]["body"]
    assert list(proposed(desk)) == [f"incidents/2026/{ID}.md"]


@pytest.mark.parametrize("right", ["read", "none"])
def test_the_label_of_anybody_else_does_nothing(right: str, github: GitHub, desk: Desk) -> None:
    before = branches(desk)
    github.tell(rights={"boss": right})

    job = labelled(github, FIELDS)

    assert job.result == "failure"
    assert [step.outcome for step in job.steps[1:]] == ["skipped"] * (len(job.steps) - 1)
    assert branches(desk) == before


def test_another_label_does_nothing(github: GitHub) -> None:
    assert labelled(github, FIELDS, label="bug") is None


def test_words_in_another_language_stand_beside(github: GitHub, desk: Desk) -> None:
    more = {"language": "it", "translated_title": "Le etichette: in ritardo", "translated_words": "Ci vuole un po'."}
    job = dispatched(github, {**FIELDS, **more})

    assert job.result == "success", job.said
    assert proposed(desk)[f"incidents/2026/{ID}.it.md"] == (
        "---\ntitle: 'Le etichette: in ritardo'\n---\n\n"
        "## Investigating — 2026-11-25 13:00 Europe/Rome\n\nCi vuole un po'.\n"
    )


def test_the_form_of_the_workflow_may_begin_with_a_template(github: GitHub, desk: Desk) -> None:
    values = "title: Labels come late || what-customers-see: Labels take minutes.\nwhat-is-safe: None is lost. || "
    values += "meanwhile: Please wait. || it:title: Etichette in ritardo || it:what-customers-see: Ci vuole un po'. || "
    values += "it:what-is-safe: Nessuna va persa. || it:meanwhile: Attendete."
    fields = {"template": "degraded", "components": "labels-api", "values": values, "next_update": "20m"}

    job = github.run("incident.yml", "workflow_dispatch", inputs={**{name: "" for name in LABELS}, **fields})["propose"]

    assert job.result == "success", job.said
    files = proposed(desk)
    assert list(files) == [f"incidents/2026/{ID}.it.md", f"incidents/2026/{ID}.md"]
    assert "  labels-api: degraded_performance\ntemplate: degraded\n" in files[f"incidents/2026/{ID}.md"]
    assert "next_update: 13:20\n" in files[f"incidents/2026/{ID}.md"]
    assert "Ci vuole un po'. Nessuna va persa." in files[f"incidents/2026/{ID}.it.md"]
    assert github.state["pulls"][0]["title"] == f"Propose: {TITLE}"


def test_the_issue_form_of_a_template_asks_for_its_placeholders_alone(github: GitHub, desk: Desk) -> None:
    github.tell(rights={"boss": "write"})
    form = yaml.safe_load((CHECKOUT / ".github/ISSUE_TEMPLATE/template-degraded.yml").read_text(encoding="utf-8"))
    said = {"template": "degraded", "components": "labels-api\nweb-app", "title": TITLE,
            "what-customers-see": "Labels take minutes.\n\nAll of them.", "what-is-safe": WORDS,
            "meanwhile": "Please wait."}  # fmt: skip
    fields = [field for field in form["body"] if "id" in field]
    body = "\n\n".join(
        f"### {field['attributes']['label']}\n\n{said.get(field['id'], '_No response_')}" for field in fields
    )
    payload = {"issue": {"number": 3, "body": body}, "label": {"name": "open-incident"}, "sender": {"login": "boss"}}

    job = github.run("incident.yml", "issues", **payload)["propose"]

    assert job.result == "success", job.said
    ((name, text),) = proposed(desk).items()
    assert name == f"incidents/2026/{ID}.md"
    assert "  labels-api: degraded_performance\n  web-app: degraded_performance\n" in text
    assert f"Labels take minutes.\n\nAll of them. {WORDS}\n" in text


def test_a_form_that_leaves_a_question_of_its_template_open_is_told_which(github: GitHub, desk: Desk) -> None:
    before = branches(desk)
    fields = {"template": "degraded", "components": "labels-api", "values": "title: Labels come late"}

    job = github.run("incident.yml", "workflow_dispatch", inputs=fields)["propose"]

    assert job.result == "failure"
    assert "the placeholder <<what-customers-see>> was not filled in" in job.said
    assert branches(desk) == before


def test_the_forms_of_the_templates_are_in_step_with_them() -> None:
    assert {path: (CHECKOUT / path).read_text(encoding="utf-8") for path in forms(CHECKOUT)} == forms(CHECKOUT)
    assert stale(CHECKOUT) == []


@pytest.mark.parametrize("text", ["Anything", "no colon here\ntitle: x"])
def test_values_that_name_no_placeholder_are_unclear(text: str) -> None:
    with pytest.raises(Unclear, match="“Values” has lines such as"):
        values_in(text)


def test_a_maintenance_has_its_window(github: GitHub, desk: Desk) -> None:
    fields = {"kind": "maintenance", "title": "Disks move", "components": "tracking", "words": "We move.",
              "start": "2026-12-06 22:00", "end": "2h", "status": "partial_outage"}  # fmt: skip

    job = dispatched(github, fields)

    assert job.result == "success", job.said
    (text,) = proposed(desk).values()
    assert "kind: maintenance" in text
    assert "start: 2026-12-06 22:00 Europe/Rome" in text


@pytest.mark.parametrize("evil", [EVIL, "--help", "-"])
def test_what_looks_like_a_command_is_only_words(evil: str, github: GitHub, desk: Desk) -> None:
    # What is to be seen is that nothing runs it; the check of the words would refuse an expression.
    desk.set_up("checks: {rules: {unfilled: off}}")
    fields = {**FIELDS, "title": evil, "words": f"{evil}\n\n{evil}\n\nLate."}

    job = dispatched(github, fields)

    assert job.result == "success", job.said
    (text,) = proposed(desk).values()
    assert text.count(evil) >= 2
    assert list(job.place.parent.rglob("x")) == []


@pytest.mark.parametrize("field", ["components", "started", "next_update", "language", "kind", "status"])
def test_what_is_no_value_of_its_field_is_told_and_proposes_nothing(field: str, github: GitHub, desk: Desk) -> None:
    before = branches(desk)
    github.tell(rights={"boss": "admin"})
    fields = {**FIELDS, "translated_words": "Tardi.", "language": "it", "components": "labels-api", field: EVIL}

    job = labelled(github, fields)

    assert job.result == "failure"
    assert "No pull request came of this." in github.state["comments"]["3"][0]["body"]
    assert branches(desk) == before
    assert github.state["pulls"] == []
    assert list(job.place.parent.rglob("x")) == []
    assert "Traceback" not in job.said


def test_what_is_wrong_is_told_under_the_issue(github: GitHub) -> None:
    github.tell(rights={"boss": "admin"})

    labelled(github, {**FIELDS, "components": "label-api"})

    (comment,) = github.state["comments"]["3"]
    assert "labels-api" in comment["body"]


def test_the_words_come_last_and_may_have_any_heading() -> None:
    form = form_of_issue(issue({**FIELDS, "words": "One.\n\n### Title\n\nNot this.\n\n### Words\n\nTwo."}))

    assert form.values["title"] == TITLE
    assert form.words == "One.\n\n### Title\n\nNot this.\n\n### Words\n\nTwo."


def test_an_issue_may_have_the_line_ends_of_windows() -> None:
    assert form_of_issue(issue(FIELDS).replace("\n", "\r\n")).values == form_of_issue(issue(FIELDS)).values


def test_both_forms_say_the_same() -> None:
    import json

    assert form_of_issue(issue(FIELDS)) == form_of_workflow(json.dumps(FIELDS))


@pytest.mark.parametrize("text", ["", "Anything else", "### Title\n\n_No response_\n\n### Words\n\nx"])
def test_an_issue_that_is_no_form_is_unclear(text: str) -> None:
    with pytest.raises(Unclear, match="“Title” is empty"):
        form_of_issue(text)


def test_a_title_of_two_lines_is_unclear() -> None:
    with pytest.raises(Unclear, match="has to be one line"):
        form_of_workflow('{"title": "a\\nb", "words": "c"}')
