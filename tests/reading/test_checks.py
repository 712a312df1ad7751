"""What a site and a file may say of `plainstatus check`."""

from datetime import timedelta
from pathlib import Path

import pytest

from plainstatus.check.rules import RULES
from plainstatus.model.checks import CODES, Checks
from plainstatus.reading.settings import read_settings, settings_from_options

CONFIG = """\
site_name: Otter
plugins:
  - plainstatus:
      checks:
"""
WHOLE = """\
        rules: {future-update: off, jargon: error}
        never: [Project Heron]
        jargon: {failover: move to the spare, shard: }
        hosts: ['*.corp.example']
        tickets: [OPS]
        mail_domains: [otter.example]
        addresses: [help@otter.example]
        postmortem_within: 7d
        announce_before: 1w
        title_length: 60
"""


def checks(tmp_path: Path, lines: str) -> tuple[Checks, list[str]]:
    (tmp_path / "mkdocs.yml").write_text(CONFIG + lines, encoding="utf-8")
    settings, findings = read_settings(tmp_path / "mkdocs.yml")
    return settings.checks, [f"{each.line}:{each.column} {each.message} {each.hint}".strip() for each in findings]


def test_everything_that_can_be_said_is_read(tmp_path: Path) -> None:
    assert checks(tmp_path, WHOLE) == (
        Checks(
            rules={"future-update": "off", "jargon": "error"},
            never=("Project Heron",),
            jargon={"failover": "move to the spare", "shard": ""},
            hosts=("*.corp.example",),
            tickets=("OPS",),
            mail_domains=("otter.example",),
            addresses=("help@otter.example",),
            postmortem_within=timedelta(days=7),
            announce_before=timedelta(days=7),
            title_length=60,
        ),
        [],
    )


def test_words_of_the_house_may_be_a_list(tmp_path: Path) -> None:
    assert checks(tmp_path, "        jargon: [failover, shard]\n")[0].jargon == {"failover": "", "shard": ""}


def test_every_rule_may_be_named_and_nothing_else() -> None:
    assert sorted(CODES) == sorted(rule.code for rule in RULES)


def test_a_switch_that_yaml_made_a_truth_of_is_still_a_weight() -> None:
    """MkDocs hands over what YAML 1.1 makes of `off`."""
    options = {"checks": {"rules": {"jargon": False}}}
    settings, findings = settings_from_options(options, name="Otter", site_url=None, config_file=None)

    assert (settings.checks.rules, findings) == ({"jargon": "off"}, [])


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (
            "rules: {jargn: off}",
            "5:17 “jargn” is not a rule of `plainstatus check` Did you mean `jargon`?",
        ),
        ("rules: {jargon: of}", "5:25 “of” is not the weight of a rule Did you mean `off`?"),
        (
            "rules: jargon",
            "5:16 a mapping is expected here Write it like `{future-update: off}`.",
        ),
        ("rule: {}", "5:9 “rule” is not a field of `checks` Did you mean `rules`?"),
        (
            "jargon: failover",
            "5:17 the words are a list, or a mapping of each to what to say instead "
            "Write `[failover]`, or `{failover: move to the spare}`.",
        ),
        ("tickets: ['OPS-12']", "5:19 “OPS-12” is not the beginning of a ticket's id Write it like `OPS`."),
        ("title_length: 200", "5:23 “200” is no number of characters from 20 to 120 Write for example `80`."),
        (
            "addresses: [otter.example]",
            "5:21 “otter.example” is not a mail address Write it like `help@example.com`.",
        ),
        ("mail_domains: [otter]", "5:24 “otter” is not the domain of mail addresses Write it like `example.com`."),
    ],
)
def test_a_mistake_is_told_at_its_place_with_what_to_write(tmp_path: Path, line: str, said: str) -> None:
    assert checks(tmp_path, f"        {line}\n")[1] == [said]
