"""The program as a whole: its manual, its exit codes, and what it says of mistakes."""

import subprocess
import sys

import pytest

from plainstatus.commands.program import COMMANDS, MANUAL, program


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_with_an_example(site, name):
    result = site.run(name, "--help")

    assert result.exit_code == 0
    assert f"  plainstatus {name}" in result.output.partition("Example")[2]


@pytest.mark.parametrize("name", COMMANDS)
def test_the_manual_and_the_command_say_the_same_in_one_line(site, name):
    command = program.get_command(None, name)

    assert command.name == name
    assert command.short_help == COMMANDS[name].summary
    assert len(COMMANDS[name].summary) <= 60


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_says_what_it_is_for(name):
    for parameter in program.get_command(None, name).params:
        assert parameter.param_type_name == "argument" or parameter.help, parameter.name


def test_the_manual_lists_every_command_in_parts_and_the_exit_codes(site):
    output = site.run("--help").output

    for part, commands in MANUAL.items():
        listed = output.partition(f"{part}:\n")[2].partition("\n\n")[0]
        assert [line.split()[0] for line in listed.splitlines()] == list(commands)
    assert "  2  the command was used wrongly" in output


def test_the_help_of_the_program_and_of_check_load_nothing_heavy():
    code = (
        "import sys; from plainstatus.commands.program import program\n"
        "for args in (['--help'], ['check', '--help']):\n"
        "    program.main(args, standalone_mode=False)\n"
        "heavy = {'mkdocs', 'rich', 'jinja2', 'babel', 'dateutil', 'feedgen', 'comrak', 'nh3'}\n"
        "print('loaded:', sorted(heavy & set(sys.modules)))"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert result.stdout.splitlines()[-1] == "loaded: []"


def test_a_misspelt_command_is_answered_with_the_nearest(site):
    result = site.run("chek")

    assert result.exit_code == 2
    assert "Error: There is no command “chek”. Did you mean `check`?" in result.output


@pytest.mark.parametrize("name", ["check", "build", "status", "new incident", "update . resolved", "resolve", "serve"])
def test_a_folder_without_a_site_is_wrong_use(tmp_path, monkeypatch, site, name):
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    monkeypatch.chdir(elsewhere)

    result = site.run(*name.split())

    assert result.exit_code == 2
    assert "Error: There is no site here: no mkdocs.yml is to be found." in result.output


def test_the_folder_of_a_site_will_do_for_its_settings(tmp_path, monkeypatch, site):
    monkeypatch.chdir("/")

    assert site.run("check", "-f", str(tmp_path)).exit_code == 0


@pytest.mark.parametrize("moment", ["yesterday", "2026-11-31 10:00"])
def test_a_moment_that_cannot_be_read_is_wrong_use(site, moment):
    result = site.run("check", "--now", moment)

    assert result.exit_code == 2
    assert "Error: --now: " in result.output


def test_a_source_date_epoch_that_is_no_number_is_wrong_use(site, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "today")

    result = site.run("check")

    assert result.exit_code == 2
    assert "SOURCE_DATE_EPOCH is “today”; it has to be a number of seconds." in result.output


def test_what_the_system_refuses_is_one_line(site, monkeypatch):
    def refuse(*_args, **_options):
        raise PermissionError(13, "Permission denied", "components.yml")

    monkeypatch.setattr("plainstatus.reading.chosen.read_site", refuse)

    result = site.run("check")

    assert result.exit_code == 1
    assert result.output == "Error: components.yml: Permission denied\n"


def test_the_program_says_its_version(site):
    from plainstatus import __version__

    assert site.run("--version").output == f"plainstatus {__version__}\n"


def test_the_program_runs_as_a_module(site):
    result = subprocess.run(
        [sys.executable, "-m", "plainstatus", "check"], cwd=site.folder, capture_output=True, text=True
    )

    assert (result.returncode, result.stdout) == (0, "No faults in 3 incident files.\n")
