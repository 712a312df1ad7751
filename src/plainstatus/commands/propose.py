"""`plainstatus propose`."""

import json
import os
import shlex
from pathlib import Path
from typing import TYPE_CHECKING

import click

from plainstatus.commands.clock import now_from
from plainstatus.commands.options import config_option, format_option, now_option

if TYPE_CHECKING:
    from plainstatus.commands.new_files import OpenSite
    from plainstatus.commands.proposing import Outcome


@click.command(
    "propose",
    short_help="Draft an incident from an alert, on a branch.",
    epilog="""\b
Examples:
  plainstatus propose alert.json
  curl -s "$ALERT_URL" | plainstatus propose - --push
  echo '{"title": "Orders fail", "components": ["shop"]}' | plainstatus propose -
""",
)
@click.argument("alert", type=click.Path(allow_dash=True, dir_okay=False, exists=True), metavar="ALERT")
@click.option(
    "--from",
    "form",
    type=click.Choice(["alertmanager", "cloudwatch", "pagerduty", "plain"]),
    help="Whose alert it is, where its content does not tell.",
)
@click.option("--template", metavar="NAME", help="Begin with incidents/_templates/NAME.md, if the alert names none.")
@click.option("--internal", is_flag=True, help="Add what the alert says, as an update for the audience `internal`.")
@click.option("--base", default="HEAD", show_default=True, metavar="COMMIT", help="What the new branch begins with.")
@click.option("--no-branch", is_flag=True, help="Write the file into the folder, without git.")
@click.option("--push", is_flag=True, help="Push the branch. Nothing else asks the network.")
@click.option("--anyway", is_flag=True, help="Propose even where an incident of the component is open or proposed.")
@config_option
@now_option
@format_option("text", "json")
def command(
    alert: str,
    form: str | None,
    template: str | None,
    internal: bool,
    base: str,
    no_branch: bool,
    push: bool,
    anyway: bool,
    config_file: Path,
    now: str | None,
    output: str,
) -> None:
    """Draft an incident from an alert, on a new git branch: monitoring proposes, a person publishes.

    ALERT is a file with one alert, or “-” for standard input: of Alertmanager or Grafana, of CloudWatch (by SNS
    or alone), of PagerDuty, or plain JSON. The draft has the components that the alert names, and the words
    of a template; of the machine's words it has none. Your files and your index stay as they are.

    The same alert again proposes nothing, nor does one whose component has an open incident, nor one that is
    over. What it did is told, and the exit code is 0.
    """
    from plainstatus.alerts.alert import AlertFault
    from plainstatus.alerts.forms import read_alert
    from plainstatus.alerts.part import MOST_BYTES
    from plainstatus.commands.new_files import open_site
    from plainstatus.commands.proposing import Wish, propose

    try:
        with click.open_file(alert, "rb") as file:
            read = read_alert(file.read(MOST_BYTES + 1), form)
    except AlertFault as fault:
        raise click.ClickException(f"{'standard input' if alert == '-' else alert}: {fault}") from None
    site = open_site(config_file)
    wish = Wish(base, template, internal, not no_branch, push, anyway)
    outcome = propose(read, site, wish, now_from(now, site.zone))
    if output == "json":
        click.echo(json.dumps(_as_data(outcome, site), indent=2, ensure_ascii=False))
    else:
        _tell(outcome, site)


def _as_data(outcome: "Outcome", site: "OpenSite") -> dict[str, object]:
    return {
        "result": outcome.result,
        "incident": outcome.incident or None,
        "title": outcome.title or None,
        "components": outcome.components,
        "branch": outcome.branch or None,
        "path": _shown(outcome, site) if outcome.path else None,
        "commit": outcome.commit or None,
        "pushed": outcome.pushed,
    }


def _shown(outcome: "Outcome", site: "OpenSite") -> str:
    return os.path.relpath(site.files.incidents / outcome.path).replace(os.sep, "/")


def _tell(outcome: "Outcome", site: "OpenSite") -> None:
    match outcome.result:
        case "proposed":
            click.echo(f"Proposed {_named(outcome)} on the branch {outcome.branch}.")
            _tell_components(outcome)
            click.echo("Nothing is published: a person writes the words and merges it.")
            _tell_steps(_publishing(outcome, site))
        case "written":
            from plainstatus.commands.next_steps import tell_next_steps

            shown = _shown(outcome, site)
            click.echo(f"Wrote {shown}.")
            _tell_components(outcome)
            steps = (f"$EDITOR {shlex.quote(shown)}", f"plainstatus check {shlex.quote(shown)}")
            tell_next_steps([shown], f"Incident: {outcome.title or outcome.incident}", before=steps)
        case "proposed_before":
            where = f" on the branch {outcome.branch}" if outcome.branch else ""
            click.echo(f"It is proposed already{where}. Nothing is proposed again.")
        case "open":
            click.echo(f"“{outcome.title}” is open and touches this already. Nothing is proposed.")
            changes = "".join(f" --component {id}={status}" for id, status in outcome.components.items())
            _tell_steps([f'plainstatus update {outcome.incident} update{changes} -m "…"'])
        case "resolved":
            click.echo("The alert is over. Nothing is proposed.")
            if outcome.branch:
                click.echo(f"A draft waits on the branch {outcome.branch}: publish it, or delete the branch.")
            if outcome.incident:
                click.echo(f"“{outcome.title}” is open still.")
                _tell_steps([f'plainstatus resolve {outcome.incident} -m "…"'])
        case "unknown":
            click.echo("The monitoring has too little data to say anything. Nothing is proposed.")


def _named(outcome: "Outcome") -> str:
    return f"“{outcome.title}”" if outcome.title else "an incident without a title yet"


def _tell_components(outcome: "Outcome") -> None:
    told = ", ".join(f"{id} ({status})" for id, status in outcome.components.items())
    if told:
        click.echo(f"Components: {told}.")
    else:
        click.echo("The alert names no component of this site: the draft lists them, to choose from.")


def _publishing(outcome: "Outcome", site: "OpenSite") -> list[str]:
    from plainstatus.commands.repository import repository_around

    repository = repository_around(site.files.incidents)
    name, address = repository.remote() if repository else ("origin", "")
    steps = [] if outcome.pushed else [f"git push {name} {outcome.branch}"]
    if "github.com" in address:
        return [*steps, f"gh pr create --head {outcome.branch} --fill"]
    return [*steps, f"git switch {outcome.branch}", f"$EDITOR {_shown(outcome, site)}"]


def _tell_steps(steps: list[str]) -> None:
    if steps:
        click.echo("\nNext:")
        for step in steps:
            click.echo(f"  {step}")
