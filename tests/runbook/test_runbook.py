"""The runbook as a page of the site and as Markdown, through the commands and files that people use."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from plainstatus.commands.program import program

from ..site.built import build, config, write_files
from ..site.html_rules import link_faults, pages_of, safety_faults, structure_faults

COMPONENTS = "components: [{id: shop, name: {en: Shop, it: Negozio}}, {id: stock, name: Stock, audience: internal}]\n"
TEAM = [{"role": "On call", "name": "The *rota* | <b>", "reach": "+39 051 000 000", "does": "Decides"}]
CHANNELS = {"desk": {"outbox": "outbox", "to": ["desk@acme.example", "second@acme.example"], "audience": "internal"}}
NOW = "2026-11-24 14:00"


def site(folder: Path, **options: object) -> Path:
    """A folder with the files of a site of the audience `internal`, with `options` besides."""
    settings = {"audience": "internal", "languages": ["en", "it"], "team": TEAM, "channels": CHANNELS, **options}
    files = {"mkdocs.yml": config(**settings), "components.yml": COMPONENTS, "incidents/.keep": ""}
    return write_files(folder, files)


def with_own_runbook(folder: Path, text: str) -> None:
    """The same files, and a runbook of the owner's."""
    site(folder)
    theme = {"name": "plainstatus", "custom_dir": "look"}
    settings = config({"theme": theme}, audience="internal", languages=["en", "it"])
    write_files(folder, {"mkdocs.yml": settings, "look/runbook/en.md": text})


def page(folder: Path, language: str = "") -> str:
    return (build(folder, now=NOW) / language / "runbook" / "index.html").read_text(encoding="utf-8")


def run(folder: Path, *arguments: str, monkeypatch: pytest.MonkeyPatch) -> tuple[str, int]:
    monkeypatch.chdir(folder)
    result = CliRunner().invoke(program, ["runbook", *arguments])
    return result.output, result.exit_code


def test_the_internal_site_names_people_channels_components_and_terms_of_its_settings(tmp_path: Path) -> None:
    made = page(site(tmp_path, checks={"postmortem_within": "5d"}))

    assert "<td>The *rota* | &lt;b&gt;</td>" in made
    assert "+39 051 000 000" in made
    assert "<td>desk</td>\n<td>mail into a folder</td>\n<td>2 addresses</td>\n<td>updates</td>" in made
    assert "desk@acme.example" not in made
    assert "<td>Stock</td>" in made
    assert "within 5 days" in made


def test_every_language_has_its_own(tmp_path: Path) -> None:
    made = page(site(tmp_path), "it")

    assert '<html lang="it">' in made
    assert "<h1>Che cosa fare: dal primo minuto all&#39;analisi finale</h1>" in made
    assert "<td>Negozio</td>" in made
    assert "2 indirizzi" in made


def test_the_page_is_well_formed_in_every_language_and_its_links_lead_somewhere(tmp_path: Path) -> None:
    pages = pages_of(build(site(tmp_path), now=NOW))
    ids = {each.path: each.ids for each in pages}

    for each in (each for each in pages if "runbook" in each.path):
        assert [*structure_faults(each), *safety_faults(each), *link_faults(each, ids)] == []
    assert {"runbook/index.html", "it/runbook/index.html"} <= ids.keys()


@pytest.mark.parametrize(
    ("options", "is_there"),
    [
        ({}, True),
        ({"audience": "public", "channels": {"o": {"outbox": "outbox"}}}, False),
        ({"audience": "public", "channels": {"o": {"outbox": "outbox"}}, "runbook": "public"}, True),
        ({"runbook": False}, False),
        ({"audiences": ["internal", "partners"], "runbook": "partners"}, False),
        ({"audiences": {"internal": ["partners"], "partners": []}, "runbook": "partners"}, True),
    ],
)
def test_only_the_sites_of_its_readers_have_it(tmp_path: Path, options: dict[str, object], is_there: bool) -> None:
    made = build(site(tmp_path, **options), now=NOW)

    assert (made / "runbook").exists() == is_there
    assert ("runbook/" in (made / "index.html").read_text(encoding="utf-8")) == is_there


def test_its_page_tells_no_reader_of_what_is_for_others(tmp_path: Path) -> None:
    """Neither of their sites, nor of channels, targets and templates for them."""
    partners = {"audience": "partners", "audiences": {"internal": ["partners"], "partners": []}, "runbook": "partners"}
    channels = {**CHANNELS, "carriers": {"outbox": "outbox-carriers", "audience": "partners"}}
    targets = {"house": {"directory": "house", "audience": "internal"}, "open": {"directory": "open"}}
    site(tmp_path, **partners, channels=channels, targets=targets)
    further = {"INHERIT": "mkdocs.yml", "site_url": "https://inside.example/", "site_dir": "inside"}
    template = "---\nwhen: Of the house\naudience: internal\ntitle: A\n---\n\n## Investigating — <<time>>\n\nB\n"
    write_files(
        tmp_path,
        {
            "mkdocs.inside.yml": config({**further, "plugins": {"plainstatus": {"audience": "internal"}}}),
            "incidents/_templates/own.md": template,
        },
    )

    made = page(tmp_path)

    assert "<td>carriers</td>" in made
    for other in ("inside.example", "mkdocs.inside.yml", "desk", "house", "Of the house", "Stock"):
        assert other not in made


def test_it_lists_the_templates_and_the_other_sites_of_the_tree(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site(tmp_path)
    further = {"INHERIT": "mkdocs.yml", "site_url": "https://public.example/", "site_dir": "public"}
    write_files(tmp_path, {"mkdocs.open.yml": config({**further, "plugins": {"plainstatus": {"audience": "public"}}})})

    said, code = run(tmp_path, monkeypatch=monkeypatch)

    assert code == 0
    assert "| public | https://public.example/ | `mkdocs.open.yml` |" in said
    assert "Open https://public.example/." in said


def test_a_file_that_is_not_what_the_settings_say_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site(tmp_path)
    run(tmp_path, "--output", "docs/runbook.md", monkeypatch=monkeypatch)
    same = run(tmp_path, "--compare", "docs/runbook.md", monkeypatch=monkeypatch)
    site(tmp_path, team=[{"role": "Night watch"}])
    other = run(tmp_path, "--compare", "docs/runbook.md", monkeypatch=monkeypatch)

    assert same == ("docs/runbook.md is up to date.\n", 0)
    assert other == (
        "Error: docs/runbook.md is not what the settings say now. "
        "`plainstatus runbook -f mkdocs.yml --output docs/runbook.md` brings it up to date.\n",
        1,
    )


def test_a_language_that_the_site_does_not_speak_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    said, code = run(site(tmp_path), "--language", "ti", monkeypatch=monkeypatch)

    assert code == 2
    assert "“ti” is not a language of this site. Write `en` or `it`." in said


def test_the_owners_own_runbook_takes_the_place_of_ours(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with_own_runbook(tmp_path, "# Ours\n\n## Call\n\n{{ site.name | md }}\n")

    assert run(tmp_path, monkeypatch=monkeypatch) == ("# Ours\n\n## Call\n\nAcme\n", 0)


def test_a_fault_in_the_owners_runbook_is_told_with_its_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with_own_runbook(tmp_path, "# Ours\n\n{{ nobody }}\n")

    assert run(tmp_path, monkeypatch=monkeypatch) == ("Error: look/runbook/en.md:3: 'nobody' is undefined\n", 1)
    write_files(tmp_path, {"look/runbook/en.md": "# Ours\n\n{% if %}\n"})
    said, code = run(tmp_path, monkeypatch=monkeypatch)
    assert code == 1
    assert said.startswith("Error: look/runbook/en.md:3: Expected an expression")
