"""`new`, `update` and `resolve` with the words of a template, and `templates`."""

import pytest

MAIL = """\
---
when: Mail does not arrive.
title: <<what-fails>>
components:
  <<component>>: major_outage
ask:
  what-fails: {question: What fails?, example: Mail is late}
  seen: What do customers see?
  next-update: {question: When again?, default: 30m}
---

## Investigating — <<time>>
next_update: <<next-update>>

<<seen>> We look.

## Update — <<time>>
audience: internal

Lead: <<lead>>

## Identified — <<time>>
components: {<<component>>: degraded_performance}
next_update: <<next-update>>

The cause: <<cause>>

## Resolved — <<time>>

<<seen>>
"""
MAIL_IT = """\
---
title: <<what-fails>>
ask:
  what-fails: Che cosa non va?
  seen: Che cosa si vede?
---

## Investigating — <<time>>

<<seen>> Cerchiamo.

## Update — <<time>>

Guida: <<lead>>

## Identified — <<time>>

La causa: <<cause>>

## Resolved — <<time>>

<<seen>>
"""
WORK = """\
---
kind: maintenance
title: <<title>>
components:
  <<component>>: under_maintenance
scheduled:
  start: <<start>>
  end: <<end>>
---

## Scheduled — <<time>>

<<words>>

## Rescheduled — <<time>>
scheduled: {start: <<start>>, end: <<end>>}

Later.
"""
FILE = "incidents/2026/2026-11-24-mail-late.md"
FILE_IT = "incidents/2026/2026-11-24-mail-late.it.md"
ANSWERS = ("--set", "what-fails=Mail: late", "--set", "seen=No mail.", "--set", "lead=the night shift")
ITALIAN = ("--set", "it:what-fails=Posta: tardi", "--set", "it:seen=Niente posta.")
BEGUN = """\
---
title: 'Mail: late'
components:
  api: major_outage
template: mail
---

## Investigating — 2026-11-24 14:30 UTC
next_update: 15:00

No mail. We look.

## Update — 2026-11-24 14:30:01 UTC
audience: internal

Lead: the night shift
"""
BEGUN_IT = """\
---
title: 'Posta: tardi'
---

## Investigating — 2026-11-24 14:30 UTC

Niente posta. Cerchiamo.

## Update — 2026-11-24 14:30:01 UTC

Guida: the night shift
"""
LATER = ("--now", "2026-11-24 14:50 UTC")


@pytest.fixture
def house(empty_site):
    """A site in two languages with two templates."""
    text = (empty_site.folder / "mkdocs.yml").read_text()
    empty_site.write("mkdocs.yml", f"{text}      languages: [en, it]\n")
    empty_site.write("incidents/_templates/mail.md", MAIL)
    empty_site.write("incidents/_templates/mail.it.md", MAIL_IT)
    empty_site.write("incidents/_templates/work.md", WORK)
    return empty_site


def written(house) -> dict[str, str]:
    """The incident files of a site, by path."""
    return {path: text.decode() for path, text in house.files().items() if path.startswith("incidents/2")}


def on_a_terminal(monkeypatch) -> None:
    for module in ("drafting", "update", "resolve"):
        monkeypatch.setattr(f"plainstatus.commands.{module}.is_terminal", lambda: True)


# The first words


def test_the_first_words_of_a_template_are_written_in_every_language_with_those_for_the_team(house):
    result = house.run("new", "--template", "mail", "-c", "api", *ANSWERS, *ITALIAN)

    assert result.exit_code == 0, result.output
    assert written(house) == {FILE: BEGUN, FILE_IT: BEGUN_IT}
    assert result.output.startswith(f"Wrote {FILE} and {FILE_IT}.\n")
    assert f"  git add {FILE} {FILE_IT}\n" in result.output
    assert house.run("check").exit_code == 0


def test_a_language_that_nobody_answers_in_is_left_out(house):
    result = house.run("new", "--template", "mail", "-c", "api", *ANSWERS)

    assert written(house) == {FILE: BEGUN}
    assert "Nothing was written in “it”: --set it:NAME=WORDS answers in that language.\n" in result.output


def test_on_a_terminal_exactly_what_the_first_words_need_is_asked_in_each_language(house, monkeypatch):
    on_a_terminal(monkeypatch)

    answers = ["api", "x" * 121, "Mail: late", "16 o'clock", "15:00", "No mail.", "the night shift", "Posta: tardi",
               "Niente posta."]  # fmt: skip
    result = house.run("new", "--template", "mail", input="\n".join(answers) + "\n")

    assert result.exit_code == 0, result.output
    assert written(house) == {FILE: BEGUN, FILE_IT: BEGUN_IT}
    questions = [line for line in result.output.splitlines() if "?" in line or line.startswith("lead")]
    assert questions == [
        f"What fails?: {'x' * 121}",
        "What fails?: Mail: late",
        "When again? [30m]: 16 o'clock",
        "When again? [30m]: 15:00",
        "What do customers see?: No mail.",
        "lead: the night shift",
        "it: Che cosa non va?: Posta: tardi",
        "it: Che cosa si vede?: Niente posta.",
    ]
    assert "  For example: Mail is late\n" in result.output


def test_on_a_terminal_return_alone_leaves_a_placeholder_or_a_language_for_later(house, monkeypatch):
    on_a_terminal(monkeypatch)

    result = house.run("new", "--template", "mail", "--no-edit", input="api\nMail late\n\n\nI\n\n")

    (text,) = written(house).values()
    assert "next_update: 15:00\n\n<<seen>> We look.\n" in text
    assert "the placeholder <<seen>> was not filled in" in result.output
    assert "Nothing was written in “it”: until somebody adds it, its readers see the words in “en”.\n" in result.output


def test_what_other_options_say_counts_before_the_template_and_is_not_asked(house, monkeypatch):
    on_a_terminal(monkeypatch)

    house.run(
        "new", "--template", "mail", "-c", "api=partial", "-t", "Mail late", "--next-update", "14:45",
        "--expected-recovery", "2h", "--started", "2026-11-24 14:00", "-m", "My words.", input="I\n\n",
    )  # fmt: skip

    (text,) = written(house).values()
    assert text.startswith(
        "---\ntitle: Mail late\ncomponents:\n  api: partial_outage\nstarted: 2026-11-24 14:00 UTC\n"
        "template: mail\n---\n\n## Investigating — 2026-11-24 14:30 UTC\n"
        "next_update: 14:45\nexpected_recovery: 16:30\n\nMy words.\n"
    )


def test_a_site_without_the_team_s_audience_leaves_out_what_is_for_it(house):
    text = (house.folder / "mkdocs.yml").read_text()
    house.write("mkdocs.yml", f"{text}      audiences: [partners]\n")

    result = house.run("new", "--template", "mail", "-c", "api", *ANSWERS[:4], *ITALIAN)

    assert result.exit_code == 0, result.output
    assert written(house) == {
        FILE: BEGUN[: BEGUN.index("\n## Update")],
        FILE_IT: BEGUN_IT[: BEGUN_IT.index("\n## Update")],
    }


def test_a_file_for_fewer_readers_has_no_notes_for_others(house):
    result = house.run("new", "--template", "mail", "-c", "api", "--audience", "internal", *ANSWERS[:4])

    assert result.exit_code == 0, result.output
    assert "audience: internal\ntemplate: mail\n" in written(house)[FILE]


def test_the_kind_and_the_name_of_the_file_come_from_the_template(house):
    result = house.run(
        "new", "--template", "work", "-c", "push", "--set", "title=Disks move", "--set", "words=We move.",
        "--start", "2026-12-06 22:00 Europe/Rome", "--end", "2h",
    )  # fmt: skip

    assert result.exit_code == 0, result.output
    text = written(house)["incidents/2026/2026-12-06-disks-move.md"]
    assert "scheduled:\n  start: 2026-12-06 22:00 Europe/Rome\n  end: 2026-12-07 00:00 Europe/Rome\n" in text
    assert "kind: maintenance\n" in text


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["--set", "see=x", "--set", "sxx=y"], "--set sxx: the template “mail” does not ask for this."),
        (["--set", "sene=x"], "Did you mean `seen`?"),
        (["--set", "cause=x"], "--set cause: this is asked for in “Identified”, and not now."),
        (["--set", "it:lead=x"], "--set it:lead: this is the same in all languages. Write --set lead=…."),
        (["--set", "fr:seen=x"], "--set fr:seen=x: the template “mail” is not in “fr”."),
        (["--set", "seen"], "--set seen: write it as NAME=VALUE."),
        (["--set", "next-update=soon"], "--set next-update: “soon” is not a time"),
        (["--start", "2026-12-06 22:00"], "--start is for a maintenance; this is to be a file of kind `incident`."),
        (["--status", "identified"], "--status: the template says how the course begins."),
        (["-c", "apu"], "There is no component “apu”. Did you mean `api`?"),
    ],
)
def test_what_a_template_has_no_use_for_is_named_and_nothing_is_written(house, args, said):
    result = house.run("new", "--template", "mail", *args)

    assert result.exit_code == 2
    assert said in result.output
    assert written(house) == {}


def test_a_template_of_another_kind_says_so(house):
    assert "is for a file of kind `maintenance`" in house.run("new", "incident", "--template", "work").output


def test_without_kind_and_template_both_are_named(house):
    result = house.run("new")

    assert (result.exit_code, result.output.splitlines()[-1]) == (
        2,
        "Error: What shall it be: incident, maintenance or notice? Or take a template, with --template: mail, work.",
    )


def test_answers_need_a_template(house):
    assert "name the template with --template" in house.run("new", "incident", "--set", "a=b").output


def test_a_file_that_would_have_faults_is_not_written(house):
    result = house.run(
        "new", "--template", "work", "-c", "push", "--set", "title=Disks", "--set", "words=x",
        "--set", "start=2026-12-06 22:00", "--set", "end=2026-12-06 21:00",
    )  # fmt: skip

    assert result.exit_code == 1
    assert "error: the window ends before it begins\n    end: 2026-12-06 21:00\n" in result.output
    assert written(house) == {}


def test_a_template_with_faults_is_not_begun_with(house):
    house.write("incidents/_templates/mail.md", MAIL.replace("title:", "titel:"))

    result = house.run("new", "--template", "mail", "-c", "api")

    assert result.exit_code == 1
    assert "incidents/_templates/mail.md:3:1: error: “titel” is not a field" in result.output
    assert written(house) == {}


def test_where_one_file_cannot_be_written_none_is(house):
    house.write(FILE_IT.replace("late", "late-x"), "in the way")
    (house.folder / FILE_IT).symlink_to("elsewhere.md")

    result = house.run("new", "--template", "mail", "-c", "api", *ANSWERS, *ITALIAN)

    assert result.exit_code == 1
    assert FILE not in house.files()


# What may stay without an answer

BEGAN = (
    MAIL.replace("\nask:\n", "\nstarted: <<began>>\nask:\n  began: {question: Since when?, optional: true}\n", 1)
)  # fmt: skip
BEGAN_IT = MAIL_IT.replace("ask:\n", "ask:\n  began: {question: Da quando?, optional: true, same: true}\n", 1)


@pytest.fixture
def asks_when(house):
    """A site whose template asks when it began."""
    house.write("incidents/_templates/mail.md", BEGAN)
    house.write("incidents/_templates/mail.it.md", BEGAN_IT)
    return house


def test_an_optional_question_without_an_answer_leaves_its_field_out(asks_when):
    result = asks_when.run("new", "--template", "mail", "-c", "api", *ANSWERS, *ITALIAN)

    assert result.exit_code == 0, result.output
    assert written(asks_when) == {FILE: BEGUN, FILE_IT: BEGUN_IT}


@pytest.mark.parametrize("said", ["13:50", "2026-11-24 13:50", "2026-11-24 14:50 Europe/Rome"])
def test_when_it_began_is_written_in_full_in_the_zone_of_the_site(asks_when, said):
    asks_when.run("new", "--template", "mail", "-c", "api", *ANSWERS, *ITALIAN, "--set", f"began={said}")

    began = BEGUN.replace("\ntemplate:", "\nstarted: 2026-11-24 13:50 UTC\ntemplate:")
    assert written(asks_when) == {FILE: began, FILE_IT: BEGUN_IT}


def test_a_time_of_day_that_is_yet_to_come_was_that_of_yesterday(asks_when):
    asks_when.run("new", "--template", "mail", "-c", "api", *ANSWERS, "--set", "began=23:10")

    assert "\nstarted: 2026-11-23 23:10 UTC\n" in written(asks_when)[FILE]


def test_on_a_terminal_return_leaves_an_optional_field_out(asks_when, monkeypatch):
    on_a_terminal(monkeypatch)

    answers = ["api", "Mail: late", "at noon", "", "15:00", "No mail.", "the night shift", "Posta: tardi",
               "Niente posta."]  # fmt: skip
    result = asks_when.run("new", "--template", "mail", input="\n".join(answers) + "\n")

    assert result.exit_code == 0, result.output
    assert written(asks_when) == {FILE: BEGUN, FILE_IT: BEGUN_IT}
    assert "\nSince when?; Return leaves it out: at noon\n" in result.output
    assert "“at noon” is not a time" in result.output


def test_the_option_for_the_beginning_is_not_asked_again(asks_when, monkeypatch):
    on_a_terminal(monkeypatch)

    result = asks_when.run(
        "new", "--template", "mail", "-c", "api", "--started", "13:50", *ANSWERS, *ITALIAN, input="\n"
    )

    assert "Since when?" not in result.output
    assert "\nstarted: 2026-11-24 13:50 UTC\n" in written(asks_when)[FILE]


def test_an_optional_field_of_a_later_step_may_stay_out_too(house):
    later = MAIL.replace(
        "  seen:", "  back: {question: Back when?, optional: true}\n  seen:"
    ).replace("## Identified — <<time>>\n", "## Identified — <<time>>\nexpected_recovery: <<back>>\n")  # fmt: skip
    house.write("incidents/_templates/mail.md", later)
    house.write(FILE, BEGUN)

    result = house.run("update", ".", "identified", "--set", "cause=A disk is full.", *LATER)

    assert result.exit_code == 0, result.output
    assert "expected_recovery" not in written(house)[FILE]


# Notes that say nothing


@pytest.fixture
def usual(house):
    """A site whose template has a usual answer to what its note waits for."""
    house.write(
        "incidents/_templates/mail.md", MAIL.replace("  seen:", "  lead: {question: Who?, default: –}\n  seen:")
    )
    house.write(
        "incidents/_templates/mail.it.md", MAIL_IT.replace("  seen:", "  lead: {question: Chi?, default: Boh}\n  seen:")
    )
    return house


def test_a_note_with_nothing_but_usual_answers_is_left_out_in_all_languages(usual):
    result = usual.run("new", "--template", "mail", "-c", "api", *ANSWERS[:4], *ITALIAN)

    assert result.exit_code == 0, result.output
    assert written(usual) == {
        FILE: BEGUN[: BEGUN.index("\n## Update")],
        FILE_IT: BEGUN_IT[: BEGUN_IT.index("\n## Update")],
    }
    assert usual.run("check").exit_code == 0


def test_a_note_that_says_something_in_one_language_is_written_in_all(usual):
    usual.run("new", "--template", "mail", "-c", "api", *ANSWERS[:4], *ITALIAN, "--set", "it:lead=il turno di notte")

    files = written(usual)
    assert files[FILE].endswith("Lead: –\n")
    assert files[FILE_IT].endswith("Guida: il turno di notte\n")


def test_a_note_with_words_of_its_own_is_written_with_the_usual_answers(usual):
    text = (usual.folder / "incidents/_templates/mail.md").read_text()
    usual.write("incidents/_templates/mail.md", text.replace("Lead: <<lead>>", "Say nothing yet.\n\nLead: <<lead>>"))

    usual.run("new", "--template", "mail", "-c", "api", *ANSWERS[:4])

    assert written(usual)[FILE].endswith("audience: internal\n\nSay nothing yet.\n\nLead: –\n")


def test_a_later_note_with_nothing_but_usual_answers_is_left_out_too(usual):
    text = (usual.folder / "incidents/_templates/mail.md").read_text()
    usual.write(
        "incidents/_templates/mail.md", f"{text}\n## Update — <<time>>\naudience: internal\n\nTo do: <<lead>>\n"
    )
    (usual.folder / "incidents/_templates/mail.it.md").unlink()
    usual.write(FILE, BEGUN)

    usual.run("resolve", "--set", "seen=All is well.", *LATER)

    assert written(usual)[FILE] == f"{BEGUN}\n## Resolved — 2026-11-24 14:50 UTC\n\nAll is well.\n"


# The words after them


@pytest.fixture
def begun(house):
    house.write(FILE, BEGUN)
    house.write(FILE_IT, BEGUN_IT)
    return house


def test_the_next_words_come_from_the_template_into_every_file(begun):
    result = begun.run("update", ".", "ident", "--set", "cause=A disk is full.", *LATER)

    assert result.exit_code == 0, result.output
    assert result.output.startswith(f"Added “Identified” to {FILE} and {FILE_IT}.\n")
    assert written(begun) == {
        FILE: BEGUN + "\n## Identified — 2026-11-24 14:50 UTC\ncomponents: {api: degraded_performance}\n"
        "next_update: 15:20\n\nThe cause: A disk is full.\n",
        FILE_IT: BEGUN_IT + "\n## Identified — 2026-11-24 14:50 UTC\n\nLa causa: A disk is full.\n",
    }
    assert begun.run("check", "--now", "2026-11-24 14:51 UTC").exit_code == 0


def test_options_of_the_update_count_before_its_template(begun):
    begun.run(
        "update", ".", "identified", "-c", "api=operational", "--next-update", "16:00", "--set", "cause=x", *LATER
    )

    assert "components: {api: operational}\nnext_update: 16:00\n" in written(begun)[FILE]


def test_answers_that_are_missing_are_named_and_nothing_is_written(begun):
    result = begun.run("update", ".", "identified", *LATER)

    assert result.exit_code == 2
    assert "lack answers:\n  --set cause=…  cause\nOr write words of your own with -m.\n" in result.output
    assert written(begun) == {FILE: BEGUN, FILE_IT: BEGUN_IT}


def test_words_of_one_s_own_take_the_place_of_the_template_s(begun):
    assert begun.run("update", ".", "identified", "-m", "Mine.", *LATER).exit_code == 0

    assert written(begun)[FILE] == BEGUN + "\n## Identified — 2026-11-24 14:50 UTC\n\nMine.\n"


def test_words_and_answers_exclude_each_other(begun):
    for command in (["update", ".", "identified"], ["resolve"]):
        assert "-m and --set exclude each other" in begun.run(*command, "-m", "x", "--set", "cause=y").output


def test_on_a_terminal_the_next_words_are_asked_for(begun, monkeypatch):
    on_a_terminal(monkeypatch)

    result = begun.run("resolve", *LATER, input="\nAll is well.\nTutto bene.\n")

    assert result.exit_code == 0, result.output
    assert written(begun)[FILE].endswith("## Resolved — 2026-11-24 14:50 UTC\n\nAll is well.\n")
    assert written(begun)[FILE_IT].endswith("## Resolved — 2026-11-24 14:50 UTC\n\nTutto bene.\n")


def test_the_template_has_nothing_to_say_under_some_statuses(begun):
    assert "has no template for “Monitoring”" in begun.run("update", ".", "monitoring", "--set", "x=y").output
    assert begun.run("update", ".", "monitoring", "-m", "We watch.", *LATER).exit_code == 0


def test_an_incident_of_no_template_takes_no_answers(house):
    house.write(FILE, BEGUN.replace("template: mail\n", ""))

    result = house.run("update", ".", "identified", "--set", "x=y")

    assert (result.exit_code, "this incident came from no template" in result.output) == (2, True)


def test_an_incident_whose_template_is_gone_is_gone_on_with_by_hand(begun):
    (begun.folder / "incidents/_templates/mail.md").unlink()

    assert begun.run("resolve", *LATER).exit_code == 0


def test_answers_cannot_become_structure(begun):
    begun.run("update", ".", "identified", "--set", "cause=x\n\n## Resolved — 2026-11-24 14:40 UTC\n", *LATER)

    assert begun.run("check", "--now", "2026-11-24 14:51 UTC").exit_code == 0
    assert "\n### Resolved" in written(begun)[FILE] or "\n ### Resolved" in written(begun)[FILE]


def test_answers_in_the_summary_cannot_become_structure_either(house):
    house.write("incidents/_templates/mail.md", MAIL.replace("---\n\n## Invest", "---\n\n<<seen>>\n\n## Invest"))
    said = "seen=x\n\n## Resolved — 2026-11-24 14:20 UTC\n\n```\nopen"

    house.run("new", "--template", "mail", "-c", "api", "--set", "what=Mail", "--set", "lead=x", "--set", said)

    (text,) = written(house).values()
    assert "\n ### Resolved — 2026-11-24 14:20 UTC\n" in text
    assert house.run("check").exit_code == 0


def test_a_moved_maintenance_takes_its_window_from_the_options_or_the_answers(house):
    house.run(
        "new", "--template", "work", "-c", "push", "--set", "title=Disks", "--set", "words=x",
        "--start", "2026-12-06 22:00", "--end", "2h",
    )  # fmt: skip

    by_answer = house.run("update", "disks", "resch", "--set", "start=2026-12-07 22:00", "--set", "end=2h", *LATER)
    by_option = house.run("update", "disks", "resch", "--start", "2026-12-08 22:00", "--end", "1h", *LATER)

    assert (by_answer.exit_code, by_option.exit_code) == (0, 0), by_answer.output + by_option.output
    (text,) = written(house).values()
    assert "scheduled: {start: 2026-12-07 22:00 UTC, end: 2026-12-08 00:00 UTC}" in text
    assert "scheduled: {start: 2026-12-08 22:00 UTC, end: 2026-12-08 23:00 UTC}" in text


# The list


def test_the_templates_are_listed_with_the_case_that_each_is_for(house):
    assert house.run("templates").output == "mail  en, it  Mail does not arrive.\nwork  en\n"


def test_the_questions_of_a_template_are_shown_by_step(house):
    assert house.run("templates", "mail").output == (
        "mail (incident; en, it)\n"
        "Mail does not arrive.\n"
        "\n"
        "Investigating\n"
        "  what-fails   What fails?\n"
        "  next-update  When again? [30m]\n"
        "  seen         What do customers see?\n"
        "  lead         lead\n"
        "  In “it” too: what-fails, seen.\n"
        "\n"
        "Identified\n"
        "  next-update  When again? [30m]\n"
        "  cause        cause\n"
        "\n"
        "Resolved\n"
        "  seen  What do customers see?\n"
        "  In “it” too: seen.\n"
    )


def test_a_fault_in_a_template_is_listed_beside_the_others(house):
    house.write("incidents/_templates/bad.md", "x")

    result = house.run("templates")

    assert result.exit_code == 1
    assert "mail  en, it" in result.output
    assert "incidents/_templates/bad.md:1:1: error:" in result.output


def test_a_site_without_templates_says_where_they_would_stand(empty_site):
    assert empty_site.run("templates").output == (
        "There are no templates. They stand in incidents/_templates/, as NAME.md.\n"
    )
