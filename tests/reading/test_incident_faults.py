"""What a tired person gets to read: exact texts, with the place."""

import pytest

from plainstatus.reading.incident import read_incident
from tests.reading.files import CONTEXT, FRONT, IN_ROME, MAINTENANCE, OPENING, faults

STATUSES = "`Investigating`, `Identified`, `Monitoring`, `Update`, `Resolved` or `Postmortem`"


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("title: API: slow", "2:8: error: these words need quotes around them\n    Write `title: 'API: slow'`."),
        ("title: [EU] slow", "2:8: error: these words need quotes around them\n    Write `title: '[EU] slow'`."),
        ("title: 'API' slow", "2:8: error: these words need quotes around them\n    Write `title: \"'API' slow\"`."),
        ('title: "API" slow', "2:8: error: these words need quotes around them\n    Write `title: '\"API\" slow'`."),
        ("title: @all", "2:8: error: these words need quotes around them\n    Write `title: '@all'`."),
        ("title: *all*", "2:8: error: these words need quotes around them\n    Write `title: '*all*'`."),
        ('title: "API', "2:8: error: this quote is never closed\n    Close it, or double a quote inside of it."),
        ("title:slow", "2:1: error: a space is missing behind the colon\n    Write `title: slow`."),
        ("title slow", "2:1: error: “title slow” has no colon\n    Write `field: value`."),
        (
            "title: a\ncomponents:\n  api: major_outage\n  web major\nstarted: 2026-11-24 14:00",
            "5:1: error: “web major” has no colon\n    Write `field: value`.",
        ),
        (
            "title: #1 is slow",
            "2:1: error: `title` has no value\n"
            "    Write a value behind `title:`, in quotes where it begins with `#`; or delete the line.",
        ),
        (
            "title:",
            "2:1: error: `title` has no value\n"
            "    Write a value behind `title:`, in quotes where it begins with `#`; or delete the line.",
        ),
        ("title: " + "x" * 121, "2:8: error: the text has 121 characters\n    Shorten it to 120 characters."),
        ("title: [a, b]", "2:8: error: a list stands where text is expected\n    Write text."),
        ("title: |\n  a\n  b", "2:8: error: the text goes over several lines\n    Write it on one line."),
        ('title: "a\\rb"', "2:8: error: the text goes over several lines\n    Write it on one line."),
        (
            "title: a\ntitle: b",
            "3:1: error: “title” is written twice\n    It stands already on line 2: delete one of the two.",
        ),
        (
            "title: &a b",
            "2:8: error: an anchor or alias (`&`, `*`) is not read here\n"
            "    Write the value out; put words that begin with such a mark in quotes.",
        ),
        (
            "title: !!python/name:os.system b",
            "2:8: error: a tag (`!`) is not read here\n"
            "    Write the value out; put words that begin with such a mark in quotes.",
        ),
        (
            'title: "a\\u202eb"',
            "2:8: error: the text holds U+202E (right-to-left override), which nobody can see\n    Delete it.",
        ),
        (
            'title: "a\\ufffeb"',
            "2:8: error: the text holds U+FFFE (no character), which nobody can see\n    Delete it.",
        ),
    ],
)
def test_a_title_that_yaml_reads_otherwise_is_told_how_to_write(line: str, message: str) -> None:
    assert faults(f"---\n{line}\ncomponents: {{api: partial_outage}}\n---\n{OPENING}") == [message]


@pytest.mark.parametrize(
    ("line", "messages"),
    [
        ("components: {apii: partial_outage}", ["3:14: error: there is no component “apii”\n    Did you mean `api`?"]),
        (
            "components: {api: outage}",
            ["3:19: error: “outage” is not a status of a component\n    Did you mean `major_outage`?"],
        ),
        (
            "components: {api: Partial outage}",
            ["3:19: error: “Partial outage” is not a status of a component\n    Did you mean `partial_outage`?"],
        ),
        (
            "components: {api:partial_outage}",
            ["3:14: error: a space is missing behind the colon\n    Write `api: partial_outage`."],
        ),
        (
            "components: {api: partial_outage",
            ["3:13: error: this bracket is never closed\n    Close it on the same line."],
        ),
        (
            "components: [api]",
            [
                "3:13: error: the components have no statuses\n"
                "    Write `components: {api: partial_outage}`; a list is enough for a maintenance alone."
            ],
        ),
        (
            "components: api",
            [
                "3:13: error: the status of each component is missing\n"
                "    Write `components: {api: partial_outage}`, with the ids of `components.yml`."
            ],
        ),
        (
            "components: {}",
            [
                "3:13: error: no component is named\n"
                "    Name at least one of `components.yml`; or say with `impact` how bad it is without one."
            ],
        ),
        (
            "components:\n\tapi: partial_outage",
            ["4:1: error: a tab stands where only spaces can\n    Indent with spaces."],
        ),
        (
            " components: {api: partial_outage}",
            [
                "3:2: error: this line is indented further than the one above\n"
                "    Begin it in the column of the field above."
            ],
        ),
        (
            "impact: huge\ncomponents: {api: partial_outage}",
            ["3:9: error: “huge” is not an impact\n    Write `none`, `minor`, `major` or `critical`."],
        ),
        (
            "components: {api: partial_outage}\nstarted: 2026-11-24 15:00 UTC",
            [
                "4:10: error: `started` is after the first update\n"
                "    Write when it really began, or delete the line: the first update counts then."
            ],
        ),
        (
            "components: {api: partial_outage}\nremind: [1d]",
            [
                "4:1: error: `remind` is a field of `maintenance` alone; this file is of kind `incident`\n"
                "    Delete it, or write `kind: maintenance`."
            ],
        ),
        (
            "components: {api: partial_outage}\nseverty: 1\nnotify: no\naudience: publc",
            [
                "4:1: error: “severty” is not a field of the front matter\n"
                "    Known here: title, kind, components, impact, started, scheduled, remind, publish_at, until, "
                "audience, notify, template, external_id, checks.",
                "5:9: error: “no” is neither true nor false\n    Write `true` or `false`.",
                "6:11: error: “publc” is not an audience of this site\n    Did you mean `public`?",
            ],
        ),
        (
            "components: {api: partial_outage}\nnext_update: 14:35",
            ["4:1: error: `next_update` does not belong here\n    Put it straight under the heading of an update."],
        ),
    ],
)
def test_a_fault_in_the_front_matter_is_told_with_its_place(line: str, messages: list[str]) -> None:
    assert faults(f"---\ntitle: Slow\n{line}\n---\n{OPENING}") == messages


@pytest.mark.parametrize(
    ("heading", "message"),
    [
        (
            "## Investigting — 2026-11-24 14:05 UTC",
            "5:4: error: “Investigting” is not a status of an update\n"
            "    Did you mean `Investigating`? A heading within the words begins with `###`.",
        ),
        (
            "## Completed — 2026-11-24 14:05 UTC",
            "5:4: error: “Completed” is a status of a file of kind `maintenance`; this one is of kind `incident`\n"
            f"    Write {STATUSES}; or `kind: maintenance` in the front matter.",
        ),
        (
            "## Background",
            "5:4: error: “Background” does not open an update\n"
            f"    Write {STATUSES}, a dash and the time; or begin a heading within the words with `###`.",
        ),
        (
            "## Resolved",
            "5:4: error: “Resolved” says no day and time\n    Write `## Resolved — 2026-11-24 14:05 UTC`.",
        ),
        (
            "## Resolved: 2026-11-24 14:05 UTC",
            "5:4: error: “Resolved: 2026-11-24 14:05 UTC” lacks the dash between status and time\n"
            "    Write `## Resolved — 2026-11-24 14:05 UTC`.",
        ),
        (
            "##Resolved — 2026-11-24 14:05 UTC",
            "5:1: error: a space is missing behind `##`\n    Write `## Resolved — 2026-11-24 14:05 UTC`.",
        ),
        (
            "## Resolved — 2026-11-24 14:05 CET",
            "5:15: error: “CET” means different times to different people\n"
            "    Write the offset (`+01:00`), or a place: `Europe/Rome`.",
        ),
        (
            "## Resolved — 2026-11-24 9:05 UTC",
            "5:15: error: “2026-11-24 9:05 UTC” is not a time that can be read\n    Write `2026-11-24 09:05 UTC`.",
        ),
        (
            "## Resolved — <<time>>",
            "5:15: error: the placeholder <<time>> was not filled in\n    Write what it stands for, or delete it.",
        ),
    ],
)
def test_a_fault_in_a_heading_is_told_with_its_place(heading: str, message: str) -> None:
    assert faults(f"{FRONT}{heading}\nWords.\n") == [message]


def test_a_time_in_a_clock_change_is_told_with_both_readings() -> None:
    assert faults(FRONT + "## Resolved — 2026-10-25 02:30\n", IN_ROME) == [
        "5:15: error: 2026-10-25 02:30 exists twice in Europe/Rome: the clocks go back that day\n"
        "    Write `2026-10-25 02:30 +02:00` for the first, or `2026-10-25 02:30 +01:00` for the second."
    ]


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ("next_updat: 14:35", "6:1: error: “next_updat” is not a field of an update\n    Did you mean `next_update`?"),
        (
            "Next update: 14:35",
            "6:1: error: “Next update” is not a field of an update\n    Did you mean `next_update`?",
        ),
        (
            "next-update: 14:35",
            "6:1: error: “next-update” is not a field of an update\n    Did you mean `next_update`?",
        ),
        ("next_update: 9:35", "6:14: error: “9:35” is not a time that can be read\n    Write `09:35`."),
        (
            "expected_recovery: soon",
            "6:20: error: “soon” is not a time that can be read\n"
            "    Write it like `2026-11-24 14:05 UTC` or `14:35` or `2h`.",
        ),
        (
            "expected_recovery: 2026-11-24 13:00 UTC",
            "6:20: error: `expected_recovery` is before the update itself\n"
            "    Write a time after that of the update, or a length such as `30m`.",
        ),
        (
            "next_update: 14:35\nfoo: bar",
            "7:1: error: “foo” is not a field of an update\n"
            "    Known here: components, next_update, expected_recovery, audience, notify, scheduled, external_id.",
        ),
        (
            "impact: major",
            "6:1: error: `impact` does not belong here\n    Put it into the front matter, at the top of the file.",
        ),
        (
            "scheduled: {start: 2026-11-25 10:00 UTC, end: 2h}",
            "6:1: error: only `Rescheduled` carries a new window\n"
            "    Call the update `Rescheduled`, or delete the field.",
        ),
        (
            "\nnext_update: 14:35\n\nWords.",
            "7:1: error: `next_update:` would be published as words\n"
            "    Put it straight under the heading, without a blank line between; or reword it.",
        ),
        (
            "next_update 14:35\n\nWords.",
            "6:1: error: `next_update:` would be published as words\n"
            "    Put it straight under the heading, without a blank line between; or reword it.",
        ),
        (
            "Words.\naudience: internal",
            "7:1: error: `audience:` would be published as words\n"
            "    Put it straight under the heading, without a blank line between; or reword it.",
        ),
        (
            "### Resolved — 2026-11-24 18:00 UTC",
            "6:1: error: this heading looks like that of an update, but does not begin with `##`\n"
            "    Write `## Resolved — 2026-11-24 18:00 UTC`.",
        ),
        (
            "## Update — 2026-11-24 15:05 +01:00",
            "6:1: error: two updates have the same time\n"
            "    Move one of them by a second or more; an update is known by its time. The other is on line 5.",
        ),
        (
            "Words in <<region>> and `<<code>>`.",
            "6:10: error: the placeholder <<region>> was not filled in\n    Write what it stands for, or delete it.",
        ),
        (
            "```\ncode",
            "6:1: error: the code block or comment that begins here is never closed\n"
            "    Close it with the same marks on a line of their own.",
        ),
        (
            "txt.\u202eexe",
            "6:5: error: the line holds U+202E (right-to-left override), which nobody can see\n"
            "    Delete it; it may have come with text that was pasted.",
        ),
        (
            "ding\x07",
            "6:5: error: the line holds U+0007 (a control character), which nobody can see\n"
            "    Delete it; it may have come with text that was pasted.",
        ),
        (
            "txt.&#x202e;exe",
            "6:5: error: &#x202e; is U+202E (right-to-left override), which nobody can see\n    Delete it.",
        ),
    ],
)
def test_a_fault_in_an_update_is_told_with_its_place(body: str, message: str) -> None:
    assert faults(f"{FRONT}{OPENING}{body}\n") == [message]


@pytest.mark.parametrize(
    ("text", "messages"),
    [
        (
            "Words.\n",
            [
                "1:1: error: the file has no front matter\n"
                "    Begin the file with `---`, the fields (`title:`, `components:`), and `---` again.",
                " error: the file has no update\n"
                "    Add one: `## Investigating — 2026-11-24 14:05 UTC`, and your words under it.",
            ],
        ),
        (
            "---\ntitle: Slow\n" + OPENING + "Words.\n",
            [
                "1:1: error: the front matter is never closed\n"
                "    Put a line `---` below the fields, before the first words."
            ],
        ),
        (
            FRONT + "Words.\n",
            [
                " error: the file has no update\n"
                "    Add one: `## Investigating — 2026-11-24 14:05 UTC`, and your words under it."
            ],
        ),
        (
            "---\n---\n" + OPENING,
            ["1:1: error: the front matter is empty\n    Write at least `title:` and `components:`."],
        ),
        (
            "---\nkind: maintenance\n---\n## Scheduled — 2026-11-24 14:05 UTC\n",
            [
                "2:1: error: the front matter has no `title`\n"
                "    Add a line `title:` with what is wrong or planned, in one line that a customer understands.",
                "2:1: error: the front matter has no `components`\n"
                "    Add a line `components:` with the components touched, each with its status from the first update.",
                "2:1: error: a maintenance has no `scheduled`\n"
                "    Add `scheduled: {start: 2026-11-24 22:00 UTC, end: 2h}`.",
            ],
        ),
        (
            "---\ntitle: Racks\nkind: maintenence\ncomponents: [api]\n---\n## Scheduled — 2026-11-24 14:05 UTC\n",
            ["3:7: error: “maintenence” is not a kind of file\n    Did you mean `maintenance`?"],
        ),
        (
            MAINTENANCE.replace("end: 2h", "end: 2026-12-01 21:00 UTC") + "## Scheduled — 2026-11-24 14:05 UTC\n",
            [
                "5:47: error: the window ends before it begins\n"
                "    Write an `end` after `start`, or a length such as `2h`."
            ],
        ),
        (
            MAINTENANCE.replace("UTC, end: 2h", "+01:00, end: 2h, repeat: FREQ=DAILY")
            + "## Scheduled — 2026-11-24 14:05 UTC\n",
            [
                "5:20: error: a window that repeats cannot begin at a bare offset (+01:00)\n"
                "    Write a place behind the time, as in `2026-11-24 22:00 Europe/Rome`, "
                "so that clock changes are known."
            ],
        ),
    ],
)
def test_a_fault_of_the_whole_file_is_told(text: str, messages: list[str]) -> None:
    assert [fault.removeprefix("2026/2026-11-24-parcels.md:") for fault in faults(text)] == messages


def test_all_faults_of_a_file_are_told_at_once() -> None:
    text = "---\ntitel: Slow\ncomponents: {apii: broken}\n---\n## Now — 24.11.2026\nnext_updat: 9:00\n\n<<words>>\n"
    found = read_incident(text.encode(), "Über uns.md", CONTEXT)[1]
    assert sorted({finding.code for finding in found}) == [
        "file-name",
        "missing-field",
        "placeholder",
        "time-format",
        "unknown-component",
        "unknown-component-status",
        "unknown-field",
        "unknown-status",
    ]


@pytest.mark.parametrize(
    ("path", "message"),
    [
        (
            "2026/API errors.md",
            "2026/API errors.md: error: the file name “API errors.md” cannot be an address: small letters, digits and "
            "hyphens can\n    Rename it to `api-errors.md`. A name that begins with `_` is never published.",
        ),
        (
            "index.md",
            "index.md: error: a file cannot be called “index.md”: that address is taken\n"
            "    Give it a name that says the day and the matter: `2026-11-24-api-errors.md`.",
        ),
    ],
)
def test_a_file_name_that_cannot_be_an_address_is_told_a_better_one(path: str, message: str) -> None:
    assert [str(finding) for finding in read_incident((FRONT + OPENING).encode(), path, CONTEXT)[1]] == [message]


def test_a_file_full_of_faults_is_not_told_to_its_end() -> None:
    found = faults(FRONT + "".join(f"## Nonsense {number}\n" for number in range(1000)))
    assert len(found) == 101
    assert found[-1].endswith("error: There are more faults in this file than are shown.\n    Mend the first ones.")
