"""`plainstatus propose`, in real git repositories."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from plainstatus.commands.repository import Repository as Git

from ..alerts.messages import ACCOUNT, HOST, alarm, alertmanager, by_sns, firing, pagerduty, plain
from .conftest import CONFIG, Site

DRAFT = "incident/2026-11-24-problems-with-mail-api"
TEMPLATE = """\
---
title: <<What does not work>>
components: {web: major_outage}
---

## Investigating — <<time>>

<<What customers see.>> We will write again within half an hour.
"""


class Repository:
    """A site that is under git, and what git knows of it."""

    def __init__(self, site: Site, environment: Mapping[str, str]) -> None:
        self.site = site
        self._environment = environment

    def git(self, *arguments: str, at: Path | None = None) -> str:
        done = subprocess.run(
            ["git", *arguments],
            cwd=at or self.site.folder,
            env=self._environment,
            capture_output=True,
            encoding="utf-8",
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def commit(self, message: str = "Change") -> None:
        self.git("add", "-A")
        self.git("commit", "-qm", message)

    def branches(self) -> list[str]:
        return self.git("for-each-ref", "--format=%(refname:short)", "refs/heads/incident/").split()

    def text(self, branch: str, path: str | None = None) -> str:
        """A file on a branch; without `path`, that of the draft that the branch is for."""
        id = branch.rpartition("/")[2]
        return self.git("show", f"{branch}:{path or f'incidents/2026/{id}.md'}")

    def state(self) -> dict[str, bytes]:
        """Every byte that a person has here: the files, the index, and where HEAD is."""
        kept = {".git/index", ".git/HEAD", ".git/config"}
        files = self.site.files()
        return {path: data for path, data in files.items() if path in kept or not path.startswith(".git/")}

    def propose(self, alert: object, *options: str, code: int = 0) -> str:
        words = alert if isinstance(alert, str) else json.dumps(alert)
        result = self.site.run("propose", "-", *options, input=words)
        assert result.exit_code == code, result.output
        return result.output

    def proposed(self, alert: object, *options: str) -> dict[str, Any]:
        """What other programs are told."""
        return json.loads(self.propose(alert, "--format", "json", *options))


@pytest.fixture
def bare(empty_site: Site, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> Repository:
    """A repository without a commit; git has nobody's settings."""
    home = tmp_path_factory.mktemp("home")
    for name, value in {
        "HOME": str(home),
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_CONFIG_GLOBAL": str(home / ".gitconfig"),
    }.items():
        monkeypatch.setenv(name, value)
    (home / ".gitconfig").write_text(
        "[user]\nname = Otter\nemail = otter@otter.example\n[init]\ndefaultBranch = main\n"
    )
    repository = Repository(empty_site, dict(os.environ))
    repository.git("init", "-q")
    return repository


@pytest.fixture
def repository(bare: Repository) -> Repository:
    bare.commit("Site")
    return bare


def open_incident(repository: Repository, components: str = "{api: partial_outage}") -> None:
    repository.site.write(
        "incidents/2026/2026-11-24-mail-late.md",
        f"---\ntitle: Mail is late\ncomponents: {components}\n---\n\n"
        "## Investigating — 2026-11-24 14:05 UTC\n\nLate.\n",
    )
    repository.commit("Incident")


# What is proposed


def test_an_alert_becomes_a_draft_on_a_branch(repository):
    output = repository.propose(alertmanager(firing(service="Mail API", severity="critical")))

    assert output == (
        f"Proposed “Problems with Mail API” on the branch {DRAFT}.\n"
        "Components: api (partial_outage).\n"
        "Nothing is published: a person writes the words and merges it.\n"
        "\n"
        "Next:\n"
        f"  git push origin {DRAFT}\n"
        f"  git switch {DRAFT}\n"
        "  $EDITOR incidents/2026/2026-11-24-problems-with-mail-api.md\n"
    )
    assert repository.text(DRAFT) == (
        "---\n"
        "title: Problems with Mail API\n"
        "components:\n"
        "  api: partial_outage\n"
        "started: 2026-11-24 14:02 UTC\n"
        "---\n"
        "\n"
        "## Investigating — 2026-11-24 14:30 UTC\n"
        "\n"
        "<<What do customers see? What still works? What are you doing?>>\n"
    )


def test_the_draft_is_one_commit_with_one_file_on_top_of_the_base(repository):
    repository.propose(alertmanager(firing(service="api")))

    assert repository.git("rev-parse", f"{DRAFT}^") == repository.git("rev-parse", "HEAD")
    assert repository.git("diff", "--name-status", "HEAD", DRAFT) == (
        "A\tincidents/2026/2026-11-24-problems-with-mail-api.md\n"
    )
    assert repository.git("log", "-1", "--format=%an %at %s", DRAFT) == (
        "Otter 1795530600 Propose an incident: Problems with Mail API\n"
    )


def test_what_a_person_has_in_the_folder_and_in_the_index_stays_byte_by_byte(repository):
    repository.site.write("components.yml", repository.site.files()["components.yml"].decode() + "# half a thought\n")
    repository.site.write("incidents/2026/2026-11-20-new.md", "not yet")
    repository.git("add", "components.yml")
    repository.site.write("components.yml", repository.site.files()["components.yml"].decode() + "# the other half\n")
    before = repository.state()

    repository.propose(alertmanager(firing(service="api")))

    assert repository.state() == before
    assert repository.branches() == [DRAFT]
    assert "thought" not in repository.text(DRAFT, "components.yml")


def test_a_hook_s_variables_lead_nowhere_else(repository, monkeypatch, tmp_path_factory):
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    monkeypatch.setenv("GIT_DIR", str(elsewhere))
    monkeypatch.setenv("GIT_INDEX_FILE", str(elsewhere / "index"))

    repository.propose(alertmanager(firing(service="api")))
    monkeypatch.delenv("GIT_DIR")

    assert repository.branches() == [DRAFT]
    assert list(elsewhere.iterdir()) == []


def test_a_draft_fails_the_check_until_a_person_has_written_the_words(repository):
    repository.propose(alertmanager(firing(service="api")))
    repository.git("switch", "-q", DRAFT)
    file = repository.site.folder / "incidents/2026/2026-11-24-problems-with-mail-api.md"

    assert "the placeholder <<What do customers see?" in repository.site.run("check").output
    file.write_text(
        file.read_text().replace("<<What do customers see? What still works? What are you doing?>>", "Late.")
    )
    assert repository.site.run("check").exit_code == 0


@pytest.mark.parametrize(
    ("alert", "components", "started"),
    [
        (alertmanager(firing(component="rest", severity="warning")), {"api": "degraded_performance"}, "14:02"),
        (by_sns(alarm("ALARM", "web-mail-latency")), {"web": "partial_outage"}, "14:03"),
        (pagerduty(service={"summary": "Push"}), {"push": "partial_outage"}, "14:04"),
        (
            plain(components={"api": "major_outage"}, started="2026-11-24T15:10:00+01:00"),
            {"api": "major_outage"},
            "14:10",
        ),
    ],
    ids=["alertmanager", "cloudwatch", "pagerduty", "plain"],
)
def test_each_form_gives_components_and_when_it_began(repository, alert, components, started):
    told = repository.proposed(alert)

    assert told["components"] == components
    assert f"started: 2026-11-24 {started} UTC\n" in repository.text(told["branch"])


def test_a_plain_alert_has_words_for_customers(repository):
    told = repository.proposed(plain("Mail: it's late", message="Mail takes an hour.", components=["api"]))

    assert told["title"] == "Mail: it's late"
    assert told["branch"] == "incident/2026-11-24-mail-it-s-late"
    text = repository.text(told["branch"])
    assert "title: 'Mail: it''s late'\n" in text
    assert text.endswith("## Investigating — 2026-11-24 14:30 UTC\n\nMail takes an hour.\n")


def test_where_no_component_is_named_the_draft_has_them_all_to_choose_from(repository):
    output = repository.propose(alertmanager(firing(service="unheard-of")))

    assert "The alert names no component of this site: the draft lists them, to choose from." in output
    text = repository.text("incident/2026-11-24-incident")
    assert "components:\n  # api, web, push\n  <<component>>: partial_outage\n" in text
    repository.git("switch", "-q", "incident/2026-11-24-incident")
    said = repository.site.run("check").output
    assert "the placeholder <<component>> was not filled in" in said
    assert "the placeholder <<What does not work, as a customer would say it>> was not filled in" in said


def test_the_proposed_title_is_in_the_language_of_the_site(repository):
    repository.site.write("mkdocs.yml", CONFIG + "      languages: [it, en]\n")

    told = repository.proposed(alertmanager(firing(service="api"), firing("beef", service="web")))

    assert told["title"] == "Problemi con Mail API e Web mail"
    assert "<<Che cosa vedono i clienti?" in repository.text(told["branch"])


def test_a_title_that_would_be_too_long_names_no_component(repository):
    components = "".join(f"  - {{id: c{number}, name: Number {number} of many}}\n" for number in range(12))
    repository.site.write("components.yml", f"components:\n{components}")

    told = repository.proposed(plain(components=[f"c{number}" for number in range(12)]) | {"title": "x"})
    other = repository.proposed(alertmanager(*(firing(str(n), service=f"c{n}") for n in range(12))), "--anyway")

    assert len(told["components"]) == len(other["components"]) == 12
    assert other["title"] == "Problems with several components"


# Templates


def test_the_template_for_outages_is_used_where_there_is_one(repository):
    repository.site.write("incidents/_templates/outage.md", TEMPLATE)

    repository.propose(alertmanager(firing(service="api")))

    assert repository.text(DRAFT) == (
        "---\n"
        "title: Problems with Mail API\n"
        "components:\n"
        "  api: partial_outage\n"
        "started: 2026-11-24 14:02 UTC\n"
        "template: outage\n"
        "---\n"
        "\n"
        "## Investigating — 2026-11-24 14:30 UTC\n"
        "\n"
        "<<What customers see.>> We will write again within half an hour.\n"
    )


def test_the_alert_s_own_template_counts_before_that_of_the_command(repository):
    for name in ("outage", "slow", "late"):
        repository.site.write(f"incidents/_templates/{name}.md", TEMPLATE)

    by_alert = repository.proposed(plain("A", template="late"), "--template", "slow")
    by_command = repository.proposed(plain("B"), "--template", "slow.md")

    assert "template: late\n" in repository.text(by_alert["branch"])
    assert "template: slow\n" in repository.text(by_command["branch"])


def test_a_template_keeps_a_title_that_was_agreed_on(repository):
    repository.site.write("incidents/_templates/outage.md", TEMPLATE.replace("<<What does not work>>", '"Mail: late"'))

    assert repository.proposed(alertmanager(firing(service="api")))["title"] == "Mail: late"


def test_only_a_template_that_was_asked_for_tells_the_components_of_an_alert_that_names_none(repository):
    repository.site.write("incidents/_templates/outage.md", TEMPLATE)

    usual = repository.proposed(alertmanager(firing()))
    asked = repository.proposed(alertmanager(firing("beef")), "--template", "outage")

    assert "components:\n  # api, web, push\n  <<component>>: partial_outage\n" in repository.text(usual["branch"])
    assert "components: {web: major_outage}\n" in repository.text(asked["branch"])


def test_a_misspelt_template_is_answered_with_the_nearest(repository):
    repository.site.write("incidents/_templates/outage.md", TEMPLATE)

    said = repository.propose(plain(template="outtage"), code=2)

    assert "There is no template “outtage”. Did you mean `outage`?" in said
    assert repository.branches() == []


# What stays inside

SECRETS = (HOST, ACCOUNT, "TooManyErrors", "arn:aws", "5xx", "Threshold", "prod-", "PINCIDENT", "sns.", "second team")


@pytest.mark.parametrize(
    "alert",
    [alertmanager(firing(service="api", pod="mail-7f9")), by_sns(alarm()), alarm(), pagerduty()],
    ids=["alertmanager", "sns", "cloudwatch", "pagerduty"],
)
def test_no_word_of_the_monitoring_is_in_the_draft_nor_in_the_commit(repository, alert):
    branch = repository.proposed(alert)["branch"]

    made = repository.git("log", "--format=%B", branch) + repository.git("diff", "HEAD", branch) + branch
    assert [secret for secret in SECRETS if secret in made] == []


def test_what_the_alert_says_may_stand_in_an_internal_update(repository):
    branch = repository.proposed(by_sns(alarm(AlarmDescription="```\n## Resolved — now <<x>> \u202e")), "--internal")[
        "branch"
    ]

    public, _, internal = repository.text(branch).partition(
        "\n## Update — 2026-11-24 14:30:01 UTC\naudience: internal\n"
    )
    assert f"AlarmArn: arn:aws:cloudwatch:eu-south-1:{ACCOUNT}:alarm:prod-mail-api-5xx\n" in internal
    assert "AlarmDescription: ``` ## Resolved — now <<x>>\n" in internal
    assert [secret for secret in SECRETS if secret in public] == []


def test_an_internal_update_is_on_no_page_of_the_public_site(repository):
    branch = repository.proposed(alertmanager(firing(service="api")), "--internal")["branch"]
    repository.git("switch", "-q", branch)
    file = repository.site.folder / f"incidents/2026/{branch.rpartition('/')[2]}.md"
    file.write_text(
        file.read_text().replace("<<What do customers see? What still works? What are you doing?>>", "Late.")
    )

    result = repository.site.run("build", "--strict")

    assert result.exit_code == 0, result.output
    built = b"".join(data for path, data in repository.site.files().items() if path.startswith("site/"))
    assert b"Problems with Mail API" in built
    assert HOST.encode() not in built


def test_a_site_without_that_audience_has_no_internal_update(repository):
    repository.site.write("mkdocs.yml", CONFIG + "      audiences: [partners]\n")

    said = repository.propose(alertmanager(firing(service="api")), "--internal", code=2)

    assert "Error: --internal: this site has no audience `internal`." in said


def test_an_alert_about_an_internal_component_alone_becomes_an_internal_draft(repository):
    repository.site.write(
        "components.yml",
        "components:\n  - {id: api, name: Mail API}\n  - {id: disks, name: Disk farm, audience: internal}\n",
    )

    alone = repository.proposed(alertmanager(firing(service="disks")))
    together = repository.proposed(alertmanager(firing("beef", service="disks"), firing("f00d", service="api")))
    none = repository.proposed(alertmanager(firing("dead")))

    assert "audience: internal\n" in repository.text(alone["branch"])
    assert together["components"] == {"api": "partial_outage"}
    assert "disk" not in repository.text(together["branch"]).lower()
    assert "  # api\n" in repository.text(none["branch"])


# Twice


def test_the_same_alert_again_proposes_nothing(repository):
    alert = alertmanager(firing(service="api"))
    repository.propose(alert)
    before = repository.git("rev-parse", DRAFT)

    said = repository.propose(alert, "--anyway", "--now", "2026-11-26 10:00 UTC")

    assert said == f"It is proposed already on the branch {DRAFT}. Nothing is proposed again.\n"
    assert repository.branches() == [DRAFT]
    assert repository.git("rev-parse", DRAFT) == before


def test_the_same_alert_is_known_when_a_person_has_gone_on_with_the_draft(repository):
    alert = alertmanager(firing(service="api"))
    repository.propose(alert)
    repository.git("switch", "-q", DRAFT)
    repository.site.write("incidents/2026/2026-11-24-problems-with-mail-api.md", "rewritten")
    repository.commit("Find the words")
    repository.git("switch", "-q", "main")

    assert repository.proposed(alert)["result"] == "proposed_before"


def test_the_same_alert_is_known_when_the_draft_was_merged_and_its_branch_deleted(repository):
    alert = alertmanager(firing(service="api"))
    repository.propose(alert)
    repository.git("merge", "-q", "--no-edit", "--no-ff", DRAFT)
    repository.git("branch", "-q", "-d", DRAFT)

    assert repository.proposed(alert)["result"] == "proposed_before"
    assert repository.branches() == []


def test_another_alert_of_a_component_waits_for_its_recent_draft(repository):
    repository.propose(alertmanager(firing(service="api")))
    other = alertmanager(firing("beef", began="2026-11-24T14:20:00Z", service="api"))

    assert repository.proposed(other)["branch"] == DRAFT
    assert repository.proposed(alertmanager(firing("f00d", service="web")))["result"] == "proposed"
    assert repository.proposed(other, "--now", "2026-11-25 14:31 UTC")["result"] == "proposed"


def test_a_draft_whose_incident_was_published_and_is_over_holds_no_other_back(repository):
    """A squashed merge leaves the branch as if nobody had merged it."""
    repository.propose(alertmanager(firing(service="api")))
    repository.site.write(
        "incidents/2026/2026-11-24-problems-with-mail-api.md",
        "---\ntitle: Mail is late\ncomponents: {api: partial_outage}\n---\n\n"
        "## Investigating — 2026-11-24 14:32 UTC\n\nLate.\n\n## Resolved — 2026-11-24 15:00 UTC\n\nFine.\n",
    )
    again = alertmanager(firing(began="2026-11-24T15:30:00Z", service="api"))

    told = repository.proposed(again, "--now", "2026-11-24 15:32 UTC")

    assert (told["result"], told["branch"]) == ("proposed", f"{DRAFT}-2")


def test_another_alert_may_be_proposed_anyway(repository):
    repository.propose(alertmanager(firing(service="api")))

    told = repository.proposed(alertmanager(firing("beef", service="api")), "--anyway")

    assert told["branch"] == f"{DRAFT}-2"
    assert told["path"] == "incidents/2026/2026-11-24-problems-with-mail-api-2.md"


def test_an_alert_of_a_component_with_an_open_incident_leads_to_an_update(repository):
    open_incident(repository)

    said = repository.propose(alertmanager(firing(service="api"), firing("beef", service="web", severity="warning")))

    assert said == (
        "“Mail is late” is open and touches this already. Nothing is proposed.\n"
        "\n"
        "Next:\n"
        '  plainstatus update 2026-11-24-mail-late update --component web=degraded_performance -m "…"\n'
    )
    assert repository.branches() == []
    assert repository.proposed(alertmanager(firing(service="api")), "--anyway")["result"] == "proposed"


def test_maintenance_under_way_counts_as_open(repository):
    repository.site.write(
        "incidents/2026/2026-11-24-disks.md",
        "---\ntitle: Disks move\nkind: maintenance\ncomponents: [push]\n"
        "scheduled: {start: 2026-11-24 14:00 UTC, end: 2h}\n---\n\n## Scheduled — 2026-11-20 10:00 UTC\n\nWe move.\n",
    )

    assert repository.proposed(alertmanager(firing(service="push")))["incident"] == "2026-11-24-disks"
    later = repository.proposed(alertmanager(firing(service="push")), "--now", "2026-11-24 16:00 UTC")
    assert later["result"] == "proposed"


def test_an_alert_that_is_over_proposes_nothing_and_tells_what_waits(repository):
    over = alertmanager(firing(service="api", status="resolved"), status="resolved")

    assert repository.propose(over) == "The alert is over. Nothing is proposed.\n"
    repository.propose(alertmanager(firing(service="api")))
    assert repository.propose(over) == (
        "The alert is over. Nothing is proposed.\n"
        f"A draft waits on the branch {DRAFT}: publish it, or delete the branch.\n"
    )
    open_incident(repository)
    assert repository.propose(over).endswith(
        '“Mail is late” is open still.\n\nNext:\n  plainstatus resolve 2026-11-24-mail-late -m "…"\n'
    )


def test_an_alarm_without_data_proposes_nothing(repository):
    said = repository.propose(alarm("INSUFFICIENT_DATA"))

    assert said == "The monitoring has too little data to say anything. Nothing is proposed.\n"
    assert repository.branches() == []


def in_processes(repository: Repository, alerts: list[object]) -> list[dict[str, Any]]:
    """What processes of their own are told that propose at the same moment."""

    def run(alert: object) -> dict[str, Any]:
        command = [sys.executable, "-m", "plainstatus", "propose", "-", "--format", "json", "--anyway"]
        done = subprocess.run(
            command, cwd=repository.site.folder, input=json.dumps(alert), capture_output=True, encoding="utf-8"
        )
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    with ThreadPoolExecutor(len(alerts)) as pool:
        return list(pool.map(run, alerts))


def test_of_two_at_once_with_the_same_alert_one_wins(repository):
    alert = alertmanager(firing(service="api"))

    told = in_processes(repository, [alert] * 4)

    assert sorted(each["result"] for each in told) == ["proposed", *["proposed_before"] * 3]
    assert repository.branches() == [DRAFT]


def test_a_draft_that_came_since_the_first_look_is_seen(repository, monkeypatch):
    """Its name is taken when the names are listed, so that nothing but another look tells of it."""
    alert = alertmanager(firing(service="api"))
    branches, overtaken = Git.branches, []

    def overtaken_then_listed(self: Git, below: str) -> tuple[str, ...]:
        if not overtaken:
            overtaken.append(self)
            repository.propose(alert, "--now", "2026-11-24 14:29 UTC")
        return branches(self, below)

    monkeypatch.setattr(Git, "branches", overtaken_then_listed)

    assert repository.proposed(alert)["result"] == "proposed_before"
    assert repository.branches() == [DRAFT]


def test_two_at_once_with_different_alerts_get_a_branch_each(repository):
    told = in_processes(repository, [alertmanager(firing(str(number), service="api")) for number in range(4)])

    assert sorted(each["branch"] for each in told) == [DRAFT, *(f"{DRAFT}-{number}" for number in (2, 3, 4))]
    assert repository.branches() == sorted(each["branch"] for each in told)
    for each in told:
        assert repository.git("rev-parse", each["branch"]).strip() == each["commit"]


def test_a_name_that_the_base_has_is_given_to_no_draft(repository):
    repository.site.write("incidents/old/2026-11-24-problems-with-mail-api.md", "x")
    repository.commit()
    repository.git("rm", "-q", "-r", "--cached", "incidents/old")
    (repository.site.folder / "incidents/old/2026-11-24-problems-with-mail-api.md").unlink()

    assert repository.proposed(alertmanager(firing(service="api")))["branch"] == f"{DRAFT}-2"


# Where it goes


def test_the_branch_may_begin_elsewhere(repository):
    repository.git("branch", "stable")
    repository.site.write("later.txt", "x")
    repository.commit()

    repository.propose(alertmanager(firing(service="api")), "--base", "stable")

    assert repository.git("rev-parse", f"{DRAFT}^") == repository.git("rev-parse", "stable")


def test_a_base_that_is_not_there_is_wrong_use(repository):
    assert "--base: there is no commit or branch “stabel”." in repository.propose(plain(), "--base", "stabel", code=2)


def test_a_site_below_the_top_of_its_repository_gets_its_file_there(bare, monkeypatch):
    top = bare.site.folder
    (top / "status").mkdir()
    for name in ("mkdocs.yml", "components.yml", "incidents"):
        (top / name).rename(top / "status" / name)
    bare.commit()
    monkeypatch.chdir(top / "status")

    told = bare.proposed(alertmanager(firing(service="api")))

    assert told["path"] == "incidents/2026/2026-11-24-problems-with-mail-api.md"
    assert "title: Problems" in bare.text(DRAFT, f"status/{told['path']}")
    assert bare.proposed(alertmanager(firing(service="api")))["result"] == "proposed_before"


def test_whom_git_does_not_know_is_the_program_itself(repository):
    (Path(repository._environment["HOME"]) / ".gitconfig").write_text("[user]\nuseConfigOnly = true\n")

    repository.propose(alertmanager(firing(service="api")))

    assert repository.git("log", "-1", "--format=%an, %cn", DRAFT) == "plainstatus, plainstatus\n"


def test_without_a_repository_the_way_out_is_named(empty_site, monkeypatch):
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(empty_site.folder.parent))

    result = empty_site.run("propose", "-", input=json.dumps(plain()))

    assert result.exit_code == 1
    assert result.output == (
        "Error: The site is in no git repository. Make one with `git init`, or write the file alone with --no-branch.\n"
    )


def test_without_a_commit_there_is_nothing_to_begin_a_branch_with(bare):
    assert "Error: The repository has no commit yet" in bare.propose(plain(), code=1)


def test_the_file_alone_needs_no_repository(empty_site):
    alert = json.dumps(alertmanager(firing(service="api")))

    first = empty_site.run("propose", "-", "--no-branch", input=alert)
    files = empty_site.files()
    second = empty_site.run("propose", "-", "--no-branch", input=alert)

    assert first.output.startswith("Wrote incidents/2026/2026-11-24-problems-with-mail-api.md.\n")
    assert "  plainstatus check incidents/2026/2026-11-24-problems-with-mail-api.md\n" in first.output
    assert second.output == "It is proposed already. Nothing is proposed again.\n"
    assert empty_site.files() == files


# With a remote


@pytest.fixture
def remote(repository: Repository, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("remote") / "status.git"
    repository.git("init", "-q", "--bare", str(folder))
    repository.git("remote", "add", "origin", str(folder))
    repository.git("push", "-q", "origin", "main")
    return folder


def test_a_branch_that_is_pushed_has_no_step_left_but_to_finish_it(repository, remote):
    said = repository.propose(alertmanager(firing(service="api")), "--push")

    assert f"Next:\n  git switch {DRAFT}\n" in said
    assert repository.git("rev-parse", DRAFT, at=remote) == repository.git("rev-parse", DRAFT)


def test_without_push_the_remote_is_not_asked(repository, remote):
    remote.rename(remote.with_name("gone"))

    assert repository.proposed(alertmanager(firing(service="api")))["pushed"] is False


def test_a_remote_on_github_is_told_how_to_open_a_pull_request(repository):
    repository.git("remote", "add", "origin", "git@github.com:otter/status.git")

    said = repository.propose(alertmanager(firing(service="api")))

    assert said.endswith(f"Next:\n  git push origin {DRAFT}\n  gh pr create --head {DRAFT} --fill\n")


def clone(repository: Repository, remote: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Repository:
    """Another clone, as a job of CI has it: one commit deep."""
    repository.git("clone", "-q", "--depth", "1", f"file://{remote}", str(folder))
    monkeypatch.chdir(folder)
    return Repository(Site(folder), repository._environment)


def test_another_clone_knows_what_was_pushed(repository, remote, monkeypatch, tmp_path_factory):
    alert = alertmanager(firing(service="api"))
    repository.propose(alert, "--push")
    other = clone(repository, remote, tmp_path_factory.mktemp("clones") / "ci", monkeypatch)

    assert other.proposed(alert, "--push") == {
        "result": "proposed_before",
        "incident": "2026-11-24-problems-with-mail-api",
        "title": None,
        "components": {"api": "partial_outage"},
        "branch": DRAFT,
        "path": None,
        "commit": None,
        "pushed": True,
    }
    assert other.branches() == []


def test_a_push_that_comes_second_gives_way(repository, remote, monkeypatch, tmp_path_factory):
    """The remote gets a draft of the same alert between the look at it and the push."""
    alert = alertmanager(firing(service="api"))
    other = clone(repository, remote, tmp_path_factory.mktemp("clones") / "ci", monkeypatch)
    fetch, looks = Git.fetch, []

    def fetched_then_overtaken(self: Git, below: str) -> None:
        fetch(self, below)
        if not looks:
            looks.append(self)
            monkeypatch.chdir(repository.site.folder)
            repository.propose(alert, "--push", "--now", "2026-11-24 14:29 UTC")
            monkeypatch.chdir(other.site.folder)

    monkeypatch.setattr(Git, "fetch", fetched_then_overtaken)

    assert other.proposed(alert, "--push")["result"] == "proposed_before"
    assert other.branches() == []
    assert repository.git("rev-parse", DRAFT, at=remote) == repository.git("rev-parse", DRAFT)


def test_a_push_that_fails_is_told_and_tried_again_the_next_time(repository, remote):
    alert = alertmanager(firing(service="api"))
    repository.git("config", "remote.origin.pushurl", str(remote.with_name("gone")))

    said = repository.propose(alert, "--push", code=1)

    assert said.endswith(f"The draft is here, on the branch {DRAFT}. The same command will push it.\n")
    repository.git("config", "--unset", "remote.origin.pushurl")
    assert repository.proposed(alert, "--push")["pushed"] is True
    assert repository.git("rev-parse", DRAFT, at=remote) == repository.git("rev-parse", DRAFT)


def test_a_remote_that_is_gone_is_told_in_git_s_words(repository, remote):
    remote.rename(remote.with_name("gone"))

    said = repository.propose(alertmanager(firing(service="api")), "--push", code=1)

    assert said.startswith("Error: git: ")
    assert "Traceback" not in said
    assert repository.branches() == []


# Alerts that cannot be read


def test_an_alert_is_read_from_a_file_too(repository):
    repository.site.write("alert.json", json.dumps(alertmanager(firing(began="soon"))))

    result = repository.site.run("propose", "alert.json")

    assert result.exit_code == 1
    assert result.output == (
        'Error: alert.json: /alerts/0/startsAt: it is "soon". Expected is a time such as 2026-11-24T14:05:00Z.\n'
    )


@pytest.mark.parametrize("words", ["", "{", "[]", "[" * 100_000, '{"title": "x", "components": 7}'])
def test_what_is_no_alert_is_told_in_one_line_and_changes_nothing(repository, words):
    said = repository.propose(words, code=1)

    assert said.startswith("Error: standard input: ")
    assert said.count("\n") == 1
    assert repository.branches() == []


def test_components_that_cannot_be_read_are_the_first_thing_to_mend(repository):
    repository.site.write("components.yml", "components: [")

    assert repository.propose(plain(), code=1).startswith("The components are not known:\n\ncomponents.yml:1:")


def test_a_fault_in_another_incident_stops_no_proposal(repository):
    repository.site.write("incidents/2026/2026-11-01-broken.md", "---\ntitle: [\n---\n")

    assert repository.proposed(alertmanager(firing(service="api")))["result"] == "proposed"
