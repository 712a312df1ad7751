"""What is played: an incident whose words are written turn by turn, by the commands that people use."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Protocol

from plainstatus.drill.commands import Commands

#: Stands before every title, in every language.
MARK = "DRILL"
_NAME = re.compile(r"(\d{4}-\d\d-\d\d-)?(?:drill-)?(.*)")
_TITLE = re.compile(r"^title: *(?P<quote>['\"]?)(?P<words>.*?)(?P=quote) *$", re.MULTILINE)


@dataclass
class Desk:
    """Where somebody writes: a copy of the site, in `languages`, with an incident that touches `component`."""

    commands: Commands
    incidents: Path
    languages: Sequence[str]
    component: str
    audiences: Sequence[str] = ()
    file: Path | None = None

    @property
    def id(self) -> str:
        """The incident of the drill; it was opened already."""
        assert self.file is not None
        return self.file.stem

    def translation(self, language: str) -> Path:
        """The file of the words in another language."""
        assert self.file is not None
        return self.file.with_name(f"{self.file.stem}.{language}.md")

    def open(self, *arguments: str, status: str = "partial_outage") -> None:
        """Open the incident by `plainstatus new`, and mark its title in each language. Raises FailedError."""
        before = set(self.incidents.rglob("*.md"))
        self.commands.run("new", *arguments, "--no-edit", "--component", f"{self.component}={status}")
        made = sorted(set(self.incidents.rglob("*.md")) - before, key=lambda path: len(path.name))
        for path in made:
            text = path.read_text(encoding="utf-8")
            path.write_text(_TITLE.sub(_marked, text, count=1), encoding="utf-8")
        # In a text message the address is all that has room for the mark.
        marked = [path.rename(path.with_name(_NAME.sub(r"\1drill-\2", path.name, count=1))) for path in made]
        self.file = marked[0]


class Scenario(Protocol):
    """A course of an incident, turn by turn."""

    @property
    def name(self) -> str:
        """What it is called in records."""

    @property
    def turns(self) -> Sequence[str]:
        """What its parts are called."""

    def write(self, turn: int, desk: Desk, at: datetime) -> None:
        """Write the words of a turn as if they were said at `at` (UTC). Raises FailedError."""


@dataclass(frozen=True)
class Said:
    """The words of one turn in English and in other languages. `note` is for `internal` readers."""

    status: str
    words: Mapping[str, str]
    note: str = ""
    options: Sequence[str] = ()

    def in_language(self, language: str) -> str:
        """The words, in English where nobody has written others."""
        return self.words.get(language) or self.words.get(language.partition("-")[0]) or self.words["en"]


@dataclass(frozen=True)
class Own:
    """A scenario whose words are known here, for sites that have no templates."""

    name: str
    titles: Mapping[str, str]
    said: Sequence[Said] = field(default=())

    @property
    def turns(self) -> Sequence[str]:
        return [each.status for each in self.said]

    def write(self, turn: int, desk: Desk, at: datetime) -> None:
        said = self.said[turn]
        if turn:
            say(said, desk, at)
            return
        first, *others = desk.languages
        words = ("--message", said.in_language(first), "--at", written(at), *said.options)
        desk.open("incident", "--title", self.titles.get(first, self.titles["en"]), *words)
        for language in others:
            title = f'---\ntitle: "{MARK}: {self.titles.get(language, self.titles["en"])}"\n---\n'
            desk.translation(language).write_text(title, encoding="utf-8")
            _append(desk.translation(language), _section(said, language, at))


def say(said: Said, desk: Desk, at: datetime) -> None:
    """Add words of our own to the incident that is open, in each language. Raises FailedError."""
    first, *others = desk.languages
    words = ["--message", said.in_language(first), "--at", written(at)]
    if said.status == "Resolved":
        desk.commands.run("resolve", desk.id, *words)
    else:
        desk.commands.run("update", desk.id, said.status.lower(), *words, *said.options)
    for language in others:
        if desk.translation(language).is_file():
            _append(desk.translation(language), _section(said, language, at))
    if said.note and "internal" in desk.audiences and desk.file is not None:
        later = written(at + timedelta(minutes=1))
        _append(desk.file, f"## Update — {later}\naudience: internal\n\n{said.note}\n")


def _section(said: Said, language: str, at: datetime) -> str:
    return f"## {said.status} — {written(at)}\n\n{said.in_language(language)}\n"


def written(at: datetime) -> str:
    """A moment as it stands in an incident file."""
    return f"{at:%Y-%m-%d %H:%M} UTC"


def _append(path: Path, text: str) -> None:
    path.write_text(f"{path.read_text(encoding='utf-8').rstrip()}\n\n{text}", encoding="utf-8")


def _marked(found: re.Match[str]) -> str:
    words = found["words"]
    if words.startswith(MARK):
        return found[0]
    if found["quote"] != '"':
        words = words.replace("''", "'").replace("\\", "\\\\").replace('"', '\\"')
    return f'title: "{MARK}: {words}"'


THIRD_PARTY = Own(
    "third-party",
    {
        "en": "A service that we rely on does not answer",
        "it": "Un servizio su cui contiamo non risponde",
    },
    (
        Said(
            "Investigating",
            {
                "en": "This is a drill: nothing is wrong. Some requests fail, because a service of another company "
                "does not answer. What you have saved is safe. We are in touch with that company.",
                "it": "Questa è un'esercitazione: va tutto bene. Alcune richieste non riescono, perché il servizio di "
                "un'altra azienda non risponde. I vostri dati salvati sono al sicuro. Siamo in contatto con l'azienda.",
            },
            options=("--next-update", "30m", "--expected-recovery", "unknown"),
        ),
        Said(
            "Identified",
            {
                "en": "Still a drill. The other company has found its fault, and expects to have mended it within an "
                "hour. Until then, please try again after a few minutes.",
                "it": "È sempre un'esercitazione. L'altra azienda ha trovato il guasto e conta di ripararlo entro "
                "un'ora. Nel frattempo vi chiediamo di riprovare dopo qualche minuto.",
            },
            note="Only for people of the house: the workaround of the drill is to wait for its end.",
            options=("--next-update", "30m", "--expected-recovery", "1h"),
        ),
        Said(
            "Resolved",
            {
                "en": "The drill is over, and everything works as before. Nothing was lost, and there is nothing that "
                "you have to do.",
                "it": "L'esercitazione è finita e tutto funziona come prima. Nulla è andato perso e non dovete fare "
                "niente.",
            },
        ),
        Said(
            "Postmortem",
            {
                "en": "What the drill has shown stands in its record. In an outage, you would read here what happened, "
                "why, and what we have changed.",
                "it": "Ciò che l'esercitazione ha mostrato è nel suo verbale. Dopo un guasto vero leggereste qui che "
                "cosa è successo, perché, e che cosa abbiamo cambiato.",
            },
        ),
    ),
)
