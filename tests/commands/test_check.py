"""`plainstatus check`."""

import json

import pytest

FAULTY = """\
---
title: Push is down
components: {psh: major_outage}
---

## Resolvd — 2026-11-24 12:00 UTC

Down, 100%: really
"""


@pytest.fixture
def faulty(site):
    site.write("incidents/2026/2026-11-24-push-down.md", FAULTY)
    return site


def test_a_site_without_faults_is_fine(site):
    result = site.run("check")

    assert (result.exit_code, result.output) == (0, "No faults in 3 incident files.\n")


def test_every_fault_is_shown_with_its_line_and_what_to_write(faulty):
    result = faulty.run("check")

    assert result.exit_code == 1
    assert result.output == (
        "incidents/2026/2026-11-24-push-down.md:3:14: error: there is no component “psh”\n"
        "  3 | components: {psh: major_outage}\n"
        "    |              ^\n"
        "  Did you mean `push`?\n"
        "\n"
        "incidents/2026/2026-11-24-push-down.md:6:4: error: “Resolvd” is not a status of an update\n"
        "  6 | ## Resolvd — 2026-11-24 12:00 UTC\n"
        "    |    ^\n"
        "  Did you mean `Resolved`? A heading within the words begins with `###`.\n"
        "\n"
        "2 errors in 4 incident files.\n"
    )


def test_github_shows_a_fault_beside_its_line(faulty):
    result = faulty.run("check", "--format", "github")

    assert result.exit_code == 1
    assert result.output.splitlines()[0] == (
        "::error file=incidents/2026/2026-11-24-push-down.md,line=3,col=14,title=unknown-component"
        "::there is no component “psh”%0ADid you mean `push`?"
    )


def test_other_programs_get_a_list(faulty):
    result = faulty.run("check", "--format", "json")

    findings = json.loads(result.output)
    assert [finding["code"] for finding in findings] == ["unknown-component", "unknown-status"]
    assert findings[0]["path"] == "incidents/2026/2026-11-24-push-down.md"
    assert (findings[0]["line"], findings[0]["column"], findings[0]["severity"]) == (3, 14, "error")


def test_only_the_files_that_are_named_are_checked(faulty):
    assert faulty.run("check", "incidents/2026/2026-11-24-mail-late.md").exit_code == 0
    assert faulty.run("check", "incidents/2026/2026-11-24-push-down.md").exit_code == 1
    assert faulty.run("check", "incidents/2026").exit_code == 1


@pytest.mark.parametrize("args", [(), ("incidents",), ("incidents/_templates",), ("incidents/_templates/late.it.md",)])
def test_a_fault_of_a_template_is_found_before_somebody_needs_it(site, args):
    site.write(
        "incidents/_templates/late.md", "---\ntitle: <<what>>\n---\n\n## Investigatng — <<time>>\n\nIt is late.\n"
    )
    site.write("incidents/_templates/late.it.md", "---\ntitle: <<what>>\n---\n")

    result = site.run("check", *args)

    assert result.exit_code == 1
    assert "incidents/_templates/late.md:5:4: error: “Investigatng” is not a status of an update" in result.output


def test_a_template_that_is_not_named_is_not_looked_at(site):
    site.write(
        "incidents/_templates/late.md", "---\ntitle: <<what>>\n---\n\n## Investigatng — <<time>>\n\nIt is late.\n"
    )

    assert site.run("check", "incidents/2026").exit_code == 0


def test_who_names_no_incident_is_told_where_they_stand(site):
    site.write("incidents/_drills/a.md", "no incident")
    site.write("incidents/pages/about.md", "no incident")

    result = site.run("check", "mkdocs.yml", "incidents/_drills/a.md", "incidents/pages/about.md")

    assert result.exit_code == 0
    assert result.stderr == "None of these is an incident or a template of the site: they stand below incidents/.\n"
    assert result.stdout == "No faults in 0 incident files.\n"


def test_the_settings_are_checked_with_any_file(site):
    site.write("mkdocs.yml", (site.folder / "mkdocs.yml").read_text().replace("timezone: UTC", "timzone: UTC"))

    result = site.run("check", str(site.late))

    assert result.exit_code == 1
    assert "mkdocs.yml:8:7: error: “timzone” is not a field" in result.output


def test_paths_are_as_seen_from_the_current_folder(faulty, monkeypatch):
    monkeypatch.chdir(faulty.folder / "incidents")

    result = faulty.run("check", "-f", "../mkdocs.yml")

    assert result.output.startswith("2026/2026-11-24-push-down.md:3:14: error:")


def test_an_overdue_promise_is_a_warning(site):
    result = site.run("check", "--now", "2026-11-24 14:35")

    assert result.exit_code == 0
    assert (
        "mail-late.md:7:1: warning: the next update was promised for 2026-11-24 14:35 UTC, and has not" in result.output
    )
    assert "1 warning in 3 incident files." in result.output


def test_an_update_to_come_is_a_warning(site):
    result = site.run("check", "--now", "2026-11-24 14:04", "--format", "github")

    assert result.exit_code == 0
    assert "::warning file=incidents/2026/2026-11-24-mail-late.md,line=7,col=1,title=future-update::" in result.output


def test_a_translation_is_checked_with_what_it_translates(site):
    site.write("mkdocs.yml", (site.folder / "mkdocs.yml").read_text() + "      languages: [en, it]\n")
    site.write("incidents/2026/2026-11-24-mail-late.it.md", "---\ntitel: Posta lenta\n---\n")
    site.write("incidents/2026/2026-11-24-gone.it.md", "---\ntitle: Posta\n---\n")

    result = site.run("check", "incidents/2026/2026-11-24-mail-late.it.md", "incidents/2026/2026-11-24-gone.it.md")

    assert result.exit_code == 1
    assert "mail-late.it.md:2:1: error: “titel” is not a field" in result.output
    assert "gone.it.md: error: there is no `2026-11-24-gone.md` that these words could translate" in result.output


DB_IS_SLOW = """\
---
title: Saving to the DB is slow
components: {api: degraded_performance}
---

## Investigating — 2026-11-24 14:25 UTC
next_update: 15:00
expected_recovery: unknown

One in five drafts is saved late, because the DB is slow!
"""


@pytest.fixture
def jargon(site):
    site.write("incidents/2026/2026-11-24-slow.md", DB_IS_SLOW)
    return site


def test_what_is_certain_is_mended_and_told_and_nothing_else_is_touched(jargon):
    before = jargon.files()

    result = jargon.run("check", "--fix")

    assert result.output == (
        "incidents/2026/2026-11-24-slow.md:2:22: mended: “DB” is “database” now (jargon)\n"
        "incidents/2026/2026-11-24-slow.md:10:47: mended: “DB” is “database” now (jargon)\n"
        "incidents/2026/2026-11-24-slow.md:10:57: mended: “!” is “.” now (exclamation-mark)\n"
        "No faults in 4 incident files.\n"
    )
    mended = DB_IS_SLOW.replace("DB", "database").replace("slow!", "slow.").encode()
    assert jargon.files() == {**before, "incidents/2026/2026-11-24-slow.md": mended}


def test_a_second_time_there_is_nothing_to_mend(jargon):
    jargon.run("check", "--fix")
    before = jargon.files()

    result = jargon.run("check", "--fix")

    assert result.output == "No faults in 4 incident files.\n"
    assert jargon.files() == before


def test_without_fix_no_file_is_touched(jargon):
    before = jargon.files()

    jargon.run("check")

    assert jargon.files() == before


def test_what_was_mended_is_kept_out_of_what_other_programs_read(jargon):
    result = jargon.run("check", "--fix", "--format", "json")

    assert json.loads(result.stdout) == []
    assert "mended: “DB” is “database” now" in result.stderr


def test_a_file_that_changed_while_it_was_looked_at_is_left_alone(jargon, monkeypatch):
    """Whoever wrote it meanwhile keeps every word."""
    from plainstatus.commands.fixing import Files

    path = jargon.folder / "incidents/2026/2026-11-24-slow.md"
    mend = Files.mend

    def changed_first(files, findings):
        path.write_text(DB_IS_SLOW.replace("One in five", "One in two"), encoding="utf-8")
        return mend(files, findings)

    monkeypatch.setattr(Files, "mend", changed_first)
    jargon.run("check", "--fix")

    assert path.read_text(encoding="utf-8") == DB_IS_SLOW.replace("One in five", "One in two")


def test_other_programs_are_told_how_far_a_finding_goes_and_what_may_stand_there(jargon):
    found = json.loads(jargon.run("check", "--format", "json").stdout)

    title = next(each for each in found if each["line"] == 2)
    assert (title["column"], title["end_line"], title["end_column"]) == (22, 2, 24)
    assert title["replacement"] == "database"


def test_github_marks_the_words_themselves(jargon):
    result = jargon.run("check", "--format", "github")

    assert "line=2,col=22,endColumn=24,title=jargon::" in result.output


def test_a_rule_is_explained_with_its_page(empty_site):
    result = empty_site.run("check", "--explain", "overdue-update")

    assert result.exit_code == 0
    assert result.output.startswith("# overdue-update\n")
    assert "## Write" in result.output


def test_a_rule_can_be_asked_about_where_there_is_no_site(tmp_path, monkeypatch, empty_site):
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")

    assert empty_site.run("check", "--explain", "jargon").exit_code == 0
    assert "overdue-update " in empty_site.run("check", "--rules").output


def test_a_misspelt_rule_is_answered_with_the_nearest(site):
    result = site.run("check", "--explain", "jargn")

    assert result.exit_code == 2
    assert "There is no rule “jargn”. Did you mean `jargon`?" in result.output


def test_the_settings_say_what_a_rule_weighs(jargon):
    checks = "      checks: {rules: {jargon: error, exclamation-mark: off}}\n"
    jargon.write("mkdocs.yml", (jargon.folder / "mkdocs.yml").read_text() + checks)

    result = jargon.run("check")

    assert result.exit_code == 1
    assert "2 errors in 4 incident files." in result.output


def test_a_file_says_what_a_rule_weighs_in_it(jargon):
    silent = DB_IS_SLOW.replace("components", "checks: {jargon: off, exclamation-mark: off}\ncomponents")
    jargon.write("incidents/2026/2026-11-24-slow.md", silent)

    assert jargon.run("check").output == "No faults in 4 incident files.\n"


def test_a_rule_that_is_not_there_cannot_be_switched_off(jargon):
    loud = DB_IS_SLOW.replace("components", "checks: {jargn: off}\ncomponents")
    jargon.write("incidents/2026/2026-11-24-slow.md", loud)

    result = jargon.run("check")

    assert result.exit_code == 1
    assert "2026-11-24-slow.md:3:10: error: “jargn” is not a rule of `plainstatus check`" in result.output
    assert "Did you mean `jargon`?" in result.output


def test_a_sign_up_whose_readers_hear_nothing_is_told_of_at_its_line(site):
    config = (site.folder / "mkdocs.yml").read_text()
    silent = "      channels: {chat: {slack_url_env: SLACK_URL}}\n      signup: https://signup.otter.example/\n"
    heard = silent.replace("{chat", "{mail: {outbox: out, to: [subscribers]}, chat")

    site.write("mkdocs.yml", config + silent)
    warned = site.run("check")
    site.write("mkdocs.yml", config + heard)

    assert warned.exit_code == 0
    assert "mkdocs.yml:10:7: warning: readers can sign up, but no channel brings mail to them" in warned.output
    assert site.run("check").output == "No faults in 3 incident files.\n"


def test_of_a_rule_that_has_much_to_say_a_few_findings_are_shown_and_all_are_counted(site):
    for number in range(25):
        site.write(f"incidents/2026/2026-11-24-slow-{number}.md", DB_IS_SLOW.replace(" DB ", " shop "))

    result = site.run("check")

    assert result.output.count(": notice: an exclamation mark") == 20
    assert "… and more: 5 of `exclamation-mark`. Name a file to see its own, or say in `checks`" in result.output
    assert result.output.endswith("25 notices in 28 incident files.\n")
    assert len(json.loads(site.run("check", "--format", "json").stdout)) == 25


def test_a_file_is_read_with_its_words_in_every_language_whichever_of_them_is_named(jargon):
    jargon.write("mkdocs.yml", (jargon.folder / "mkdocs.yml").read_text() + "      languages: [en, it]\n")
    words = (
        "---\ntitle: Salvataggi lenti\n---\n\n## In analisi — 2026-11-24 14:25 UTC\n\nUna bozza su cinque va persa!\n"
    )
    jargon.write("incidents/2026/2026-11-24-slow.it.md", words)

    names = ("incidents/2026/2026-11-24-slow.md", "incidents/2026/2026-11-24-slow.it.md")
    one, other, both = jargon.run("check", names[0]), jargon.run("check", names[1]), jargon.run("check", *names)

    assert "slow.it.md:7:29: notice: an exclamation mark" in one.output
    assert "slow.md:10:57: notice: an exclamation mark" in one.output
    assert "not-translated" not in jargon.run("check", names[0], "--format", "json").output
    assert one.output == other.output == both.output.replace("in 2 incident files", "in 1 incident file")


def test_words_of_a_translation_are_mended_in_its_own_file(jargon):
    jargon.write("mkdocs.yml", (jargon.folder / "mkdocs.yml").read_text() + "      languages: [en, it]\n")
    words = (
        "---\ntitle: Salvataggi lenti\n---\n\n## In analisi — 2026-11-24 14:25 UTC\n\nUna bozza su cinque va persa!\n"
    )
    path = jargon.write("incidents/2026/2026-11-24-slow.it.md", words.replace("\n", "\r\n"))

    jargon.run("check", "--fix")

    assert path.read_bytes().decode() == words.replace("persa!", "persa.").replace("\n", "\r\n")
