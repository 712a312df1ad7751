"""`rehearsal` in `mkdocs.yml`."""

from datetime import timedelta
from pathlib import Path

import pytest

from plainstatus.model.rehearsal import Objectives, Rehearsal
from plainstatus.model.target import DirectoryTarget
from plainstatus.reading.settings import read_settings

HEAD = "site_name: A\nsite_url: https://a.example/\nplugins:\n  plainstatus:\n    rehearsal: "


def read(tmp_path: Path, written: str) -> tuple[Rehearsal, list[str]]:
    file = tmp_path / "mkdocs.yml"
    file.write_text(f"{HEAD}{written}\n", encoding="utf-8")
    settings, findings = read_settings(file)
    return settings.rehearsal, list(map(str, findings))


def test_everything_that_it_may_say(tmp_path: Path) -> None:
    found, faults = read(
        tmp_path,
        "{targets: {a: {directory: d}}, url: 'https://d.example', variables: [AWS_PROFILE], every: 90d, "
        "records: _drills, objectives: {first_words: 45s, words: 2m, whole: 1h}}",
    )

    assert faults == []
    assert found == Rehearsal(
        targets=(DirectoryTarget("a", "d"),),
        url="https://d.example/",
        variables=("AWS_PROFILE",),
        every=timedelta(days=90),
        records="_drills",
        objectives=Objectives(first_words=45, words=120, whole=3600),
    )


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("{targets: {a: {directory: d}}}", "5:17: error: targets are nothing to a drill that does not know where"),
        ("{url: 'https://d.example/'}", "5:17: error: `url` is nothing without `targets`"),
        ("{objectives: {words: 1.5s}}", "5:37: error: “1.5s” is not a length of time to the second"),
        ("{objectives: {wrods: 5s}}", "5:30: error: “wrods” is not a field of `objectives`\n    Did you mean `words`?"),
        ("{records: drills}", "5:26: error: “drills” is no place for records"),
        ("{records: ../_drills}", "5:26: error: “../_drills” is no place for records"),
        ("{records: /var/_drills}", "5:26: error: “/var/_drills” is no place for records"),
        ("{channels: {a: {slack_url_env: 'https://x.example/'}}}", "error: a secret stands where"),
    ],
)
def test_a_mistake_is_told_with_its_place(tmp_path: Path, written: str, told: str) -> None:
    _, (fault,) = read(tmp_path, written)

    assert told in fault
