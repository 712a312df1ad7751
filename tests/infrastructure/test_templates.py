"""What `plainstatus aws template` prints, looked at by cfn-lint and for what that lets pass."""

import copy
import json
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

from plainstatus.commands.aws import TEMPLATES
from plainstatus.commands.program import program

from .cloudformation_rules import faults_of
from .linting import lint
from .planted_faults import PLANTED, planted
from .stacks import MADE, WAYS, whole


def printed(*arguments: str) -> str:
    done = CliRunner().invoke(program, ["aws", "template", *arguments])
    assert done.exit_code == 0, done.output
    return done.output


@pytest.mark.proves("lint")
@pytest.mark.parametrize("form", ["yaml", "json"])
def test_cfn_lint_finds_nothing_not_even_a_remark(tmp_path: Path, form: str) -> None:
    files = [tmp_path / f"{what}.{form}" for what in TEMPLATES]
    for file in files:
        file.write_text(printed(file.stem, "--format", form), "utf-8")

    assert lint(*files) == (0, "", "")


@pytest.mark.proves("lint")
@pytest.mark.parametrize(("what", "parameters"), WAYS)
def test_nothing_is_left_that_aws_would_refuse_or_never_use(what: str, parameters: dict[str, str]) -> None:
    assert faults_of(MADE[what], **parameters) == []


@pytest.mark.parametrize("what", TEMPLATES)
def test_both_forms_say_the_same(what: str) -> None:
    assert yaml.safe_load(printed(what)) == json.loads(printed(what, "--format", "json")) == MADE[what]


def test_code_is_read_in_yaml_as_it_was_written() -> None:
    assert "        function handler(event) {\n          var request = event.request;\n" in printed("edge")


def test_no_part_of_the_yaml_refers_to_another_by_an_anchor() -> None:
    assert not any("&id" in printed(what) for what in TEMPLATES)


@pytest.mark.proves("lint")
@pytest.mark.parametrize("fault", PLANTED)
def test_a_planted_fault_is_found(fault: str) -> None:
    what, template = planted(fault)

    assert faults_of(MADE[what], **whole(what)) == []
    assert any(fault in said for said in faults_of(template, **whole(what)))


@pytest.mark.proves("lint")
def test_a_planted_reference_to_what_is_not_made_is_found() -> None:
    template = copy.deepcopy(MADE["storage"])
    del template["Resources"]["LedgerPolicy"]["Condition"]

    assert faults_of(template, Bucket="acme-status-milan") == ["Ledger is referred to, and not made"]


@pytest.mark.proves("lint")
def test_cfn_lint_lets_all_that_is_planted_pass(tmp_path: Path) -> None:
    """Otherwise a rule of ours is one too many."""
    files = []
    for number, fault in enumerate(PLANTED):
        files.append(tmp_path / f"{number}.json")
        files[-1].write_text(json.dumps(planted(fault)[1]), "utf-8")

    assert lint(*files) == (0, "", "")
