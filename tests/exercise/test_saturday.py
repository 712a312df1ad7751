"""A Saturday with a failure of another company, as a person lives it who has the README and the runbook, and no more.

What is typed stands in the runbook to the letter; only its words in capitals are filled in. What came out of the
three mailboxes is compared with `golden/`; `pytest tests/exercise --refresh-golden` writes that anew, for review.
"""

import json
import re
import sys
from datetime import UTC, datetime
from email import message_from_bytes, policy
from pathlib import Path

import pytest

from ..workflows.conftest import git, whole_origin
from ..workflows.steps import CHECKOUT, git_environment
from .answers import ALL_CLEAR, CONFIRMED, FIRST_WORDS, POSTMORTEM, WATCHED
from .person import Person

__all__ = ["whole_origin"]

GOLDEN = Path(__file__).parent / "golden"
#: Who reads which mailbox: customers in English and in Italian, the people of the house, and who has to write next.
MAILBOXES = ("english", "italian", "staff", "on-call")

_CHANNELS = """\
    channels:
      english: {outbox: outbox/english}
      italian: {outbox: outbox/italian, language: it}
"""
_STAFF = """\
      staff: {outbox: outbox/staff, audience: internal}
      on-call: {outbox: outbox/on-call, hears: promises}
"""
_BLOCK = re.compile(r"^```text\n(.*?)^```$", re.DOTALL | re.MULTILINE)


class Saturday:
    """A person with a fresh clone in `place`, and the runbook in front of them."""

    def __init__(self, place: Path) -> None:
        self.place = place
        self.runbook = (place / "docs" / "runbook.md").read_text(encoding="utf-8")
        here = Path(sys.executable).parent
        self.environment = {
            **git_environment(),
            "PATH": f"{here}:{git_environment()['PATH']}",
            "EDITOR": "true",
            "LANG": "C.UTF-8",
            "COLUMNS": "100",
        }

    def at(self, moment: str) -> "Saturday":
        """From now on it is `moment`, in UTC."""
        said = datetime.strptime(moment, "%Y-%m-%d %H:%M").replace(tzinfo=UTC)
        self.environment["SOURCE_DATE_EPOCH"] = f"{said.timestamp():.0f}"
        return self

    def types(self, command: str, answers: dict[str, str] | None = None) -> str:
        return Person(self.place, self.environment).types(command, answers)

    def follows(self, heading: str, beginning: str = "", answers: dict[str, str] | None = None, **words: str) -> str:
        """Type the commands of the chapter `heading` that begin so, each as it stands there."""
        commands = [each for each in self.chapter(heading) if each.startswith(beginning)]
        assert commands, f"the runbook has no command “{beginning}…” under “{heading}”"
        for name, value in words.items():
            commands = [re.sub(rf"\b{name}\b", value, each) for each in commands]
        return "\n".join(self.types(each, answers) for each in commands)

    def chapter(self, heading: str) -> list[str]:
        """The commands of one chapter."""
        _, found, rest = self.runbook.partition(f"\n## {heading}\n")
        assert found, f"the runbook has no chapter “{heading}”"
        return [line for block in _BLOCK.findall(rest.partition("\n## ")[0]) for line in block.splitlines()]

    def lets_out(self, said: str) -> None:
        """Type the three commands that the program has printed, and what the workflows then do."""
        steps = [line.strip() for line in said.partition("Next:\n")[2].splitlines() if line.startswith("  ")]
        assert [each.split()[:2] for each in steps] == [["git", "add"], ["git", "commit"], ["git", "push"]], said
        for each in steps:
            self.types(each)
        self.follows("When the forge is down")

    def mailbox(self, name: str) -> list[str]:
        """What its reader has received, oldest first."""
        files = sorted((self.place / "outbox" / name / "new").glob("*"))
        return sorted(map(_as_read, files), key=lambda mail: mail.partition("\n")[0])

    def page(self, site: str, address: str) -> str:
        return (self.place / site / address / "index.html").read_text(encoding="utf-8")


def _as_read(file: Path) -> str:
    """A mail as its reader sees it."""
    mail = message_from_bytes(file.read_bytes(), policy=policy.default)
    body = mail.get_body(("plain",))
    assert body is not None
    text = body.get_content().replace("\r\n", "\n").rstrip("\n")
    return f"Date: {mail['Date'].datetime.astimezone(UTC):%Y-%m-%d %H:%M:%S}\nSubject: {mail['Subject']}\n\n{text}\n"


def clone_of(origin: Path, place: Path) -> Path:
    """A fresh clone that is set up: its environment is that of these tests. Mail goes to three people."""
    git(place, "clone", "--quiet", str(origin), "status")
    clone = place / "status"
    (clone / ".venv").symlink_to(sys.prefix)
    (clone / "scripts" / "setup").write_text("#!/bin/sh\n", encoding="utf-8")
    for name, lines in (("mkdocs.yml", _CHANNELS), ("mkdocs.internal.yml", f"    channels:\n{_STAFF}")):
        text = (clone / name).read_text(encoding="utf-8")
        text = re.sub(r"^    channels:\n(?:      .*\n)+", "", text, flags=re.MULTILINE)
        (clone / name).write_text(text.replace("  plainstatus:\n", f"  plainstatus:\n{lines}", 1), encoding="utf-8")
    git(clone, "commit", "--quiet", "--all", "-m", "Set up")
    git(clone, "push", "--quiet", "origin", "HEAD:main")
    return clone


def lived(place: Path) -> Saturday:
    """That Saturday, and the Tuesday after it."""
    person = Saturday(place).at("2026-11-27 16:00")
    person.follows("When the forge is down")

    person.at("2026-11-28 09:05")
    template = "third-party --started '2026-11-28 09:50'"
    said = person.follows("First words", "plainstatus new", FIRST_WORDS, TEMPLATE=template)
    person.follows("First words", "plainstatus check")
    person.follows("First words", "plainstatus each notify --plan")
    person.at("2026-11-28 09:08").lets_out(said)

    # The clock runs by itself: a workflow calls it every ten minutes.
    person.at("2026-11-28 09:26").types("scripts/tick")
    said = person.at("2026-11-28 09:30").follows("The next words", "plainstatus update . identified", CONFIRMED)
    person.at("2026-11-28 09:32").lets_out(said)
    said = person.at("2026-11-28 11:20").follows("The next words", "plainstatus update . monitoring", WATCHED)
    person.at("2026-11-28 11:22").lets_out(said)
    said = person.at("2026-11-28 12:10").follows("The all-clear", "plainstatus resolve", ALL_CLEAR)
    person.at("2026-11-28 12:12").lets_out(said)

    id = next((place / "incidents" / "2026").glob("2026-11-28-*.it.md")).name.removesuffix(".it.md")
    said = person.at("2026-12-01 09:00").follows("The postmortem", "plainstatus update", POSTMORTEM, ID=id)
    person.at("2026-12-01 09:05").lets_out(said)
    return person


@pytest.fixture(scope="module")
def saturday(whole_origin: Path, tmp_path_factory: pytest.TempPathFactory) -> Saturday:
    place = tmp_path_factory.mktemp("saturday")
    git(place, "clone", "--quiet", "--bare", str(whole_origin), "origin.git")
    return lived(clone_of(place / "origin.git", place))


def _files(person: Saturday) -> dict[str, str]:
    """What was received, as files below `golden/`."""
    return {f"{name}-{number}.txt": mail for name in MAILBOXES for number, mail in enumerate(person.mailbox(name), 1)}


def test_every_reader_has_received_every_update_once_in_their_words(
    saturday: Saturday, request: pytest.FixtureRequest
) -> None:
    received = _files(saturday)
    if request.config.getoption("--refresh-golden"):
        GOLDEN.mkdir(exist_ok=True)
        for old in GOLDEN.glob("*.txt"):
            old.unlink()
        for made, mail in received.items():
            (GOLDEN / made).write_text(mail, encoding="utf-8")

    assert received.keys() == {path.name for path in GOLDEN.glob("*.txt")}
    for name, mail in received.items():
        assert mail == (GOLDEN / name).read_text(encoding="utf-8"), name


def test_the_page_tells_it_in_both_languages_and_its_narrow_words_to_the_house_alone(saturday: Saturday) -> None:
    address = "incidents/2026-11-28-sign-in-codes-by-text-message-do-not-arrive/"
    english, italian = saturday.page("published", address), saturday.page("published", f"it/{address}")
    inside = saturday.page("published-internal", address)

    assert "Codes by e-mail arrive as always." in english
    assert "I codici via e-mail arrivano come sempre." in italian
    assert "Support may read a code out" in inside
    public = b"".join(path.read_bytes() for path in (saturday.place / "published").rglob("*") if path.is_file())
    assert b"Support may read a code out" not in public
    assert b"case 4711" not in public


def test_afterwards_the_report_knows_how_well_it_was_told(saturday: Saturday) -> None:
    report = json.loads(saturday.types("plainstatus report 2026-11 --format json"))

    assert report["incidents"], report


def test_every_command_of_the_runbook_is_one_that_there_is(saturday: Saturday) -> None:
    from plainstatus.commands.program import COMMANDS

    lines = [line for block in _BLOCK.findall(saturday.runbook) for line in block.splitlines()]
    ours = {line.split()[1] for line in lines if line.startswith("plainstatus ")}
    scripts = {line.split()[0] for line in lines if line.startswith("scripts/")}

    assert ours <= COMMANDS.keys()
    assert all((CHECKOUT / each).is_file() for each in scripts)
