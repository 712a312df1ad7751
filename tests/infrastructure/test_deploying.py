"""The commands that deploy the templates, in the comments on top of them and in the guide."""

import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from click.testing import CliRunner

from plainstatus.commands.aws import TEMPLATES
from plainstatus.commands.program import program

from .resolving import resolved
from .stacks import MADE

GUIDE = (Path(__file__).parents[2] / "docs" / "aws.md").read_text("utf-8")


class Deploy(NamedTuple):
    region: str
    stack: str
    template: str
    capabilities: bool
    parameters: dict[str, str]


def deploys_in(text: str) -> Iterator[Deploy]:
    for command in re.findall(r"aws cloudformation deploy (?:.*\\\n)*.*", text):
        words = shlex.split(command.replace("\\\n", " "))
        yield Deploy(
            words[words.index("--region") + 1],
            words[words.index("--stack-name") + 1],
            words[words.index("--template-file") + 1].removesuffix(".yml"),
            "CAPABILITY_IAM" in words,
            {name: value for name, mark, value in (word.partition("=") for word in words) if mark},
        )


def comment(what: str) -> str:
    """What stands on top of a template, without the marks of a comment."""
    done = CliRunner().invoke(program, ["aws", "template", what])
    return "\n".join(line.removeprefix("#").strip() for line in done.output.splitlines() if line.startswith("#"))


@pytest.mark.parametrize("text", [GUIDE, *map(comment, TEMPLATES)], ids=["the guide", *TEMPLATES])
def test_a_stack_is_first_deployed_with_all_that_it_needs_and_nothing_that_it_does_not_know(text: str) -> None:
    stacks: dict[tuple[str, str], dict[str, str]] = {}
    found = list(deploys_in(text))
    assert found
    for deploy in found:
        # What is not named keeps its value.
        given = stacks.setdefault((deploy.region, deploy.stack), {})
        given.update(deploy.parameters)
        template = MADE[deploy.template]
        needed = {name for name, each in template.get("Parameters", {}).items() if "Default" not in each}
        assert needed <= given.keys()
        assert resolved(template, **given), "each value is one that the parameter takes"
        makes_roles = any(each["Type"].startswith("AWS::IAM::") for each in template["Resources"].values())
        assert deploy.capabilities == makes_roles


def test_the_guide_deploys_every_template_that_there_is() -> None:
    deploys = list(deploys_in(GUIDE))

    assert {deploy.template for deploy in deploys} == set(TEMPLATES)
    assert {deploy.region for deploy in deploys if deploy.template == "edge"} == {"us-east-1"}


def test_the_guide_names_the_buckets_of_the_stacks_in_the_settings() -> None:
    made = [deploy.parameters for deploy in deploys_in(GUIDE) if deploy.template == "storage"]
    buckets = {parameters[name] for parameters in made for name in ("Bucket", "LedgerBucket") if name in parameters}

    assert set(re.findall(r"^\s+bucket: (\S+)$", GUIDE, re.MULTILINE)) == buckets


@pytest.mark.parametrize("subject", re.findall(r"`(repo:\S+)`", GUIDE))
def test_every_subject_in_the_guide_is_one_that_the_role_takes(subject: str) -> None:
    assert re.fullmatch(MADE["edge"]["Parameters"]["GitHubSubject"]["AllowedPattern"], subject)
