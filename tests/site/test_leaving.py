"""Which files of the incident folder are published: `plainstatus.site.leaving`."""

from collections.abc import Iterable
from pathlib import Path

import pytest

from plainstatus.model.incident import Incident, Update
from plainstatus.model.settings import Settings
from plainstatus.site.leaving import files_that_leave
from plainstatus.timeline.audience import for_audience
from plainstatus.timeline.timeline import timeline_of

from ..timeline.building import at, catalog
from .built import write_files

NOW = at("2026-11-24 12:00")


def told(
    text: str, *, id: str = "outage", path: str = "2026/outage.md", audience: str = "public", **fields: object
) -> Incident:
    """An incident whose one update says `text`."""
    update = Update(at("2026-11-24 10:00"), "investigating", text, {}, audience=audience, **fields)  # type: ignore[arg-type]
    return Incident(id, path, "Errors", components={"api": "major_outage"}, updates=(update,))


def leaving(
    folder: Path,
    files: Iterable[str],
    *incidents: Incident,
    kept: Iterable[str] = (),
    settings: Settings = Settings(),  # noqa: B008 - frozen
) -> dict[str, str]:
    """What leaves a folder with `files`, each of them without content."""
    write_files(folder, {path: b"" for path in files})
    shown_catalog, shown = for_audience(catalog("api"), incidents, settings)
    return files_that_leave(folder, incidents, timeline_of(shown_catalog, shown, settings, NOW), kept, settings)


def test_an_incident_file_answers_at_its_id(tmp_path: Path) -> None:
    assert leaving(tmp_path, ["2026/outage.md"], told("Words.")) == {"2026/outage.md": "incidents/outage/"}


def test_files_of_the_open_folders_leave_as_they_are(tmp_path: Path) -> None:
    files = ["assets/logo.svg", "assets/fonts/a.woff2", "pages/team.png"]

    assert leaving(tmp_path, files) == {path: path for path in files}


@pytest.mark.parametrize(
    "path",
    [
        *("notes.txt", "2026/queue.png", "2026/draft.md", "README.md", "outage.it.md", "assets/notes.md"),
        *("_templates/outage.md", "_drafts/assets/a.png", "assets/_source.psd", "assets/_raw/a.png"),
        *(".git/config", "assets/.DS_Store", "assets/.hidden/a.png", "pages/_draft.md"),
    ],
)
def test_everything_else_stays(tmp_path: Path, path: str) -> None:
    assert leaving(tmp_path, [path]) == {}


@pytest.mark.parametrize(
    "text",
    [
        "![The queue](queue.png)",
        "![](./queue.png 'The queue')",
        "[the queue](<queue.png>)",
        "[the queue](../2026/queue.png#top)",
        "[the queue](queue.png?raw=1)",
        "![The queue][q]\n\n[q]: queue.png",
        "![The queue](/2026/queue.png)",
        "![The queue](q%75eue.png)",
        '<img alt="" src="queue.png">',
        "<a href='queue.png'>the queue</a>",
    ],
)
def test_what_the_words_point_at_leaves_with_them(tmp_path: Path, text: str) -> None:
    made = leaving(tmp_path, ["2026/queue.png", "2026/other.png"], told(text))

    assert set(made) == {"2026/outage.md", "2026/queue.png"}


def test_the_words_of_other_languages_and_the_summary_count_too(tmp_path: Path) -> None:
    spoken = told("Words.", translations={"it": "![](coda.png)"})
    titled = Incident("b", "2026/b.md", "B", summary="![](b.png)", updates=spoken.updates)

    made = leaving(tmp_path, ["2026/coda.png", "2026/b.png"], spoken, titled)

    assert {"2026/coda.png", "2026/b.png"} <= set(made)


def test_a_file_that_the_settings_name_leaves(tmp_path: Path) -> None:
    assert leaving(tmp_path, ["logo.svg", "other.svg"], kept=["logo.svg"]) == {"logo.svg": "logo.svg"}


def test_what_only_narrower_words_point_at_stays_even_in_an_open_folder(tmp_path: Path) -> None:
    secret = told("![](../assets/rack.png) ![](../assets/plan.png)", id="b", path="2026/b.md", audience="internal")
    files = ["assets/rack.png", "assets/plan.png"]

    assert leaving(tmp_path, files, secret) == {}
    assert set(leaving(tmp_path, files, secret, told("![](../assets/plan.png)"))) == {
        "2026/outage.md",
        "assets/plan.png",
    }
    assert set(leaving(tmp_path, files, secret, settings=Settings(audience="internal"))) == {"2026/b.md", *files}


@pytest.mark.parametrize(
    ("path", "place"),
    [
        ("pages/about.md", "about/"),
        ("pages/help/mail.md", "help/mail/"),
        ("pages/about.it.md", "it/about/"),
        ("pages/about.de.md", "about.de/"),
    ],
)
def test_a_page_of_the_owner_answers_at_the_root_of_its_language(tmp_path: Path, path: str, place: str) -> None:
    assert leaving(tmp_path, [path], settings=Settings(languages=("en", "it"))) == {path: place}


@pytest.mark.parametrize(
    ("front_matter", "leaves"),
    [
        ("---\ntitle: About\n---\n", True),
        ("---\naudience: public\n---\n", True),
        ("---\naudience: internal\n---\n", False),
        ("---\naudience: 'internal' # for us\n---\n", False),
        ("---\naudience: [public]\n---\n", False),
        ("\ufeff---\naudience: internal\n---\n", False),
        ("# About\n\naudience: internal\n", True),
    ],
)
def test_a_page_is_for_the_audience_that_it_names(tmp_path: Path, front_matter: str, leaves: bool) -> None:
    write_files(tmp_path, {"pages/about.md": front_matter})
    settings = Settings()

    made = files_that_leave(tmp_path, [], timeline_of(catalog(), [], settings, NOW), [], settings)

    assert made == ({"pages/about.md": "about/"} if leaves else {})
