"""`plainstatus new`."""

from pathlib import Path

import click

from plainstatus.commands.options import answers_option, config_option, now_option


@click.command(
    "new",
    short_help="Write a new incident, maintenance or notice.",
    epilog="""\b
Examples:
  plainstatus new incident --component api=partial_outage --title "Errors on the API" \\
      -m "One in five requests fails. We are looking into it." --next-update 30m
  plainstatus new maintenance --component database --title "Database upgrade" \\
      --start "2026-12-06 22:00 Europe/Rome" --end 2h
  plainstatus new notice --title "Fewer people over the holidays" --until 2027-01-02
  plainstatus new --template outage --component shop --set title="Orders fail" --set it:title="…"
""",
)
@click.argument("kind", required=False, type=click.Choice(["incident", "maintenance", "notice"]))
@click.option("-t", "--title", metavar="WORDS", help="What is wrong or planned, in one line.")
@click.option(
    "-c",
    "--component",
    "components",
    multiple=True,
    metavar="ID=STATUS",
    help="A component and how it is; its name or an alias will do, and so will the beginning of the status "
    "(api=partial). May be given again.",
)
@click.option("-m", "--message", metavar="WORDS", help="What readers are told, in Markdown; “-” reads standard input.")
@click.option("--status", metavar="STATUS", help="The status of the first update, if not the usual one.")
@click.option("--at", metavar="TIME", help="When this is said, if not now.")
@click.option("--started", metavar="TIME", help="When it really began, if that was before: 13:50, or a full time.")
@click.option("--start", metavar="TIME", help="When a maintenance begins.")
@click.option("--end", metavar="TIME", help="When a maintenance ends: a time, or a length such as 2h.")
@click.option("--until", metavar="TIME", help="When a notice leaves the front page.")
@click.option("--next-update", metavar="TIME", help="When the next words will come: 14:35, 30m, or a full time.")
@click.option("--expected-recovery", metavar="TIME", help="When service is expected back: 16:00, 2h, or “unknown”.")
@click.option("--audience", metavar="NAME", help="Who may read it, if not everybody.")
@click.option("--template", metavar="NAME", help="Take the first words of incidents/_templates/NAME.md.")
@answers_option
@click.option("--edit/--no-edit", default=None, help="Open the file in $VISUAL or $EDITOR. On a terminal it does.")
@config_option
@now_option
def command(config_file: Path, now: str | None, edit: bool | None, **options: object) -> None:
    """Write the file of a new incident, maintenance or notice.

    The file gets a name of the day and the title, below incidents/. On a terminal, what is missing is asked
    for, and an editor opens; elsewhere nothing is asked. Then the file is checked.

    A template knows its kind, and has words in every language of the site: `plainstatus templates` lists
    them. Of its questions those are asked that the first words need. What nobody answers stays in the file as a
    <<placeholder>>, which has to go before the site is built.
    """
    from plainstatus.commands.drafting import draft
    from plainstatus.commands.wishes import Wishes

    draft(config_file, Wishes(**options), now, edit)  # type: ignore[arg-type]
